"""Which papers have which word, as compressed sparse rows; of very common words as bitmaps.

Papers are numbered from 0 within a segment and called *documents* here. A posting carries an impact of one byte.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digesttui.search.memory import release
from digesttui.search.vocabulary import Ids, ranges

COMMON = 16  # a word in more than one of so many documents is kept as a bitmap
GROUP = 1024  # documents that are gathered at a time; a multiple of 8
RELEASED = 64  # groups after which memory is given back

Bytes = NDArray[np.uint8]
Places = NDArray[np.uint16]
Mask = NDArray[np.bool_]
Totals = NDArray[np.unsignedinteger[Any]]


@dataclass(frozen=True, slots=True)
class Postings:
    """The documents of word ``i`` are ``documents[first[i]:first[i + 1]]``, in order.

    Of a common word they are the bits of ``bits[common[i]]`` instead; ``common[i]`` is -1 for all others.
    """

    first: NDArray[np.int64]
    documents: Ids
    impacts: Bytes
    common: NDArray[np.int16]
    bits: Bytes

    def put(self, ids: Ids | range, table: Bytes, points: Bytes) -> None:
        """Set ``points`` of every document of every word of ``ids`` to what ``table`` gives its impact."""
        if len(ids):
            self._put_common(ids, table[1], points)
            which = self._which(ids)
            points[self.documents[which]] = table[self.impacts[which]]

    def mark(self, ids: Ids | range, found: Bytes) -> None:
        """Set ``found`` of every document of every word of ``ids`` to 1."""
        if len(ids):
            self._put_common(ids, np.uint8(1), found)
            found[self.documents[self._which(ids)]] = 1

    def _put_common(self, ids: Ids | range, value: np.uint8, points: Bytes) -> None:
        common = self.common[ids.start : ids.stop] if isinstance(ids, range) else self.common[ids]
        rows = common[common >= 0]
        if len(rows):
            present = np.bitwise_or.reduce(self.bits[rows], axis=0) if len(rows) > 1 else self.bits[rows[0]]
            put_bitmap(present, value, points)

    def _which(self, ids: Ids | range) -> slice | Ids:
        """Where the postings of some words are."""
        if isinstance(ids, range):
            return slice(self.first[ids.start], self.first[ids.stop])
        if len(ids) == 1:
            return slice(self.first[ids[0]], self.first[ids[0] + 1])
        return ranges(self.first[ids], self.first[ids + 1])

    def count(self, first: int, last: int) -> int:
        """How many postings the words from ``first`` to ``last`` have."""
        rare = int(self.first[last] - self.first[first])
        return rare + int(np.bitwise_count(self._bitmaps(first, last)).sum())

    def lists(self, first: int, last: int) -> Iterator[Ids]:
        """The documents of the words from ``first`` to ``last``, in some lists of different documents each."""
        for word in range(first, last):
            if self.common[word] < 0:
                yield self.documents[self.first[word] : self.first[word + 1]]
        for bitmap in self._bitmaps(first, last):
            yield np.flatnonzero(np.unpackbits(bitmap)).astype(np.int32)

    def _bitmaps(self, first: int, last: int) -> Bytes:
        rows = self.common[first:last]
        return self.bits[rows[rows >= 0]]


def put_bitmap(bitmap: Bytes, value: np.uint8, points: Bytes) -> None:
    """Raise ``points`` to ``value`` where ``bitmap`` has a one."""
    present = np.unpackbits(bitmap, count=len(points))
    present *= value
    np.maximum(points, present, out=points)


@dataclass(frozen=True, slots=True)
class _Group:
    """Postings of some documents, sorted by word: runs of equal words, and the documents from ``base`` on."""

    base: int
    size: int
    words: Ids
    lengths: Ids
    documents: Places
    impacts: Bytes


class PostingsBuilder:
    """Gathers postings group by group, under provisional word numbers."""

    def __init__(self) -> None:
        self._added: list[tuple[Ids, Places, Bytes | None]] = []
        self._groups: list[_Group] = []

    def add(self, words: Ids, documents: Places, impacts: Bytes | None = None) -> None:
        """Add words of a group by their documents, counted from its base, in order.

        The impact of a posting is the first of its ``impacts``; without them, how often the word occurs.
        """
        self._added.append((words, documents, impacts))

    def close_group(self, base: int, size: int) -> None:
        """Sort what was added, the ``size`` documents from ``base`` on, by word."""
        words, documents = (np.concatenate([some[which] for some in self._added]) for which in (0, 1))
        order = _order(words)
        words, documents = words[order], documents[order]
        new = np.ones(len(words), bool)
        new[1:] = (words[1:] != words[:-1]) | (documents[1:] != documents[:-1])
        first = np.flatnonzero(new)
        impacts = [some[2] for some in self._added if some[2] is not None]
        if impacts:
            found = np.concatenate(impacts)[order[first]]
        else:
            found = np.minimum(np.diff(first, append=len(words)), 255).astype(np.uint8)
        words = words[first]
        runs = np.flatnonzero(words[1:] != words[:-1]) + 1
        runs = np.concatenate((np.zeros(min(1, len(words)), runs.dtype), runs))
        lengths = np.diff(runs, append=len(words)).astype(np.int32)
        self._groups.append(_Group(base, size, words[runs], lengths, documents[first], found))
        self._added.clear()

    def finished(self, numbers: Ids, documents: int, *, bitmaps: bool = False) -> Postings:
        """The postings under final word ``numbers``; gives the gathered groups away."""
        counts = np.zeros(len(numbers), np.int64)
        for group in self._groups:
            counts[numbers[group.words]] += group.lengths
        is_common = counts * COMMON > documents if bitmaps else np.zeros(len(numbers), bool)
        common = np.full(len(numbers), -1, np.int16)
        common[is_common] = np.arange(is_common.sum(), dtype=np.int16)
        counts[is_common] = 0
        first = np.concatenate(([0], np.cumsum(counts)))
        bits = np.zeros((int(is_common.sum()), (documents + 7) // 8), np.uint8)
        postings = Postings(first, np.empty(first[-1], np.int32), np.empty(first[-1], np.uint8), common, bits)
        cursor = first[:-1].copy()
        for group in self._taken():
            _place(group, numbers[group.words], postings, cursor)
        return postings

    def _taken(self) -> Iterator[_Group]:
        self._groups.reverse()
        while self._groups:
            yield self._groups.pop()
            if len(self._groups) % RELEASED == RELEASED - 1:
                release()


def _place(group: _Group, words: Ids, postings: Postings, cursor: NDArray[np.int64]) -> None:
    """Write the postings of ``group`` to where ``cursor`` says for each word, and move it on."""
    rows = postings.common[words]
    rare = rows < 0
    starts = np.cumsum(group.lengths) - group.lengths
    goes = np.repeat(cursor[words] - starts, group.lengths) + np.arange(len(group.documents))
    if not rare.all():
        is_rare = np.repeat(rare, group.lengths)
        present = np.zeros((len(postings.bits), group.size), bool)
        present[np.repeat(rows, group.lengths)[~is_rare], group.documents[~is_rare]] = True
        packed = np.packbits(present, axis=1)
        postings.bits[:, group.base // 8 : group.base // 8 + packed.shape[1]] = packed
        goes = goes[is_rare]
        postings.documents[goes] = group.documents[is_rare].astype(np.int32) + group.base
        postings.impacts[goes] = group.impacts[is_rare]
    else:
        postings.documents[goes] = group.documents.astype(np.int32) + group.base
        postings.impacts[goes] = group.impacts
    cursor[words[rare]] += group.lengths[rare]


def _order(words: Ids) -> NDArray[np.int64]:
    """What sorts ``words``, equal ones as they came: by their two halves, as 16 bits are sorted without comparing."""
    order: NDArray[np.int64] = np.argsort(words.astype(np.uint16), kind="stable")
    high = (words >> 16).astype(np.uint16)
    return order[np.argsort(high[order], kind="stable")] if high.any() else order
