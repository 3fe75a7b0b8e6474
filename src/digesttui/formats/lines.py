"""Places in a text as line numbers."""

import re
from bisect import bisect_right


class Lines:
    """The lines of a text; asking for one takes logarithmic time."""

    def __init__(self, text: str) -> None:
        self._starts = [match.end() for match in re.finditer("\n", text)]

    def at(self, place: int) -> int:
        """The number, from 1, of the line in which ``place`` lies."""
        return bisect_right(self._starts, place) + 1
