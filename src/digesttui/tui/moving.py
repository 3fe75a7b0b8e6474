"""The keys that move: through the list, the abstract and the digests."""

from typing import TYPE_CHECKING

from digesttui.tui import scope as scopes
from digesttui.tui.pane import Pane
from digesttui.tui.panes import Panes
from digesttui.tui.paper_list import PaperList

if TYPE_CHECKING:
    from digesttui.tui.browse import BrowseScreen


class Moving:
    """What these keys do on ``screen`` to the list and the abstract in its ``panes``."""

    def __init__(self, screen: "BrowseScreen", panes: Panes) -> None:
        self._screen, self._panes = screen, panes
        self._papers, self._abstract = panes.papers, panes.abstract

    @property
    def _active(self) -> PaperList | Pane:
        return self._abstract if self._screen.focused is self._abstract else self._papers

    def step(self, by: int) -> None:
        """``by`` papers on, or as many lines in the abstract."""
        self._active.step(by)

    def leap(self, pages: float) -> None:
        """``pages`` pages on, in the list or in the abstract."""
        self._active.leap(pages)

    def to_start(self) -> None:
        """To the top of the list or the abstract."""
        self._active.to_start()

    def to_end(self) -> None:
        """To the end of the list or the abstract."""
        self._active.to_end()

    def step_round(self, by: int) -> None:
        """``by`` unread papers on, round the ends; with a filter, ``by`` matches."""
        screen, count = self._screen, self._papers.count
        for away in range(1, count + 1):
            row = (screen.row + by * away) % count
            position = int(screen.positions[row])
            if screen.filter_text.strip() or not screen.marks.known or screen.marks.is_unread(position):
                self._papers.move_to(row)
                return
        screen.say("nothing here is unread")

    def leap_abstract(self, pages: float) -> None:
        """``pages`` pages on in the abstract."""
        self._abstract.leap(pages)

    def other_pane(self) -> None:
        """From the list to the abstract and back."""
        reading = self._screen.focused is self._abstract or not self._panes.shows_abstract
        self._screen.set_focus(self._papers if reading else self._abstract)

    def step_digest(self, by: int) -> None:
        """``by`` digests older; newer than the newest is all of them."""
        screen = self._screen
        screen.showing.look_at(scopes.stepped(screen.scope, by, screen.collection.store.digests))
