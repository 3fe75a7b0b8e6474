"""The tables, as numbered migrations. What the newest one makes is described in ``docs/architecture.md``.

``fact`` holds one row for each field of each paper the reader ever changed; one that was taken away stays with no
value, so that another copy of the library learns of it. ``changed`` is when (milliseconds since 1970), and a note's
``lineage`` the times of the versions it replaced. ``revision`` numbers transactions: another window reads only what
is newer than what it knows. A ``paper`` may have further titles (``alias``), and one that turned out to be another
is ``merged_into`` it. ``step`` is the undo log, ``arrival`` the title keys first seen at a time, ``look`` when a saved
view was opened last.
"""

import sqlite3
from collections.abc import Sequence

from digesttui.text import one_line

APPLICATION = 0x64677475  # "dgtu"

Migration = tuple[str, ...]
"""Statements that are run in one transaction."""

FIRST: Migration = (
    "CREATE TABLE revision (number INTEGER NOT NULL CHECK (typeof(number) = 'integer'))",
    "INSERT INTO revision VALUES (0)",
    """CREATE TABLE paper (
        number INTEGER PRIMARY KEY,
        id TEXT UNIQUE CHECK (typeof(id) IN ('text', 'null')),
        title INTEGER NOT NULL CHECK (typeof(title) = 'integer'),
        merged_into INTEGER CHECK (typeof(merged_into) IN ('integer', 'null')),
        revision INTEGER NOT NULL
    )""",
    "CREATE INDEX paper_revision ON paper (revision)",
    """CREATE TABLE alias (
        title INTEGER NOT NULL CHECK (typeof(title) = 'integer'),
        paper INTEGER NOT NULL CHECK (typeof(paper) = 'integer'),
        revision INTEGER NOT NULL,
        PRIMARY KEY (title, paper)
    ) WITHOUT ROWID""",
    """CREATE TABLE fact (
        field TEXT NOT NULL CHECK (typeof(field) = 'text'),
        paper INTEGER NOT NULL CHECK (typeof(paper) = 'integer'),
        value CHECK (value IS NULL OR CASE field
            WHEN 'note' THEN typeof(value) = 'text'
            WHEN 'later' THEN typeof(value) = 'integer' AND value BETWEEN 1 AND 3652059
            ELSE typeof(value) = 'integer' AND value BETWEEN 0 AND 221845392000000 END),
        changed INTEGER NOT NULL CHECK (typeof(changed) = 'integer'),
        lineage TEXT CHECK (typeof(lineage) IN ('text', 'null')),
        revision INTEGER NOT NULL,
        PRIMARY KEY (field, paper)
    ) WITHOUT ROWID""",
    "CREATE INDEX fact_revision ON fact (revision)",
    """CREATE TABLE step (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        window TEXT NOT NULL,
        told TEXT NOT NULL CHECK (typeof(told) = 'text'),
        undone INTEGER NOT NULL DEFAULT 0,
        edits BLOB NOT NULL CHECK (typeof(edits) = 'blob')
    )""",
    """CREATE TABLE arrival (
        number INTEGER PRIMARY KEY,
        at INTEGER NOT NULL CHECK (typeof(at) = 'integer' AND at BETWEEN 0 AND 221845392000000),
        titles BLOB NOT NULL CHECK (typeof(titles) = 'blob' AND length(titles) % 8 = 0)
    )""",
    f"PRAGMA application_id = {APPLICATION}",
)

LOOKS: Migration = (
    """CREATE TABLE look (
        view TEXT PRIMARY KEY CHECK (typeof(view) = 'text'),
        at INTEGER NOT NULL CHECK (typeof(at) = 'integer' AND at BETWEEN 0 AND 221845392000000)
    ) WITHOUT ROWID""",
)

MIGRATIONS: tuple[Migration, ...] = (FIRST, LOOKS)


def version(connection: sqlite3.Connection) -> int:
    """How many migrations the database has been through."""
    number: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return number


def is_ours(connection: sqlite3.Connection) -> bool:
    """Whether the database is a library. Raises ``sqlite3.Error`` where it is no database at all."""
    number: int = connection.execute("PRAGMA application_id").fetchone()[0]
    return number == APPLICATION


def damage(connection: sqlite3.Connection) -> str | None:
    """The first thing that is wrong with the database, if any. Raises ``sqlite3.Error`` where it is no database at all.

    SQLite's quick check would not see a row that is out of its order, and all rows behind it would be gone unnoticed.
    """
    (finding,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    return None if finding == "ok" else one_line(finding)


def migrate(connection: sqlite3.Connection, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Run the migrations that are missing, each in one transaction together with the record that it was run."""
    for number in range(version(connection), len(migrations)):
        connection.execute("BEGIN IMMEDIATE")
        try:
            for statement in migrations[number]:
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number + 1}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
