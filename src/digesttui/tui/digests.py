"""The digests screen: what was read from each file, and what was not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.style import Style
from textual.app import ComposeResult
from textual.containers import Container
from textual.strip import Strip

from digesttui.errors import InputError
from digesttui.model import Skipped
from digesttui.store import DigestFacts
from digesttui.tui import render
from digesttui.tui.abstract import day
from digesttui.tui.dialog import Dialog
from digesttui.tui.pane import Pane
from digesttui.tui.render import Line
from digesttui.tui.rows import Rows
from digesttui.tui.theme import Glyphs, Look

Item = DigestFacts | InputError


@dataclass(frozen=True, slots=True)
class DigestPage:
    """All that is known of one digest or of a file that could not be read."""

    item: Item
    look: Look
    glyphs: Glyphs

    @property
    def about(self) -> str:
        """Which digest this is."""
        return self.item.name

    def lines(self, width: int) -> Iterator[Line]:
        """Name, facts, remarks, then what was skipped by line and why."""
        look = self.look
        yield from self._text(self.item.name, look.strong, width)
        yield []
        if isinstance(self.item, InputError):
            yield from self._text(str(self.item), look.text, width)
            return
        dot = f"  {self.glyphs.dot}  "
        yield from self._text(dot.join((day(self.item.date), self.item.form, _papers(self.item))), look.dim, width)
        if self.item.path:
            yield from self._text(self.item.path, look.dim, width)
        for remark in self.item.remarks:
            yield from self._text(remark, look.text, width)
        yield []
        yield [("Skipped", look.dim + Style(bold=True))]
        if not self.item.skipped:
            yield [("nothing", look.text)]
        for skipped in self.item.skipped:
            yield from self._skipped(skipped, width)

    def _skipped(self, skipped: Skipped, width: int) -> Iterator[Line]:
        last = skipped.line + skipped.lines - 1
        place = f"line {skipped.line}" if skipped.lines == 1 else self.glyphs.own(f"lines {skipped.line}–{last}")
        yield from self._text(f"{place}  {skipped.reason}", self.look.text, width)
        begins = render.cut(render.steady(render.one_row(skipped.text)), width - 2, self.glyphs.cut)
        yield [("  ", Style()), (begins, self.look.dim)]

    def _text(self, text: str, style: Style, width: int) -> Iterator[Line]:
        return render.paragraph(render.steady(text), (), width, style, Style())


class DigestRows(Rows):
    """One row a digest, then one for each file that failed."""

    def __init__(self, items: Sequence[Item], at: int) -> None:
        super().__init__(id="digests")
        self._items, self._at = items, at

    def on_mount(self) -> None:
        """Show them."""
        self.styles.height = len(self._items)
        self.fill(len(self._items), self._at)

    def draw(self, row: int, width: int, *, on: bool) -> Strip:
        """A digest: date, name, how many papers, how many stretches skipped."""
        item, look = self._items[row], self.look
        mark = self.glyphs.here if on and look.pointed else " "
        if isinstance(item, InputError):
            date, facts = "", "not read"
        else:
            date = day(item.date)
            facts = _papers(item) + (f", {len(item.skipped)} skipped" if item.skipped else "")
        room = max(4, width - 18 - len(facts))
        name = render.cut(render.steady(item.name), room, self.glyphs.cut)
        left = [(f" {mark}{date:<13}", look.dim), (name, look.strong if on else look.text)]
        return render.spread(left, [], [(facts + " ", look.dim)], width, self.base(on))


class Digests(Dialog):
    """Every digest and failed file, with what is known of the highlighted one beside it; gives a digest's name."""

    DEFAULT_CSS = """
    Digests {
        #digests { max-height: 50%; margin: 1 1; }
        #digest { height: 1fr; border-top: solid $line; }
        &.ascii #digest { border-top: ascii $line; }
    }
    """

    def __init__(
        self,
        digests: Sequence[DigestFacts],
        failed: Sequence[InputError],
        scope: str | None,
        look: Look,
        glyphs: Glyphs,
    ) -> None:
        self._items: list[Item] = [*digests, *failed]
        at = next((row for row, one in enumerate(digests) if one.name == scope), 0)
        rows = DigestRows(self._items, at)
        super().__init__("Digests", rows, look, glyphs)
        self._pane = Pane(id="digest")

    def compose(self) -> ComposeResult:
        """The list above, the page below."""
        frame = Container(self.body, self._pane, id="frame")
        frame.border_title = render.plain(self.heading)
        frame.border_subtitle = render.plain("enter shows only that digest")
        yield frame

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        """Show what is known of it."""
        event.stop()
        self._pane.show(DigestPage(self._items[event.row], self.look, self.glyphs) if event.row >= 0 else None)

    def action_choose(self) -> None:
        """Give the digest's name; a file that failed has none."""
        rows = self.body
        assert isinstance(rows, Rows)
        item = self._items[rows.highlighted] if rows.highlighted >= 0 else None
        if isinstance(item, DigestFacts):
            self.dismiss(item.name)


def _papers(facts: DigestFacts) -> str:
    return f"{facts.papers} paper" + "s" * (facts.papers != 1)
