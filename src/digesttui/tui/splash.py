"""The picture that was left, back on the screen before anything is loaded.

Python and Textual need a fifth of a second to come up. Until then the reader sees the screen as it was left, if it is
for the same files in a window of the same size; else the name of the program. The terminal takes keys from the first
moment on, without showing them; the screen answers them when it is there.

Nothing but the standard library's smallest modules is imported here.
"""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from digesttui import __version__

NAME = "picture"
ALTERNATE_SCREEN = "\x1b[?1049h"
_LEAVE = "\x1b[?1049l\x1b[?25h"
_HIDE_CURSOR = "\x1b[?25l"
_HEADING = "\x1b[1;3H\x1b[1mDaily Papers\x1b[0m"


class Splash:
    """What is on the screen before the program is: ``picture`` tells whether it is the one that was left.

    ``attributes`` are the terminal's as they were. Once the driver has ``taken_over``, the rest is its work.
    """

    def __init__(self, terminal: TextIO, file: Path, belongs_to: Callable[[], str]) -> None:
        self.picture = False
        self.taken_over = False
        self.attributes: list[Any] | None = None
        self._terminal = terminal
        self._file = file
        self._belongs_to = belongs_to

    def show(self, *, picture: bool) -> None:
        """Draw (the ``picture``, if it may be shown), and let the terminal no longer echo what is typed."""
        import termios

        self.attributes = termios.tcgetattr(self._terminal)
        silent = termios.tcgetattr(self._terminal)
        silent[3] &= ~(termios.ECHO | termios.ICANON)
        termios.tcsetattr(self._terminal, termios.TCSANOW, silent)
        kept = self._kept() if picture else ""
        self.picture = bool(kept)
        self._write(ALTERNATE_SCREEN + _HIDE_CURSOR + (kept or _HEADING))

    def clear(self) -> None:
        """Put the terminal back, unless the driver has it."""
        if self.attributes is None or self.taken_over:
            return
        import termios

        # not by way of the buffer, which a signal may have interrupted
        os.write(self._terminal.fileno(), _LEAVE.encode())
        termios.tcsetattr(self._terminal, termios.TCSANOW, self.attributes)

    def leave(self, number: int, _frame: object) -> None:
        """Put the terminal back and end, as signal ``number`` wants: nothing is open yet that would have to be closed.

        An exception would be lost where one cannot be raised, as in the midst of an import.
        """
        try:
            self.clear()
        finally:
            os._exit(128 + number)

    def keep(self, picture: str) -> None:
        """Keep how the screen is left. Raises ``OSError``."""
        from digesttui import whole

        whole.replace(self._file, f"{self._belongs_to()}\n{picture}".encode())

    def _kept(self) -> str:
        try:
            belongs_to, _, picture = self._file.read_text("utf-8").partition("\n")
        except (OSError, UnicodeDecodeError):
            return ""
        return picture if belongs_to == self._belongs_to() else ""

    def _write(self, text: str) -> None:
        self._terminal.write(text)
        self._terminal.flush()


@contextmanager
def shown(terminal: TextIO, folder: Path, files: Sequence[Path], options: object, *, picture: bool) -> Iterator[Splash]:
    """A splash on the ``terminal``.

    The picture in ``folder`` is shown only where ``picture`` allows it, where it was left in a window of this size,
    with these ``options`` and this environment, and none of ``files`` has changed since.
    """
    splash = Splash(terminal, folder / NAME, lambda: _described(terminal, files, options))
    try:
        if os.name == "posix":
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, splash.leave)
            splash.show(picture=picture)
        yield splash
    finally:
        splash.clear()


def _described(terminal: TextIO, files: Sequence[Path], options: object) -> str:
    size = os.get_terminal_size(terminal.fileno())
    look = [os.environ.get(name) for name in ("TERM", "COLORTERM", "NO_COLOR", "LANG", "LC_ALL")]
    return repr((__version__, tuple(size), look, [_stamp(file.absolute()) for file in files], options))


def _stamp(path: Path) -> tuple[str, int, int]:
    try:
        found = path.stat()
    except OSError:
        return str(path), 0, 0
    return str(path), found.st_size, found.st_mtime_ns
