"""Opening the database so that nothing of the reader's is ever overwritten.

All of it happens under a lock that only one window holds at a time. A damaged file, and an empty one, is moved aside
under another name and the newest good backup takes its place; a new database is made beside and then renamed. What
cannot be written is opened to be read.
"""

import datetime
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from digesttui.errors import LibraryError
from digesttui.library import backups, schema
from digesttui.library.failures import FAILURES, result_code, telling, told
from digesttui.library.mirror import Mirror
from digesttui.library.schema import MIGRATIONS, Migration

NAME = "library.sqlite3"
PATIENCE = 10.0  # seconds to wait for another window's transaction
# Where a write-ahead log was left, reading needs its index, and a full disk has no room to make one: SQLite then makes
# it in memory. Only where there is no log may it be told that nobody writes.
_TO_READ = ("mode=ro", "mode=ro&readonly_shm=1", "mode=ro&immutable=1")
_COMPANIONS = ("-wal", "-shm")
_TRANSIENT = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL,
              sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_NOMEM)  # fmt: skip

_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


@dataclass(frozen=True, slots=True)
class Opened:
    """An open database, what it holds, and ``remarks`` for the reader; ``writable`` says whether it takes changes."""

    connection: sqlite3.Connection
    mirror: Mirror
    writable: bool
    remarks: tuple[str, ...] = ()


class _Damaged(Exception):
    """The file is no library, or a broken one."""


def open_database(folder: Path, now: datetime.datetime, migrations: Sequence[Migration] = MIGRATIONS) -> Opened:
    """Open the library in ``folder``, making, mending and migrating it as needed.

    Raises ``LibraryError`` where it can be neither written nor read, or was written by a newer program.
    """
    path = folder / NAME
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _alone(folder):
            return _open_writable(path, now, migrations)
    except FAILURES as error:
        with telling(path):
            return _open_to_read(path, told(error, path), migrations)


def open_to_read(folder: Path, migrations: Sequence[Migration] = MIGRATIONS) -> Opened:
    """Open the library in ``folder`` as it is, to change nothing; where there is none, an empty one in memory.

    Raises ``LibraryError`` where it cannot be read, or was written by a newer program.
    """
    path = folder / NAME
    # without a log nobody has it open, and SQLite need not make one beside it to keep watch
    modes = _TO_READ if path.with_name(path.name + "-wal").exists() else _TO_READ[-1:]
    with telling(path):
        return _open_to_read(path, None, migrations, modes)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait until no other window is opening the library. SQLite's lock works on every platform and dies with us."""
    lock = folder / "library.lock"
    if not lock.exists():
        lock.touch(backups.MODE)
    with closing(sqlite3.connect(lock, timeout=PATIENCE, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield


def _open_writable(path: Path, now: datetime.datetime, migrations: Sequence[Migration]) -> Opened:
    remarks: list[str] = []
    if not path.exists():
        _moved_aside(path, now)  # a log left beside a database that is gone would be read into the next one
        if backup := _replaced(path, migrations):
            remarks.append(f"{path} was missing; the backup {backup.name} was taken in its place")
    try:
        connection, mirror = _checked(path, now, migrations)
    except _Damaged as damage:
        aside = _moved_aside(path, now)
        backup = _replaced(path, migrations)
        taken = f"the backup {backup.name} was taken in its place" if backup else "without a backup it starts anew"
        remarks.append(f"{path} was damaged ({damage}) and is kept as {aside.name}; {taken}")
        try:
            connection, mirror = _checked(path, now, migrations)
        except _Damaged as again:
            raise LibraryError(f"{path}: damaged again at once ({again}); is the disk failing?") from again
    try:
        backups.back_up(connection, path, _backup_folder(path), now.date())
    except FAILURES as error:
        remarks.append(f"no backup was made today: {told(error, _backup_folder(path))}")
    return Opened(connection, mirror, writable=True, remarks=tuple(remarks))


def _replaced(path: Path, migrations: Sequence[Migration]) -> Path | None:
    """Put the newest good backup at ``path`` and return it; where there is none, a new database."""
    backup = backups.newest_good(_backup_folder(path))
    if backup is not None:
        backups.restore(backup, path)
        return backup
    unfinished = backups.empty_file(path.with_name(path.name + ".new"))
    with closing(_connected(unfinished)) as connection:
        connection.execute("PRAGMA journal_mode = MEMORY")  # no file beside it that a kill could leave
        schema.migrate(connection, migrations)
    backups.publish(unfinished, path)
    return None


def _moved_aside(path: Path, now: datetime.datetime) -> Path:
    """Rename the database and its companions, the database last: it is the sign that there is still work to do."""
    stem = f"{path.stem}-damaged-{now:%Y-%m-%d-%H%M%S}"
    number, aside = 1, path.with_name(f"{stem}{path.suffix}")
    while any(aside.with_name(aside.name + end).exists() for end in ("", *_COMPANIONS)):
        number += 1
        aside = path.with_name(f"{stem}-{number}{path.suffix}")
    for end in (*_COMPANIONS, ""):
        with suppress(FileNotFoundError):
            path.with_name(path.name + end).rename(aside.with_name(aside.name + end))
    return aside


def _checked(path: Path, now: datetime.datetime, migrations: Sequence[Migration]) -> tuple[sqlite3.Connection, Mirror]:
    """Open ``path``, check and migrate it, and read what it holds. Raises ``_Damaged``."""
    if path.stat().st_size == 0:
        raise _Damaged("it is empty")
    if path.stat().st_mode & 0o077:
        path.chmod(backups.MODE)
    connection = _connected(path)
    try:
        _refuse_newer(connection, path, migrations)
        if not schema.is_ours(connection) or not schema.version(connection):
            raise _Damaged("it is not a library")
        if damage := schema.damage(connection):
            raise _Damaged(damage)
        _prepare(connection)
        if schema.version(connection) < len(migrations):
            _migrate(connection, path, now, migrations)
        return connection, Mirror(connection)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        connection.close()
        if result_code(error) in _TRANSIENT:
            raise
        raise _Damaged(str(error)) from error
    except BaseException:
        connection.close()
        raise


def _migrate(
    connection: sqlite3.Connection, path: Path, now: datetime.datetime, migrations: Sequence[Migration]
) -> None:
    backups.back_up_before_migration(connection, _backup_folder(path), now.date())
    try:
        schema.migrate(connection, migrations)
    except sqlite3.Error as error:
        if result_code(error) in (*_TRANSIENT, *_DAMAGE):
            raise
        raise LibraryError(f"{path}: could not be renewed for this digest-tui ({error}); it is as it was") from error


def _refuse_newer(connection: sqlite3.Connection, path: Path, migrations: Sequence[Migration]) -> None:
    found = schema.version(connection)
    if found > len(migrations):
        raise LibraryError(
            f"{path}: written by a newer digest-tui (schema {found}, this one knows {len(migrations)}); "
            "update digest-tui, until then it runs without your library"
        )


def _connected(path: Path) -> sqlite3.Connection:
    # threads: the library is opened in one and used in another, and guards itself with a lock
    return sqlite3.connect(path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)


def _prepare(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("BEGIN IMMEDIATE")  # the only sure way to learn that a database can be written
    connection.execute("ROLLBACK")


def _open_to_read(
    path: Path, reason: LibraryError | None, migrations: Sequence[Migration], modes: Sequence[str] = _TO_READ
) -> Opened:
    """Open what is there without writing anything, perhaps for a ``reason``; where nothing is there, an empty library
    in memory."""
    remarks = (f"{reason}; you can read, but nothing you change is kept",) if reason else ()
    if not path.exists():
        connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        schema.migrate(connection, migrations)
        return Opened(connection, Mirror(connection), writable=False, remarks=remarks)
    for mode in modes:
        with suppress(sqlite3.Error, UnicodeDecodeError):
            connection, mirror = _read_only(path, mode, migrations)
            return Opened(connection, mirror, writable=False, remarks=remarks)
    raise reason or LibraryError(f"{path}: cannot be read as it is; start digest-tui, which mends what it can")


def _read_only(path: Path, mode: str, migrations: Sequence[Migration]) -> tuple[sqlite3.Connection, Mirror]:
    """The database as it is and what it holds, in SQLite's ``mode`` (``mode=ro``, perhaps ``&immutable=1``)."""
    uri = f"{path.resolve().as_uri()}?{mode}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    try:
        _refuse_newer(connection, path, migrations)
        return connection, Mirror(connection)
    except BaseException:
        connection.close()
        raise


def _backup_folder(path: Path) -> Path:
    return path.parent / "backups"
