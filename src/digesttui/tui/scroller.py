"""What scrolls, and its scroll bar: a thumb of a hairline's width, and no track."""

from math import ceil
from typing import Any

from rich.segment import Segment, Segments
from rich.style import Style
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBarRender
from textual.strip import Strip

from digesttui.tui.theme import ASCII, LOOKS, UNICODE, Glyphs, Look


class QuietBar(ScrollBarRender):
    """The thumb as a line in the scroll bar's colour."""

    thumb = "┃"

    @classmethod
    def render_bar(
        cls,
        size: int = 25,
        virtual_size: float = 50,
        window_size: float = 20,
        position: float = 0,
        thickness: int = 1,
        vertical: bool = True,
        back_color: Any = None,
        bar_color: Any = None,
    ) -> Segments:
        """``size`` cells, the thumb where the window stands in what there is; clicks beside it scroll a page."""
        if not 0 < window_size < virtual_size:
            return Segments([Segment(" ", Style(bgcolor=back_color))] * size, new_lines=True)
        length = min(size, max(1, ceil(size * window_size / max(virtual_size, 1))))
        hidden = max(virtual_size - window_size, 1)
        start = round((size - length) * min(position / hidden, 1))
        ground = Style(color=bar_color, bgcolor=back_color)
        deeds = ("scroll_up", "grab", "scroll_down")
        above, grab, below = (ground + Style(meta={"@mouse.down": deed}) for deed in deeds)
        cells = [Segment(" ", above)] * start + [Segment(cls.thumb, grab)] * length
        return Segments([*cells, *[Segment(" ", below)] * (size - start - length)], new_lines=True)


class AsciiBar(QuietBar):
    """The same with an ASCII thumb."""

    thumb = "|"


class Scroller(ScrollView, inherit_bindings=False, can_focus=True):
    """Lines that scroll, with a quiet bar; how many there are may change with every key."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        # the style sheet keeps the bar always; known from the start, it costs no second layout
        self.set_reactive(ScrollView.show_vertical_scrollbar, True)
        self.look: Look = LOOKS["ink"]
        self.glyphs: Glyphs = UNICODE
        self._painted: dict[int, Strip] = {}

    def line(self, y: int) -> Strip:
        """Line ``y`` of what is in view."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Line ``y``, remembered for ``refresh_changed``."""
        painted = self._painted[y] = self.line(y)
        return painted

    def refresh_changed(self) -> None:
        """Draw anew the lines that look different now. Most of a key's time goes into lines, so few are better."""
        for y in range(self.size.height):
            before = self._painted.get(y)
            if self.render_line(y) != before:
                self.refresh(Region(0, y, self.size.width, 1))

    def dress(self, look: Look, glyphs: Glyphs) -> None:
        """Change colours and glyphs."""
        self.look, self.glyphs = look, glyphs
        # Textual documents this as settable on one scroll bar although it is declared for the class
        setattr(self.vertical_scrollbar, "renderer", AsciiBar if glyphs is ASCII else QuietBar)  # noqa: B010
        self.refresh()

    @property
    def columns(self) -> int:
        """Cells in a line."""
        return self.scrollable_content_region.width

    @property
    def rows(self) -> int:
        """Lines in view, at least one."""
        return max(1, self.scrollable_content_region.height)

    @property
    def top(self) -> int:
        """The number of the first line in view."""
        return self.scroll_offset.y

    def hold(self, lines: int) -> None:
        """Let there be that many lines; drawing them anew is left to the caller.

        Assigning ``virtual_size`` would lay out the whole screen, on every key.
        """
        size = Size(0, lines)
        if size != self.virtual_size:
            self.set_reactive(ScrollView.virtual_size, size)
            self.vertical_scrollbar.window_virtual_size = lines
            if self.top > self.max_scroll_y:
                self.scroll_to_line(self.max_scroll_y)

    def scroll_to_line(self, line: int) -> None:
        """Put that line at the top, as far as there are lines to fill what is in view."""
        self.scroll_to(y=line, animate=False, force=True)
