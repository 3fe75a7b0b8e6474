"""How far several things are that run side by side, in one line."""

from collections.abc import Callable
from threading import Lock


class Tally:
    """Hears what each of ``total`` does, from any thread, and tells ``tell`` the whole."""

    def __init__(self, total: int, tell: Callable[[str], object]) -> None:
        self._total, self._tell = total, tell
        self._done = 0
        self._running: dict[str, str] = {}
        self._lock = Lock()

    def step(self, label: str, doing: str, share: float | None) -> None:
        """One of them does this ("receiving objects"), and is so far with it: 0 to 1, None where that is not known."""
        far = "" if share is None else f" {share:.0%}"
        with self._lock:
            if self._total == 1:
                self._tell(f"{label}: {doing}{far}")
                return
            self._running[label] = f"{label} {doing.partition(' ')[0]}{far}"
            self._tell_all()

    def end(self, label: str) -> None:
        """That one is done, however it went."""
        with self._lock:
            self._done += 1
            self._running.pop(label, None)
            if 1 < self._total > self._done:
                self._tell_all()

    def _tell_all(self) -> None:
        counted = f"{self._done} of {self._total} done"
        self._tell("; ".join(filter(None, [counted, ", ".join(self._running.values())])))
