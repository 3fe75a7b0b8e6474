"""The filter field: the line in which the reader types, with its count, its hairline, and what is wrong with it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events
from textual.strip import Strip

from digesttui.tui import render
from digesttui.tui.bindings import bindings
from digesttui.tui.commands import COMMANDS
from digesttui.tui.field import MARGIN, Field
from digesttui.tui.painting import painter_of
from digesttui.tui.render import Span

if TYPE_CHECKING:
    from digesttui.query import Problem


class FilterBar(Field):
    """The field, and below it a hairline into which a mistake is written, under its place."""

    BINDINGS = bindings(COMMANDS, "filter")

    def __init__(self) -> None:
        super().__init__(sign="/", empty="filter", id="filter")
        self._problems: Sequence[Problem] = ()

    def show(self, count: str, problems: "Sequence[Problem]") -> None:
        """Show how many papers the filter lets through, and its mistakes."""
        self.aside, self._problems = count, problems
        painter_of(self).repaint(self, range(self.size.height))

    def take(self, event: events.Key) -> bool:
        """Type; a second space says nothing, and who adds a word may begin with one that is there already."""
        return (event.character == " " and self.text[: self.caret].endswith(" ")) or super().take(event)

    def wrong(self) -> Sequence[Span]:
        """Mistakes, but not what is only unfinished."""
        return [(one.start, max(one.end, one.start + 1)) for one in self._problems if not one.mild]

    def render_line(self, y: int) -> Strip:
        """The field, then the hairline."""
        return super().render_line(y) if y == 0 else self._rule()

    def _rule(self) -> Strip:
        width, look, line = self.size.width, self.look, self.glyphs.line
        if not self._problems:
            return render.strip([(line * width, look.line)], width, self.look.ground)
        problem = self._problems[0]
        message = f"{self.glyphs.point} {render.steady(_told(problem))} "
        at = MARGIN + cell_len(self.text[self.first : max(problem.start, self.first)])
        at = max(0, min(at, width - cell_len(message) - 1))
        message = render.cut(message, width - at, self.glyphs.cut)
        rest = line * (width - at - cell_len(message))
        told = (message, look.dim if problem.mild else look.match)
        return render.strip([(line * at, look.line), told, (rest, look.line)], width, look.ground)


def _told(problem: "Problem") -> str:
    return f"{problem.message}; {problem.hint}" if problem.hint else problem.message
