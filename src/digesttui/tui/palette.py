"""The command palette: the command table, found by typing.

Textual's own has an emoji, a blinking caret and a delay; this one is drawn like the rest of the screen.
"""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.strip import Strip

from digesttui.tui import render
from digesttui.tui.commands import FILTER, MOVING, Command
from digesttui.tui.dialog import Dialog
from digesttui.tui.field import Field
from digesttui.tui.render import Span
from digesttui.tui.rows import Rows
from digesttui.tui.theme import Glyphs, Look
from digesttui.tui.views import View

COLUMN = 20


class CommandRows(Rows):
    """Commands: name, what it does, key."""

    def __init__(self) -> None:
        super().__init__(id="commands")
        self.commands: Sequence[Command] = ()
        self._typed = ""

    def show(self, commands: Sequence[Command], typed: str) -> None:
        """Show the commands that what was ``typed`` fits."""
        self._typed = typed
        self.commands = [command for command in commands if matches(command, typed)]
        self.commands.sort(key=lambda command: not spans(command.name, typed))
        self.fill(len(self.commands), 0)

    def draw(self, row: int, width: int, *, on: bool) -> Strip:
        """A command."""
        command, look = self.commands[row], self.look
        mark = self.glyphs.here if on and look.pointed else " "
        keys = self.glyphs.own(command.shown_keys)
        room = width - COLUMN - 5 - cell_len(keys)
        called = render.cut(render.steady(command.name), COLUMN - 2, self.glyphs.cut)
        name = render.marked(called, spans(called, self._typed), look.strong if on else look.text, look.match)
        gap = " " * (COLUMN - cell_len(called))
        told = render.cut(render.steady(command.help), room, self.glyphs.cut)
        left = [(f"{mark} ", look.text), *name, (gap, look.text), (told, look.dim)]
        return render.spread(left, [], [(keys + " ", look.key)], width, self.base(on))


class Palette(Dialog):
    """A field, and the commands that fit what is typed in it; gives the row of the chosen one in ``commands``."""

    DEFAULT_CSS = """
    Palette {
        #command { height: 1; margin: 1 1; }
        #commands { height: 1fr; margin: 0 0 1 1; }
    }
    """

    def __init__(self, commands: Sequence[Command], look: Look, glyphs: Glyphs) -> None:
        self._rows = CommandRows()
        super().__init__("Commands", self._rows, look, glyphs)
        self._typed = Field(sign=">", empty="", id="command")
        self.field = self._typed
        self._commands = commands

    def compose(self) -> ComposeResult:
        """The field above the rows."""
        frame = Vertical(self._typed, self.body, id="frame")
        frame.border_title = render.plain(self.heading)
        yield frame

    def on_mount(self) -> None:
        """Show every command."""
        self._rows.show(offered(self._commands), "")

    def on_field_changed(self) -> None:
        """Show those that fit."""
        self._typed.refresh()
        self._rows.show(offered(self._commands), self._typed.text)

    def action_choose(self) -> None:
        """Give the highlighted command."""
        if self._rows.highlighted >= 0:
            self.dismiss(self._commands.index(self._rows.commands[self._rows.highlighted]))


def command_for(view: View) -> Command:
    """A saved view, to be found among the commands."""
    return Command(view.name, (), view.name, view.holds, FILTER)


def offered(commands: Sequence[Command]) -> list[Command]:
    """The commands worth finding by name: no movements, no numbers."""
    idle = ("commands", "leave")
    return [
        command
        for command in commands
        if command.where in ("papers", "anywhere")
        and command.group != MOVING
        and not command.numbered
        and command.id not in idle
    ]


def matches(command: Command, typed: str) -> bool:
    """Whether every word typed stands in the command's name or help."""
    text = f"{command.name} {command.help}".lower()
    return all(word in text for word in typed.lower().split())


def spans(name: str, typed: str) -> list[Span]:
    """Where the words typed stand in ``name``, in order."""
    found = [(name.lower().find(word), len(word)) for word in typed.lower().split()]
    return sorted((at, at + length) for at, length in found if at >= 0)
