"""How far long work is, on standard error where that is a terminal."""

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

PATIENCE = 0.5
"""Seconds before anything is shown."""

_OFTEN = 0.1  # seconds from one look to the next
_CLEAR = "\r\x1b[K"

Step = TypeVar("Step")


def watched(steps: Iterable[Step], told: Callable[[Step], str]) -> Iterator[Step]:
    """The ``steps`` of some work; where they take their time, what ``told`` says after one stands on the last line."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield from steps
        return
    due, is_shown = time.monotonic() + PATIENCE, False
    try:
        for step in steps:
            yield step
            if time.monotonic() >= due:
                _show(_CLEAR + told(step))
                due, is_shown = time.monotonic() + _OFTEN, True
    finally:
        if is_shown:
            _show(_CLEAR)


def _show(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
