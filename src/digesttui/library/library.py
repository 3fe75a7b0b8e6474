"""The reader's own data, kept so that nothing is lost: by a crash, a full disk, or a second window.

Every change is one transaction, on the disk before it is acknowledged; what is asked is answered from memory. One
window sees what another changed when it polls.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import RLock

from digesttui.errors import LibraryError
from digesttui.library import arrivals, moving, schema
from digesttui.library.changes import Change, Mark
from digesttui.library.failures import telling
from digesttui.library.mirror import one_moment
from digesttui.library.opening import NAME, Opened, open_database, open_to_read
from digesttui.library.schema import MIGRATIONS, Migration
from digesttui.library.state import LATER, NOTE, READ, STARRED, TAG, UNTOUCHED, PaperKey, State, tag_name
from digesttui.library.steps import Edit, Step, Steps
from digesttui.library.transaction import Transaction
from digesttui.text import clean


def _local_time() -> datetime.datetime:
    return datetime.datetime.now().astimezone()


class Library:
    """Everything the reader did to papers; made by ``Library.open``.

    ``mirror`` is all of it in memory, to be read only. ``remarks`` are one-line notes for the reader from opening: a
    backup that was taken, a folder that cannot be written. Where ``writable`` is false every change raises. Each
    change raises ``LibraryError``, in one line, where it could not be kept; then nothing has changed. One thread at a
    time may change the library, any may ask.
    """

    def __init__(self, folder: Path, opened: Opened, now: Callable[[], datetime.datetime]) -> None:
        self.path = folder / NAME
        self.remarks = opened.remarks
        self.writable = opened.writable
        self._now = now
        self._connection = opened.connection
        self.mirror = opened.mirror
        self._lock = RLock()
        self._steps = Steps(self._connection)
        self._data_version = self._connection.execute("PRAGMA data_version").fetchone()[0]
        self._schema_version = schema.version(self._connection)
        self._inode = self.path.stat().st_ino if self.writable else 0
        self._unpolled: set[int] = set()
        self._looks: dict[str, int | None] = {}

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        now: Callable[[], datetime.datetime] = _local_time,
        migrations: Sequence[Migration] = MIGRATIONS,
    ) -> "Library":
        """Open the library in ``folder``; ``now`` tells the time, with its zone.

        Raises ``LibraryError`` where it can be neither written nor read, or was written by a newer program.
        """
        return cls._over(folder, open_database(folder, now(), migrations), now)

    @classmethod
    def open_to_read(cls, folder: Path, *, now: Callable[[], datetime.datetime] = _local_time) -> "Library":
        """The library in ``folder`` as it is, to be asked only: nothing is made, mended or renewed.

        Raises ``LibraryError`` where it cannot be read, or was written by a newer program.
        """
        return cls._over(folder, open_to_read(folder), now)

    @classmethod
    def _over(cls, folder: Path, opened: Opened, now: Callable[[], datetime.datetime]) -> "Library":
        try:
            with telling(folder / NAME):
                return cls(folder, opened, now)
        except BaseException:
            opened.connection.close()
            raise

    def close(self) -> None:
        """Let go of the files."""
        with self._lock, telling(self.path):
            self._connection.close()

    # asking

    def state(self, key: PaperKey) -> State:
        """What the reader did with the paper."""
        row = self.mirror.names.find(key)
        return UNTOUCHED if row is None else self._state(row)

    def tags(self) -> dict[str, int]:
        """The tags in use, in alphabetical order, and how many papers have each."""
        return {field.removeprefix(TAG): len(self.mirror.facts[field]) for field in self.mirror.tag_fields()}

    def arrived(self, since: datetime.datetime | None = None) -> list[int]:
        """The keys of the titles first seen not before ``since``; without it, on the last day when any came."""
        with self._lock, telling(self.path):
            if since is None:
                last = _time(arrivals.last(self._connection))
                since = last.replace(hour=0, minute=0, second=0, microsecond=0)
            return [title for _, titles in arrivals.since(self._connection, _milliseconds(since)) for title in titles]

    def looked(self, view: str) -> datetime.datetime | None:
        """When the reader last looked at the saved view; where that was in this window (``look``), the time before."""
        if view not in self._looks:
            with self._lock, telling(self.path):
                has_looks = self._schema_version > MIGRATIONS.index(schema.LOOKS)  # an older one may be open to read
                self._looks[view] = arrivals.looked(self._connection, view) if has_looks else None
        at = self._looks[view]
        return None if at is None else _time(at)

    def arriving(self, titles: Iterable[int], since: datetime.datetime | None = None) -> list[int]:
        """What ``arrived`` would say if the papers with these title keys came now."""
        known = set(self.arrived(datetime.datetime.fromtimestamp(0, datetime.UTC)))
        new = [title for title in titles if title not in known]
        if new and since is None:
            since = self._now().replace(hour=0, minute=0, second=0, microsecond=0)
        return [*new, *self.arrived(since)]

    # changing

    def apply(self, change: Change) -> Step | None:
        """Do ``change`` as one step for undo; None where it would change nothing."""
        self.learn(change.papers)
        with self._transaction() as transaction:
            edits = transaction.change(change.papers, change.edits)
            return self._record(change.tell, edits)

    def rename_tag(self, old: str, new: str) -> Step | None:
        """Give every paper tagged ``old`` the tag ``new`` instead; where ``new`` is in use, the two become one."""
        old, new = tag_name(old), tag_name(new)
        change = Change((f"renamed the tag {old} to {new} on", ""), (), {TAG + old: None, TAG + new: Mark.NOW})
        with self._transaction() as transaction:
            rows = list(self.mirror.facts.get(TAG + old, ())) if old != new else []
            return self._record(change.tell, transaction.change_rows(rows, change.edits))

    def undo(self) -> Step | None:
        """Take back the newest step; a field that was changed since, by another window, stays as it is.

        None where there is nothing to undo.
        """
        with self._transaction() as transaction:
            found = self._steps.take_back()
            if found is None:
                return None
            told, edits = found
            opposite = [Edit(row, field, after, before) for row, field, before, after in edits]
            return self._carry_out(transaction, told, opposite)

    def redo(self) -> Step | None:
        """Do again what was undone last, with the same care. None where there is nothing to redo."""
        with self._transaction() as transaction:
            found = self._steps.bring_back()
            return None if found is None else self._carry_out(transaction, *found)

    def learn(self, keys: Iterable[PaperKey]) -> int:
        """Take in what ``keys`` say of papers already known: an identifier or a further title.

        Two papers that turn out to be one become one: read, starred and tagged if either was, with the notes of
        both. Returns how many of the keys said something new. Costs next to nothing for those that do not.
        """
        taught = 0
        for key in keys if self.writable else ():
            if self.mirror.names.lesson(key) is None:
                continue
            with self._transaction() as transaction:
                lesson = self.mirror.names.lesson(key)  # again: another window may have been first
                if lesson is not None:
                    transaction.take_in(lesson)
                    taught += 1
        return taught

    def arrive(self, titles: Iterable[int]) -> list[int]:
        """Note the papers with these title keys as seen; return those that are seen for the first time."""
        with self._transaction() as transaction:
            return transaction.arrive(moving.Arrived(transaction.now, tuple(titles)))

    def look(self, view: str) -> None:
        """Note that the reader looks at the saved view now."""
        with self._transaction() as transaction:
            self._looks[view] = transaction.look(view)

    def poll(self) -> set[PaperKey]:
        """The papers changed by other windows since the last poll. Cheap where nothing was."""
        if not self._lock.acquire(blocking=False):
            return set()  # a long change is under way in another thread
        try:
            with telling(self.path):
                (data_version,) = self._connection.execute("PRAGMA data_version").fetchone()
                if data_version != self._data_version:
                    self._unpolled.update(self.mirror.catch_up(self._connection))
                    self._data_version = data_version
            rows, self._unpolled = self._unpolled, set()
        finally:
            self._lock.release()
        return set(map(self.mirror.names.key, map(self.mirror.names.resolve, rows)))

    # moving

    def export(self) -> list[str]:
        """The whole library as JSON lines, without line ends (see ``moving``)."""
        with self._lock, telling(self.path), one_moment(self._connection):
            self._unpolled.update(self.mirror.catch_up(self._connection))
            return list(moving.lines(self._connection, self.mirror.names))

    def merge(self, lines: Iterable[str], name: str) -> Step | None:
        """Take in what ``export`` wrote elsewhere, the newest change of each field winning, as one step for undo.
        ``name`` is what errors call it.

        None where it changes nothing. Raises ``LibraryError`` for lines that are no export, and takes in nothing.
        """
        told = list(moving.parsed(lines, name))
        self.learn(key for one in told if isinstance(one, moving.Account) for key in one.keys)
        edits: list[Edit] = []
        with self._transaction() as transaction:
            for one in told:
                if isinstance(one, moving.Account):
                    edits += transaction.take_over(one)
                else:
                    transaction.arrive(one)
            return self._record(Change(("imported changes to", ""), (), {}).tell, edits)

    # inside

    @contextmanager
    def _transaction(self) -> Iterator[Transaction]:
        """Everything inside is kept, or nothing; memory follows only what was kept."""
        if not self.writable:
            raise LibraryError(f"{self.path}: cannot be written, so this change was not kept")
        with self._lock, telling(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._check_place()
                self._unpolled.update(self.mirror.catch_up(self._connection))
                transaction = Transaction(self._connection, self.mirror, _milliseconds(self._now()))
                yield transaction
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
            changed = self.mirror.catch_up(self._connection)
            self._unpolled.update(row for row in changed if row not in transaction.touched)

    def _check_place(self) -> None:
        """Refuse to write where nobody would look for it: another program took the file away, or renewed it."""
        if not self.path.exists() or self.path.stat().st_ino != self._inode:
            raise LibraryError(f"{self.path}: was moved or replaced meanwhile; start again to go on")
        if schema.version(self._connection) != self._schema_version:
            raise LibraryError(f"{self.path}: was renewed by a newer digest-tui; start again to go on")

    def _record(self, tell: Callable[[int], str], edits: list[Edit]) -> Step | None:
        if not edits:
            return None
        papers = len({edit.row for edit in edits})
        self._steps.record(tell(papers), edits)
        return Step(tell(papers), papers)

    def _carry_out(self, transaction: Transaction, told: str, edits: list[Edit]) -> Step:
        """Make those of ``edits`` whose field is as it was before them."""
        names, value = self.mirror.names, self.mirror.value
        possible = []
        for row, field, before, after in edits:
            now = names.resolve(row)
            if value(field, now) == before:
                possible.append(Edit(now, field, before, after))
        transaction.write(possible)
        return Step(told, len({edit.row for edit in possible}), left=len(edits) - len(possible))

    def _state(self, row: int) -> State:
        read, starred, note, later = (self.mirror.value(field, row) for field in (READ, STARRED, NOTE, LATER))
        return State(
            read=_time(read) if isinstance(read, int) else None,
            starred=_time(starred) if isinstance(starred, int) else None,
            tags=self.mirror.tags(row),
            note=clean(note) if isinstance(note, str) else None,
            later=datetime.date.fromordinal(later) if isinstance(later, int) else None,
        )


def _time(milliseconds: int) -> datetime.datetime:
    """In local time, with its zone."""
    return datetime.datetime.fromtimestamp(milliseconds / 1000, datetime.UTC).astimezone()


def _milliseconds(time: datetime.datetime) -> int:
    return int(time.timestamp() * 1000)
