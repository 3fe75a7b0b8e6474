"""The dialog of a paper's links, and what its keys do with the one that is marked."""

from collections.abc import Iterable, Sequence

from textual.app import ComposeResult

from digesttui.model import Link
from digesttui.tui import render
from digesttui.tui.bindings import bindings
from digesttui.tui.commands import COMMANDS, Command, hints
from digesttui.tui.dialog import ChoiceRows, Dialog
from digesttui.tui.theme import Glyphs, Look


class LinkChooser(Dialog):
    """The links, numbered. Gives what to do (``open``, ``copy``, ``clone``, ``about``, ``naming``) and with which."""

    BINDINGS = bindings(COMMANDS, "links")

    def __init__(self, links: Sequence[Link], commands: Iterable[Command], look: Look, glyphs: Glyphs) -> None:
        rows = ChoiceRows([(link.kind, link.label) for link in links], 0)
        super().__init__("Links", rows, look, glyphs)
        self.add_class("chooser")
        self._hints = hints(commands, "links")

    def compose(self) -> ComposeResult:
        """The rows, and below them the keys."""
        for frame in super().compose():
            frame.border_subtitle = render.plain("   ".join(f"{key} {word}" for _, key, word in self._hints))
            yield frame

    def action_choose(self) -> None:
        """Open the marked link."""
        self.action_on_link("open")

    def action_choose_row(self, number: int) -> None:
        """Open the link of that number."""
        if isinstance(self.body, ChoiceRows) and number <= self.body.count:
            self.dismiss(("open", number - 1))

    def action_on_link(self, deed: str) -> None:
        """Do that with the marked link."""
        if isinstance(self.body, ChoiceRows):
            self.dismiss((deed, self.body.highlighted))
