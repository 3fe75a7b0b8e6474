"""What SQLite and the file system say, told in one line that helps."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from digesttui.errors import LibraryError
from digesttui.text import clean, one_line

_PRIMARY = 0xFF  # extended result codes hold the primary one in their low byte

_BY_CODE = {
    sqlite3.SQLITE_FULL: "the disk is full, so nothing was kept; free some space and try again",
    sqlite3.SQLITE_IOERR: "could not be read or written, so nothing was kept; is the disk full, or failing?",
    sqlite3.SQLITE_BUSY: "another window has been writing for a long time; try again",
    sqlite3.SQLITE_READONLY: "cannot be written; check who owns it and its folder",
    sqlite3.SQLITE_CANTOPEN: "cannot be opened; check who owns it and its folder",
    sqlite3.SQLITE_PERM: "cannot be opened; check who owns it and its folder",
    sqlite3.SQLITE_CORRUPT: "is damaged; start again, and the last backup is taken",
    sqlite3.SQLITE_NOTADB: "is damaged; start again, and the last backup is taken",
}
_NO_SPACE = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


Failure = sqlite3.Error | OSError | UnicodeDecodeError
FAILURES = (sqlite3.Error, OSError, UnicodeDecodeError)  # the last one where SQLite's own message is damaged text


def told(error: Failure, path: Path) -> LibraryError:
    """The ``LibraryError`` that says which file, what is wrong with it, and what would help."""
    if isinstance(error, OSError):
        if error.errno in _NO_SPACE:
            return LibraryError(f"{path}: {_BY_CODE[sqlite3.SQLITE_FULL]}")
        return LibraryError(f"{path}: {error.strerror}; check who owns it and its folder")
    code = result_code(error)
    known = None if code is None else _BY_CODE.get(code)
    return LibraryError(f"{path}: {known or one_line(clean(str(error)))}")


def result_code(error: Failure) -> int | None:
    """SQLite's primary result code, or None where Python raised the error itself, as for text that is no UTF-8."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return None if code is None else code & _PRIMARY


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Turn what SQLite and the file system raise inside into a ``LibraryError``."""
    try:
        yield
    except FAILURES as error:
        raise told(error, path) from error
