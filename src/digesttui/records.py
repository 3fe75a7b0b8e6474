"""The store's tables as columns: immutable chunks of UTF-8 and where in them each record lies; sightings."""

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from mmap import mmap
from typing import TypeAlias

NONE = -1
STRETCH = 256  # records that are looked through at a time

Parts = tuple[bytes, bytes, bytes]
"""Title, abstract and details of one record, in UTF-8."""

PARTS = 3

Text = bytes | mmap
"""What slices to bytes."""

Column: TypeAlias = "bytes | memoryview | array[int]"
"""The bytes of a column, in the machine's order."""


class Records:
    """An append-only table of records. A part is decoded when somebody reads it, never before."""

    def __init__(self) -> None:
        self.chunks: list[Text] = []
        self.chunk = array("I")
        self.start = array("Q")
        self.lengths = (array("I"), array("I"), array("I"))

    def __len__(self) -> int:
        return len(self.chunk)

    def extend(self, records: Sequence[Parts]) -> int:
        """Append ``records`` as one chunk; return the number of the first."""
        first = len(self.chunk)
        if not records:
            return first
        told = [part for parts in records for part in parts]
        sizes = [*map(len, told)]
        self.chunk.extend([len(self.chunks)] * len(records))
        self.start.extend([*accumulate(sizes, initial=0)][:-1:PARTS])
        for which, lengths in enumerate(self.lengths):
            lengths.extend(sizes[which::PARTS])
        self.chunks.append(b"".join(told))
        return first

    def part(self, record: int, which: int) -> bytes:
        """The bytes of part ``which`` (0 title, 1 abstract, 2 details)."""
        start = self.start[record]
        for lengths in self.lengths[:which]:
            start += lengths[record]
        return self.chunks[self.chunk[record]][start : start + self.lengths[which][record]]

    def parts(self, records: Sequence[int], which: int) -> list[bytes]:
        """``part`` of many records at once: title (0) or abstract (1)."""
        chunks, chunk, start, (titles, abstracts, _) = self.chunks, self.chunk, self.start, self.lengths
        if which == 0:
            return [chunks[chunk[record]][(at := start[record]) : at + titles[record]] for record in records]
        return [
            chunks[chunk[record]][(at := start[record] + titles[record]) : at + abstracts[record]] for record in records
        ]

    def may_hold(self, signs: bytes) -> bytearray:
        """Which records (a byte of 1 or 0 for each) have ``signs`` in them, or other than ASCII."""
        held = bytearray(len(self))
        rarest = -1
        for first, last, text in self._stretches():
            base, record = self.start[first], first
            if not text.isascii():
                for record in range(first, last):
                    own = text[self.start[record] - base : self._end(record) - base]
                    held[record] = signs in own or not own.isascii()
                continue
            if rarest < 0:
                rarest = min(range(len(signs)), key=lambda at: text.count(signs[at]))
            at = _find(signs, rarest, text, 0)
            while at >= 0:
                record = bisect_right(self.start, base + at, record, last)
                held[record - 1] = 1
                at = _find(signs, rarest, text, self.start[record] - base) if record < last else -1
        return held

    def _stretches(self) -> Iterator[tuple[int, int, bytes]]:
        """All text, some records of one chunk at a time: first, one past last, and their text."""
        first = 0
        while first < len(self):
            number = self.chunk[first]
            last = bisect_right(self.chunk, number, first, min(first + STRETCH, len(self)))
            yield first, last, self.chunks[number][self.start[first] : self._end(last - 1)]
            first = last

    def _end(self, record: int) -> int:
        return self.start[record] + sum(lengths[record] for lengths in self.lengths)

    def holds(self, record: int, parts: Parts) -> bool:
        """Whether ``record`` says exactly ``parts``."""
        return all(lengths[record] == len(part) for lengths, part in zip(self.lengths, parts, strict=True)) and all(
            self.part(record, which) == part for which, part in enumerate(parts)
        )

    def columns(self) -> "dict[str, array[int]]":
        """Where the records lie when all chunks stand one after another."""
        before = list(accumulate(map(len, self.chunks), initial=0))
        start = array("Q", (begin + before[chunk] for chunk, begin in zip(self.chunk, self.start, strict=True)))
        return {"start": start, **{f"length{which}": lengths for which, lengths in enumerate(self.lengths)}}

    @classmethod
    def restored(cls, columns: Mapping[str, Column], text: Text) -> "Records":
        """Records of what ``columns`` gave, over all chunks in one."""
        records = cls()
        records.chunks.append(text)
        records.start.frombytes(columns["start"])
        for which, lengths in enumerate(records.lengths):
            lengths.frombytes(columns[f"length{which}"])
        records.chunk = array("I", bytes(4 * len(records.start)))
        return records


def _find(signs: bytes, rarest: int, text: bytes, start: int) -> int:
    """As ``text.find(signs, start)``, by way of one of the bytes: that is looked for ten times as fast as two."""
    at = text.find(signs[rarest], start + rarest)
    while at >= 0 and not text.startswith(signs, at - rarest):
        at = text.find(signs[rarest], at + 1)
    return at - rarest if at >= 0 else -1


class Sightings:
    """Columns of sightings, one row each time a paper stands in a digest; -1 is "none" in every column but date.

    ``date`` is a proleptic ordinal, 0 where unknown. Rows of one paper form a chain through ``before``. A row whose
    digest was removed has ``digest`` -1 and is in no chain.
    """

    def __init__(self) -> None:
        self.paper = array("i")
        self.digest = array("i")
        self.date = array("i")
        self.rank = array("i")
        self.upvotes = array("i")
        self.record = array("i")
        self.before = array("i")

    def __len__(self) -> int:
        return len(self.paper)

    def columns(self) -> "dict[str, array[int]]":
        """The columns by name."""
        return dict(vars(self))

    @classmethod
    def restored(cls, columns: Mapping[str, Column]) -> "Sightings":
        """Sightings of what ``columns`` gave."""
        sightings = cls()
        for name, column in vars(sightings).items():
            column.frombytes(columns[name])
        return sightings
