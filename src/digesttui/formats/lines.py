"""The lines of a text, and places in it as line numbers."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from digesttui.text import STRETCH, stretches


def lines_of(text: str) -> Iterable[str]:
    """What ``split`` gives at the line breaks; of a large text one stretch after another."""
    return text.split("\n") if len(text) <= STRETCH else _lines_of_stretches(text)


def _lines_of_stretches(text: str) -> Iterator[str]:
    last = ""
    for stretch in stretches(text):
        lines = stretch.split("\n")
        last = lines.pop()
        yield from lines
    yield last


class Lines:
    """The lines of a text; asking for one takes logarithmic time."""

    def __init__(self, text: str) -> None:
        self._starts = [match.end() for match in re.finditer("\n", text)]

    def at(self, place: int) -> int:
        """The number, from 1, of the line in which ``place`` lies."""
        return bisect_right(self._starts, place) + 1
