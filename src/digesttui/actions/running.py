"""The reader's own programs: a command of theirs, their editor, shell and file manager."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from digesttui import links
from digesttui.actions.machine import is_remote, is_wsl, why_no_window
from digesttui.actions.starting import start
from digesttui.errors import ActionFailed

Place = Literal["editor", "shell", "file manager"]

_FIELD = re.compile(r"\{(url|owner|name|path|title|id)\}")


def run(command: Sequence[str], **fields: str | None) -> str:
    """Run the reader's ``command`` apart from the screen and say whether it is done.

    ``{url} {owner} {name} {path} {title} {id}`` are filled in, argument by argument. Raises ``ActionFailed`` where a
    field it wants is not known, where a value could be read as an option, or where the command fails.
    """
    words = _filled(command, fields)
    return _outcome(words, _apart(words))


def run_in_terminal(command: Sequence[str], **fields: str | None) -> str:
    """The same, but it has the terminal and is waited for: the screen must be suspended meanwhile."""
    words = _filled(command, fields)
    return _outcome(words, _in_terminal(words))


def open_folder(folder: Path, place: Place) -> str:
    """Open a folder in ``$EDITOR``, in a shell, or in the file manager; the first two need the screen suspended."""
    if not folder.is_dir():
        raise ActionFailed(f"clone it (c) first: {folder} is not there")
    folder = folder.absolute()
    if place == "file manager":
        return _show(folder)
    words = _editor() if place == "editor" else [os.environ.get("SHELL") or "/bin/sh"]
    code = _in_terminal([*words, "."] if place == "editor" else words, folder)
    if code and place == "editor":  # a shell's code is that of its last command
        raise ActionFailed(f"{words[0]} failed with code {code} on {folder}")
    return f"back from {words[0]} in {folder}"


def edit(text: str, suffix: str = ".md") -> str:
    """Let the reader change ``text`` in ``$EDITOR`` and return what they saved; the screen must be suspended.

    Raises ``ActionFailed``, and the text is as before, where the editor failed or left no UTF-8.
    """
    words = _editor()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, f"digest-tui{suffix}")
        file.write_text(text, encoding="utf-8")
        if code := _in_terminal([*words, str(file)]):
            raise ActionFailed(f"{words[0]} failed with code {code}; the text is as before")
        try:
            return file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise ActionFailed(f"{words[0]} left nothing readable ({error}); the text is as before") from error


def _filled(command: Sequence[str], fields: Mapping[str, str | None]) -> list[str]:
    if not command:
        raise ActionFailed("there is no command to run: give one in the configuration")
    return [command[0], *(_filled_word(word, fields) for word in command[1:])]


def _filled_word(word: str, fields: Mapping[str, str | None]) -> str:
    def value(field: re.Match[str]) -> str:
        known = fields.get(field[1])
        if known is None:
            raise ActionFailed(f"not run: the command wants {field[0]}, which this paper has not")
        return links.openable(known) if field[1] == "url" else known

    filled = _FIELD.sub(value, word)
    if filled.startswith("-") and not word.startswith("-"):
        raise ActionFailed(f"not run: {filled[:40]!r} begins with a dash and would be read as an option")
    return filled


def _outcome(words: list[str], code: int | None) -> str:
    if code not in (0, None):
        raise ActionFailed(f"{words[0]} failed with code {code}; it was given: {shlex.join(words[1:])}")
    return f"{words[0]} is running" if code is None else f"{words[0]} is done"


def _apart(words: list[str]) -> int | None:
    try:
        return start(words)
    except OSError as error:
        raise ActionFailed(f"{words[0]} did not start: {error.strerror}") from error


def _in_terminal(words: list[str], folder: Path | None = None) -> int:
    try:
        return subprocess.run(words, cwd=folder).returncode
    except OSError as error:
        raise ActionFailed(f"{words[0]} did not start: {error.strerror}") from error


def _editor() -> list[str]:
    words = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    if words:
        return words
    found = next((name for name in ("sensible-editor", "nano", "vim", "vi") if shutil.which(name)), None)
    if found is None:
        raise ActionFailed("there is no editor here: set $EDITOR")
    return [found]


def _show(folder: Path) -> str:
    if is_remote():
        raise ActionFailed(f"no file manager, {why_no_window()}: {folder}")
    names = {"darwin": ("open",), "win32": ("explorer.exe",)}.get(sys.platform, ("xdg-open",))
    for name in (*names, "explorer.exe") if is_wsl() else names:
        if shutil.which(name) and (_apart([name, str(folder)]) in (0, None) or name == "explorer.exe"):
            return f"shown with {name}: {folder}"
    raise ActionFailed(f"no file manager took it{', ' + why_no_window() if why_no_window() else ''}: {folder}")
