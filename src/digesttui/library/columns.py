"""The reader's state by position in a store, as the filter needs it: whole columns, without a step for each paper."""

import datetime
import math
import re
from array import array
from collections.abc import Callable, Collection, Iterable
from typing import cast

from digesttui.library.mirror import Mirror
from digesttui.library.state import LATER, MAX_TIME, NOTE, READ, STARRED, PaperKey
from digesttui.text import fold

_FIRST_DAY = datetime.date(1970, 1, 2).toordinal()
_LAST_DAY = datetime.date(8999, 1, 1).toordinal()


class Columns:
    """State beside the papers of a store; ``position_of`` says where in it a paper is, if it is there, and
    ``arrived_since_look`` which titles' keys came since a saved view was looked at (None: all of them).

    ``read`` and ``starred`` hold milliseconds since 1970, ``later`` a proleptic ordinal, one a position, 0 where not
    set; ``new`` holds 1 for those that came last. They are replaced when papers come, so that NumPy may look at their
    memory. ``notes`` (folded for comparison) and ``tags`` hold only positions that have some. ``revision`` is the
    library's that they show.
    """

    def __init__(
        self,
        mirror: Mirror,
        position_of: Callable[[PaperKey], int | None],
        today: Callable[[], datetime.date] = datetime.date.today,
        arrived_since_look: Callable[[str], Iterable[int] | None] = lambda view: None,
    ) -> None:
        self._mirror = mirror
        self._position_of = position_of
        self._today = today
        self._arrived_since_look = arrived_since_look
        self.lay_out(0)

    def having(self, name: str, value: str) -> Collection[int]:
        """The positions with this of ``is:`` (unread, read, starred, new, due), ``has:`` (note, tag), ``tag:`` (its
        whole name, in any case), ``note:`` (from the start of a word) or new in the view of that name."""
        match name, value:
            case "is", "unread":
                return _where(self.read, 0, 0)
            case "is", "read":
                return _where(self.read, 1, MAX_TIME)
            case "is", "starred":
                return _where(self.starred, 1, MAX_TIME)
            case "is", "due":
                return _where(self.later, 1, self._today().toordinal())
            case "is", "new":
                return _where(self.new, 1, 1)
            case "new", view:
                return self._new_in(view)
            case "has", "note":
                return self.notes.keys()
            case "has", "tag":
                return set().union(*self.tags.values())
            case "tag", _:
                wanted = fold(value)
                return set().union(*(positions for tag, positions in self.tags.items() if fold(tag) == wanted))
            case "note", _:
                starts = re.compile(rf"(?<!\w){re.escape(fold(value))}")
                return [position for position, note in self.notes.items() if starts.search(note)]
        raise ValueError(f"{name}:{value}")

    def between(self, name: str, first: float, last: float) -> Collection[int]:
        """The positions ``read`` or ``starred`` from the ``first`` to the ``last`` day (proleptic ordinals), both
        included, in local time."""
        column = self.read if name == READ else self.starred
        return _where(column, max(1, _beginning(first)), _beginning(math.nextafter(last, math.inf)) - 1)

    def lay_out(self, size: int, new: Iterable[int] = ()) -> None:
        """Begin anew with ``size`` positions, when papers came or went; ``new`` are title keys (``arrived``)."""
        self.read, self.starred, self.later = array("q", bytes(8 * size)), array("q", bytes(8 * size)), array("i")
        self.later.frombytes(bytes(self.later.itemsize * size))
        self.notes: dict[int, str] = {}
        self.tags: dict[str, set[int]] = {}
        self._tagged: dict[int, tuple[str, ...]] = {}
        self.new = self._flags(new)
        self.new_count = sum(self.new)
        self._watched: dict[str, array[int]] = {}
        self.read_count = self.starred_count = 0
        self.revision = self._mirror.revision
        self._show(self._mirror.rows())

    def follow(self) -> set[int]:
        """Take in what changed in the library since; return the positions it concerns."""
        since, self.revision = self.revision, self._mirror.revision
        return self._show(self._mirror.changed_since(since)) if since != self.revision else set()

    def looked_at(self, view: str) -> None:
        """Find anew what is new in the view of that name."""
        self._watched.pop(view, None)

    def _new_in(self, view: str) -> Collection[int]:
        if view not in self._watched:
            keys = self._arrived_since_look(view)
            everything = array("b", b"\1" * len(self.read))
            self._watched[view] = everything if keys is None else self._flags(keys)
        return _where(self._watched[view], 1, 1)

    def _flags(self, keys: Iterable[int]) -> "array[int]":
        """1 at the positions of the titles with these keys."""
        flags = array("b", bytes(len(self.read)))
        for key in keys:
            position = self._position_of(PaperKey(None, key))
            if position is not None and position < len(flags):
                flags[position] = 1
        return flags

    def _show(self, rows: Iterable[int]) -> set[int]:
        names, size = self._mirror.names, len(self.read)
        shown = set()
        for row in map(names.resolve, rows):
            position = self._position_of(names.key(row))
            if position is not None and position < size:
                self._put(row, position)
                shown.add(position)
        return shown

    def _put(self, row: int, position: int) -> None:
        value = self._mirror.value
        read, starred, later, note = (value(field, row) or 0 for field in (READ, STARRED, LATER, NOTE))
        self.read_count += bool(read) - bool(self.read[position])
        self.starred_count += bool(starred) - bool(self.starred[position])
        assert isinstance(read, int) and isinstance(starred, int) and isinstance(later, int)
        self.read[position], self.starred[position], self.later[position] = read, starred, later
        self.notes.pop(position, None)
        if note:
            self.notes[position] = fold(str(note))
        for tag in self._tagged.pop(position, ()):
            self.tags[tag].discard(position)
        if tags := self._mirror.tags(row):
            self._tagged[position] = tags
        for tag in tags:
            self.tags.setdefault(tag, set()).add(position)


def _where(column: "array[int]", low: int, high: int) -> Collection[int]:
    """The places in ``column`` whose value lies between ``low`` and ``high``, both included."""
    import numpy as np  # here, so that nobody waits for it who does not filter

    values = np.frombuffer(column, dtype=f"i{column.itemsize}")
    return cast(Collection[int], np.flatnonzero((values >= low) & (values <= high)))


def _beginning(day: float) -> int:
    """When the first whole day from ``day`` on begins, in milliseconds since 1970; at most the ends of the calendar."""
    if day < _FIRST_DAY:
        return 0
    if day > _LAST_DAY:
        return MAX_TIME
    date = datetime.date.fromordinal(math.ceil(day))
    return int(datetime.datetime.combine(date, datetime.time.min).timestamp() * 1000)
