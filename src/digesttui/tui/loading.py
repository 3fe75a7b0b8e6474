"""Reading the sources in a thread, merging what they give on the screen's own, a little at a time."""

import queue
from collections.abc import Callable, Iterator
from threading import Thread
from time import perf_counter

from digesttui.collection import Collection, Outcome
from digesttui.errors import InputError

SLICE = 0.008
"""Seconds of merging between two looks at the keyboard."""
WAITING = 64
"""Digests read ahead at most: a thread that reads faster than we merge must wait."""

_MERGED = object()
_Reading = queue.Queue[Outcome | None]


class Loader:
    """One reading of a collection's sources. A newer loader makes this one stale: then ``stop`` it.

    ``wake`` is called, in the thread, when there is something to ``merge``, but not again before that is done: there
    may be thousands of digests. It tells whether it was heard.
    """

    def __init__(self, collection: Collection, wake: Callable[[], bool]) -> None:
        self.done = False
        self.brings = False
        """Whether there is anything to merge: not so where nothing changed."""
        self._collection = collection
        self._wake = wake
        self._stopped = False
        self._called = False  # and not yet come
        self._merging: Iterator[None] = iter(())
        self._arrived: _Reading = queue.Queue(WAITING)
        self._thread = Thread(target=self._read, name="reading", daemon=True)

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def wait(self, seconds: float) -> None:
        """Give the reading that long to finish."""
        self._thread.join(seconds)

    def stop(self) -> None:
        """Read no further and merge nothing more."""
        self._stopped = True
        self.done = True

    def merge(self, seconds: float) -> bool:
        """Merge what has arrived, for so long; whether something may be waiting still."""
        self._called = False
        until = perf_counter() + seconds
        while not self.done and perf_counter() < until:
            if next(self._merging, _MERGED) is not _MERGED:
                continue
            try:
                outcome = self._arrived.get_nowait()
            except queue.Empty:
                return False
            if outcome is None:
                self.done = True
            else:
                self._merging = self._collection.adding(outcome)
        return not self.done

    def _read(self) -> None:
        try:
            for outcome in self._collection.read():
                if not self._hand_over(outcome):
                    return
        except Exception as error:  # a fault of ours: told like any other, for a traceback would tear the screen
            self._hand_over(InputError("reading", f"stopped: {error!r}", remedy="please report this"))
        self._hand_over(None)

    def _hand_over(self, outcome: Outcome | None) -> bool:
        self.brings = self.brings or outcome is not None
        while not self._stopped:
            try:
                self._arrived.put(outcome, timeout=0.1)
            except queue.Full:
                continue
            if not self._called:
                self._called = True  # before the call, which may be obeyed at once
                if not self._wake():
                    self._called = False
            return True
        return False
