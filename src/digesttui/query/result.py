"""What a filter found."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from digesttui.text import fold, one_line

if TYPE_CHECKING:
    from digesttui.query.tree import Problem
    from digesttui.search.door import Leaf, Searcher
    from digesttui.search.needle import Field, Span

MARKED = 50  # words of a filter that are marked


@dataclass(frozen=True)
class Result:
    """The papers that a filter lets through.

    ``positions`` are those of the store, best first where ``ranked`` (by relevance), else as sorted. ``leaves`` are
    the needles that must be there, for highlighting; only where there are some does ``searcher`` matter.
    """

    positions: Sequence[int]
    problems: "tuple[Problem, ...]" = ()
    ranked: bool = False
    leaves: "tuple[Leaf[Any], ...]" = ()
    searcher: "Searcher[Any] | None" = None
    excluded: Callable[[], list[tuple[str, int]]] = list

    def __len__(self) -> int:
        return len(self.positions)

    def spans(self, text: str, field: "Field") -> "list[Span]":
        """What to mark in ``text``, a title or abstract as it is shown: parted, in order.

        Small words such as "of" are marked only beside another match: alone they would cover the page with marks.
        """
        if not self.leaves:
            return []
        large, small = self._by_size
        found = [span for leaf in large for span in self._spans(leaf, text, field)]
        if not small:
            return _merged(sorted(found))
        starts, ends = {start for start, _ in found}, {end for _, end in found}
        beside = [
            (start, end)
            for leaf in small
            for start, end in self._spans(leaf, text, field)
            if start - 1 in ends or end + 1 in starts
        ]
        return _merged(sorted(found + beside))

    def reason(self, position: int) -> str:
        """One line: which field holds which word, and how far off it is."""
        if self.searcher is None:
            return ""
        texts: tuple[tuple[Field, str], ...] = (
            ("title", self.searcher.title(position)),
            ("abstract", self.searcher.abstract(position)),
        )
        reasons = []
        for leaf in self.leaves:
            for field, text in texts:
                if found := self._spans(leaf, text, field):
                    reasons.append(f"{field}: {_told(leaf, text, found)}")
                    break
        return "; ".join(dict.fromkeys(reasons))

    def excluded_by(self) -> list[tuple[str, int]]:
        """For each clause, as written, how many papers it alone hides."""
        return self.excluded()

    @cached_property
    def _by_size(self) -> "tuple[list[Leaf[Any]], list[Leaf[Any]]]":
        """The needles that are marked wherever they are, and the small words."""
        from digesttui.search.words import SMALL_WORDS

        small = [leaf for leaf in self.leaves if fold(leaf.needle.key) in SMALL_WORDS]
        if len(small) == len(self.leaves):
            return small, []
        return [leaf for leaf in self.leaves if leaf not in small], small

    @staticmethod
    def _spans(leaf: "Leaf[Any]", text: str, field: "Field") -> "list[Span]":
        from digesttui.search.needle import spans

        return spans(leaf.needle, tuple(near.word for near in leaf.close), text, field)


def _told(leaf: "Leaf[Any]", text: str, found: "list[Span]") -> str:
    """The words of ``text`` that matched, and how."""
    start, end = found[0]
    letters = len(leaf.needle.key)
    if letters > 1 and end - start == 1:  # initials
        return f"{_whole_words(text, start, found[min(letters, len(found)) - 1][1])}, by its initials"
    whole = _whole_words(text, start, end)
    edits = {near.word: near.edits for near in leaf.close}.get(fold(text[start:end]), 0)
    if edits:
        return f"{whole}, {edits} letter{'s' * (edits > 1)} off"
    return f"{whole}, inside" if leaf.needle.kind == "word" and start and text[start - 1].isalnum() else whole


def _whole_words(text: str, start: int, end: int) -> str:
    """The stretch of ``text``, drawn out to whole words and put on one line."""
    while start and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return one_line(text[start:end])


def _merged(spans: "list[Span]") -> "list[Span]":
    merged: list[Span] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
