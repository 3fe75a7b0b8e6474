"""All of the reader's state in memory, as columns: one dict a field, from a paper's row to its value."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby, takewhile
from operator import itemgetter
from typing import NamedTuple

from digesttui.library.names import Names
from digesttui.library.state import TAG, Value


class Changed(NamedTuple):
    """The rows of ``papers`` that were known and got another name or became one with another; and of each of the
    ``facts`` that changed, by field."""

    papers: set[int]
    facts: dict[str, set[int]]


class Mirror:
    """What the database held when last looked at; it changes only by reading what was committed.

    ``facts`` holds for each field the rows where it is set; ``revision`` is the newest transaction it knows.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.names = Names()
        self.revision = 0
        self.facts: dict[str, dict[int, Value]] = {}
        self._tags: dict[int, tuple[str, ...]] = {}
        self._changed: list[tuple[int, Changed]] = []
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
        papers = connection.execute(
            "SELECT number, id, title, merged_into FROM paper INDEXED BY paper_revision "
            "WHERE revision > ? ORDER BY number",
            since,
        ).fetchall()
        changed = Changed({row for row, *_ in papers if row in self.names}, {})
        rows = dict.fromkeys(self.names.load(papers))
        self.names.load_aliases(connection.execute("SELECT title, paper FROM alias WHERE revision > ?", since))
        facts = "SELECT field, paper, value FROM fact INDEXED BY fact_revision WHERE revision > ?"
        for field, values in groupby(connection.execute(facts, since), itemgetter(0)):
            newest = {row: value for _, row, value in values}
            self._set(field, newest)
            changed.facts.setdefault(field, set()).update(newest)
            rows.update(dict.fromkeys(newest))
        self.revision = revision
        self._changed.append((revision, changed))
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

    def changed_since(self, revision: int) -> "Changed":
        """What changed after ``revision``, while this window was open."""
        papers: set[int] = set()
        facts: dict[str, set[int]] = {}
        for _, changed in takewhile(lambda change: change[0] > revision, reversed(self._changed)):
            papers |= changed.papers
            for field, rows in changed.facts.items():
                facts[field] = facts[field] | rows if field in facts else rows
        return Changed(papers, facts)

    def _set(self, field: str, values: Mapping[int, Value]) -> None:
        column = self.facts.setdefault(field, {})
        for row, value in values.items():
            if value is None:
                column.pop(row, None)
            else:
                column[row] = value
        if field.startswith(TAG):
            self._set_tag(field.removeprefix(TAG), values)

    def _set_tag(self, name: str, values: Mapping[int, Value]) -> None:
        for row, value in values.items():
            tags = {tag for tag in self._tags.pop(row, ()) if tag != name}
            if value is not None:
                tags.add(name)
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
