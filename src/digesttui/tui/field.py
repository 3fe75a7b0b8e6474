"""A light field of one line to type in."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from digesttui.text import clean, one_line
from digesttui.tui import render
from digesttui.tui.render import Line, Span
from digesttui.tui.theme import LOOKS, UNICODE, Glyphs, Look

MAX_LENGTH = 5000
MARGIN = 2
"""Cells before the text: the field's sign and a space."""


class Field(Widget, can_focus=True):
    """Text, a caret, and something short at the right."""

    class Changed(Message, bubble=True):
        """The text changed; ask the field for it, for it may have changed again."""

        def can_replace(self, message: Message) -> bool:
            """While keys come faster than answers only the newest text counts."""
            return isinstance(message, Field.Changed)

    def __init__(self, *, sign: str, empty: str, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.text = ""
        self.caret = 0
        self.aside = ""
        self.look: Look = LOOKS["ink"]
        self.glyphs: Glyphs = UNICODE
        self._sign, self._empty = sign, empty

    def dress(self, look: Look, glyphs: Glyphs) -> None:
        """Change colours and glyphs."""
        self.look, self.glyphs = look, glyphs
        self.refresh()

    def on_focus(self) -> None:
        """Draw the caret."""
        self.refresh()

    def on_blur(self) -> None:
        """Draw without it."""
        self.refresh()

    # editing

    def put(self, text: str) -> None:
        """Show ``text``, the caret behind it, without telling anybody."""
        self.text, self.caret = text, len(text)
        self.refresh()

    def edit(self, text: str, caret: int) -> None:
        """Change the text and the place of the caret.

        A changed text is drawn by whoever answers ``Changed``, in one picture with the answer.
        """
        self.caret = caret
        if text == self.text:
            self.refresh()
        else:
            self.text = text
            self.post_message(self.Changed())

    def _insert(self, typed: str) -> None:
        # a paste may be megabytes: cut before anything looks at it
        typed = one_line(clean(typed[: 2 * MAX_LENGTH])) if len(typed) > 1 else typed
        typed = typed[: MAX_LENGTH - len(self.text)]
        self.edit(self.text[: self.caret] + typed + self.text[self.caret :], self.caret + len(typed))

    def take(self, event: events.Key) -> bool:
        """Type, delete or move the caret; whether that was what the key is for."""
        text, caret = self.text, self.caret
        if event.is_printable and event.character:
            self._insert(event.character)
        elif event.key == "backspace":
            self.edit(text[: max(0, caret - 1)] + text[caret:], max(0, caret - 1))
        elif event.key == "delete":
            self.edit(text[:caret] + text[caret + 1 :], caret)
        elif event.key in ("left", "right", "home", "end", "ctrl+a", "ctrl+e"):
            places = {"left": caret - 1, "right": caret + 1, "home": 0, "ctrl+a": 0}
            self.edit(text, min(max(places.get(event.key, len(text)), 0), len(text)))
        else:
            return False
        return True

    def on_paste(self, event: events.Paste) -> None:
        """Take in pasted text, as one line."""
        event.stop()
        self._insert(event.text)

    def action_erase(self) -> None:
        """Delete what is before the caret."""
        self.edit(self.text[self.caret :], 0)

    def action_erase_word(self) -> None:
        """Delete the word before the caret."""
        before = self.text[: self.caret].rstrip()
        kept = before[: before.rfind(" ") + 1]
        self.edit(kept + self.text[self.caret :], len(kept))

    def on_click(self, event: events.Click) -> None:
        """Put the caret where the pointer is."""
        self.screen.set_focus(self)
        at = max(0, event.get_content_offset_capture(self).x - MARGIN)
        first = self.first
        self.caret = render.fitting(self.text, first, len(self.text), at) if at and self.text else first
        self.refresh()

    # drawing

    def wrong(self) -> Sequence[Span]:
        """The places of the text to underline."""
        return ()

    @property
    def _room(self) -> int:
        """Cells for the text and the caret, between the slash and the count."""
        return max(1, self.size.width - MARGIN - (cell_len(self.aside) + 2 if self.aside else 1))

    @property
    def first(self) -> int:
        """The first character in view: the caret always is."""
        first = max(0, self.caret - self._room + 1)
        while first < self.caret and cell_len(self.text[first : self.caret]) >= self._room:
            first += 1
        return first

    def render_line(self, y: int) -> Strip:
        """The field's one line."""
        look = self.look
        left: Line = [(f"{self._sign} ", look.key)]
        if self.text or self.has_focus:
            left += self._typed()
        else:
            left.append((self._empty, look.faint))
        return render.spread(left, [], [(self.aside + " ", look.dim)], self.size.width, look.ground)

    def _typed(self) -> Line:
        text, look, first = self.text, self.look, self.first
        last = render.fitting(text, first, len(text), self._room) if first < len(text) else first
        spans = self.wrong()
        wrong = look.text + look.problem
        if not self.has_focus:
            return list(render.clipped(text, first, last, spans, look.text, wrong))
        self.app.cursor_position = self.content_region.offset + Offset(MARGIN + cell_len(text[first : self.caret]), 0)
        before = render.clipped(text, first, self.caret, spans, look.text, wrong)
        if self.caret >= len(text):
            return [*before, (self.glyphs.caret, look.match)]
        after = render.clipped(text, self.caret + 1, last, spans, look.text, wrong)
        return [*before, (text[self.caret], look.caret), *after]
