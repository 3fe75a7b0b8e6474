"""Noticing that files changed, from the system's own notices (``watchfiles``)."""

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event, Thread

QUIET = 200
"""Milliseconds without a further change before changes are told: a file is rarely written in one go."""
LOOKS = 500
"""Milliseconds after which the system is asked again whether there is something to tell."""


class Watch:
    """Calls ``changed``, in a thread of its own, when something behind ``paths`` may have come, changed or gone; also
    once at the beginning, for what happened before anybody looked.

    Where the system gives no notices (a network folder, too many folders for its limits) nothing is ever called.
    """

    def __init__(self, paths: Sequence[str], changed: Callable[[], object]) -> None:
        self.paths = list(paths)
        self._changed = changed
        self._stopped = Event()
        places = [
            _lasting(Path(path).absolute()) if "**" in path else Path(path).absolute() for path in paths if path != "-"
        ]
        self._folders = {place for place in places if place.is_dir()}
        # a file is replaced more often than changed, and notices of it end with it: its folder stays
        self._files = {place for place in places if place not in self._folders}

    def start(self) -> None:
        """Begin to look."""
        beside = {_lasting(file) for file in self._files}
        for folders, within in ((self._folders, True), (beside, False)):
            if folders:
                Thread(target=self._look, args=(folders, within), name="watching", daemon=True).start()

    def stop(self) -> None:
        """Look no longer."""
        self._stopped.set()

    def _look(self, folders: set[Path], within: bool) -> None:
        from watchfiles import watch

        looked = False
        try:
            for changes in watch(
                *folders,
                recursive=within,
                stop_event=self._stopped,
                step=QUIET,
                rust_timeout=LOOKS,
                yield_on_timeout=True,
                watch_filter=None,
                raise_interrupt=False,
                ignore_permission_denied=True,
            ):
                if not looked or any(self._concerns(Path(path), within) for _, path in changes):
                    looked = True
                    self._changed()
        except (OSError, RuntimeError):  # the latter is what ``watchfiles`` makes of the system's other refusals
            return

    def _concerns(self, path: Path, within: bool) -> bool:
        if path.name.startswith("."):  # also what is still being written: see ``whole``
            return False
        return within or any(path == file or path.match(str(file)) for file in self._files)


def _lasting(file: Path) -> Path:
    """The folder of a file, or of all that a glob finds: the deepest without a wildcard in its name."""
    parents = list(file.parents)
    return next(parent for parent in parents if not any(sign in str(parent) for sign in "*?["))
