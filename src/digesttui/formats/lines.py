"""The lines of a text, and places in it as line numbers."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from digesttui.text import stretches


def lines_of(text: str) -> Iterator[str]:
    """What ``split`` gives at the line breaks, one stretch after another."""
    last = ""
    for stretch in stretches(text):
        *whole, last = stretch.split("\n")
        yield from whole
    yield last


class Lines:
    """The lines of a text; asking for one takes logarithmic time."""

    def __init__(self, text: str) -> None:
        self._starts = [match.end() for match in re.finditer("\n", text)]

    def at(self, place: int) -> int:
        """The number, from 1, of the line in which ``place`` lies."""
        return bisect_right(self._starts, place) + 1
