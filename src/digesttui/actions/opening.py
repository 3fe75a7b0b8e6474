"""Opening an address in the reader's browser."""

import os
import shlex
import shutil
import sys
from pathlib import Path

from digesttui import links
from digesttui.actions.machine import Page, is_remote, is_wsl, why_no_window
from digesttui.actions.starting import start
from digesttui.errors import ActionFailed

INSTEAD = "copy the link (y) or select it here"


def open_url(url: str, *, page: Page | None = None) -> str:
    """Open ``url``, http or https, and say with what.

    Where the screen is on a ``page`` of the reader's browser, that opens another. Else ``$BROWSER`` is asked first (a
    list parted by the path separator, ``%s`` standing for the address), then the platform's opener. Raises
    ``LinkRefused`` for an address that may not be opened, and ``ActionFailed``, naming the address, where there is no
    browser or none took it.
    """
    address = links.openable(url)
    if page is not None:
        page.open(address)
        return f"opened in a new tab: {address} (if none appears, let this page open pop-ups)"
    failures = []
    for command in openers(address):
        name = Path(command[0]).name
        if shutil.which(command[0]) is None:
            continue
        try:
            code = start(command)
        except OSError as error:
            failures.append(f"{name} did not start ({error.strerror})")
            continue
        if code in (0, None) or name == "explorer.exe":  # which says 1 whatever happens
            return f"opened with {name}: {address}" + _doubt()
        failures.append(f"{name} failed with code {code}")
    reasons = [_no_window(), ", ".join(failures), "no browser was found; set $BROWSER"]
    raise ActionFailed(f"not opened, {next(filter(None, reasons))}: {INSTEAD}: {address}")


def openers(address: str) -> list[list[str]]:
    """The commands that may open ``address``, the reader's own choice first; not all of them need be here."""
    return [*_from_environment(address), *_of_platform(address)]


def _from_environment(address: str) -> list[list[str]]:
    commands = []
    for entry in os.environ.get("BROWSER", "").split(os.pathsep):
        try:
            words = shlex.split(entry)
        except ValueError:  # a quote left open
            continue
        if words:
            filled = [word.replace("%s", address) for word in words]
            commands.append(filled if filled != words else [*words, address])
    return commands


def _of_platform(address: str) -> list[list[str]]:
    if is_remote():
        return []  # it would open where nobody sits
    if sys.platform == "darwin":
        return [["open", address]]
    if sys.platform == "win32":
        return [["explorer.exe", address]]
    linux = [["xdg-open", address], ["gio", "open", address], ["x-www-browser", address]]
    return [["wslview", address], ["explorer.exe", address], *linux] if is_wsl() else linux


def _doubt() -> str:
    return f" ({_no_window()}: if nothing appears, {INSTEAD})" if _no_window() else ""


def _no_window() -> str:
    """Why the platform's browser cannot appear here; that of the reader's own choice may need no window."""
    return "" if os.environ.get("BROWSER") else why_no_window()
