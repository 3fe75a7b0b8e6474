"""Searching a large collection by an index: a ``Searcher`` in NumPy.

Masks are arrays of bool, one element a document; documents are the papers of all segments in a row. An index never
changes. ``updated`` gives the next one, which shares what stayed as it was.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection, Generator, Hashable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property
from threading import Lock
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from digesttui.model import Lead
from digesttui.search import ranking
from digesttui.search.columns import Columns
from digesttui.search.door import Attribute, Leaf, Number, Order
from digesttui.search.needle import Needle
from digesttui.search.ordering import GRAVITY
from digesttui.search.positions import Positions
from digesttui.search.postings import Mask, Totals
from digesttui.search.segment import Segment
from digesttui.search.typos import CloseWord
from digesttui.search.vocabulary import Ids
from digesttui.store import Store
from digesttui.text import fold

T = TypeVar("T")

REMEMBERED = 24  # finished words and clauses whose documents are kept at hand
SMALL_SEGMENTS = 8  # more are merged into one
READ = 15_000  # texts that one filter may read, unless a quarter of the collection is more
LOOKED_UP = 80  # texts read in the time that a word is looked up
SET = 500  # papers that it may be found in, in the time that one text is read
SHORT = 6_000  # texts read in the time that one or two letters are looked for inside of words
MISTYPED = 40  # words of one filter that are taken for mistyped
SAMPLED = 32  # every so manieth document tells how many points are many
STRETCH = 1 << 16  # documents that are looked through at a time
FEW = 1_024  # documents that are sorted rather than sifted


class Index:
    """The papers of ``store`` as they were at ``revision``."""

    def __init__(self, store: Store, revision: int, segments: Sequence[Segment]) -> None:
        self.revision = revision
        self._store = store
        self.segments = tuple(segments)
        self._columns = Columns(store)
        self._positions = np.concatenate([segment.positions for segment in segments])
        self._document = np.full(self._columns.size, -1, np.int32)
        numbers = np.arange(len(self._positions), dtype=np.int32)
        self._document[self._positions[::-1]] = numbers[::-1]  # the first segment, the latest, wins
        in_order = self._document[self._columns.order()]
        self._in_order = in_order[in_order >= 0]  # without papers that came while the segments were built
        self._sorted = np.array_equal(self._in_order, numbers)
        self._alive = np.zeros(len(numbers), bool)
        self._alive[self._in_order] = True
        self._remembered: OrderedDict[Hashable, Any] = OrderedDict()
        self._lock = Lock()

    @classmethod
    def build(cls, store: Store) -> Generator[float, None, "Index"]:
        """Index ``store``, yielding now and then which share is done."""
        revision = store.revision
        positions = Columns(store).order()
        building = Segment.build(store, positions)
        while True:
            try:
                yield next(building) / len(positions)
            except StopIteration as done:
                return cls(store, revision, (done.value,))

    def updated(self) -> "Index":
        """The index of the store as it is now; reads what changed, so it takes the longer the more that is."""
        revision = self._store.revision
        changed = self._store.changed_since(self.revision)
        if not changed:
            return self
        segments = list(self.segments)
        if len(segments) > SMALL_SEGMENTS:
            changed.update(*(segment.positions.tolist() for segment in segments[:-1]))
            segments = segments[-1:]
        new = [position for position in changed if position in self._store]
        if new:
            segments.insert(0, _finished(Segment.build(self._store, np.array(sorted(new), np.int32))))
        return Index(self._store, revision, segments)

    def lead(self, position: int) -> Lead | None:
        """What a paper leads to; None where that was not read yet."""
        document = int(self._document[position]) if position < len(self._document) else -1
        for segment in self.segments:
            if 0 <= document < len(segment):
                return segment.attributes.lead(document)
            document -= len(segment)
        return None

    def read_ahead(self) -> Iterator[None]:
        """Read authors, ids and links, and lay out letters for typos, before somebody asks; stops now and then."""
        for segment in self.segments:
            segment.close_words("")
            yield
            while segment.attributes.read_some():
                yield

    # the door

    @property
    def everything(self) -> Mask:
        return self._alive

    def find(self, needle: Needle, *, tolerant: bool = False, thrifty: bool = False) -> Leaf[Mask]:
        return self._remember((needle, tolerant, thrifty), lambda: self._find(needle, tolerant, thrifty))

    def attribute(self, name: Attribute, value: str) -> Mask:
        return self._remember((name, value), lambda: self._attribute(name, value))

    def number(self, name: Number, low: float, high: float) -> Mask:
        return self._remember((name, low, high), lambda: self._number(name, low, high))

    def naming(self, repos: Collection[str]) -> Mask:
        wanted = frozenset(repos)
        return self._remember(("naming", wanted), lambda: self._naming(wanted))

    def only(self, positions: Iterable[int]) -> Mask:
        mask: Mask = np.zeros(len(self._alive), bool)
        # a column as it is; one by one would take longer than the search
        listed = np.asarray(positions) if isinstance(positions, np.ndarray) else np.fromiter(positions, np.int64)
        documents = self._document[listed[listed < len(self._document)]]
        mask[documents[documents >= 0]] = True
        mask &= self._alive
        return mask

    def count(self, mask: Mask) -> int:
        return int(np.count_nonzero(mask))

    def ordered(self, mask: Mask, leaves: Sequence[Leaf[Mask]], by: Order, *, reverse: bool = False) -> Positions:
        count = self.count(mask)
        if by != "relevance" or not leaves:
            return Positions(count, (), lambda: self._by_column(mask, by)[:: -1 if reverse else 1])
        totals = _totals(mask, leaves)
        best = self._best(totals, count)
        pairs = list(zip(totals[best].tolist(), self._positions[best].tolist(), strict=True))
        head = ranking.polished(pairs, [leaf.spellings() for leaf in leaves], self._store.title, self._store.abstract)

        def everything() -> Ids:
            documents = self._documents(mask)
            # upside down, but no wider: numbers of two bytes are sorted without comparing them
            documents = documents[np.argsort(~totals[documents], kind="stable")]
            found = self._positions[documents]
            found[: len(head)] = head
            return found[::-1] if reverse else found

        return Positions(count, () if reverse else head, everything)

    def frequency(self, word: str) -> int:
        return sum(segment.frequency(word) for segment in self.segments)

    def having_most(self, weights: Mapping[str, int]) -> list[int]:
        totals: Totals = np.zeros(len(self._alive), np.uint16)
        for segment, part in zip(self.segments, self._parts(totals), strict=True):
            segment.weigh(weights, part)
        totals *= self._alive
        best: list[int] = self._positions[self._best(totals, int(np.count_nonzero(totals)))].tolist()
        return best

    def title(self, position: int) -> str:
        return self._store.title(position)

    def abstract(self, position: int) -> str:
        return self._store.abstract(position)

    # inside

    def _find(self, needle: Needle, tolerant: bool, thrifty: bool) -> Leaf[Mask]:
        close: list[CloseWord] = []
        known = needle.kind == "word" and any(segment.knows(needle) for segment in self.segments)
        mistyped = needle.kind == "word" and (tolerant or not known)
        if mistyped and not thrifty:
            found = {near for segment in self.segments for near in segment.close_words(fold(needle.key))}
            nearest = min((near.edits for near in found), default=0)
            close = sorted(near for near in found if near.edits == nearest)
        off = [(ranking.tier_of_typo(whole=near.whole, known=known), near.word) for near in close]
        off.sort(reverse=True)
        points = np.zeros(len(self._alive), np.uint8)
        within = self._parts(np.zeros_like(self._alive) if thrifty else self._found_so_far(needle))
        read = 0
        for segment, its_points, its_documents in zip(self.segments, self._parts(points), within, strict=True):
            read += segment.find(needle, off, its_points, within=its_documents)
        if not self._all_alive:
            points *= self._alive
        mask = points.astype(bool)
        read += LOOKED_UP + self.count(mask) // SET
        if needle.kind == "piece" and not needle.has_infix():
            read += SHORT
        effort = read / max(READ, len(points) // 4) + mistyped / MISTYPED
        return Leaf(needle, mask, points, tuple(close), effort)

    def _found_so_far(self, needle: Needle) -> Mask:
        """The documents to look at: while a phrase is typed, those that held what there was of it before."""
        with self._lock:
            leaves = [found for found in self._remembered.values() if isinstance(found, Leaf)]
        return next((leaf.mask for leaf in reversed(leaves) if needle.continues(leaf.needle)), self._alive)

    def _attribute(self, name: Attribute, value: str) -> Mask:
        if name in ("digest", "source"):
            listed: Mask = self._columns.in_digests(name, value)[self._positions] & self._alive
            return listed
        mask: Mask = np.zeros(len(self._alive), bool)
        for segment, part in zip(self.segments, self._parts(mask), strict=True):
            part[segment.attributes.documents(name, value)] = True
        mask &= self._alive
        return mask

    def _naming(self, repos: AbstractSet[str]) -> Mask:
        mask: Mask = np.zeros(len(self._alive), bool)
        for segment, part in zip(self.segments, self._parts(mask), strict=True):
            part[segment.attributes.naming(repos)] = True
        mask &= self._alive
        return mask

    def _number(self, name: Number, low: float, high: float) -> Mask:
        if name == "stars":
            stars = np.concatenate([segment.attributes.stars() for segment in self.segments])
            starred: Mask = (stars >= max(low, 0)) & (stars <= high) & self._alive
            return starred
        between: Mask = self._columns.between(name, low, high)[self._positions] & self._alive
        return between

    def _parts(self, column: NDArray[Any]) -> Iterator[NDArray[Any]]:
        """The stretch of ``column`` that belongs to each segment."""
        start = 0
        for segment in self.segments:
            yield column[start : start + len(segment)]
            start += len(segment)

    def _remember(self, key: Hashable, find: Callable[[], T]) -> T:
        with self._lock:
            if key in self._remembered:
                self._remembered.move_to_end(key)
                found: T = self._remembered[key]
                return found
        found = find()
        with self._lock:
            self._remembered[key] = found
            if len(self._remembered) > REMEMBERED:
                self._remembered.popitem(last=False)
        return found

    # order

    @cached_property
    def _all_alive(self) -> bool:
        return bool(self._alive.all())

    @cached_property
    def _place(self) -> Ids:
        """The place of each document in the default order."""
        place = np.zeros(len(self._alive), np.int32)
        place[self._in_order] = np.arange(len(self._in_order), dtype=np.int32)
        return place

    def _documents(self, mask: Mask) -> Ids:
        """The documents of ``mask`` in the default order."""
        if self._sorted:
            return np.flatnonzero(mask).astype(np.int32)
        return self._in_order[mask[self._in_order]]

    def _first(self, mask: Mask, count: int) -> Ids:
        """The first ``count`` documents of ``mask`` in the default order."""
        if not self._sorted:
            return self._documents(mask)[:count]
        found: list[Ids] = []
        for start in range(0, len(mask), STRETCH):
            found.append((np.flatnonzero(mask[start : start + STRETCH]) + start).astype(np.int32))
            count -= len(found[-1])
            if count <= 0:
                break
        first = np.concatenate(found)
        return first[: len(first) + min(count, 0)]

    def _best(self, totals: Totals, count: int) -> Ids:
        """The documents that get the last look: the best, and of equal ones the first in the default order."""
        wanted = min(count, ranking.POLISHED)
        if count > FEW:
            least = _threshold(totals, wanted)
            above = np.flatnonzero(totals > least)
            equal = self._first(totals == least, wanted - len(above))
            documents = np.concatenate((above, equal))
        else:
            documents = np.flatnonzero(totals != 0)  # of truths it takes a tenth of the time
        place = documents if self._sorted else self._place[documents]
        best: Ids = documents[np.lexsort((place, -totals[documents].astype(np.int32)))][:wanted].astype(np.int32)
        return best

    def _by_column(self, mask: Mask, by: Order) -> Ids:
        """The positions of ``mask``, sorted by a column, then in the default order."""
        positions = self._positions[self._documents(mask)]
        match by:
            case "date" | "relevance":
                return positions
            case "title":
                keys = [fold(self.title(position)) for position in positions.tolist()]
                return positions[sorted(range(len(keys)), key=keys.__getitem__)]
            case "upvotes":
                column = -self._columns.upvotes[positions].astype(np.float64)
            case "rank":
                column = self._columns.best_rank[positions].astype(np.float64)
            case "trending":
                column = -self._trend(positions)
        return positions[np.argsort(column, kind="stable")]

    def _trend(self, positions: Ids) -> NDArray[np.float64]:
        """As ``ordering.trend``, for many."""
        columns = self._columns
        age = int(columns.latest.max(initial=0)) - columns.latest[positions]
        trend: NDArray[np.float64] = (
            (1 + np.maximum(columns.upvotes[positions], 0)) * columns.seen[positions] / (age + 2) ** GRAVITY
        )
        return trend


def _finished(building: Generator[int, None, Segment]) -> Segment:
    while True:
        try:
            next(building)
        except StopIteration as done:
            segment: Segment = done.value
            return segment


def _totals(mask: Mask, leaves: Sequence[Leaf[Mask]]) -> Totals:
    """Points of all leaves together, and one for being in ``mask``; 0 outside of it."""
    totals: Totals = leaves[0].points.astype(np.uint16 if len(leaves) < 250 else np.uint32)
    for leaf in leaves[1:]:
        totals += leaf.points
    totals += 1
    totals *= mask
    return totals


def _threshold(totals: Totals, wanted: int) -> int:
    """The largest number of points that at least ``wanted`` documents reach; guessed from a sample, then made exact."""
    sample = np.sort(totals[::SAMPLED])
    guess = int(sample[-min(len(sample), 2 * wanted // SAMPLED + 2)])
    above = totals[totals > guess]
    if len(above) < wanted and np.count_nonzero(totals >= guess) >= wanted:
        return guess
    considered = above if len(above) >= wanted else totals
    return int(np.partition(considered, -wanted)[-wanted])
