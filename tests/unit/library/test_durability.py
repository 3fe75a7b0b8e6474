"""Killed windows, full disks, folders that take no files, migrations cut short."""

import os
import resource
import signal
import sqlite3
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from digesttui.errors import LibraryError
from digesttui.library import schema
from digesttui.library.changes import star, write_note
from digesttui.library.library import Library
from digesttui.library.opening import NAME
from digesttui.library.state import UNTOUCHED, PaperKey

from .conftest import OpenWindow
from .killing import Figures, kill_rounds
from .papers import paper

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and resource limits of POSIX")


def test_a_killed_window_loses_nothing_it_acknowledged(tmp_path: Path) -> None:
    figures = kill_rounds(tmp_path, rounds=15, seed=7)
    assert figures == Figures(kills=15, acknowledged=figures.acknowledged, lost=0, damaged=0)
    assert figures.acknowledged >= 15


def star_in_another_process(folder: Path, key: PaperKey, *, killed: bool) -> None:
    """Let a window star a paper, and close the library, or be killed with its log not yet in the database."""
    child = os.fork()
    if child == 0:
        library = Library.open(folder)
        library.apply(star([key]))
        if not killed:
            library.close()
        os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
    assert (folder / f"{NAME}-wal").exists() == killed


# full disk


@contextmanager
def full_disk(room: int) -> Iterator[None]:
    """No file may grow beyond ``room`` bytes."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_a_full_disk_is_told_in_one_line_and_nothing_is_lost(library: Library, open_window: OpenWindow) -> None:
    kept = 0
    with full_disk(200_000), pytest.raises(LibraryError, match="disk full") as told:
        while True:
            library.apply(write_note(paper(kept), "a long note " * 1_000))
            kept += 1
    assert kept > 0 and "\n" not in str(told.value)
    assert library.state(paper(kept)) == UNTOUCHED
    for window in (library, open_window()):
        assert [window.state(paper(number)).note is not None for number in range(kept + 1)] == [True] * kept + [False]
    assert library.apply(star([paper(kept)]))


@pytest.mark.parametrize("killed", [False, True], ids=["closed", "killed"])
def test_a_disk_that_is_full_at_the_start_still_lets_the_reader_read(
    killed: bool, tmp_path: Path, open_window: OpenWindow
) -> None:
    star_in_another_process(tmp_path, paper(1), killed=killed)
    with full_disk(100):
        window = open_window()
        assert not window.writable and window.state(paper(1)).starred
        with pytest.raises(LibraryError, match="cannot be written"):
            window.apply(star([paper(2)]))
        window.close()
    assert open_window().writable


# folders that take no files


def as_nobody(act: Callable[[], bool]) -> bool:
    """What ``act`` finds in a child process that is not root."""
    child = os.fork()
    if child == 0:
        try:
            if os.getuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            os._exit(0 if act() else 1)
        except BaseException:
            traceback.print_exc()
            os._exit(2)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


@pytest.fixture
def state_folder() -> Iterator[Path]:
    """A folder that everybody may enter, which pytest's own are not."""
    with tempfile.TemporaryDirectory() as above:
        Path(above).chmod(0o755)
        folder = Path(above) / "state"
        folder.mkdir()
        yield folder
        folder.chmod(0o755)


@pytest.mark.parametrize("killed", [False, True], ids=["closed", "killed"])
def test_a_folder_that_cannot_be_written_is_read(killed: bool, state_folder: Path) -> None:
    star_in_another_process(state_folder, paper(1), killed=killed)
    for path in state_folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o444)
    state_folder.chmod(0o555)

    def reads_on() -> bool:
        window = Library.open(state_folder)
        with pytest.raises(LibraryError, match="cannot be written"):
            window.apply(star([paper(2)]))
        with pytest.raises(LibraryError, match="cannot be written"):
            window.undo()
        found = bool(window.state(paper(1)).starred) and bool(window.tags() == {}) and window.learn([paper(1)]) == 0
        return found and not window.writable and "nothing you change is kept" in window.remarks[0]

    assert as_nobody(reads_on)


def test_a_folder_that_cannot_be_made_gives_an_empty_library(state_folder: Path) -> None:
    state_folder.chmod(0o555)

    def starts_empty() -> bool:
        window = Library.open(state_folder / "deeper")
        return not window.writable and window.state(paper(1)) == UNTOUCHED and bool(window.remarks)

    assert as_nobody(starts_empty)


def test_a_file_that_may_not_be_read_is_told(state_folder: Path, open_window: OpenWindow) -> None:
    open_window(state_folder).close()
    state_folder.chmod(0o555)

    def is_told() -> bool:
        with pytest.raises(LibraryError, match=r"cannot be opened|Permission denied"):
            Library.open(state_folder)
        return True

    assert as_nobody(is_told)


def test_a_folder_that_may_not_be_entered_is_told(state_folder: Path) -> None:
    state_folder.parent.chmod(0)

    def is_told() -> bool:
        with pytest.raises(LibraryError, match="Permission denied"):
            Library.open(state_folder)
        return True

    found = as_nobody(is_told)
    state_folder.parent.chmod(0o755)
    assert found


# migrations

NEXT: schema.Migration = (
    "CREATE TABLE shelf (number INTEGER PRIMARY KEY, name TEXT)",
    "INSERT INTO shelf (name) SELECT 'shelf ' || number FROM paper",
    "ALTER TABLE step ADD COLUMN shelf INTEGER",
)
EVERY = (*schema.MIGRATIONS, NEXT)


def test_a_migration_keeps_everything_and_a_copy_of_before(library: Library, tmp_path: Path) -> None:
    library.apply(star([paper(1)]))
    library.close()
    migrated = Library.open(tmp_path, migrations=EVERY)
    assert migrated.state(paper(1)).starred
    migrated.close()
    (copy,) = (tmp_path / "backups").glob("*-before-schema-3.sqlite3")
    with closing(sqlite3.connect(copy)) as connection:
        assert schema.version(connection) == len(schema.MIGRATIONS)
        assert connection.execute("SELECT count(*) FROM fact").fetchone() == (1,)
    with pytest.raises(LibraryError, match="newer"):
        Library.open(tmp_path)


@pytest.mark.parametrize("number", range(1, len(EVERY) + 1))
@pytest.mark.parametrize("after", [0, 1, 2, 3])
def test_a_migration_killed_at_any_statement_is_run_whole_next_time(number: int, after: int, tmp_path: Path) -> None:
    steps = EVERY[:number]
    *before, last = steps
    if before:
        library = Library.open(tmp_path, migrations=before)
        library.apply(star([paper(1)]))
        library.close()
    deadly = (*last[:after], "SELECT die()", *last[after:])
    child = os.fork()
    if child == 0:
        connect = sqlite3.connect

        def connect_deadly(*args: object, **options: object) -> sqlite3.Connection:
            connection: sqlite3.Connection = connect(*args, **options)  # type: ignore[call-overload]
            connection.create_function("die", 0, lambda: os.kill(os.getpid(), signal.SIGKILL))
            return connection

        sqlite3.connect = connect_deadly  # type: ignore[assignment]
        try:
            Library.open(tmp_path, migrations=(*before, deadly))
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    library = Library.open(tmp_path, migrations=steps)
    assert bool(library.state(paper(1)).starred) == bool(before)
    assert library.remarks == ()
    library.close()
    with closing(sqlite3.connect(tmp_path / NAME)) as connection:
        assert schema.version(connection) == len(steps)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_migration_that_fails_leaves_the_database_as_it_was(library: Library, tmp_path: Path) -> None:
    library.apply(star([paper(1)]))
    library.close()
    with pytest.raises(LibraryError, match=r"could not be renewed .* it is as it was"):
        Library.open(tmp_path, migrations=(*schema.MIGRATIONS, (*NEXT, "CREATE nonsense")))
    assert not list(tmp_path.glob("*damaged*"))
    assert Library.open(tmp_path).state(paper(1)).starred


def test_what_a_kill_left_of_a_new_database_is_no_hindrance(tmp_path: Path, open_window: OpenWindow) -> None:
    with closing(sqlite3.connect(tmp_path / f"{NAME}.new")) as connection:
        schema.migrate(connection)
    assert open_window().apply(star([paper(1)]))
