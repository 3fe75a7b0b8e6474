"""From files to a list that answers: what is read is merged and shown a little at a time, then indexed."""

from time import monotonic
from typing import TYPE_CHECKING

from textual.message import Message
from textual.timer import Timer

from digesttui.tui.indexing import Indexer
from digesttui.tui.loading import SLICE, Loader

if TYPE_CHECKING:
    from digesttui.tui.browse import BrowseScreen

BETWEEN_SHOWS = 0.05
"""Seconds between two pictures of a list that is still being read."""


class Indexed(Message):
    """So much of the index is built; None when all of it is."""

    def __init__(self, share: float | None) -> None:
        super().__init__()
        self.share = share

    def can_replace(self, message: Message) -> bool:
        """Only the last share counts."""
        return isinstance(message, Indexed)


class Arrived(Message):
    """The reading thread has something to merge."""

    def can_replace(self, message: Message) -> bool:
        """One call serves many."""
        return isinstance(message, Arrived)


class Reading:
    """The reading of the collection that ``screen`` shows; it begins at once."""

    def __init__(self, screen: "BrowseScreen") -> None:
        self._screen = screen
        self._collection = screen.collection
        self._indexer: Indexer | None = None
        self._loader = self._begun()
        self._later: Timer | None = None
        self._shown = 0.0
        self._took = 0.0

    @property
    def done(self) -> bool:
        """Whether everything has been read."""
        return self._loader.done

    def _begun(self) -> Loader:
        loader = Loader(self._collection, lambda: self._screen.is_running and self._screen.post_message(Arrived()))
        loader.start()
        return loader

    def again(self) -> None:
        """Read the sources again."""
        self._loader.stop()
        if self._indexer is not None:
            self._indexer.stop()
        self._collection.problems.clear()
        self._loader = self._begun()

    def first(self, seconds: float) -> None:
        """Merge what is read within so long, before the first picture."""
        self._loader.wait(seconds)
        self._merge(seconds)

    def go_on(self) -> None:
        """Merge for a moment."""
        if not self._loader.done:
            self._merge(SLICE)

    def _merge(self, seconds: float) -> None:
        """Merge for so long, show what there is, and come back if there is more."""
        loader = self._loader
        if loader.merge(seconds):
            self._screen.post_message(Arrived())
        if loader.done:
            self._screen.all_read()
            self._indexer = Indexer(self._collection, lambda share: self._screen.post_message(Indexed(share)))
            self._indexer.start()
        pause = max(BETWEEN_SHOWS, 9 * self._took)  # reading comes first: a tenth of the time is for showing
        if loader.done or monotonic() - self._shown > pause:
            self._show()
        elif self._later is None:
            self._later = self._screen.set_timer(pause, self._show)

    def _show(self) -> None:
        began, self._later = monotonic(), None
        self._screen.show()
        self._shown = monotonic()
        self._took = self._shown - began
