"""How often a site may be asked, kept over all of this reader's processes."""

import math
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from digesttui.locks import locked

_POLL = 0.05  # seconds between two looks at a lock that another process holds


@dataclass(frozen=True, slots=True)
class Pace:
    """One request every ``interval`` seconds on average, of which ``burst`` may come at once."""

    interval: float
    burst: int = 1


class TooBusy(Exception):
    """The turn did not come in time."""


@contextmanager
def turn(file: Path, pace: Pace, until: float, *, now: Callable[[], float] = time.time) -> Iterator[None]:
    """Wait for a turn and hold it: one request at a time, no faster than ``pace``, over all processes.

    ``file`` is the lock, and holds the moment (seconds of the epoch) from which the site owes us nothing: the
    generic cell rate algorithm (ITU-T I.371). A moment that a pushed clock put far ahead counts as no wait longer
    than one interval. Raises ``TooBusy`` where the turn would come after ``until`` (monotonic seconds).
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        while not locked(handle):
            _sleep(_POLL, until)
        start = now()
        free = min(_moment(handle), start + pace.interval * pace.burst)
        wait = free - start - pace.interval * (pace.burst - 1)
        if wait > 0:
            _sleep(wait, until)
        _keep(handle, max(free, now()) + pace.interval)
        yield
    finally:
        os.close(handle)


def _sleep(seconds: float, until: float) -> None:
    if time.monotonic() + seconds > until:
        raise TooBusy
    time.sleep(seconds)


def _moment(handle: int) -> float:
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        moment = float(os.read(handle, 64))
    except ValueError:  # a new file, or a damaged one
        return 0.0
    return moment if math.isfinite(moment) else 0.0


def _keep(handle: int, moment: float) -> None:
    os.lseek(handle, 0, os.SEEK_SET)
    os.ftruncate(handle, os.write(handle, f"{moment:.3f}".encode()))
