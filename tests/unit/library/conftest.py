from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

import pytest

from digesttui.library.library import Library

from .papers import Clock


class OpenWindow(Protocol):
    def __call__(self, folder: Path | None = None) -> Library: ...


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def open_window(tmp_path: Path, clock: Clock) -> Iterator[OpenWindow]:
    """Open the library, in a folder of its own, as often as a test wants."""
    with ExitStack() as windows:

        def window(folder: Path | None = None) -> Library:
            library = Library.open(folder or tmp_path, now=clock)
            windows.callback(library.close)
            return library

        yield window


@pytest.fixture
def library(open_window: OpenWindow) -> Library:
    return open_window()
