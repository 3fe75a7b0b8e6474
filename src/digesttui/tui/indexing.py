"""Building the index of a large collection in a thread, and keeping it for the next start."""

from collections.abc import Callable
from threading import Thread
from time import sleep

from digesttui.collection import Collection

STEP = 0.01
"""Shares of the work that are told apart."""
LOOK_AGAIN = 0.01
"""Seconds between two looks at whether anything is awaited still."""


class Indexer:
    """One building, which makes way for what is ``awaited``.

    ``told`` hears, in the thread, the share that is done, and None once the filter can use it, and again once nothing
    ``reads_ahead`` for it any more.
    """

    def __init__(
        self, collection: Collection, told: Callable[[float | None], object], awaited: Callable[[], bool]
    ) -> None:
        self._collection = collection
        self._told = told
        self._awaited = awaited
        self._stopped = False
        self.reads_ahead = False
        self._thread = Thread(target=self._build, name="indexing", daemon=True)

    def start(self) -> None:
        """Begin to build."""
        self._thread.start()

    @property
    def works(self) -> bool:
        """Whether it looks at the collection still, which must not change meanwhile."""
        return self._thread.is_alive()

    def stop(self) -> None:
        """Finish the index, and do no more than that: the collection is about to change."""
        self._stopped = True

    def _build(self) -> None:
        if not self._collection.answers_at_once:
            self._wait()
            self._index()
        self.reads_ahead = True
        self._told(None)
        self._wait()
        for _ in self._collection.read_ahead():
            if self._stopped:
                break
            sleep(0.001)
        self.reads_ahead = False
        self._told(None)
        if self._stopped:
            return
        try:
            self._collection.keep()
        except OSError:
            return  # the next start takes longer, no more

    def _wait(self) -> None:
        while self._awaited():
            sleep(LOOK_AGAIN)

    def _index(self) -> None:
        last = 0.0
        for share in self._collection.index():
            if share - last >= STEP:
                self._told(share)
                last = share
            sleep(0)  # let the screen have its turn
