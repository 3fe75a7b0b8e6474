"""Opening: new, damaged, empty, newer, read-only, and the backups."""

import os
import random
import shutil
import sqlite3
import stat
import time
from contextlib import closing
from pathlib import Path

import pytest

from digesttui.errors import LibraryError
from digesttui.library import backups
from digesttui.library.changes import Change, add_tags, mark_read, star, write_note
from digesttui.library.library import Library
from digesttui.library.state import UNTOUCHED

from .conftest import OpenWindow
from .papers import Clock, paper


def test_a_first_start_says_nothing_and_makes_files_only_the_reader_may_read(library: Library, tmp_path: Path) -> None:
    library.apply(star([paper(1)]))
    assert library.remarks == () and library.writable
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert not list(tmp_path.rglob("*.new"))


def test_a_database_others_could_read_is_closed_to_them(library: Library, open_window: OpenWindow) -> None:
    library.path.chmod(0o644)
    open_window()
    assert stat.S_IMODE(library.path.stat().st_mode) == 0o600


def test_commits_reach_the_disk_before_they_are_acknowledged(library: Library) -> None:
    pragmas = [library._connection.execute(f"PRAGMA {name}").fetchone() for name in ("journal_mode", "synchronous")]
    assert pragmas == [("wal",), (2,)]


# backups


def kept_backups(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "backups").iterdir())


def test_one_backup_a_day_is_kept_and_the_last_seven(open_window: OpenWindow, clock: Clock, tmp_path: Path) -> None:
    for _ in range(9):
        open_window().close()
        open_window().close()
        clock.pass_days(1)
    assert kept_backups(tmp_path) == [f"2025-09-{day}.sqlite3" for day in range(13, 20)]


@pytest.mark.parametrize("closes", [True, False], ids=["closed", "still open"])
def test_todays_backup_is_as_new_as_the_last_start(open_window: OpenWindow, tmp_path: Path, closes: bool) -> None:
    window = open_window()
    window.apply(star([paper(1)]))
    if closes:
        window.close()
    open_window().close()
    (backup,) = (tmp_path / "backups").iterdir()
    later = time.time() + 60
    os.utime(backup, (later, later))
    before = backup.stat().st_ino
    open_window().close()
    assert backup.stat().st_ino == before, "nothing had changed"
    (tmp_path / "elsewhere").mkdir()
    backup.rename(tmp_path / "elsewhere" / "library.sqlite3")
    assert open_window(tmp_path / "elsewhere").state(paper(1)).starred


def test_a_damaged_file_is_kept_and_the_newest_good_backup_taken(
    open_window: OpenWindow, clock: Clock, tmp_path: Path
) -> None:
    for number in range(3):
        window = open_window()
        window.apply(star([paper(number)]))
        window.close()
        clock.pass_days(1)
    (tmp_path / "backups" / "2025-09-13.sqlite3").write_bytes(b"no backup")
    window.path.write_bytes(b"no database at all")

    restored = open_window()
    (remark,) = restored.remarks
    assert "was damaged" in remark and "2025-09-12.sqlite3 was taken" in remark
    assert [bool(restored.state(paper(number)).starred) for number in range(3)] == [True, False, False]
    (aside,) = tmp_path.glob("library-damaged-*.sqlite3")
    assert aside.read_bytes() == b"no database at all"
    assert open_window().remarks == ()


def test_without_a_backup_a_damaged_file_is_kept_and_the_library_starts_anew(
    open_window: OpenWindow, tmp_path: Path
) -> None:
    (tmp_path / "library.sqlite3").write_bytes(b"no database at all")
    window = open_window()
    assert "without a backup it starts anew" in window.remarks[0]
    window.apply(star([paper(1)]))
    assert len(list(tmp_path.glob("library-damaged-*.sqlite3"))) == 1


def test_two_damaged_files_in_one_second_are_both_kept(open_window: OpenWindow, tmp_path: Path) -> None:
    for content in (b"one", b"two"):
        (tmp_path / "library.sqlite3").write_bytes(content)
        open_window().close()
    assert {path.read_bytes() for path in tmp_path.glob("library-damaged-*.sqlite3")} == {b"one", b"two"}


def test_an_empty_file_is_not_taken_for_a_new_database(open_window: OpenWindow, clock: Clock) -> None:
    window = open_window()
    window.apply(star([paper(1)]))
    window.close()
    clock.pass_days(1)
    open_window().close()
    window.path.write_bytes(b"")
    restored = open_window()
    assert "it is empty" in restored.remarks[0]
    assert restored.state(paper(1)).starred


def test_a_missing_file_comes_back_from_the_backup_without_its_old_log(
    open_window: OpenWindow, clock: Clock, tmp_path: Path
) -> None:
    window = open_window()
    window.apply(star([paper(1)]))
    clock.pass_days(1)
    open_window().close()
    for end in ("", "-wal"):
        shutil.copy(tmp_path / f"library.sqlite3{end}", tmp_path / f"copy{end}")
    window.close()
    window.path.unlink()
    (tmp_path / "copy-wal").rename(tmp_path / "library.sqlite3-wal")
    restored = open_window()
    assert "was missing" in restored.remarks[0]
    assert restored.state(paper(1)).starred
    assert len(list(tmp_path.glob("library-damaged-*-wal"))) == 1


def test_another_programs_database_is_moved_aside_whole(open_window: OpenWindow, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "library.sqlite3")) as connection, connection:
        connection.execute("CREATE TABLE theirs (a)")
    before = (tmp_path / "library.sqlite3").read_bytes()
    assert "it is not a library" in open_window().remarks[0]
    (aside,) = tmp_path.glob("library-damaged-*.sqlite3")
    assert aside.read_bytes() == before


def test_a_row_out_of_its_order_which_would_hide_others_counts_as_damage(
    library: Library, open_window: OpenWindow
) -> None:
    library.apply(mark_read([paper(number) for number in range(50)]))
    library.close()
    open_window().close()  # makes the backup
    content = library.path.read_bytes()
    library.path.write_bytes(content.replace(b"read", b"rfad", 1))
    window = open_window()
    (remark,) = window.remarks
    assert "was damaged" in remark and "was taken in its place" in remark
    assert all(window.state(paper(number)).read for number in range(50))


def test_values_no_program_of_ours_wrote_count_as_damage(library: Library, open_window: OpenWindow) -> None:
    library.apply(star([paper(1)]))
    with closing(sqlite3.connect(library.path)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints = 1")
        connection.execute("UPDATE fact SET value = 'yesterday'")
    library.close()
    assert "was damaged" in open_window().remarks[0]


def test_a_backup_that_cannot_be_made_is_told_and_the_library_opens(open_window: OpenWindow, tmp_path: Path) -> None:
    (tmp_path / "backups").write_text("in the way")
    window = open_window()
    assert "no backup was made today" in window.remarks[0]
    assert window.apply(star([paper(1)]))


def test_a_database_damaged_again_at_once_is_told(
    open_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "publish", lambda unfinished, path: path.write_bytes(b"rotten"))
    with pytest.raises(LibraryError, match="is the disk failing"):
        open_window()


# newer


def test_a_newer_database_is_refused_and_left_as_it_is(library: Library, open_window: OpenWindow) -> None:
    library.apply(star([paper(1)]))
    library.close()
    with closing(sqlite3.connect(library.path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    before = library.path.read_bytes()
    with pytest.raises(LibraryError, match=r"newer digest-tui \(schema 99.*update"):
        open_window()
    assert library.path.read_bytes() == before


def test_a_newer_database_is_refused_where_it_can_only_be_read(
    library: Library, open_window: OpenWindow, tmp_path: Path
) -> None:
    library.close()
    with closing(sqlite3.connect(library.path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    (tmp_path / "library.lock").unlink()
    (tmp_path / "library.lock").mkdir()
    with pytest.raises(LibraryError, match="newer digest-tui"):
        open_window()


def test_a_window_stops_writing_when_a_newer_program_renewed_the_database(library: Library) -> None:
    with closing(sqlite3.connect(library.path)) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(LibraryError, match="start again"):
        library.apply(star([paper(1)]))


# damaged files

CHANGES: list[Change] = [
    mark_read([paper(number) for number in range(100)]),
    star([paper(number) for number in range(40)]),
    add_tags([paper(number) for number in range(20)], ["moe", "to read"]),
    write_note(paper(1), "a note " * 2_000),
]


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("healthy")
    library = Library.open(folder)
    for change in CHANGES:
        library.apply(change)
    library.arrive(range(500))
    library.close()
    return library.path.read_bytes()


def damaged(content: bytes, chance: random.Random) -> bytes:
    kind = chance.randrange(4)
    if kind == 0:
        return content[: chance.randrange(len(content))]
    broken = bytearray(content)
    if kind == 1:  # the header of the file or of a page
        page = chance.randrange(len(content) // 4096) * 4096
        places = [page + chance.randrange(100) for _ in range(3)]
    else:
        places = [chance.randrange(len(content)) for _ in range(chance.choice((1, 10, 1_000)))]
    if kind == 3:
        start = places[0]
        broken[start : start + 512] = chance.randbytes(len(broken[start : start + 512]))
    for place in places:
        broken[place] ^= 1 << chance.randrange(8)
    return bytes(broken)


def use(library: Library) -> None:
    """Ask for everything and change some; only ``LibraryError`` may come of it."""
    for number in range(0, 100, 9):
        library.state(paper(number))
    for act in (library.undo, library.redo, library.export, library.poll, library.tags, library.arrived):
        try:
            act()
        except LibraryError as error:
            assert "\n" not in str(error)
    for change in (star([paper(50), paper(500)]), write_note(paper(1), "another")):
        try:
            library.apply(change)
        except LibraryError as error:
            assert "\n" not in str(error)


def test_damaged_files_raise_nothing_else_and_are_never_overwritten(healthy: bytes, tmp_path: Path) -> None:
    chance = random.Random(20250911)
    moved = 0
    for number in range(500):
        folder = tmp_path / str(number)
        folder.mkdir()
        content = damaged(healthy, chance)
        path = folder / "library.sqlite3"
        path.write_bytes(content)
        inode = path.stat().st_ino
        try:
            library = Library.open(folder)
        except LibraryError as error:
            assert "\n" not in str(error)
            assert path.read_bytes() == content
        else:
            asides = list(folder.glob("library-damaged-*.sqlite3"))
            assert bool(asides) == bool(library.remarks) == (path.stat().st_ino != inode)
            assert all(aside.read_bytes() == content for aside in asides)
            moved += bool(asides)
            use(library)
            library.close()
        shutil.rmtree(folder)
    assert moved > 100


def test_the_state_of_a_library_that_starts_anew_is_untouched(open_window: OpenWindow, tmp_path: Path) -> None:
    (tmp_path / "library.sqlite3").write_bytes(b"x")
    assert open_window().state(paper(1)) == UNTOUCHED
