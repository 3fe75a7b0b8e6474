"""A look at the reader's library that changes nothing: no lock, no backup, no mending."""

from contextlib import closing
from pathlib import Path

from digesttui.errors import LibraryError
from digesttui.library import schema
from digesttui.library.failures import telling
from digesttui.library.mirror import Mirror
from digesttui.library.opening import NAME, open_to_read


def glance(state: Path) -> Mirror | None:
    """What the library in the folder ``state`` holds, once SQLite's own check has passed; None where there is none.

    Raises ``LibraryError`` for one that is damaged, newer, or not to be read.
    """
    path = state / NAME
    if not path.exists():
        return None
    opened = open_to_read(state)
    with telling(path), closing(opened.connection) as connection:
        damage = schema.damage(connection)
    if damage:
        raise LibraryError(f"{path}: is damaged ({damage}); start digest-tui, and the last backup is taken")
    return opened.mirror
