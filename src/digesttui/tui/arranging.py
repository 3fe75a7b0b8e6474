"""The keys that arrange the screen: which panes there are, and how much room each has."""

from dataclasses import replace
from typing import TYPE_CHECKING

from digesttui.tui.bars import Header
from digesttui.tui.layout import Layout
from digesttui.tui.panes import Panes

if TYPE_CHECKING:
    from digesttui.tui.browse import BrowseScreen


class Arranging:
    """What these keys do on ``screen``: ``layout`` is what the reader wishes."""

    def __init__(self, screen: "BrowseScreen", layout: Layout, header: Header, panes: Panes) -> None:
        self._screen = screen
        self.layout = layout
        self._header, self._panes = header, panes

    def zen(self) -> None:
        """The abstract alone, and back."""
        self.arrange(replace(self.layout, zen=not self.layout.zen))

    def leave_zen(self) -> bool:
        """The list again, if the abstract is alone; whether it was."""
        was_zen = self.layout.zen
        if was_zen:
            self.zen()
        return was_zen

    def toggle_abstract(self) -> None:
        """Show or hide the abstract beside the list."""
        self.arrange(replace(self.layout, abstract=not self.layout.abstract))

    def turn(self) -> None:
        """Side by side, or one above the other."""
        self.arrange(self.layout.turned(self._screen.app.size.width))

    def grow_list(self, steps: int) -> None:
        """More room for the list."""
        self.arrange(self.layout.grown(steps))

    def arrange(self, layout: Layout) -> None:
        """Arrange the screen by that layout in the window of now."""
        self.layout = layout
        screen = self._screen
        arrangement = self._panes.share(layout, screen.app.size)
        screen.showing.watch()
        self._header.display = screen.footer.display = arrangement != "bare"
        if arrangement == "zen":
            screen.set_focus(self._panes.abstract)
        elif arrangement in ("alone", "bare") and screen.focused is self._panes.abstract:
            screen.set_focus(self._panes.papers)
