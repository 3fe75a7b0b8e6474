"""The dialog about a repository: what GitHub tells of it, and the papers that name it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event, Thread

from rich.style import Style
from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message
from textual.strip import Strip

from digesttui.errors import FetchFailed
from digesttui.model import Link
from digesttui.sources.repositories import Repository
from digesttui.tui import render
from digesttui.tui.abstract import day, rows_of
from digesttui.tui.dialog import Dialog
from digesttui.tui.pane import Pane
from digesttui.tui.render import Line
from digesttui.tui.rows import Rows
from digesttui.tui.theme import Glyphs, Look

UNKNOWN_LICENSE = "NOASSERTION"
"""What GitHub says of a licence that it does not recognise."""

MAX_ROWS = 8
"""Papers in view at once."""

Asking = Callable[[Event], Repository | FetchFailed | None]
"""Asks GitHub, until it is told to stop; None where it was."""


def facts(known: Repository) -> list[str]:
    """What is known of a repository, in a few words each."""
    stars = "" if known.stars is None else f"{known.stars:,} star" + "s" * (known.stars != 1)
    pushed = f"pushed {known.pushed:%b %Y}" if known.pushed else ""
    license_ = "" if known.license == UNKNOWN_LICENSE else known.license
    return [fact for fact in (known.state, stars, pushed, license_, known.language) if fact]


@dataclass(frozen=True, slots=True)
class AboutPage:
    """All that is known of a repository. ``told`` is how asking went, where that is worth a line."""

    link: Link
    known: Repository | None
    clone: Path | None
    told: str
    look: Look
    glyphs: Glyphs

    @property
    def about(self) -> str:
        """Which repository this is."""
        return self.link.url

    def lines(self, width: int) -> Iterator[Line]:
        """How asking went, facts, description, address, clone, and how old all that is: what is short first."""
        look, known = self.look, self.known
        if self.told:
            yield from self._text(self.told, look.text, width)
        if known:
            for row in rows_of(facts(known) or ["nothing is told"], f"  {self.glyphs.dot}  ", width):
                yield from self._text(row, look.strong, width)
        if known and known.renamed:
            yield from self._text(f"it is called {known.renamed} now", look.text, width)
        if known and known.description:
            yield from self._text(known.description, look.text, width)
        yield from self._text(self.link.url, look.dim, width)
        if self.clone:
            yield from self._text(f"cloned in {self.clone}", look.dim, width)
        if known:
            yield from self._text(f"as GitHub told on {day(known.asked.astimezone().date())}", look.dim, width)

    def _text(self, text: str, style: Style, width: int) -> Iterator[Line]:
        return render.paragraph(render.steady(text), (), width, style, Style())


class Titles(Rows):
    """Papers, by their titles."""

    def __init__(self, titles: Sequence[str], at: int) -> None:
        super().__init__(id="titles")
        self._titles, self._at = titles, at

    def on_mount(self) -> None:
        """Show them."""
        self.styles.height = min(MAX_ROWS, len(self._titles))
        self.fill(len(self._titles), self._at)

    def draw(self, row: int, width: int, *, on: bool) -> Strip:
        """A title."""
        look = self.look
        number = str(row + 1) if row < 9 else " "
        mark = self.glyphs.here if on and look.pointed else " "
        title = render.cut(render.steady(self._titles[row]), width - 6, self.glyphs.cut)
        return render.strip([(f"{mark}{number}  ", look.key), (title, look.strong if on else look.text)], width,
                            self.base(on))  # fmt: skip


class About(Dialog):
    """What is known of a repository, asked anew while this is open, and the papers that name it; gives the row of
    one of these."""

    DEFAULT_CSS = """
    About {
        #frame { height: auto; padding: 1 0; }
        #repository { height: 8; border-bottom: solid $line; }
        &.ascii #repository { border-bottom: ascii $line; }
        #titles { margin: 0 1; }
    }
    """

    class Told(Message):
        """GitHub answered, or why it did not."""

        def __init__(self, outcome: Repository | FetchFailed) -> None:
            super().__init__()
            self.outcome = outcome

    def __init__(
        self, page: AboutPage, titles: Sequence[str], at: int, ask: Asking | None, learned: Callable[[], object]
    ) -> None:
        super().__init__(page.link.label, Titles(titles, at), page.look, page.glyphs)
        self._page = page
        self._named = len(titles)
        self._pane = Pane(id="repository")
        self._ask, self._learned = ask, learned
        self._enough = Event()

    def compose(self) -> ComposeResult:
        """The facts above, the papers below."""
        frame = Container(self._pane, self.body, id="frame")
        frame.border_title = render.plain(self.heading)
        named = "named by this paper" if self._named == 1 else f"named by {self._named:,} papers; enter shows one"
        frame.border_subtitle = render.plain(named)
        yield frame

    def on_mount(self) -> None:
        """Show what is known, and ask."""
        self._pane.dress(self.look, self.glyphs)
        self._pane.show(self._page)
        self.set_focus(self.body)
        if self._ask is not None:
            Thread(target=self._answer, args=(self._ask,), name="about", daemon=True).start()

    def _answer(self, ask: Asking) -> None:
        outcome = ask(self._enough)
        if outcome is not None and not self._enough.is_set():
            self.post_message(self.Told(outcome))

    def on_about_told(self, event: Told) -> None:
        """Show it."""
        if isinstance(event.outcome, Repository):
            self._page = replace(self._page, known=event.outcome, told="", look=self.look)
            self._learned()
        else:
            self._page = replace(self._page, told=str(event.outcome), look=self.look)
        self._pane.show(self._page)

    def on_unmount(self) -> None:
        """Wait for no answer any more."""
        self._enough.set()
