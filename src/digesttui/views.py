"""Giving a filter a name in the configuration file, as text, so that the rest of the file stays as it was written."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from digesttui import config, whole
from digesttui.errors import ConfigError
from digesttui.text import clean, one_line

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_TABLE = re.compile(r"\s*\[")
_VIEWS = re.compile(r"\s*\[\s*views\s*\]\s*(#.*)?")
_IDLE = re.compile(r"\s*(#.*)?")
_STRING = r"""("(?:[^"\\]|\\.)*"|'[^']*')"""


def save(name: str, filter_text: str, path: Path | None = None) -> None:
    """Give ``filter_text`` a name under ``[views]`` in the configuration file, whose every other line stays as it is.

    A view of that name is replaced. Raises ``ConfigError`` where that cannot be done; then nothing is written.
    """
    name, filter_text = one_line(clean(name)), one_line(clean(filter_text))
    path = (path or config.default_path()).resolve()  # the place a link leads to, so that the link stays
    text, table = config.contents(path)
    line = f"{toml_key(name)} = {toml_string(filter_text)}"
    edited = _with_view(text, name, filter_text, line)
    if not _holds(edited, {**table, "views": {**table.get("views", {}), name: filter_text}}):
        raise ConfigError(f"{path}: its [views] are written in a way that only you can change; add the line {line}")
    try:
        whole.replace(path, edited.encode())
    except OSError as error:
        raise ConfigError(f"{path}: {error.strerror}; the view was not saved") from error


def _with_view(text: str, name: str, filter_text: str, line: str) -> str:
    """``text`` with the view in it: in place of the one of that name, else as the last line of the table."""
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(end)
    header = next((at for at, one in enumerate(lines) if _VIEWS.fullmatch(one)), None)
    if header is None:
        return (text.rstrip() + end * 2 if text.strip() else "") + f"[views]{end}{line}{end}"
    last = header
    saved = re.compile(
        rf"""(\s*(?:{re.escape(toml_key(name))}|"{re.escape(name)}"|'{re.escape(name)}')\s*=\s*){_STRING}(.*)"""
    )
    for at in range(header + 1, len(lines)):
        if _TABLE.match(lines[at]):
            break
        if found := saved.fullmatch(lines[at]):
            lines[at] = f"{found[1]}{toml_string(filter_text)}{found[3]}"
            return end.join(lines)
        if not _IDLE.fullmatch(lines[at]):
            last = at
    return end.join([*lines[: last + 1], line, *lines[last + 1 :]])


def toml_key(name: str) -> str:
    """``name`` as TOML writes it before ``=``."""
    return name if _BARE_KEY.fullmatch(name) else toml_string(name)


def toml_string(text: str) -> str:
    """``text`` in quotes, as TOML writes it."""
    # every escape of JSON is one of TOML, which wants one more
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _holds(text: str, table: Mapping[str, Any]) -> bool:
    import tomllib

    try:
        return tomllib.loads(text) == table
    except tomllib.TOMLDecodeError:
        return False
