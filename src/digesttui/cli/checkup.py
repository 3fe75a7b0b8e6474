"""What works on this machine: each thing looked at is a ``Finding``. Nothing is changed by looking."""

import locale
import os
import platform
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Literal

from digesttui import __version__, config
from digesttui.actions import copying, opening
from digesttui.actions.git import GitFailed, git
from digesttui.actions.machine import has_display, is_remote, is_wsl, why_no_window
from digesttui.cli.glance import glance
from digesttui.errors import ConfigError, DigestError
from digesttui.mail.server import server, settings
from digesttui.sources import folder

SMALLEST = (40, 10)  # columns and rows in which the list alone stays usable
LEAST_SPACE = 50_000_000  # bytes on the disk of the library

_WITHOUT_DISPLAY = ("tmux", "clip.exe")

State = Literal["ok", "note", "wrong"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, what was found, and, unless it is ``ok``, what would help. A ``note`` keeps nobody from
    reading; what is ``wrong`` does, or loses something."""

    what: str
    told: str
    state: State = "ok"
    remedy: str = ""


def findings() -> Iterator[Finding]:
    """Everything that is looked at, in the order of how often it is the cause."""
    yield _versions()
    yield from _terminal()
    yield _text()
    yield _clipboard()
    yield _browser()
    yield _git()
    yield _settings()
    yield from _folders()
    yield _library()
    yield _digests()
    yield from _mail()


def _versions() -> Finding:
    told, missing = [f"digest-tui {__version__}", f"Python {platform.python_version()}"], []
    for requirement in requires("digest-tui") or ():
        name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
        if "extra ==" not in requirement:
            try:
                told.append(f"{name} {version(name)}")
            except PackageNotFoundError:
                missing.append(name)
    if missing:
        return Finding("versions", f"without {', '.join(missing)}", "wrong", "pip install --force-reinstall digest-tui")
    return Finding("versions", ", ".join(told))


def _terminal() -> Iterator[Finding]:
    term = os.environ.get("TERM", "")
    if not _is_terminal():
        yield Finding("terminal", "standard output is none", "note", "run this where you want to read")
    elif term in ("", "dumb") and sys.platform != "win32":
        yield Finding("terminal", f"TERM is {term or 'not set'}", "wrong", "TERM=xterm-256color fits most terminals")
    columns, rows = shutil.get_terminal_size()
    size = f"{columns} × {rows}"
    if columns < SMALLEST[0] or rows < SMALLEST[1]:
        yield Finding("size", size, "note", f"from {SMALLEST[0]} × {SMALLEST[1]} on there is room")
    else:
        yield Finding("size", size)
    yield _colours(term)
    if around := [name for name, there in _surroundings() if there]:
        yield Finding("surroundings", ", ".join(around))


def _is_terminal() -> bool:
    return sys.stdout.isatty()


def _colours(term: str) -> Finding:
    if os.environ.get("NO_COLOR"):
        return Finding("colours", "none, because NO_COLOR is set")
    if os.environ.get("COLORTERM") in ("truecolor", "24bit"):
        return Finding("colours", "16 million")
    if "256" in term:
        return Finding("colours", "256")
    return Finding("colours", "16", "note", "--theme ansi fits them; COLORTERM=truecolor if your terminal has more")


def _surroundings() -> Iterator[tuple[str, bool]]:
    yield "tmux", bool(os.environ.get("TMUX"))
    yield "screen", bool(os.environ.get("STY"))
    yield "over SSH", is_remote()
    yield "Linux inside Windows", is_wsl()


def _text() -> Finding:
    encoding = locale.getencoding().lower()
    if encoding.replace("-", "") == "utf8":
        return Finding("text", encoding)
    return Finding("text", encoding, "note", "export LANG=C.UTF-8, or start with --ascii")


def _clipboard() -> Finding:
    tools = [tool.command[0] for tool in copying.tools() if shutil.which(tool.command[0])]
    found = next((tool for tool in tools if has_display() or tool in _WITHOUT_DISPLAY), None)
    if found:
        return Finding("clipboard", found)
    remedy = "not every terminal takes that"
    if os.environ.get("TMUX"):
        remedy += "; tmux passes it on with: set -g allow-passthrough on"
    elif has_display() and not is_remote():
        remedy += f"; install {'wl-clipboard' if os.environ.get('WAYLAND_DISPLAY') else 'xclip'}"
    return Finding("clipboard", "no program; what you copy is sent to the terminal (OSC 52)", "note", remedy)


def _browser() -> Finding:
    found = next((Path(command[0]).name for command in opening.openers("") if shutil.which(command[0])), None)
    doubt = "" if os.environ.get("BROWSER") else why_no_window()
    if found and not doubt:
        return Finding("browser", found)
    return Finding("browser", doubt or "none found", "note", "set $BROWSER, or copy links with y")


def _git() -> Finding:
    try:
        return Finding("git", git(["--version"]).removeprefix("git version "))
    except (OSError, GitFailed) as error:
        return Finding("git", f"cannot be run ({error})", "note", "install it to clone code (c)")


def _settings() -> Finding:
    path = config.folders().config / "config.toml"
    try:
        config.read()
    except DigestError as error:
        return Finding("settings", str(error), "wrong")
    if not path.exists():
        return Finding("settings", f"defaults; {path} would change them")
    return Finding("settings", str(path))


def _folders() -> Iterator[Finding]:
    for name, path in config.folders()._asdict().items():
        yield _folder(f"{name} folder", path)


def _folder(what: str, path: Path) -> Finding:
    there = next(parent for parent in (path, *path.parents) if parent.exists())
    elsewhere = "or choose another place with DIGEST_TUI_HOME"
    if not there.is_dir():
        return Finding(what, f"{path} cannot be made, {there} is a file", "wrong", f"move that, {elsewhere}")
    if not os.access(there, os.W_OK | os.X_OK):
        return Finding(what, f"{there} cannot be written", "wrong", f"check who owns it, {elsewhere}")
    if shutil.disk_usage(there).free < LEAST_SPACE:
        return Finding(what, f"{there} is on a disk that is full", "wrong", f"free some space, {elsewhere}")
    if there != path:
        return Finding(what, f"{path}, made when it is needed")
    size = sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
    return Finding(what, f"{path}, {size / 1e6:,.1f} MB")


def _library() -> Finding:
    try:
        mirror = glance(config.folders().state)
    except DigestError as error:
        return Finding("library", str(error), "wrong")
    if mirror is None:
        return Finding("library", "empty: nothing read, starred, tagged or noted yet")
    return Finding("library", f"sound; papers read, starred, tagged or noted: {sum(1 for _ in mirror.rows()):,}")


def _digests() -> Finding:
    count = len(folder.paths_in(config.folders().library))
    if count:
        return Finding("digests", f"{count:,} {'file' if count == 1 else 'files'}")
    return Finding("digests", "none of your own, so the samples are shown", "note", "digest-tui fetch, or add")


def _mail() -> Iterator[Finding]:
    try:
        given = settings(config.read().mail, os.environ)
    except ConfigError:
        return  # told as a mistake in the settings
    if "host" not in given:
        return
    try:
        taker = server(given, os.environ)
    except DigestError as error:
        yield Finding("mail", str(error), "wrong")
    else:
        login = f"as {taker.user}" if taker.user else "without a login"
        yield Finding("mail", f"{taker}, {taker.security}, {login}")
