"""What is written in one transaction, and how it reaches the tables."""

import json
import sqlite3
from collections.abc import Iterable, Sequence

from digesttui.library import arrivals
from digesttui.library.changes import Edits, Mark
from digesttui.library.merging import Fact, newest, united
from digesttui.library.mirror import Mirror
from digesttui.library.moving import Account, Arrived, fact_of, text_of
from digesttui.library.names import Lesson, Names, signed
from digesttui.library.state import NOTE, PaperKey, Value
from digesttui.library.steps import Edit

_SET = """
    INSERT INTO fact (field, paper, value, changed, lineage, revision)
    SELECT ?, value, ?, ?, ?, ? FROM json_each(?) WHERE true
    ON CONFLICT DO UPDATE SET
        value = excluded.value,
        changed = max(excluded.changed, fact.changed + 1),
        lineage = fact.lineage || fact.changed || ' ',
        revision = excluded.revision
"""  # many papers in one statement: half of the time of one each
_REPLACE = "REPLACE INTO fact (field, paper, value, changed, lineage, revision) VALUES (?, ?, ?, ?, ?, ?)"
_ADD_PAPER = "INSERT INTO paper (number, id, title, revision) VALUES (?, ?, ?, ?)"
_ADD_ALIAS = "INSERT OR IGNORE INTO alias (title, paper, revision) VALUES (?, ?, ?)"


class Transaction:
    """One transaction that has begun on ``connection``, at ``now`` (milliseconds since 1970).

    ``mirror`` knows what was committed before; ``touched`` are the rows changed here.
    """

    def __init__(self, connection: sqlite3.Connection, mirror: Mirror, now: int) -> None:
        self.now = now
        self.touched: set[int] = set()
        self._connection = connection
        self._mirror = mirror
        self._revision = 0

    def change(self, keys: Iterable[PaperKey], edits: Edits) -> list[Edit]:
        """Set the fields of ``edits`` for these papers; return what that changed."""
        sets_something = any(value is not None for value in edits.values())
        return self.change_rows(self._rows(keys, add=sets_something), edits)

    def change_rows(self, rows: Iterable[int], edits: Edits) -> list[Edit]:
        """``change`` for papers that have a row."""
        done = []
        for field, wanted in edits.items():
            for row in rows:
                before = self._mirror.value(field, row)
                after = (self.now if before is None else before) if isinstance(wanted, Mark) else wanted
                if after != before:
                    done.append(Edit(row, field, before, after))
        self.write(done)
        return done

    def write(self, edits: Sequence[Edit]) -> None:
        """Set each field to what it is after its edit."""
        alike: dict[tuple[str, Value], list[int]] = {}
        for row, field, _, after in edits:
            alike.setdefault((field, after), []).append(row)
        for (field, after), rows in alike.items():
            lineage = "" if field == NOTE else None
            given = (field, after, self.now, lineage, self._next_revision(), json.dumps(rows))
            self._connection.execute(_SET, given)
            self.touched.update(rows)

    def take_in(self, lesson: Lesson) -> None:
        """Write what a key taught of papers already known."""
        revision, execute = self._next_revision(), self._connection.execute
        match lesson.kind:
            case "id":
                execute("UPDATE paper SET id = ?, revision = ? WHERE number = ?", (lesson.key.id, revision, lesson.row))
            case "alias":
                execute(_ADD_ALIAS, (signed(lesson.key.title), lesson.row, revision))
            case "merge":
                self._merge(lesson.row, lesson.into)

    def take_over(self, account: Account) -> list[Edit]:
        """Merge another library's account of a paper into ours; return what that changed."""
        row = self._row_of(account)
        edits = []
        for field, theirs in account.facts.items():
            ours = self._fact(field, row)
            holds = newest(field, ours, theirs)
            if holds != ours:
                self._place(field, row, holds)
                before = None if ours is None else ours.value
                if holds.value != before:
                    edits.append(Edit(row, field, before, holds.value))
        return edits

    def arrive(self, arrived: Arrived) -> list[int]:
        """Note titles as seen; return those seen for the first time."""
        return arrivals.add(self._connection, arrived.titles, arrived.at)

    def look(self, view: str) -> int | None:
        """Note that the reader opened a saved view; return when they did before."""
        before = arrivals.looked(self._connection, view)
        arrivals.look(self._connection, view, self.now)
        return before

    def _rows(self, keys: Iterable[PaperKey], *, add: bool) -> list[int]:
        """The row of each paper, each once; papers without one get one where ``add`` says so."""
        known, new = self._mirror.names, Names()
        rows: dict[int, None] = {}
        added: list[tuple[int, str | None, int]] = []
        for key in keys:
            row = known.find(key)
            if row is None:
                row = new.find(key)
            if row is None and add:
                row = added[-1][0] + 1 if added else self._next_row()
                added.append((row, key.id, signed(key.title)))
                new.add(*added[-1])
            if row is not None:
                rows[row] = None
        if added:
            revision = self._next_revision()
            self._connection.executemany(_ADD_PAPER, ((*paper, revision) for paper in added))
        return list(rows)

    def _row_of(self, account: Account) -> int:
        found = (self._mirror.names.find(key) for key in account.keys)
        row = next((row for row in found if row is not None), None)
        if row is None:
            first, *further = account.keys
            (row,) = self._rows([first], add=True)
            revision = self._next_revision()
            self._connection.executemany(_ADD_ALIAS, ((signed(key.title), row, revision) for key in further))
        return row

    def _next_row(self) -> int:
        (newest_row,) = self._connection.execute("SELECT coalesce(max(number), 0) FROM paper").fetchone()
        return int(newest_row) + 1

    def _merge(self, gone: int, kept: int) -> None:
        fields = self._connection.execute("SELECT field FROM fact WHERE paper = ?", (gone,)).fetchall()
        for (field,) in fields:
            other = self._fact(field, gone)
            assert other is not None
            self._place(field, kept, united(field, self._fact(field, kept), other))
            self._place(field, gone, Fact(None, other.changed, other.lineage))
        self._connection.execute(
            "UPDATE paper SET merged_into = ?, revision = ? WHERE number = ?", (kept, self._next_revision(), gone)
        )

    def _fact(self, field: str, row: int) -> Fact | None:
        found = self._connection.execute(
            "SELECT value, changed, lineage FROM fact WHERE field = ? AND paper = ?", (field, row)
        ).fetchone()
        return None if found is None else fact_of(*found)

    def _place(self, field: str, row: int, fact: Fact) -> None:
        lineage = text_of(fact.lineage) if field == NOTE else None
        self._connection.execute(_REPLACE, (field, row, fact.value, fact.changed, lineage, self._next_revision()))
        self.touched.add(row)

    def _next_revision(self) -> int:
        """The number of this transaction; taken when there is something to write."""
        if not self._revision:
            self._connection.execute("UPDATE revision SET number = number + 1")
            (self._revision,) = self._connection.execute("SELECT number FROM revision").fetchone()
        return self._revision
