import errno
import sqlite3
from pathlib import Path

import pytest

from digesttui.library.failures import told

PATH = Path("state/library.sqlite3")


def failed(code: int, text: str = "an error") -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(text)
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (failed(sqlite3.SQLITE_FULL), "the disk is full"),
        (failed(sqlite3.SQLITE_IOERR_WRITE), "is the disk full"),
        (failed(sqlite3.SQLITE_BUSY), "another window"),
        (failed(sqlite3.SQLITE_READONLY), "cannot be written"),
        (failed(sqlite3.SQLITE_CORRUPT), "is damaged; start again"),
        (failed(sqlite3.SQLITE_ERROR, "no such\ntable: \x1b[31m"), "no such table: ␛[31m"),
        (OSError(errno.ENOSPC, "No space left on device"), "the disk is full"),
        (PermissionError(errno.EACCES, "Permission denied"), "Permission denied"),
    ],
)
def test_a_failure_is_one_line_with_the_file_and_what_helps(error: sqlite3.Error | OSError, says: str) -> None:
    text = str(told(error, PATH))
    assert text.startswith("state/library.sqlite3: ") and says in text and "\n" not in text
