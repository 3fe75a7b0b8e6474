"""The narrow door to searching: words and fields in; papers, points and places out.

A ``Searcher`` finds in a collection as it was when the searcher was made or last updated. Papers are named by their
position in the store. Sets of papers are *masks*: any type that has ``&``, ``|`` and ``^`` over the same collection.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, Protocol, TypeVar

from digesttui.search.needle import Needle
from digesttui.search.typos import CloseWord
from digesttui.text import fold

M = TypeVar("M")

MOST_WEIGHT = 4_000  # of all words that ``having_most`` is asked for

Attribute = Literal["author", "repo", "digest", "source", "id", "kind", "host", "pdf"]
Number = Literal["date", "seen", "rank", "upvotes", "stars"]
Order = Literal["relevance", "date", "upvotes", "trending", "title", "rank"]


@dataclass(frozen=True, slots=True)
class Leaf(Generic[M]):
    """What one needle found.

    ``points`` belong to the searcher that made the leaf. ``close`` are the words of the collection that stand for
    a mistyped one. ``effort`` is the share that finding it took of what one
    filter may take.
    """

    needle: Needle
    mask: M
    points: Any
    close: tuple[CloseWord, ...] = ()
    effort: float = 0

    def spellings(self) -> tuple[str, ...]:
        """The word as it was typed and as it may be meant, folded."""
        return fold(self.needle.key), *(near.word for near in self.close)


class Searcher(Protocol[M]):
    """What the filter language asks of a collection."""

    @property
    def everything(self) -> M:
        """All papers."""
        ...

    def find(self, needle: Needle, *, tolerant: bool = False, thrifty: bool = False) -> Leaf[M]:
        """The papers that hold ``needle``.

        A word that starts no word of the collection is taken for mistyped; a ``tolerant`` search takes every word
        so. A ``thrifty`` search takes none so and reads no text, which phrases cannot do without.
        """
        ...

    def attribute(self, name: Attribute, value: str) -> M:
        """The papers with an attribute ``name`` of which a word starts with ``value``; any, where that is empty."""
        ...

    def number(self, name: Number, low: float, high: float) -> M:
        """The papers whose number lies between ``low`` and ``high``, both included.

        A date is a proleptic ordinal. Dates and ranks are those of any sighting, votes the most of all.
        """
        ...

    def naming(self, repos: Collection[str]) -> M:
        """The papers that name one of ``repos``, each ``owner/name`` in lower case, as their code."""
        ...

    def only(self, positions: Iterable[int]) -> M:
        """The papers at ``positions``."""
        ...

    def count(self, mask: M) -> int:
        """How many papers ``mask`` holds."""
        ...

    def ordered(self, mask: M, leaves: Sequence[Leaf[M]], by: Order, *, reverse: bool = False) -> Sequence[int]:
        """The positions in ``mask``, best first; equal ones newest first, then by digest and rank."""
        ...

    def frequency(self, word: str) -> int:
        """In how many papers a word stands, as ``words.terms`` gives it; of one in many papers, at most twice that."""
        ...

    def having_most(self, weights: Mapping[str, int]) -> Sequence[int]:
        """The positions of the papers with the most weight of words, at least those of the best hundred.

        Weights are those of ``words.terms``, and add up to no more than ``MOST_WEIGHT``.
        """
        ...

    def title(self, position: int) -> str:
        """The title of a paper."""
        ...

    def abstract(self, position: int) -> str:
        """The abstract of a paper."""
        ...
