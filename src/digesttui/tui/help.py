"""The help: the command table as a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.style import Style

from digesttui.query.examples import LANGUAGE
from digesttui.tui import render
from digesttui.tui.commands import GROUPS, Command, Where
from digesttui.tui.render import Line
from digesttui.tui.theme import Glyphs, Look

SIGNS = (
    ("unread", "unread"),
    ("starred", "starred"),
    ("taken", "selected"),
    ("code", "code, in the browser with o"),
    ("cloned", "code that is cloned"),
    ("project", "no code, but a project page"),
    ("demo", "a demo"),
    ("model", "a model"),
    ("data", "data"),
)
"""What the signs in the list mean, by the names of their glyphs."""

_PLACES: dict[Where, str] = {
    "filter": "while typing",
    "dialog": "in dialogs",
    "links": "among links",
    "triage": "in triage",
}

COLUMN = 17
"""Cells for the keys: what ``^w alt+backspace`` and a gap take."""


@dataclass(frozen=True, slots=True)
class HelpPage:
    """The keys, grouped, and the filter language in a few examples."""

    commands: Sequence[Command]
    look: Look
    glyphs: Glyphs
    place: Where | None = None
    """Where alone the keys are asked for."""
    about: str = "help"

    def lines(self, width: int) -> Iterator[Line]:
        """A heading for each group, and each command with its keys."""
        if self.place:
            for command in self.commands:
                if command.where in (self.place, "anywhere") and command.keys:
                    yield from self._command(command, width)
            return
        for group in GROUPS:
            for where in ("papers", "anywhere", "filter", "links", "dialog", "triage"):
                shown = [one for one in self.commands if one.group == group and one.where == where and one.keys]
                if shown and where != "anywhere":
                    place = f"{group}, {_PLACES[where]}" if where in _PLACES else group
                    yield from self._heading(place)
                for command in shown:
                    yield from self._command(command, width)
        yield from self._heading("In the list")
        for name, means in SIGNS:
            yield from self._entry(getattr(self.glyphs, name), means, COLUMN, width)
        yield from self._heading("The filter's language")
        for written, means in LANGUAGE:
            yield from self._entry(written, means, 36, width)

    def _command(self, command: Command, width: int) -> Iterator[Line]:
        yield from self._entry(self.glyphs.own(command.shown_keys), command.help, COLUMN, width)

    def _heading(self, text: str) -> Iterator[Line]:
        if text != GROUPS[0]:
            yield []
        yield [(text, self.look.dim + Style(bold=True))]

    def _entry(self, left: str, right: str, column: int, width: int) -> Iterator[Line]:
        column = min(column, width // 2)
        lines = list(render.paragraph(right, (), max(4, width - column), self.look.text, Style()))
        if cell_len(left) >= column:
            yield [(left, self.look.match)]
            left = ""
        for number, line in enumerate(lines):
            lead = left if number == 0 else ""
            yield [(lead + " " * (column - cell_len(lead)), self.look.match), *line]
