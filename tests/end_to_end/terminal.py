"""A program on a pseudo-terminal, and what its screen shows."""

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence

import pyte

# what a terminal answers to the questions that programs ask at their start
ANSWERS = {
    b"\x1b[6n": b"\x1b[1;1R",
    b"\x1b[c": b"\x1b[?62;22c",
    b"\x1b[?2026$p": b"\x1b[?2026;2$y",
    b"\x1b[?2048$p": b"\x1b[?2048;0$y",
}


class Terminal:
    """``command`` in a terminal of ``columns`` × ``rows``; use it as a context manager."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], columns: int = 100, rows: int = 30
    ) -> None:
        self.output = b""
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], list(command), {**environment, "TERM": "xterm-256color", "COLORTERM": "truecolor"})
        self._tell_size()

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(self, *error: object) -> None:
        if self._ended() is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self.fd)

    @property
    def text(self) -> str:
        """The screen as lines of text."""
        return "\n".join(self._screen.display)

    @property
    def cells(self) -> list[list[tuple[str, ...]]]:
        """The screen as rows of characters with what can be seen of their colours and styles."""
        buffer, columns = self._screen.buffer, range(self._screen.columns)
        return [[_seen(buffer[y][x]) for x in columns] for y in range(self._screen.lines)]

    def resize(self, columns: int, rows: int) -> None:
        """Give the window another size."""
        self._screen.resize(rows, columns)
        self._tell_size()

    def _tell_size(self) -> None:
        rows, columns = self._screen.lines, self._screen.columns
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def press(self, keys: str) -> None:
        """Send keys, as the bytes a terminal would."""
        os.write(self.fd, keys.encode())

    def wait_for(self, wanted: str, seconds: float = 30) -> str:
        """Read until ``wanted`` is on the screen, wrapped or not; return the screen."""
        end = time.monotonic() + seconds
        while wanted not in self.text and wanted not in " ".join(self.text.split()):
            if time.monotonic() > end or not self.read(0.2):
                raise AssertionError(f"{wanted!r} never appeared on:\n{self.text}")
        return self.text

    def rest(self, seconds: float = 0.3) -> None:
        """Read until nothing came for so long."""
        while select.select([self.fd], [], [], seconds)[0] and self.read(0):
            continue

    def wait_for_exit(self, seconds: float = 30) -> int:
        """Read until the program ends; return its exit code, negative for a signal."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(0.05)
            code = self._ended()
            if code is not None:
                self.rest(0)  # it may have ended before its last words were read
                return code
        raise AssertionError(f"still running:\n{self.text}")

    def kill(self) -> None:
        """Kill the program, and take in what it had written."""
        os.kill(self.pid, signal.SIGKILL)
        self.wait_for_exit()

    def read(self, seconds: float) -> bool:
        """Take in what comes within ``seconds``; False once the program has closed the terminal."""
        if not select.select([self.fd], [], [], max(0, seconds))[0]:
            return True
        try:
            data = os.read(self.fd, 1 << 16)
        except OSError:
            return False
        for question, answer in ANSWERS.items():
            if question in data:
                os.write(self.fd, answer)
        self.output += data
        self._stream.feed(data)
        return True

    def _ended(self) -> int | None:
        try:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
        except ChildProcessError:
            return self._code
        if not pid:
            return None
        self._code: int | None = os.waitstatus_to_exitcode(status)
        return self._code


def _seen(cell: pyte.screens.Char) -> tuple[str, ...]:
    look = [name for name in ("bold", "italics", "underscore", "reverse") if getattr(cell, name)]
    return (cell.data, cell.bg, *look) if cell.data == " " and not look else (cell.data, cell.bg, cell.fg, *look)
