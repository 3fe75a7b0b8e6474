"""Dialogs: a frame over the screen with a page or a list in it."""

from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

from rich.cells import cell_len
from rich.console import RenderableType
from textual import events
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.containers import Vertical
from textual.renderables.background_screen import BackgroundScreen
from textual.screen import ModalScreen
from textual.strip import Strip

from digesttui.tui import render
from digesttui.tui.bindings import bindings
from digesttui.tui.commands import COMMANDS
from digesttui.tui.field import Field
from digesttui.tui.layer import Layer
from digesttui.tui.pane import Page, Pane
from digesttui.tui.rows import Rows
from digesttui.tui.scroller import Scroller
from digesttui.tui.theme import ASCII, Glyphs, Look
from digesttui.tui.veil import Veil

SHORT = 24
"""Cells of a word that is not cut for what it stands for."""


class Dialog(Layer[Any], ModalScreen[Any], inherit_bindings=False):
    """A framed page or list that takes the keys until it is closed."""

    BINDINGS = bindings(COMMANDS, "dialog")
    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        background: $background 60%;
        &:ansi { background: transparent; }
        #frame {
            width: 90%;
            max-width: 92;
            height: 90%;
            border: round $faint;
            border-title-color: $foreground;
            border-title-style: bold;
            border-subtitle-color: $dim;
            border-subtitle-align: right;
            background: $background;
        }
        &.ascii #frame { border: ascii $faint; }
        &.chooser #frame { height: auto; max-height: 90%; padding: 1 1; }
    }
    """

    def __init__(self, title: str, body: Rows | Pane, look: Look, glyphs: Glyphs) -> None:
        super().__init__()
        self.heading = title
        self.body = body
        self.look, self.glyphs = look, glyphs
        self._unpainted = ExitStack()
        self.field: Field | None = None
        """What takes the characters typed while the dialog is open."""

    def compose(self) -> ComposeResult:
        """The frame and what is in it."""
        frame = Vertical(self.body, id="frame")
        frame.border_title = render.plain(self.heading)
        yield frame

    def on_mount(self) -> None:
        """Put on the colours of the screen below, and wait till everything has its place: till then Textual would paint
        the dialog three times."""
        self._unpainted.enter_context(self.app.batch_update())
        self.set_class(self.glyphs is ASCII, "ascii")
        self.dress(self.look)

    def on_resize(self, event: events.Resize) -> None:
        """Everything has its place; so have the screens below, which stock Textual lays out anew with each dialog."""
        if all(screen.outer_size == event.size for screen in self.app.screen_stack):
            event.prevent_default()
        self.call_after_refresh(self._unpainted.close)

    def on_unmount(self) -> None:
        """Keep nothing else from being painted."""
        self._unpainted.close()

    def render(self) -> RenderableType:
        """The screen below, faded."""
        ground = super().render()
        return Veil(ground.screen, ground.color) if isinstance(ground, BackgroundScreen) else ground

    def dress(self, look: Look) -> None:
        """Put on these colours."""
        self.look = look
        for part in (*self.query(Scroller), *self.query(Field)):
            part.dress(look, self.glyphs)

    @property
    def active(self) -> Rows | Pane:
        """What the keys move: the part that has the focus."""
        return self.focused if isinstance(self.focused, Rows | Pane) else self.body

    def action_other_view(self) -> None:
        """To the other part, where there are two."""
        self.focus_next()

    def action_step(self, by: int) -> None:
        """``by`` rows on."""
        self.active.step(by)

    def action_leap(self, pages: float) -> None:
        """``pages`` pages on."""
        self.active.leap(pages)

    def action_to_start(self) -> None:
        """To the top."""
        self.active.to_start()

    def action_to_end(self) -> None:
        """To the end."""
        self.active.to_end()

    def action_choose(self) -> None:
        """Take the highlighted row, where there are rows."""
        if isinstance(self.body, Rows) and self.body.highlighted >= 0:
            self.dismiss(self.body.highlighted)

    def action_choose_row(self, number: int) -> None:
        """Take the row of that number."""
        if isinstance(self.body, Rows) and number <= self.body.count:
            self.dismiss(number - 1)

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Close, in one picture with what comes of it, once the dialog is gone."""
        unpainted = ExitStack()
        unpainted.callback(lambda: self.app.screen.check_idle())
        unpainted.enter_context(self.app.batch_update())
        closing = super().dismiss(result)
        self.app.call_next(self.app.call_next, unpainted.close)
        return closing

    def action_close(self) -> None:
        """Close without choosing."""
        self.dismiss(None)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """A double click takes the row."""
        event.stop()
        self.action_choose()


class ChoiceRows(Rows):
    """Numbered choices: a word, or a title, and what it stands for; long ones leave that two fifths of the width."""

    def __init__(self, choices: Sequence[tuple[str, str]], at: int) -> None:
        super().__init__(id="choices")
        self._choices, self._at = choices, at
        self._column = max((cell_len(render.steady(word)) for word, _ in choices), default=0)

    def on_mount(self) -> None:
        """Show the choices."""
        self.styles.height = len(self._choices)
        self.fill(len(self._choices), self._at)

    def draw(self, row: int, width: int, *, on: bool) -> Strip:
        """A choice."""
        word, detail = self._choices[row]
        look = self.look
        number = str(row + 1) if row < 9 else " "
        mark = self.glyphs.here if on and look.pointed else " "
        column = min(self._column, max(SHORT, (width - 7) * 3 // 5)) if detail else width - 5
        word = render.cut(render.steady(word), column, self.glyphs.cut)
        detail = render.cut(render.steady(render.one_row(detail)), width - column - 8, self.glyphs.cut)
        pieces = [
            (f"{mark}{number}  ", look.key),
            (word + " " * (column - cell_len(word) + 3), look.strong if on else look.text),
            (detail, look.dim),
        ]
        return render.strip(pieces, width, self.base(on))


def chooser(title: str, choices: Sequence[tuple[str, str]], look: Look, glyphs: Glyphs, at: int = 0) -> Dialog:
    """A dialog that gives the number of the chosen row, from 0, or None."""
    dialog = Dialog(title, ChoiceRows(choices, at), look, glyphs)
    dialog.add_class("chooser")
    return dialog


def reader(title: str, page: Page, look: Look, glyphs: Glyphs) -> Dialog:
    """A dialog that shows a page."""
    body = Pane(id="page")
    body.show(page)
    return Dialog(title, body, look, glyphs)
