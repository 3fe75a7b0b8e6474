"""The screen on a page of a browser (``digest-tui serve``): its keyboard, and what the browser does for it."""

from contextlib import suppress
from typing import TYPE_CHECKING

from digesttui.tui.terminal import GONE

if TYPE_CHECKING:
    from textual.app import App
    from textual.driver import Driver

TERMINAL = {"TERM": "xterm-256color", "TEXTUAL_FPS": "240"}
"""What the terminal on the page is, whatever the server was started in; and see ``cli/screen.py`` for the frames."""


class Page:
    """The page that ``app`` is on. Its methods are for threads: what is said to the page is said in one."""

    def __init__(self, app: "App[None]") -> None:
        self._app = app

    def open(self, url: str) -> None:
        """Open ``url`` in another tab."""
        self._app.call_from_thread(self._app.open_url, url)

    def copy(self, text: str) -> None:
        """Copy ``text`` to the browser's clipboard."""
        self._app.call_from_thread(self._app.copy_to_clipboard, text)


def driver() -> "type[Driver]":
    """The driver that speaks with the server."""
    from textual.drivers.web_driver import WebDriver

    class Socket(WebDriver):
        """Textual's driver would let the program live on when its server is gone."""

        def run_input_thread(self) -> None:
            """Read keys until told to stop, or until nobody is there to press any."""
            super().run_input_thread()
            if not self.exit_event.is_set():
                self._app.call_later(self._app.exit, return_code=GONE)

        def write(self, data: str) -> None:
            """Write, unless nobody is there."""
            with suppress(OSError):
                super().write(data)

        def write_meta(self, data: dict[str, object]) -> None:
            """Tell the page something, unless nobody is there."""
            with suppress(OSError):
                super().write_meta(data)

    return Socket
