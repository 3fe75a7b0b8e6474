"""tree × searcher × what the reader did → result."""

import datetime
from collections.abc import Collection, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any, Generic, Protocol, TypeVar

from digesttui.query.code import KnownCode, between, called, starred
from digesttui.query.parser import parse
from digesttui.query.result import Result
from digesttui.query.tree import (
    All,
    AnyOf,
    Between,
    Coded,
    Find,
    Node,
    Not,
    Problem,
    Promised,
    Query,
    Sort,
    State,
    StateName,
    Value,
    When,
)
from digesttui.query.values import date_range
from digesttui.search.door import Leaf, Searcher
from digesttui.search.needle import Needle

PROMISES = (
    "will be released",
    "will be available",
    "will be made available",
    "will be made publicly",
    "will be made public",
    "will be publicly",
    "will be open",
    "will be shared",
    "will release",
    "will open",
    "coming soon",
)

FEW = 10  # papers: where a filter of several words finds fewer, what it may have been meant for is shown too
SURE = 12  # words; a paper that holds more is what was looked for
ENOUGH = 1.5  # times the effort that one filter may take: nothing more is looked for

M = TypeVar("M")


class ReadingState(Protocol):
    """The read side of a library: which papers, by position, the reader did something with."""

    def having(self, name: StateName, value: str) -> Collection[int]:
        """Positions with ``is:``, ``tag:``, ``note:`` or ``has:`` of this value."""
        ...

    def between(self, name: str, first: float, last: float) -> Collection[int]:
        """Positions ``read`` or ``starred`` from the ``first`` to the ``last`` day (ordinals), both included."""
        ...


def run(
    query: Query | str,
    searcher: Searcher[M],
    *,
    today: datetime.date,
    within: Sequence[int] | None = None,
    state: ReadingState | None = None,
    code: KnownCode | None = None,
) -> Result:
    """Ask ``searcher`` for what ``query`` lets through.

    ``within`` keeps the result to some positions and, where no word and no ``sort:`` decides, in their order.
    ``code`` is what is known of repositories beside what the digests tell.
    """
    parsed = parse(query) if isinstance(query, str) else query
    evaluation = _Evaluation(searcher, today, state, code, None if within is None else searcher.only(within))
    evaluation, mask = evaluation.outcome(parsed)
    leaves = tuple(evaluation.leaves)
    sort = parsed.sort or Sort("relevance" if evaluation.ranked else "date")
    if within is not None and parsed.sort is None and not evaluation.ranked:
        positions: Sequence[int] = evaluation.in_order(within, mask)
    else:
        positions = searcher.ordered(mask, leaves, sort.by, reverse=sort.reverse)
    problems = tuple(sorted((*parsed.problems, *evaluation.problems), key=lambda problem: problem.start))
    ranked = sort.by == "relevance" and evaluation.ranked
    return Result(positions, problems, ranked, leaves, searcher, lambda: evaluation.excluded_by(parsed))


def count(
    query: Query, searcher: Searcher[M], *, today: datetime.date, state: ReadingState | None, code: KnownCode | None
) -> int:
    """How many papers ``query`` lets through; quicker than ``run``, for nothing is put in order."""
    _, mask = _Evaluation(searcher, today, state, code, None).outcome(query)
    return searcher.count(mask)


class _Evaluation(Generic[M]):
    """One walk through a tree; gathers the leaves that must match and what could not be applied."""

    def __init__(
        self,
        searcher: Searcher[M],
        today: datetime.date,
        state: ReadingState | None,
        code: KnownCode | None,
        within: M | None,
        *,
        tolerant: bool = False,
    ) -> None:
        self.searcher = searcher
        self.today = today
        self.state = state
        self.code = code
        self.within = within
        self.tolerant = tolerant
        self.leaves: list[Leaf[M]] = []
        self.needles: set[Needle] = set()
        self.problems: list[Problem] = []
        self.ranked = False
        self.effort = 0.0
        self.cut = False

    def outcome(self, query: Query) -> "tuple[_Evaluation[M], M]":
        """The papers that ``query`` lets through, and the walk that found them: a second one, which takes known words
        for mistyped too, where the first found nothing, or few papers with several words."""
        mask = self.root(query)
        if not self.may_tolerate(self.searcher.count(mask)):
            return self, mask
        again = _Evaluation(self.searcher, self.today, self.state, self.code, self.within, tolerant=True)
        return again, again.root(query)

    def root(self, query: Query) -> M:
        mask = self.mask(query.root) if query.root else None
        return self.all_of([mask, self.within])

    def mask(self, node: Node, *, negative: bool = False) -> Any:
        """The papers that ``node`` lets through; ``None`` where it cannot be applied."""
        match node:
            case All(parts=parts):
                return self.every(parts, negative)
            case AnyOf(parts=parts):
                masks = [mask for part in parts if (mask := self.mask(part, negative=negative)) is not None]
                return reduce(or_, masks) if masks else None
            case Not(part=part):
                mask = self.mask(part, negative=not negative)
                return None if mask is None else self.searcher.everything ^ mask
            case Find():
                return self.find(node, negative)
            case Promised():
                promised = (self.searcher.find(Needle(promise, "phrase", "abstract")).mask for promise in PROMISES)
                code: Any = self.searcher.attribute("kind", "code")
                return reduce(or_, promised) & (self.searcher.everything ^ code)
            case Value(name=name, value=value):
                return self.searcher.attribute(name, value)
            case Between(name="stars", low=low, high=high):
                return starred(self.searcher, self.code.numbers("stars") if self.code else {}, low, high)
            case Between(name=number, low=low, high=high):
                return self.searcher.number(number, low, high)
            case When(name="date", days=days):
                return self.searcher.number("date", *date_range(days, self.today))
            case Coded() | When(name="pushed"):
                return self.of_code(node)
            case State() | When():
                return self.of_library(node)
        raise TypeError(node)

    def every(self, parts: Sequence[Node], negative: bool) -> Any:
        """The papers that all ``parts`` let through; once there are none, no more text is looked for."""
        left: M | None = None
        for part in parts:
            if isinstance(part, Find) and left is not None and not self.searcher.count(left):
                continue
            mask = self.mask(part, negative=negative)
            if mask is not None:
                left = mask if left is None else self.all_of([left, mask])
        return left

    def find(self, node: Find, negative: bool) -> M | None:
        needle, thrifty = node.needle, self.effort >= 1
        if self.effort >= ENOUGH or (thrifty and needle.needs_text() and needle.kind != "word"):
            self.too_much(node)
            return None
        leaf = self.searcher.find(needle, tolerant=self.tolerant and not negative and not thrifty, thrifty=thrifty)
        self.effort += min(leaf.effort, 1)  # so that after the most costly one words are still looked for
        if thrifty and (needle.needs_text() or not self.searcher.count(leaf.mask)):
            self.too_much(node)
        if not negative:
            self.ranked = True
            if leaf.needle not in self.needles:
                self.needles.add(leaf.needle)
                self.leaves.append(leaf)
        return leaf.mask

    def too_much(self, node: Node) -> None:
        """Tell, once, from where on the filter is applied by whole words only."""
        if not self.cut:
            self.cut = True
            message = "too much to look for at once"
            self.problems.append(Problem(node.start, node.end, message, "from here on not all of it is looked for"))

    def of_code(self, node: Coded | When) -> M | None:
        if isinstance(node, Coded) and self.code and (words := self.code.words(node.name)):
            return called(self.searcher, words, node.value)
        if isinstance(node, When) and self.code and (days := self.code.numbers("pushed")):
            return between(self.searcher, days, *date_range(node.days, self.today))
        hint = "i asks about one, `digest-tui repos` about many"
        self.problems.append(Problem(node.start, node.end, "GitHub was not asked yet", hint))
        return None

    def of_library(self, node: State | When) -> M | None:
        if self.state is None:
            self.problems.append(Problem(node.start, node.end, "needs your library", "which is not open"))
            return None
        if isinstance(node, When):
            return self.searcher.only(self.state.between(node.name, *date_range(node.days, self.today)))
        return self.searcher.only(self.state.having(node.name, node.value))

    def all_of(self, masks: Sequence[M | None]) -> M:
        return reduce(and_, (mask for mask in masks if mask is not None), self.searcher.everything)

    def may_tolerate(self, found: int) -> bool:
        """Whether to take known words for mistyped: that could find something, for each of them alone does."""
        words = sum(leaf.needle.kind == "word" for leaf in self.leaves)
        if found >= FEW or words < (2 if found else 1) or (found and words > SURE):
            return False
        return all(self.searcher.count(leaf.mask) for leaf in self.leaves)

    def in_order(self, within: Sequence[int], mask: M) -> list[int]:
        """The positions of ``within`` that are in ``mask``."""
        found = set(self.searcher.ordered(mask, (), "date"))
        return [position for position in within if position in found]

    def excluded_by(self, query: Query) -> list[tuple[str, int]]:
        """How many papers each clause hides that all the others let through."""
        again = _Evaluation(self.searcher, self.today, self.state, self.code, self.within, tolerant=self.tolerant)
        clauses = [(clause, mask) for clause in query.clauses() if (mask := again.mask(clause)) is not None]
        hidden = []
        for clause, mask in clauses:
            others = self.all_of([self.within, *(other for part, other in clauses if part is not clause)])
            hidden.append((query.text[clause.start : clause.end], self.searcher.count(others & (others ^ mask))))
        return hidden
