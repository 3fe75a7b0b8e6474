"""Changed lines straight to the terminal.

Between a widget's line and the terminal Textual composes: it lays styles, borders and scroll bars round the line,
joins it with those beside it, and cuts out what changed. For the lines of a list or a page that gives the line back,
and takes half of a key's time. So they are written as they are where nothing else can be; Textual is told that they
are not what it painted, and takes them anew whenever it paints there.
"""

import asyncio
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, cast

from rich.console import Console, RenderableType
from textual._compositor import CompositorUpdate
from textual.filter import ANSIToTruecolor
from textual.geometry import Region
from textual.widget import Widget

if TYPE_CHECKING:
    from digesttui.tui.app import DigestApp


def painter_of(widget: Widget) -> "Painter":
    """The painter of the program that ``widget`` is in."""
    return cast("DigestApp", widget.app).painter


class Painter:
    """Shows changed lines, those of one key in one picture."""

    def __init__(self, app: "DigestApp") -> None:
        self._app = app
        self._changed: dict[Widget, set[int]] = {}

    def repaint(self, widget: Widget, lines: Iterable[int]) -> None:
        """Show these lines of what ``widget`` has in view, counted from its top, as it draws them now."""
        if self._app.is_headless:
            _refresh(widget, lines)
            return
        if not self._changed:
            asyncio.get_running_loop().call_soon(self._paint)
        self._changed.setdefault(widget, set()).update(lines)

    def _paint(self) -> None:
        changed, self._changed = self._changed, {}
        written: list[str] = []
        for widget, lines in changed.items():
            content = self._content(widget)
            if content is None:
                _refresh(widget, lines)
            else:
                written += self._drawn(widget, [line for line in sorted(lines) if line < content.height], content)
        if written:
            update = Written("".join(written))
            self._app._display(self._app.screen, cast("RenderableType", update))  # as its own updates are

    def _content(self, widget: Widget) -> Region | None:
        """Where the lines of ``widget`` are on the terminal, if nothing but they can be there."""
        app, screen = self._app, widget.screen
        if app._batch_count or not app.look.ground.bgcolor:
            return None
        if not screen.is_current or screen._layout_required or screen._repaint_required:
            return None
        place = screen._compositor.visible_widgets.get(widget)
        if place is None or not place[1].contains_region(place[0]):
            return None
        return widget.scrollable_content_region

    def _drawn(self, widget: Widget, lines: Iterable[int], content: Region) -> Iterator[str]:
        # our looks name true colours, and turning those into true colours takes as long as drawing them
        filters = [one for one in widget.get_line_filters() if not isinstance(one, ANSIToTruecolor)]
        background = widget.background_colors[1]
        across, down = widget.content_offset
        for line in lines:
            strip = widget.render_line(line)
            for one in filters:
                strip = strip.apply_filter(one, background)
            yield f"\x1b[{content.y + line + 1};{content.x + 1}H{strip.render(self._app.console)}"
            widget._styles_cache.set_dirty(Region(across, line + down, 1, 1))


def _refresh(widget: Widget, lines: Iterable[int]) -> None:
    """Let Textual paint these lines."""
    width = widget.size.width
    widget.refresh(*(Region(0, line, width, 1) for line in lines))


class Written(CompositorUpdate):
    """Sequences that are ready."""

    def __init__(self, sequences: str) -> None:
        self._sequences = sequences

    def render_segments(self, console: Console) -> str:
        """The sequences."""
        return self._sequences
