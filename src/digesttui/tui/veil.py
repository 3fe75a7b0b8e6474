"""The screen below a dialog, faded: what it shows stays in sight, and is no longer what the keys are for."""

from functools import lru_cache

from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.css.styles import RulesMap
from textual.renderables.background_screen import BackgroundScreen
from textual.strip import Strip
from textual.style import Style as VisualStyle
from textual.visual import RenderOptions, Visual


class Veil(BackgroundScreen, Visual):
    """``screen`` in its colours mixed with ``color``.

    They are mixed once for each style in sight: Textual does it for each word of each line, which takes longer than
    all else there is to a dialog.
    """

    def render_strips(self, width: int, height: int | None, style: VisualStyle, options: RenderOptions) -> list[Strip]:
        """The lines of the screen below."""
        return [
            Strip([Segment(text, _faded(style, self.color)) for text, style, _ in strip], strip.cell_length)
            for strip in self.screen._compositor.render_strips()
        ]

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        """All there is."""
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:
        """The height of the screen below."""
        return self.screen.size.height


@lru_cache(1_000)
def _faded(style: Style | None, colour: Color) -> Style | None:
    (segment,) = BackgroundScreen.process_segments([Segment("", style)], colour)
    return segment.style
