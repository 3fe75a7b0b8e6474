"""The terminal's keyboard: bytes that are no UTF-8, a keyboard beside standard input, a terminal that goes away."""

import os
import sys
from codecs import getincrementaldecoder
from selectors import EVENT_READ, DefaultSelector
from typing import TYPE_CHECKING

from digesttui.errors import DigestError
from digesttui.tui.splash import ALTERNATE_SCREEN, Splash

if TYPE_CHECKING:
    from textual.driver import Driver

WAIT = 0.1
"""Seconds that the keyboard is waited for between two looks whether to stop."""
GONE = 129
"""The exit code when the terminal went away, as for SIGHUP."""


def keyboard_on_terminal() -> None:
    """Where standard input is a pipe, move it aside (``sys.stdin`` still reads it) and take keys from the terminal.

    Raises ``DigestError`` where there is none.
    """
    if sys.platform == "win32" or sys.stdin is None or sys.stdin.isatty():
        return
    piped = os.dup(0)
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError as error:
        raise DigestError(f"no terminal to take keys from ({error.strerror}); `digest-tui list` needs none") from error
    os.dup2(terminal, 0)
    os.close(terminal)
    sys.stdin = os.fdopen(piped, encoding="utf-8", errors="surrogateescape")


def driver(before: "Splash | None" = None) -> "type[Driver] | None":
    """The driver to use, which takes over from a splash ``before`` it; None is Textual's choice."""
    if sys.platform == "win32":
        return None
    from textual._ansi_sequences import SYNC_END, SYNC_START
    from textual._xterm_parser import XTermParser
    from textual.constants import ESCAPE_DELAY
    from textual.drivers.linux_driver import LinuxDriver

    class Terminal(LinuxDriver):
        """Textual's driver dies of a byte that is not UTF-8; when the terminal is gone it reads nothing without end,
        and waits for ever to write."""

        _update = ""

        @property
        def _can_write(self) -> bool:
            return self._writer_thread is not None and self._writer_thread.is_alive()

        def start_application_mode(self) -> None:
            """Begin, from the splash if there is one: the terminal was changed already, and what it was is known."""
            taking_over = before is not None and not before.taken_over
            super().start_application_mode()  # type: ignore[no-untyped-call]
            if taking_over and before is not None and before.attributes:
                self.attrs_before = before.attributes

        def write(self, data: str) -> None:
            """Write, unless nobody is there. The screen that the splash has opened is not opened anew and empty.

            What the terminal is to show at once is written at once: each writing wakes another thread.
            """
            if data == ALTERNATE_SCREEN and before is not None and not before.taken_over:
                before.taken_over = True
            elif data == SYNC_START or (self._update and data != SYNC_END):
                self._update += data
            elif self._can_write:
                super().write(self._update + data)
                self._update = ""

        def close(self) -> None:
            """Stop writing."""
            if self._can_write:
                super().close()

        def run_input_thread(self) -> None:
            """Read keys until told to stop."""
            parser, wait = XTermParser(self._debug), WAIT
            decode = getincrementaldecoder("utf-8")(errors="replace").decode
            with DefaultSelector() as selector:
                selector.register(self.fileno, EVENT_READ)
                while not self.exit_event.is_set():
                    if selector.select(wait):
                        data = _read(self.fileno)
                        if not data:
                            self._app.call_later(self._app.exit, return_code=GONE)
                            return
                        # nothing decoded yet, as after half a character, would mean the end to the parser
                        for event in parser.feed(text) if (text := decode(data)) else ():
                            self.process_message(event)
                    for event in parser.tick():
                        self.process_message(event)
                    # the key Escape is known from the start of another key's sequence by nothing following it
                    wait = WAIT if parser._timeout_time is None else ESCAPE_DELAY

    return Terminal


def _read(fileno: int) -> bytes:
    try:
        return os.read(fileno, 4096)
    except OSError:
        return b""
