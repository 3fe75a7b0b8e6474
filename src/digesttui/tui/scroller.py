"""What scrolls, and its scroll bar: a thumb of a hairline's width, and no track."""

from math import ceil
from typing import Any

from rich.segment import Segment, Segments
from rich.style import Style
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip
from textual.widget import Widget

from digesttui.tui.painting import painter_of
from digesttui.tui.theme import ASCII, LOOKS, UNICODE, Glyphs, Look


def thumb(size: int, lines: float, window: float, top: float) -> range:
    """The cells of a bar of ``size`` cells where its thumb is; none where all ``lines`` are in the window."""
    if not 0 < window < lines:
        return range(0)
    length = min(size, max(1, ceil(size * window / lines)))
    start = round((size - length) * min(top / (lines - window), 1))
    return range(start, start + length)


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
        cells = thumb(size, virtual_size, window_size, position)
        if not cells:
            return Segments([Segment(" ", Style(bgcolor=back_color))] * size, new_lines=True)
        ground = Style(color=bar_color, bgcolor=back_color)
        deeds = ("scroll_up", "grab", "scroll_down")
        above, grab, below = (ground + Style(meta={"@mouse.down": deed}) for deed in deeds)
        drawn = [Segment(" ", above)] * cells.start + [Segment(cls.thumb, grab)] * len(cells)
        return Segments([*drawn, *[Segment(" ", below)] * (size - cells.stop)], new_lines=True)


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
        self._outer = self._view = Size(0, 0)

    def line(self, number: int, width: int) -> Strip:
        """That line of all there is to scroll through, counted from 0, or what stands there when it has no such."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Line ``y``, remembered for ``refresh_changed``."""
        painted = self._painted[y] = self.line(self.top + y, self.view.width)
        return painted

    def refresh_changed(self) -> None:
        """Draw anew the lines that look different now. Most of a key's time goes into lines, so few are better."""
        top, view = self.top, self.view
        lines = {y: self.line(top + y, view.width) for y in range(view.height)}
        changed = [y for y, strip in lines.items() if strip != self._painted.get(y)]
        self._painted.update(lines)
        if changed:
            painter_of(self).repaint(self, changed)

    def dress(self, look: Look, glyphs: Glyphs) -> None:
        """Change colours and glyphs."""
        self.look, self.glyphs = look, glyphs
        # Textual documents this as settable on one scroll bar although it is declared for the class
        setattr(self.vertical_scrollbar, "renderer", AsciiBar if glyphs is ASCII else QuietBar)  # noqa: B010
        self.refresh()

    @property
    def view(self) -> Size:
        """The columns and lines in view."""
        # Textual calls it the scrollable content region and makes a hundred lookups; this is asked for each line
        outer = self.outer_size
        if outer != self._outer:
            self._outer = outer
            across, down = self.gutter.totals
            self._view = Size(max(0, outer.width - across), max(0, outer.height - down))
        return self._view

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
            self.scroll_to_line(self.top)

    def scroll_to_line(self, line: int) -> None:
        """Put that line at the top, as far as there are lines to fill the view; drawing is left to the caller."""
        line = max(0, min(line, self.max_scroll_y))
        self.set_reactive(Widget.scroll_y, line)
        self.set_reactive(Widget.scroll_target_y, line)
        self._move_bar(self.virtual_size.height, line)

    def _move_bar(self, lines: int, top: int) -> None:
        bar = self.vertical_scrollbar
        size, window = bar.size, bar.window_size
        before = thumb(size.height, bar.window_virtual_size, window, bar.position)
        bar.set_reactive(ScrollBar.window_virtual_size, lines)
        bar.set_reactive(ScrollBar.position, top)
        after = thumb(size.height, lines, window, top)
        if after != before:
            bar._layout_cache.clear()  # what it holds ready is not what it shows now
            bar._dirty_regions.add(size.region)
            painter_of(self).repaint(bar, {*before} ^ {*after})
