"""All of the reader's state in memory, as columns: one dict a field, from a paper's row to its value."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import takewhile

from digesttui.library.names import Names
from digesttui.library.state import TAG, Value


class Mirror:
    """What the database held when last looked at; it changes only by reading what was committed.

    ``facts`` holds for each field the rows where it is set; ``revision`` is the newest transaction it knows.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.names = Names()
        self.revision = 0
        self.facts: dict[str, dict[int, Value]] = {}
        self._tags: dict[int, tuple[str, ...]] = {}
        self._changed: list[tuple[int, list[int]]] = []
        with one_moment(connection):
            self._load(connection)

    def _load(self, connection: sqlite3.Connection) -> None:
        (self.revision,) = connection.execute("SELECT number FROM revision").fetchone()
        self.names.load(connection.execute("SELECT number, id, title, merged_into FROM paper ORDER BY number"))
        self.names.load_aliases(connection.execute("SELECT title, paper FROM alias"))
        for (field,) in connection.execute("SELECT DISTINCT field FROM fact").fetchall():
            self.facts[field] = dict(
                connection.execute("SELECT paper, value FROM fact WHERE field = ? AND value IS NOT NULL", (field,))
            )
        for field in self.tag_fields():
            for row in self.facts[field]:
                self._tags[row] = (*self._tags.get(row, ()), field.removeprefix(TAG))

    def catch_up(self, connection: sqlite3.Connection) -> list[int]:
        """Read what was committed since; return the rows that changed."""
        with one_moment(connection):
            (revision,) = connection.execute("SELECT number FROM revision").fetchone()
            return [] if revision == self.revision else self._read(connection, revision)

    def _read(self, connection: sqlite3.Connection, revision: int) -> list[int]:
        since = (self.revision,)
        papers = (
            "SELECT number, id, title, merged_into FROM paper INDEXED BY paper_revision "
            "WHERE revision > ? ORDER BY number"
        )
        rows = dict.fromkeys(self.names.load(connection.execute(papers, since)))
        self.names.load_aliases(connection.execute("SELECT title, paper FROM alias WHERE revision > ?", since))
        facts = "SELECT field, paper, value FROM fact INDEXED BY fact_revision WHERE revision > ?"
        for field, row, value in connection.execute(facts, since):
            rows[row] = None
            self._set(field, row, value)
        self.revision = revision
        self._changed.append((revision, list(rows)))
        return list(rows)

    def value(self, field: str, row: int) -> Value:
        """What ``field`` holds for the paper at ``row``; None where it is not set."""
        column = self.facts.get(field)
        return None if column is None else column.get(row)

    def tags(self, row: int) -> tuple[str, ...]:
        """The tags of the paper at ``row``, in alphabetical order."""
        return self._tags.get(row, ())

    def tag_fields(self) -> list[str]:
        """The fields of the tags in use, in alphabetical order."""
        return sorted(field for field, column in self.facts.items() if column and field.startswith(TAG))

    def rows(self) -> Iterator[int]:
        """The rows of all papers with something set, each once."""
        return iter(dict.fromkeys(row for column in self.facts.values() for row in column))

    def changed_since(self, revision: int) -> set[int]:
        """The rows that changed after ``revision``, while this window was open."""
        newer = takewhile(lambda change: change[0] > revision, reversed(self._changed))
        return {row for _, rows in newer for row in rows}

    def _set(self, field: str, row: int, value: Value) -> None:
        column = self.facts.setdefault(field, {})
        if value is None:
            column.pop(row, None)
        else:
            column[row] = value
        if field.startswith(TAG):
            tags = {tag for tag in self._tags.pop(row, ()) if TAG + tag != field}
            if value is not None:
                tags.add(field.removeprefix(TAG))
            if tags:
                self._tags[row] = tuple(sorted(tags))


@contextmanager
def one_moment(connection: sqlite3.Connection) -> Iterator[None]:
    """Let every query inside see the same state, whatever another window commits meanwhile."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
