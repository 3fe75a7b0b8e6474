"""A list of rows with one highlighted: the frame that the papers, the digests and the choosers share."""

from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from digesttui.tui.scroller import Scroller
from digesttui.tui.theme import Glyphs, Look

MAX_STRIPS = 4096


class Rows(Scroller):
    """``count`` rows, drawn one at a time when they come into view; a million cost no more than ten.

    Strips are kept until something that changes pixels changes; ``stamp`` names all of that but the width.
    """

    class Highlighted(Message, bubble=True):
        """Another row is highlighted; -1 when there is none."""

        def __init__(self, rows: "Rows", row: int) -> None:
            super().__init__()
            self.rows = rows
            self.row = row

        @property
        def control(self) -> "Rows":
            """The list this happened in."""
            return self.rows

        def can_replace(self, message: Message) -> bool:
            """A newer highlight makes an unseen older one idle."""
            return isinstance(message, Rows.Highlighted) and message.rows is self.rows

    class Chosen(Message, bubble=True):
        """The reader double-clicked a row."""

        def __init__(self, rows: "Rows", row: int) -> None:
            super().__init__()
            self.rows = rows
            self.row = row

        @property
        def control(self) -> "Rows":
            """The list this happened in."""
            return self.rows

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.count = 0
        self.highlighted = -1
        self._strips: dict[tuple[int, bool, int], Strip] = {}

    # for those who show something

    def draw(self, row: int, width: int, *, on: bool) -> Strip:
        """The strip of ``row``; ``on`` when it is the highlighted one."""
        raise NotImplementedError

    def draw_empty(self, line: int, width: int) -> Strip:
        """Line ``line`` of what stands there when there are no rows."""
        return Strip.blank(width, self.look.ground)

    def dress(self, look: Look, glyphs: Glyphs) -> None:
        """Change colours and glyphs."""
        self._strips.clear()
        super().dress(look, glyphs)

    def fill(self, count: int, highlighted: int, line: int | None = None) -> None:
        """Show ``count`` rows with that one highlighted, on that ``line`` in view if there is one, and tell."""
        self.count = count
        self._strips.clear()
        self.hold(count)
        self.highlighted = max(-1 if not count else 0, min(highlighted, count - 1))
        if line is not None:
            self.scroll_to_line(self.highlighted - line)
        self._reveal()
        self.refresh_changed()
        self.post_message(self.Highlighted(self, self.highlighted))

    # moving

    def step(self, by: int) -> None:
        """Move the highlight ``by`` rows, as far as there are any."""
        self.move_to(self.highlighted + by)

    def leap(self, pages: float) -> None:
        """Move the highlight that many times what is in view."""
        self.step(round(pages * self.view.height))

    def to_start(self) -> None:
        """Highlight the first row."""
        self.move_to(0)

    def to_end(self) -> None:
        """Highlight the last row."""
        self.move_to(self.count - 1)

    def move_to(self, row: int) -> None:
        """Highlight ``row``, or the nearest there is."""
        row = min(max(row, 0), self.count - 1)
        if row == self.highlighted or row < 0:
            return
        self.highlighted = row
        self._reveal()
        self.refresh_changed()
        self.post_message(self.Highlighted(self, row))

    def _reveal(self) -> None:
        """Scroll as little as shows the highlighted row, once it is known how many rows there is room for."""
        top, row, height = self.top, max(0, self.highlighted), self.view.height
        wanted = min(max(top, row - height + 1), row) if height else top
        if wanted != top:
            self.scroll_to_line(wanted)

    def on_resize(self) -> None:
        """Keep the highlighted row in sight when the window changes."""
        self._reveal()
        self.refresh()

    # drawing

    def line(self, number: int, width: int) -> Strip:
        """The row of that number."""
        if not self.count:
            return self.draw_empty(number, width)
        if number >= self.count:
            return Strip.blank(width, self.look.ground)
        key = (number, number == self.highlighted, width)
        found = self._strips.get(key)
        if found is None:
            if len(self._strips) >= MAX_STRIPS:
                self._strips.clear()
            found = self._strips[key] = self.draw(number, width, on=key[1])
        return found

    def base(self, on: bool) -> Style:
        """What lies under a row."""
        return self.look.bar if on else self.look.ground

    # the mouse

    def on_click(self, event: events.Click) -> None:
        """One click highlights, two choose."""
        row = self.top + event.get_content_offset_capture(self).y
        if row >= self.count:
            return
        event.stop()
        self.screen.set_focus(self)
        self.move_to(row)
        if event.chain == 2:
            self.post_message(self.Chosen(self, row))
