"""Triage: one unread paper at a time, a key for each decision, and the next is there.

It needs no place of its own to resume at: what was decided is read or put off, and the rest comes again.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING

from rich.style import Style
from textual.app import ComposeResult

from digesttui.errors import LibraryError
from digesttui.model import Link, Paper
from digesttui.tui import choices, commands, render
from digesttui.tui.abstract import Abstract, Spans
from digesttui.tui.bars import CommandClicked, Header
from digesttui.tui.bindings import bindings
from digesttui.tui.coding import NO_CODE
from digesttui.tui.layer import Ground
from digesttui.tui.marks import Marks
from digesttui.tui.outside import Outside
from digesttui.tui.pane import Pane
from digesttui.tui.render import Line
from digesttui.tui.theme import Look

if TYPE_CHECKING:
    from digesttui.collection import Collection
    from digesttui.library.changes import Change

PACED = 5
"""Decisions after which a pace can be told."""


@dataclass(frozen=True, slots=True)
class End:
    """What is there to read after the last paper."""

    total: int
    decided: Counter[str]
    look: Look
    about: str = "end"

    def lines(self, width: int) -> Iterator[Line]:
        """What became of the papers."""
        yield [(f"That was the last of {self.total:,}.", self.look.strong)]
        yield []
        told = ", ".join(f"{count:,} {what}" for what, count in self.decided.items())
        yield from render.paragraph(told, (), width, self.look.text, Style())
        yield []
        yield [("u takes the last decision back, q leaves.", self.look.dim)]


class Triage(Ground[None], inherit_bindings=False):
    """The papers of ``queue``, one at a time."""

    BINDINGS = bindings(commands.COMMANDS, "triage")
    DEFAULT_CSS = """
    Triage {
        background: $background;
        color: $foreground;
        layout: vertical;
        #paper { height: 1fr; margin: 1 0; }
    }
    """

    def __init__(self, collection: "Collection", marks: Marks, queue: Sequence[int], spans: Spans, digest: str) -> None:
        super().__init__()
        self._collection, self._marks, self._spans, self._digest = collection, marks, spans, digest
        self._queue = queue
        self._decided: dict[int, str] = {}
        self._at = 0
        self._began = monotonic()
        self._header = Header("Triage", steps=False)
        self._pane = Pane(id="paper")

    def compose(self) -> ComposeResult:
        """Header, paper, footer."""
        yield self._header
        yield self._pane
        yield self.footer

    def on_mount(self) -> None:
        """Show the first paper."""
        self._outside, self._coding = Outside(self.digest_app.browse), self.digest_app.browse.coding
        self._pane.centre(True)
        self.footer.show(commands.hints(self.digest_app.commands, "triage"))
        self.dress(self.digest_app.look)

    def dress(self, look: Look) -> None:
        """Put on these colours."""
        for widget in (self._header, self._pane, self.footer):
            widget.dress(look, self.digest_app.glyphs)
        self._show()

    @property
    def left(self) -> int:
        """How many papers wait for a decision."""
        return len(self._queue) - len(self._decided)

    @property
    def position(self) -> int | None:
        """The paper on show."""
        return self._queue[self._at] if self.left else None

    @property
    def paper(self) -> Paper | None:
        """The same, whole."""
        return None if self.position is None else self._collection.store.paper(self.position)

    def _show(self) -> None:
        look, paper = self.digest_app.look, self.paper
        right = f"{self.left:,} of {len(self._queue):,} left"
        self._header.put(self._digest, [(right + self._time_left(), look.dim)])
        if paper is None or self.position is None:
            self._pane.show(End(len(self._queue), Counter(self._decided.values()), look))
        else:
            state = self._marks.state(self.position)
            code = self._coding.facts
            self._pane.show(Abstract(paper, self._spans, look, self.digest_app.glyphs, state=state, code=code))

    def _time_left(self) -> str:
        """The pace, and how long the rest takes at that pace; nothing at first."""
        done = len(self._decided)
        if done < PACED or not self.left:
            return ""
        pace = (monotonic() - self._began) / done
        return f"   {max(1, round(pace))} s each, about {max(1, round(pace * self.left / 60))} min"

    def _go(self, by: int) -> None:
        """To the next undecided paper, round the end."""
        for away in range(1, len(self._queue) + 1):
            at = (self._at + by * away) % len(self._queue)
            if self._queue[at] not in self._decided:
                self._at = at
                break
        self._show()

    # deciding

    def _decide(self, what: str, change: "Change") -> None:
        position = self.position
        assert position is not None
        # not in a thread, as elsewhere: the next paper is not shown before this is kept, and the next key is for that
        try:
            self._marks.apply(change)
        except LibraryError as error:
            self.say(str(error))
            return
        self._marks.follow()
        self.say("")
        self._decided[position] = what
        self._go(1)

    def action_keep(self) -> None:
        """Star it, and read it is."""
        if self.position is not None:
            from digesttui.library.changes import Change, mark_read, star

            papers = self._marks.keys([self.position])
            edits = {**star(papers).edits, **mark_read(papers).edits}
            self._decide("kept", Change(("kept", ""), tuple(papers), edits))

    def action_skip(self) -> None:
        """Read it is."""
        if self.position is not None:
            from digesttui.library.changes import mark_read

            self._decide("skipped", mark_read(self._marks.keys([self.position])))

    def action_later(self) -> None:
        """Another day."""
        if self.position is not None:
            from digesttui.library.changes import put_off

            until = self._collection.today() + datetime.timedelta(days=self._collection.settings.later_days)
            self._decide("put off", put_off(self._marks.keys([self.position]), until))

    def action_take_back(self) -> None:
        """Undo, and show the paper it concerns."""
        try:
            self.say(self._marks.undo())
        except LibraryError as error:
            self.say(str(error))
        for position in self._marks.follow() & set(self._queue):
            self._decided.pop(position, None)
            self._at = self._queue.index(position)
        self._show()

    def action_tag_it(self) -> None:
        """Tag the paper; it stays."""
        if self.position is not None:
            self.digest_app.browse.marking.tag_papers([self.position], self._tagged)

    def _tagged(self, sentence: str) -> None:
        self.say(sentence)
        self._show()

    # looking

    def action_pass_over(self, by: int) -> None:
        """To another paper, this one undecided."""
        if self.left:
            self._go(by)

    def action_scroll(self, pages: float) -> None:
        """``pages`` pages on."""
        self._pane.leap(pages)

    def action_open_it(self) -> None:
        """Open the code, else the project page, else the paper."""
        if self.paper:
            self._outside.open(choices.destination(self.paper))

    def action_copy_it(self) -> None:
        """Copy the code's address, else the paper's."""
        if self.paper:
            self._outside.copy(choices.copied_link(self.paper))

    def action_clone_it(self) -> None:
        """Clone the code."""
        code = self._code
        if code or self._coding.is_cloning:
            self._coding.clone_these([code] if code else [])

    def action_about_it(self) -> None:
        """What GitHub tells of the code, and which papers name it."""
        if code := self._code:
            self._coding.about_link(code, self.position, learned=self._learned, go=self._turn_to)

    @property
    def _code(self) -> Link | None:
        """The code of the paper on show; where it names none, that is told."""
        code = self.paper.code if self.paper else None
        if self.paper and code is None:
            self.say(NO_CODE)
        return code

    def _learned(self) -> None:
        self.digest_app.browse.showing.show()
        self._show()

    def _turn_to(self, position: int) -> None:
        """Show another paper: here if it waits for a decision, else in the list."""
        if position in self._queue and position not in self._decided:
            self._at = self._queue.index(position)
            self._show()
        else:
            self.action_leave_triage()
            self.digest_app.browse.showing.go_to(position)

    def action_help_it(self) -> None:
        """The keys that work here."""
        from digesttui.tui.dialog import reader
        from digesttui.tui.help import HelpPage

        app = self.digest_app
        page = HelpPage(app.commands, app.look, app.glyphs, "triage")
        app.push_screen(reader("Keys in triage", page, app.look, app.glyphs))

    def action_leave_triage(self) -> None:
        """Back to the list."""
        self.dismiss(None)

    async def on_command_clicked(self, event: CommandClicked) -> None:
        """A click on a hint is its key."""
        command = self.digest_app.command(event.id)
        if command.where == "triage":
            await self.run_action(command.action or command.id)


def waiting(collection: "Collection", positions: Iterable[int]) -> list[int]:
    """Those of the papers that are unread and not put off to another day, in their order."""
    reading, store = collection.reading, collection.store
    assert reading is not None
    read, later, known, today = reading.read, reading.later, len(reading.read), collection.today().toordinal()
    there = (one for one in map(int, positions) if one in store)  # they may be going
    return [one for one in there if one >= known or (not read[one] and later[one] <= today)]
