"""Copies of the database: one for each day it was opened, as it was at the last start of that day, the last seven
kept; and one before each migration."""

import datetime
import os
import sqlite3
from contextlib import closing
from pathlib import Path

from digesttui.library import schema

DAYS_KEPT = 7
MODE = 0o600


def back_up(connection: sqlite3.Connection, path: Path, folder: Path, day: datetime.date) -> None:
    """Keep a copy of the database at ``path``, which was found to be good, as today's in ``folder``; older ones than
    the last seven go."""
    folder.mkdir(mode=0o700, exist_ok=True)
    copy = folder / f"{day.isoformat()}.sqlite3"
    if not copy.exists() or copy.stat().st_mtime_ns <= _changed(path):
        copy_into(connection, copy)
    for old in sorted(folder.glob("????-??-??.sqlite3"))[:-DAYS_KEPT]:
        old.unlink()


def back_up_before_migration(connection: sqlite3.Connection, folder: Path, day: datetime.date) -> None:
    """Keep a copy of the database as it is before the migration that is about to run."""
    folder.mkdir(mode=0o700, exist_ok=True)
    name = f"{day.isoformat()}-before-schema-{schema.version(connection) + 1}.sqlite3"
    copy_into(connection, folder / name, replace=False)


def newest_good(folder: Path) -> Path | None:
    """The newest copy that passes SQLite's check."""
    return next((path for path in sorted(folder.glob("*.sqlite3"), reverse=True) if _is_good(path)), None)


def restore(backup: Path, path: Path) -> None:
    """Put a copy of ``backup`` at ``path``, whole or not at all."""
    with closing(_read(backup)) as connection:
        copy_into(connection, path)


def copy_into(connection: sqlite3.Connection, path: Path, *, replace: bool = True) -> None:
    """Copy the database of ``connection`` to ``path``, readable by nobody else, whole or not at all."""
    if not replace and path.exists():
        return
    unfinished = empty_file(path.with_name(path.name + ".new"))
    with closing(sqlite3.connect(unfinished)) as copy:
        copy.execute("PRAGMA journal_mode = MEMORY")  # no file beside it that a kill could leave
        connection.backup(copy)
    publish(unfinished, path)


def empty_file(path: Path) -> Path:
    """Make ``path`` an empty file that only its owner may read."""
    path.unlink(missing_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, MODE))
    return path


def publish(unfinished: Path, path: Path) -> None:
    """Give a finished file its name, so that a power cut leaves the old one or the new one."""
    unfinished.replace(path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _changed(path: Path) -> int:
    """When something was last written to the database or its log."""
    stats = [file.stat() for file in (path, path.with_name(path.name + "-wal")) if file.exists()]
    return max(stat.st_mtime_ns for stat in stats if stat.st_size)


def _read(path: Path) -> sqlite3.Connection:
    """Open a copy that nobody writes to; SQLite then makes no files beside it."""
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)


def _is_good(path: Path) -> bool:
    try:
        with closing(_read(path)) as connection:
            return schema.is_ours(connection) and schema.damage(connection) is None
    except (sqlite3.Error, UnicodeDecodeError):
        return False
