"""The keys that select papers in the list."""

from typing import TYPE_CHECKING

from digesttui.tui.selection import Selection

if TYPE_CHECKING:
    from digesttui.tui.browse import BrowseScreen


class Selecting:
    """What the selecting keys do on ``screen``."""

    def __init__(self, screen: "BrowseScreen", selection: Selection) -> None:
        self._screen = screen
        self._selection = selection

    def toggle(self) -> None:
        """Take the highlighted paper, or let it go, and go on to the next; or end the stretch here."""
        position = self._screen.position
        if position is None:
            return
        if self._selection.anchor is None:
            self._selection.toggle(position)
            self._screen.action_move("step", 1)
        else:
            self.moved()
            self._selection.end()
        self._screen.repaint()

    def stretch(self) -> None:
        """Let a stretch grow with the highlight; the same key ends it."""
        position = self._screen.position
        if position is not None and self._selection.anchor is None:
            self._selection.begin(self._screen.row, position)
            self._screen.repaint()
        elif position is not None:
            self.toggle()

    def every(self) -> None:
        """Take every paper of the list; where all are taken, none."""
        self._selection.take_all(self._screen.positions)
        self._screen.repaint()

    def invert(self) -> None:
        """Take the papers of the list that are not taken."""
        self._selection.invert(self._screen.positions)
        self._screen.repaint()

    def moved(self) -> None:
        """Let the stretch reach the highlighted row."""
        anchor = self._selection.anchor
        if anchor is not None:
            first, last = sorted((anchor, self._screen.row))
            self._selection.reach(self._screen.positions[first : last + 1])
            self._screen.repaint()
