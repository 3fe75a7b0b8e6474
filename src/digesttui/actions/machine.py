"""What kind of machine this is, as far as opening and copying care, asked anew at each call."""

import os
import sys
from pathlib import Path
from typing import Protocol

CONTAINER_MARKS = (Path("/.dockerenv"), Path("/run/.containerenv"))


class Page(Protocol):
    """A page of the reader's browser that shows the screen."""

    def open(self, url: str) -> None: ...
    def copy(self, text: str) -> None: ...


def has_display() -> bool:
    """Whether windows can appear: always on macOS and Windows, elsewhere with an X or Wayland server."""
    return sys.platform in ("darwin", "win32") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def is_remote() -> bool:
    """Whether the reader sits at another machine: over SSH, and no window of this one reaches them."""
    over_ssh = any(os.environ.get(name) for name in ("SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"))
    return over_ssh and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def is_wsl() -> bool:
    """Whether this is Linux inside Windows, whose browser and clipboard are Windows' own."""
    return bool(os.environ.get("WSL_DISTRO_NAME") or os.environ.get("WSL_INTEROP"))


def why_no_window() -> str:
    """Why no window can appear here, to begin a sentence with; empty where one can."""
    if is_remote():
        return "this is a remote machine, reached over SSH"
    if has_display() or is_wsl():
        return ""
    if any(mark.exists() for mark in CONTAINER_MARKS):
        return "this is a container without a display"
    return "there is no display here"
