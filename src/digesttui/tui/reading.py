"""From files to a list that answers: what is read is merged and shown a little at a time, then indexed."""

from time import monotonic
from typing import TYPE_CHECKING

from textual.message import Message
from textual.timer import Timer

from digesttui.sources.watching import Watch
from digesttui.tui.indexing import Indexer
from digesttui.tui.loading import SLICE, Loader

if TYPE_CHECKING:
    from digesttui.tui.browse import BrowseScreen

BETWEEN_MERGES = 0.02
"""Seconds in which what is read gathers: a message for each digest would cost more than its merging."""
BETWEEN_SHOWS = 0.05, 1.0
"""Seconds between two pictures of a list that is still being read: half the time so far, within these bounds."""
MAKE_WAY = 0.1
"""Seconds that the library leaves to a filter that was typed before anything was there."""
LOOK_AGAIN = 0.05
"""Seconds between two looks at whether the collection is free to be changed."""


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


class Changed(Message):
    """Files of the collection may have changed."""

    def can_replace(self, message: Message) -> bool:
        """One look at them serves many changes."""
        return isinstance(message, Changed)


class Reading:
    """The reading of the collection that ``screen`` shows; it begins at once, and again when files change."""

    def __init__(self, screen: "BrowseScreen") -> None:
        self._screen = screen
        self._collection = screen.collection
        self._indexer: Indexer | None = None
        self._watch: Watch | None = None
        self._wanted = False
        self._news = ""
        self._problems_told: list[str] = []
        self.is_open = False
        self._later: Timer | None = None
        self._gathering: Timer | None = None
        self._merged = 0.0
        self._shown = 0.0
        self._took = 0.0
        self._loader = self._begun()

    @property
    def done(self) -> bool:
        """Whether everything has been read."""
        return self._loader.done and not self._wanted

    def answers(self, text: str) -> bool:
        """Whether that filter can be applied now, and at once: while links, authors and ids are still read for the
        index, who asks for them would wait."""
        if not self._collection.answers_at_once:
            return False
        reads_ahead = self._indexer is not None and self._indexer.reads_ahead
        return not (reads_ahead and self._collection.parse(text).asks_facts)

    def _begun(self) -> Loader:
        self._before = self._collection.store.size
        self._since = monotonic()
        loader = Loader(self._collection, lambda: self._screen.is_running and self._screen.post_message(Arrived()))
        loader.start()
        return loader

    def again(self, news: str = "") -> None:
        """Read the sources again, once more if that is under way; tell ``news`` at the end, with what came."""
        self._wanted = True
        self._news = news or self._news
        self._begin_again()

    def _begin_again(self) -> None:
        if self._wanted and self._loader.done:
            self._wanted = False
            self._collection.problems.clear()
            self._loader = self._begun()

    def stop(self) -> None:
        """Look for changes no longer."""
        if self._watch is not None:
            self._watch.stop()

    def first(self, seconds: float) -> None:
        """Merge what is read within so long, before the first picture."""
        self._loader.wait(seconds)
        self._merge(seconds)

    def go_on(self) -> None:
        """Merge for a moment; of what is read again, once nothing looks at the papers that may go."""
        if self._loader.done:
            return
        if not self.is_open or (self._loader.brings and self._is_free()):
            self._gather()
        elif self._loader.brings:
            self._screen.set_timer(LOOK_AGAIN, self.go_on)
        else:
            self._loader.merge(SLICE)
            if self._loader.done:
                self._end()

    def _is_free(self) -> bool:
        """Whether no thread works on the collection, and no dialog shows what is in it."""
        if self._indexer is not None:
            self._indexer.stop()
        works = self._screen.keeping.works or (self._indexer is not None and self._indexer.works)
        return not works and self._screen.app.screen is self._screen

    def _gather(self) -> None:
        """Merge now, or soon, if that was done a moment ago."""
        now = monotonic()
        wait = self._merged + min(BETWEEN_MERGES, (now - self._since) / 10) - now
        if wait <= 0:
            self._merge(SLICE)
        elif self._gathering is None:
            self._gathering = self._screen.set_timer(wait, self._gathered)

    def _gathered(self) -> None:
        self._gathering = None
        self.go_on()

    def _merge(self, seconds: float) -> None:
        """Merge for so long, show what there is, and come back if there is more."""
        loader = self._loader
        if loader.merge(seconds):
            self._screen.post_message(Arrived())
        else:
            self._merged = monotonic()
        if loader.done:
            self._settle()
        pause = self._pause()
        if loader.done or monotonic() - self._shown > pause:
            self._show()
        elif self._later is None:
            self._later = self._screen.set_timer(pause, self._show)

    def _pause(self) -> float:
        """Seconds between two pictures: reading comes first, showing has a tenth of the time at most."""
        shortest, longest = BETWEEN_SHOWS
        return max(shortest, 9 * self._took, min(longest, (monotonic() - self._since) / 2))

    def _settle(self) -> None:
        """Work on what the reading brought."""
        screen = self._screen
        if screen.digest_app.filters_early and self._collection.answers_at_once:
            screen.set_timer(MAKE_WAY, screen.papers_changed)
        else:
            screen.papers_changed()
        self._indexer = Indexer(
            self._collection,
            lambda share: screen.post_message(Indexed(share)),
            lambda: screen.keeping.works,  # the marks first: the first picture waits for them
        )
        self._indexer.start()
        self._end()

    def _end(self) -> None:
        self._screen.go_on()
        if told := "; ".join(part for part in (self._news, self._new_papers(), self._new_problems()) if part):
            self._screen.say(told)
        self._news, self.is_open = "", True
        self._watch_paths()
        self._begin_again()

    def _new_papers(self) -> str:
        """How many papers came since the first reading."""
        store = self._collection.store
        came = sum(position in store for position in range(self._before, store.size)) if self.is_open else 0
        return f"{came:,} new paper{'s' * (came != 1)}" if came else ""

    def _new_problems(self) -> str:
        """What could not be read, unless that was told already."""
        problems = list(map(str, self._collection.problems))
        before, self._problems_told = self._problems_told, problems
        if problems == before or not problems:
            return ""
        return problems[0] if len(problems) == 1 else f"{len(problems)} files could not be read; d, then G, shows why"

    def _watch_paths(self) -> None:
        paths = self._collection.paths
        if self._watch is None or self._watch.paths != paths:
            self.stop()
            self._watch = Watch(paths, lambda: self._screen.post_message(Changed()))
            self._watch.start()

    def _show(self) -> None:
        began, self._later = monotonic(), None
        self._screen.showing.show()
        self._shown = monotonic()
        self._took = self._shown - began
