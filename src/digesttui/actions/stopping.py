"""Ending programs that the reader has had enough of."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

BETWEEN_LOOKS = 0.05
"""Seconds until a program ends that was running when the reader said so."""


class Cancel(Protocol):
    """What tells that the reader has had enough; a ``threading.Event`` is one."""

    def is_set(self) -> bool: ...
    def wait(self, timeout: float | None = None) -> bool: ...


@contextmanager
def stoppable(process: subprocess.Popen[bytes], cancel: Cancel | None) -> Iterator[None]:
    """While inside, end ``process``, which leads a session of its own, and what it started, once ``cancel`` says so."""
    ended = threading.Event()
    if cancel:
        threading.Thread(target=_watch, args=(process, cancel, ended), daemon=True).start()
    try:
        yield
    finally:
        ended.set()


def _watch(process: subprocess.Popen[bytes], cancel: Cancel, ended: threading.Event) -> None:
    while not ended.is_set():
        if cancel.wait(BETWEEN_LOOKS):
            _kill(process)
            return


def _kill(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
        return
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
