"""Screens that lie over each other, painted no oftener than what they show changes."""

from functools import partial
from typing import TYPE_CHECKING, cast

from textual.screen import Screen, ScreenResultType
from textual.timer import Timer

from digesttui.tui import render
from digesttui.tui.bars import MARGIN, Footer

if TYPE_CHECKING:
    from digesttui.tui.app import DigestApp

ANSWER_SECONDS = 6.0
"""Seconds that an answer stands in place of the hints."""


class Layer(Screen[ScreenResultType], inherit_bindings=False):
    """A screen over which others may lie, or which lies over others."""

    @property
    def digest_app(self) -> "DigestApp":
        """The application, as ours."""
        return cast("DigestApp", self.app)

    def say(self, sentence: str, *, lasting: bool = False) -> None:
        """Answer on the screen below: a dialog has no room for it."""
        layers = cast("list[Layer[object]]", self.app.screen_stack)
        layers[layers.index(cast("Layer[object]", self)) - 1].say(sentence, lasting=lasting)

    def _compositor_refresh(self) -> None:
        """Paint what changed; below a dialog, have it painted there.

        Stock Textual draws what a batch keeps from being shown, and takes it for painted; and a screen below a dialog
        is painted again, all of it, whenever any message reaches it.
        """
        if self.app._batch_count:
            return
        if self is self.app.screen:
            super()._compositor_refresh()
        elif changed := self._compositor._dirty_regions:
            self.app.screen.refresh(*changed)
            changed.clear()
            self._dirty_widgets.clear()


class Ground(Layer[ScreenResultType], inherit_bindings=False):
    """A screen that fills the window, and answers in its footer."""

    BLANK = True  # what is on it covers it

    def __init__(self) -> None:
        super().__init__()
        self.footer = Footer()
        self._answer: Timer | None = None

    def say(self, sentence: str, *, lasting: bool = False) -> None:
        """Answer for a while, or ``lasting`` till the next, which leaves it one line."""
        if lasting:
            sentence = render.cut(sentence, self.size.width - 2 * MARGIN, self.digest_app.glyphs.cut)
        self.footer.say(sentence)
        if self._answer is not None:
            self._answer.stop()
        self._answer = None if lasting else self.set_timer(ANSWER_SECONDS, partial(self.footer.say, ""))
