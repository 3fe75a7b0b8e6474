"""The undo log: what each change did, field by field, kept across restarts.

A window undoes the steps it made, and those that were there when it opened: never what another window has done
meanwhile. A new step ends what could be redone.
"""

import json
import os
import sqlite3
import zlib
from collections.abc import Sequence
from typing import NamedTuple

from digesttui.errors import LibraryError
from digesttui.library.state import Value

STEPS_KEPT = 200


class Edit(NamedTuple):
    """That ``field`` of the paper at ``row`` went from ``before`` to ``after``."""

    row: int
    field: str
    before: Value
    after: Value


class Step(NamedTuple):
    """One step of the reader, done, undone or redone.

    ``told`` is what it did when it was done ("starred 3 papers"), ``papers`` how many papers it has changed now, and
    ``left`` how many fields an undo or redo left alone, because they were changed since then.
    """

    told: str
    papers: int
    left: int = 0


class Steps:
    """The steps of one window in the database of ``connection``; the caller holds the transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        (newest,) = connection.execute("SELECT coalesce(max(number), 0) FROM step").fetchone()
        self._ours = {"window": os.urandom(8).hex(), "opened": newest}

    def record(self, told: str, edits: Sequence[Edit]) -> None:
        """Add a step; what could be redone is forgotten, and steps beyond the last 200."""
        execute = self._connection.execute
        execute("DELETE FROM step WHERE undone AND (number <= :opened OR window = :window)", self._ours)
        execute("INSERT INTO step (window, told, edits) VALUES (?, ?, ?)", (self._ours["window"], told, _packed(edits)))
        last = "SELECT number FROM step ORDER BY number DESC LIMIT 1 OFFSET ?"
        execute(f"DELETE FROM step WHERE number < ({last})", (STEPS_KEPT - 1,))

    def take_back(self) -> tuple[str, list[Edit]] | None:
        """The newest step that holds, now marked as undone."""
        return self._turn("SELECT max(number)", undone=True)

    def bring_back(self) -> tuple[str, list[Edit]] | None:
        """The step undone last, now marked as done."""
        return self._turn("SELECT min(number)", undone=False)

    def _turn(self, which: str, *, undone: bool) -> tuple[str, list[Edit]] | None:
        execute = self._connection.execute
        ours = f"{which} FROM step WHERE undone = :undone AND (number <= :opened OR window = :window)"
        found = execute(
            f"SELECT number, told, edits FROM step WHERE number = ({ours})", {**self._ours, "undone": not undone}
        ).fetchone()
        if found is None:
            return None
        number, told, packed = found
        execute("UPDATE step SET undone = ? WHERE number = ?", (undone, number))
        return told, _unpacked(packed)


def _packed(edits: Sequence[Edit]) -> bytes:
    return zlib.compress(json.dumps(edits, separators=(",", ":")).encode(), level=1)


def _unpacked(packed: bytes) -> list[Edit]:
    try:
        return list(map(Edit._make, json.loads(zlib.decompress(packed))))
    except (zlib.error, ValueError, TypeError) as error:
        raise LibraryError(f"this step cannot be undone, its record is damaged ({error})") from error
