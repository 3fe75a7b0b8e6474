"""Any sequence of changes, undos, redos and restarts does what a dict with a history would do."""

import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from digesttui.library.changes import Change, add_tags, mark_read, mark_unread, remove_tags, star, unstar, write_note
from digesttui.library.library import Library
from digesttui.library.state import State

from .papers import Clock, paper

NUMBERS = range(5)
PAPERS = st.sets(st.sampled_from(NUMBERS), max_size=3)
TAGS = st.sampled_from(["moe", "to read"])


class Reading(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = Clock()
        self.library = self.opened()
        self.now = {number: frozenset[str]() for number in NUMBERS}
        self.past: list[dict[int, frozenset[str]]] = []
        self.future: list[dict[int, frozenset[str]]] = []

    def opened(self) -> Library:
        return Library.open(Path(self.folder.name), now=self.clock)

    def teardown(self) -> None:
        self.library.close()
        self.folder.cleanup()

    def change(self, change: Change, numbers: set[int], gained: set[str], lost: set[str]) -> None:
        after = {n: (now - lost | gained if n in numbers else now) for n, now in self.now.items()}
        step = self.library.apply(change)
        assert (step is not None) == (after != self.now)
        if step is not None:
            assert step.papers == sum(after[n] != self.now[n] for n in NUMBERS)
            self.past.append(self.now)
            self.future.clear()
        self.now = after

    @rule(numbers=PAPERS, what=st.sampled_from(["read", "unread", "star", "unstar"]))
    def mark(self, numbers: set[int], what: str) -> None:
        act = {"read": mark_read, "unread": mark_unread, "star": star, "unstar": unstar}[what]
        gained = {"read": {"read"}, "star": {"starred"}}.get(what, set())
        lost = {"unread": {"read"}, "unstar": {"starred"}}.get(what, set())
        self.change(act(map(paper, numbers)), numbers, gained, lost)

    @rule(numbers=PAPERS, tag=TAGS, add=st.booleans())
    def tag(self, numbers: set[int], tag: str, add: bool) -> None:
        act = add_tags if add else remove_tags
        self.change(act(map(paper, numbers), [tag]), numbers, {f"#{tag}"} if add else set(), {f"#{tag}"})

    @rule(number=st.sampled_from(NUMBERS), text=st.sampled_from(["", "one", "two"]))
    def note(self, number: int, text: str) -> None:
        gained = {f"note {text}"} if text else set()
        self.change(write_note(paper(number), text), {number}, gained, {"note one", "note two"})

    @rule()
    def undo(self) -> None:
        assert (self.library.undo() is not None) == bool(self.past)
        if self.past:
            self.future.append(self.now)
            self.now = self.past.pop()

    @rule()
    def redo(self) -> None:
        assert (self.library.redo() is not None) == bool(self.future)
        if self.future:
            self.past.append(self.now)
            self.now = self.future.pop()

    @rule()
    def restart(self) -> None:
        self.library.close()
        self.clock.pass_days(0.5)
        self.library = self.opened()

    @invariant()
    def holds_what_the_model_holds(self) -> None:
        assert {number: told(self.library.state(paper(number))) for number in NUMBERS} == self.now


def told(state: State) -> frozenset[str]:
    marks = {"read"} if state.read else set()
    marks |= {"starred"} if state.starred else set()
    marks |= {f"#{tag}" for tag in state.tags}
    return frozenset(marks | ({f"note {state.note}"} if state.note else set()))


Reading.TestCase.settings = settings(max_examples=25, stateful_step_count=20)
TestReading = Reading.TestCase
