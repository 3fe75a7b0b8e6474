"""A look at the reader's library that changes nothing: no lock, no backup, no mending."""

from contextlib import closing
from pathlib import Path

from digesttui.errors import LibraryError
from digesttui.library.failures import telling
from digesttui.library.mirror import Mirror
from digesttui.library.opening import NAME, read_only
from digesttui.library.schema import MIGRATIONS
from digesttui.text import one_line


def glance(state: Path) -> Mirror | None:
    """What the library in the folder ``state`` holds, once SQLite's own check has passed; None where there is none.

    Raises ``LibraryError`` for one that is damaged, newer, or not to be read.
    """
    path = state / NAME
    if not path.exists():
        return None
    # without a log nobody has it open, and SQLite need not make one beside it to keep watch
    mode = "mode=ro" if path.with_name(f"{NAME}-wal").exists() else "mode=ro&immutable=1"
    with telling(path):
        connection, mirror = read_only(path, mode, MIGRATIONS)
        with closing(connection):
            (finding,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if finding != "ok":
        raise LibraryError(f"{path}: is damaged ({one_line(finding)}); start digest-tui, and the last backup is taken")
    return mirror
