"""The reader's state by position in a store, as the filter needs it: whole columns, without a step for each paper."""

import datetime
import math
import re
from array import array
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import cast

from digesttui.library.mirror import Mirror
from digesttui.library.state import LATER, MAX_TIME, NOTE, READ, STARRED, TAG, PaperKey, Value
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
        self._counts = {READ: 0, STARRED: 0, LATER: 0}
        self._places: dict[int, int | None] = {}
        self.new = self._flags(new)
        self.new_count = sum(self.new)
        self._watched: dict[str, array[int]] = {}
        self.revision = self._mirror.revision
        for field, values in self._mirror.facts.items():
            self._show(field, values)

    @property
    def read_count(self) -> int:
        """How many are read."""
        return self._counts[READ]

    @property
    def starred_count(self) -> int:
        """How many are starred."""
        return self._counts[STARRED]

    def prepare(self) -> None:
        """Find out where those papers are that changed: with many of them, half of the work of ``follow``.

        It shows nothing yet, and may be done in the thread that made the change.
        """
        for rows in self._mirror.changed_since(self.revision).facts.values():
            for row in map(self._mirror.names.resolve, rows):
                self._place(row)

    def follow(self) -> set[int]:
        """Take in what changed in the library since; return the positions it concerns."""
        since, self.revision = self.revision, self._mirror.revision
        if since == self.revision:
            return set()
        renamed, facts = self._mirror.changed_since(since)
        for row in renamed:
            self._places.pop(row, None)
        shown: set[int] = set()
        for field in self._mirror.facts if renamed else facts:
            shown |= self._show(field, renamed | facts.get(field, set()))
        return shown

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

    def _place(self, row: int) -> int | None:
        """The position of the paper at ``row``, if it is one of those here."""
        if row not in self._places:
            position = self._position_of(self._mirror.names.key(row))
            self._places[row] = None if position is None or position >= len(self.read) else position
        return self._places[row]

    def _show(self, field: str, rows: Iterable[int]) -> set[int]:
        values, place = self._mirror.facts.get(field, {}), self._place
        found = ((place(row), values.get(row)) for row in map(self._mirror.names.resolve, rows))
        shown = {position: value for position, value in found if position is not None}
        if field == NOTE:
            self._put_notes(shown)
        elif field.startswith(TAG):
            self._put_tag(field.removeprefix(TAG), shown)
        else:
            self._put_numbers(field, cast("dict[int, int | None]", shown))
        return set(shown)

    def _put_numbers(self, field: str, values: Mapping[int, int | None]) -> None:
        column, more = {READ: self.read, STARRED: self.starred, LATER: self.later}[field], 0
        for position, value in values.items():
            more += bool(value) - bool(column[position])
            column[position] = value or 0
        self._counts[field] += more

    def _put_notes(self, values: Mapping[int, Value]) -> None:
        for position, note in values.items():
            if note:
                self.notes[position] = fold(str(note))
            else:
                self.notes.pop(position, None)

    def _put_tag(self, tag: str, values: Mapping[int, Value]) -> None:
        tagged = self.tags.setdefault(tag, set())
        for position, value in values.items():
            if value is None:
                tagged.discard(position)
            else:
                tagged.add(position)


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
