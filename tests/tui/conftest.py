"""Two small digests, and the screen over them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from digesttui import actions
from digesttui.collection import Collection
from digesttui.config import Config
from digesttui.tui import keeping, layer
from digesttui.tui.app import DigestApp
from tests.tui.screen import MARCH, SEPTEMBER, Opened, Outside, Screen, page


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two saved pages, two papers short of everything, one paper in both."""
    folder = tmp_path / "digests"
    folder.mkdir()
    (folder / "papers-2025-03-18.txt").write_text(page("Mar 18", MARCH), "utf-8")
    (folder / "papers-2025-09-11.txt").write_text(page("Sep 11", SEPTEMBER), "utf-8")
    return folder


@pytest.fixture
def clone_into(tmp_path: Path) -> Path:
    """Where repositories are cloned."""
    return tmp_path / "papers"


@pytest.fixture
def opened(folder: Path, clone_into: Path) -> Opened:
    """Open the screen over the two digests, or over other paths, in a window of some size; ``choices`` are settings."""

    @asynccontextmanager
    async def open_screen(
        *paths: str,
        size: tuple[int, int] = (120, 32),
        theme: str = "ink",
        ascii_only: bool = False,
        filter_text: str = "",
        samples: bool = False,
        **choices: Any,
    ) -> AsyncIterator[Screen]:
        settings = Config(clone_into=clone_into, **choices)
        collection = Collection([] if samples else paths or [str(folder)], settings=settings)
        app = DigestApp(collection, theme=theme, ascii_only=ascii_only, filter_text=filter_text)
        async with app.run_test(size=size) as pilot:
            screen = Screen(app, pilot)
            await screen.until(lambda: app.browse.reading.done and app.browse.marks.known)
            await pilot.pause()
            yield screen

    return open_screen


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test touches the library of whoever runs it."""
    home = tmp_path / "home"
    monkeypatch.setenv("DIGEST_TUI_HOME", str(home))
    return home


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test depends on how busy the machine is: a key waits until its change is kept, and answers stay to be read."""
    monkeypatch.setattr(keeping, "FRAME", 10.0)
    monkeypatch.setattr(layer, "ANSWER_SECONDS", 600.0)


@pytest.fixture(autouse=True)
def outside(monkeypatch: pytest.MonkeyPatch) -> Outside:
    """No test opens a browser or touches a clipboard."""
    outside = Outside()
    monkeypatch.setattr(actions, "open_url", outside.open_url)
    monkeypatch.setattr(actions, "copy", outside.copy)
    return outside
