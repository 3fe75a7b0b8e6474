"""Starting programs that live on without us."""

import subprocess
import threading
from collections.abc import Sequence
from pathlib import Path

GRACE = 1.0
"""Seconds in which a program that cannot do its work is expected to say so."""


def start(command: Sequence[str], *, folder: Path | None = None) -> int | None:
    """Start ``command`` apart from this terminal; its exit code if it ends within ``GRACE`` seconds, else None.

    Nothing it writes reaches the screen, and no key of ours reaches it. Raises ``OSError`` where it cannot start.
    """
    process = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(GRACE)
    except subprocess.TimeoutExpired:
        threading.Thread(target=process.wait, daemon=True).start()  # so that it does not stay behind as a zombie
        return None
