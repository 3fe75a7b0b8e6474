"""How the screen was left: filter, highlight, layout, theme, the place in triage.

A small file of its own, not the database: the first frame needs it before SQLite is loaded, it must be there when
the database is not, and nothing of the reader's is lost with it.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from digesttui.errors import LibraryError

NAME = "session.json"
_VERSION = 1


def load(folder: Path) -> dict[str, Any]:
    """What ``save`` kept in ``folder``; nothing where there is no session, or none that can be read."""
    try:
        session = json.loads((folder / NAME).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(session, dict) or session.pop("version", None) != _VERSION:
        return {}
    return session


def save(folder: Path, session: Mapping[str, Any]) -> None:
    """Keep ``session`` (JSON values), whole or not at all; of two windows the last to close wins.

    Raises ``LibraryError`` where it cannot be kept.
    """
    path = folder / NAME
    unfinished = folder / f"{NAME}.{os.getpid()}"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        unfinished.write_text(json.dumps({"version": _VERSION, **session}, ensure_ascii=False), "utf-8")
        unfinished.chmod(0o600)
        unfinished.replace(path)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        raise LibraryError(f"{path}: {error.strerror}; the next start will not know where you were") from error
