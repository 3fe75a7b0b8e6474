"""The keys of the filter: from the list into its field, and back with it or without."""

from typing import TYPE_CHECKING

from digesttui.tui.panes import Panes

if TYPE_CHECKING:
    from digesttui.tui.browse import BrowseScreen

UNFINISHED = " :(|!-"
"""What stands at the end of a filter to which no further word can be added."""


class Filtering:
    """What these keys do on ``screen``, whose filter is typed into the field above the list in ``panes``."""

    def __init__(self, screen: "BrowseScreen", panes: Panes) -> None:
        self._screen, self._field, self._papers = screen, panes.field, panes.papers

    def set(self, text: str) -> None:
        """Filter by ``text``."""
        self._field.put(text)
        self._screen.filter_text = text
        self._screen.showing.show(fresh=True)

    def settle(self) -> None:
        """Apply what was typed last, if its message is still on its way: a command is meant for what it leads to."""
        if self._field.text != self._screen.filter_text:
            self._screen.filter_text = self._field.text
            self._screen.showing.show(fresh=True)

    def begin(self) -> None:
        """Type a filter; where there is one, one more word of it."""
        self._screen.arranging.leave_zen()
        text = self._screen.filter_text
        if text and text[-1] not in UNFINISHED:
            self._write(text + " ")
        self._screen.set_focus(self._field)

    def leave(self) -> None:
        """Back to the list."""
        self._write(self._screen.filter_text.rstrip())
        self._screen.set_focus(self._papers)

    def _write(self, text: str) -> None:
        """Write the filter in force otherwise."""
        if text != self._screen.filter_text:
            self._field.put(text)
            self._screen.filter_text = text

    def drop(self) -> None:
        """Clear what is typed; when there is nothing, back to the list."""
        if self._field.text:
            self.set("")
        else:
            self.leave()

    def clear(self) -> None:
        """Leave zen, else let the selection go, else show every paper again."""
        if self._screen.arranging.leave_zen():
            return
        if self._screen.selection:
            self._screen.selection.drop()
            self._screen.showing.repaint()
        else:
            self.set("")
