"""Screens that lie over each other, painted no oftener than what they show changes."""

from textual.screen import Screen, ScreenResultType


class Layer(Screen[ScreenResultType], inherit_bindings=False):
    """A screen over which dialogs may lie, or a dialog itself."""

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
