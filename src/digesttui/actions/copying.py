"""Putting text where the reader can paste it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from typing import NamedTuple

from digesttui.actions.machine import Page, is_remote, is_wsl, why_no_window
from digesttui.errors import ActionFailed

MAX_BYTES = 5_000_000
"""More than anybody pastes."""
MAX_BYTES_TERMINAL = 74_994
"""What OSC 52 carries at most in xterm: 100,000 bytes of sequence hold this much in base64."""
SELECTABLE = 200
"""Bytes of a line that a reader would select by hand."""
PATIENCE = 2.0
"""Seconds a clipboard program may take."""


class Tool(NamedTuple):
    """A program that takes text on its standard input, and in which encoding."""

    command: tuple[str, ...]
    encoding: str = "utf-8"


_WAYLAND = Tool(("wl-copy",))
_X = (Tool(("xclip", "-selection", "clipboard")), Tool(("xsel", "--clipboard", "--input")))
_WINDOWS = Tool(("clip.exe",), "utf-16-le")
_MAC = Tool(("pbcopy",))
_TMUX = (Tool(("tmux", "load-buffer", "-w", "-")), Tool(("tmux", "load-buffer", "-")))  # -w: since tmux 3.2


def copy(text: str, terminal: Callable[[str], None] | None = None, *, page: Page | None = None) -> str:
    """Copy ``text`` with the platform's tool, else into tmux's buffer, else through the terminal; say which.

    ``terminal`` sends its argument to the terminal's clipboard (OSC 52). Where the screen is on a ``page`` of the
    reader's browser, it goes to that one's clipboard. Raises ``ActionFailed`` where nothing took
    the text.
    """
    size = len(text.encode())
    if size > MAX_BYTES:
        raise ActionFailed(f"not copied: {size:,} bytes are too much for a clipboard; export them to a file instead")
    if page is not None:
        page.copy(text)
        return "sent to the browser's clipboard"
    tool = next((tool for tool in tools() if _feed(tool, text)), None)
    if tool is not None:
        name = tool.command[0]
        return "put in tmux's buffer; its prefix and ] paste it" if name == "tmux" else f"copied with {name}"
    if terminal is None:
        raise ActionFailed(f"not copied: {why_no_window() or 'no clipboard program took it'}; select the text instead")
    if size > MAX_BYTES_TERMINAL:
        raise ActionFailed(f"not copied: {size:,} bytes are too much for a terminal; export them to a file instead")
    terminal(text)
    told = "sent to the terminal (OSC 52); it does not say whether it took it"
    return told if "\n" in text or size > SELECTABLE else f"{told}, so you may select it here: {text}"


def tools() -> list[Tool]:
    """The programs to try, the likeliest first."""
    found: list[Tool] = []
    if not is_remote():  # else they would fill the clipboard of a machine where nobody sits
        if sys.platform == "darwin":
            found = [_MAC]
        elif sys.platform == "win32":
            found = [_WINDOWS]
        else:
            found = [_WAYLAND, *_X] if os.environ.get("WAYLAND_DISPLAY") else [*_X, _WAYLAND]
            found = [_WINDOWS, *found] if is_wsl() else found
    return [*found, *_TMUX] if os.environ.get("TMUX") else found


def _feed(tool: Tool, text: str) -> bool:
    """Whether ``tool`` is here and took the text. Those that stay to serve the clipboard close our pipe first."""
    if shutil.which(tool.command[0]) is None:
        return False
    try:
        done = subprocess.run(
            tool.command,
            input=text.encode(tool.encoding),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE,
            start_new_session=True,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
