"""A program in a real tmux, and what its screen shows."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

TMUX = shutil.which("tmux")


class Tmux:
    """``command`` in a tmux server of its own; use it as a context manager."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="tmux-")  # a socket's path must be short
        self._environment = dict(environment)
        self.run("-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "30", *command)

    def __enter__(self) -> "Tmux":
        return self

    def __exit__(self, *error: object) -> None:
        self.run("kill-server", check=False)
        self._folder.cleanup()

    def run(self, *words: str, check: bool = True) -> str:
        """Give tmux a command; what it prints."""
        command = [str(TMUX), "-u", "-S", str(Path(self._folder.name, "socket")), *words]
        done = subprocess.run(command, env=self._environment, capture_output=True, text=True, check=check)
        return done.stdout

    @property
    def text(self) -> str:
        """The screen as lines of text."""
        return self.run("capture-pane", "-p")

    def press(self, *keys: str) -> None:
        """Send keys, by tmux's names for them."""
        self.run("send-keys", *keys)

    def wait_for(self, wanted: str, seconds: float = 20) -> None:
        """Wait until ``wanted`` is on the screen."""
        self.until(lambda: wanted in self.text, seconds)

    def until(self, holds: Callable[[], bool], seconds: float = 20) -> None:
        """Wait until something is true."""
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, f"it never came true; the screen:\n{self.text}"
            time.sleep(0.05)
