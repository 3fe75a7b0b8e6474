"""The keys that select papers in the list, and which papers other keys are for."""

from typing import TYPE_CHECKING

from digesttui.tui.selection import Selection

if TYPE_CHECKING:
    from digesttui.tui.browse import BrowseScreen


class Selecting:
    """What the selecting keys do on ``screen``."""

    def __init__(self, screen: "BrowseScreen", selection: Selection) -> None:
        self._screen = screen
        self._selection = selection

    @property
    def in_hand(self) -> list[int]:
        """What a key is for: the selected papers, else the highlighted one."""
        self.moved()
        return self._present or ([] if self._screen.position is None else [self._screen.position])

    @property
    def chosen(self) -> list[int]:
        """What is taken along: the selected papers in the list's order, those out of view last; else the whole list."""
        self.moved()
        store = self._screen.collection.store
        shown = [int(position) for position in self._screen.positions if position in store]
        selected = set(self._present)
        if not selected:
            return shown
        return [position for position in shown if position in selected] + sorted(selected.difference(shown))

    @property
    def _present(self) -> list[int]:
        return self._screen.collection.store.present(self._selection.positions)

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
        self._screen.showing.repaint()

    def stretch(self) -> None:
        """Let a stretch grow with the highlight; the same key ends it."""
        position = self._screen.position
        if position is not None and self._selection.anchor is None:
            self._selection.begin(self._screen.row, position)
            self._screen.showing.repaint()
        elif position is not None:
            self.toggle()

    def every(self) -> None:
        """Take every paper of the list; where all are taken, none."""
        self._selection.take_all(self._screen.positions)
        self._screen.showing.repaint()

    def invert(self) -> None:
        """Take the papers of the list that are not taken."""
        self._selection.invert(self._screen.positions)
        self._screen.showing.repaint()

    def moved(self) -> None:
        """Let the stretch reach the highlighted row."""
        anchor = self._selection.anchor
        if anchor is not None:
            first, last = sorted((anchor, self._screen.row))
            self._selection.reach(self._screen.positions[first : last + 1])
            self._screen.showing.repaint()
