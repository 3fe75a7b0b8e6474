"""The library folder: plain files, added whole, under a name of their own, once."""

import os
from pathlib import Path

import pytest

from digesttui import whole
from digesttui.errors import InputError, LibraryError
from digesttui.sources import folder
from digesttui.sources.folder import Added
from tests.unit.sources.pages import page


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder outside the library with two pages in it."""
    desk = tmp_path / "desk"
    desk.mkdir()
    (desk / "one-2025-03-18.txt").write_text(page("Lanterns", "Windows"))
    (desk / "two-2025-03-19.txt").write_text(page("Kites"))
    return desk


def add(library: Path, *paths: Path | str) -> list[Added | InputError]:
    return list(folder.add(library, [str(path) for path in paths]))


def names(library: Path) -> list[str]:
    return sorted(path.name for path in library.rglob("*"))


def test_files_are_copied_under_their_own_name(library: Path, desk: Path) -> None:
    one = desk / "one-2025-03-18.txt"
    assert add(library, one) == [Added(one, library / one.name, 2, is_new=True)]
    assert (library / one.name).read_bytes() == one.read_bytes()


def test_a_copy_keeps_its_time_because_pages_without_a_year_take_it_from_there(library: Path, desk: Path) -> None:
    one = desk / "one-2025-03-18.txt"
    os.utime(one, (1_000_000, 1_000_000))
    add(library, one)
    assert (library / one.name).stat().st_mtime == 1_000_000


def test_a_folder_brings_all_its_files(library: Path, desk: Path) -> None:
    add(library, desk)
    assert names(library) == ["one-2025-03-18.txt", "two-2025-03-19.txt"]


def test_what_is_there_already_is_not_copied_again(library: Path, desk: Path) -> None:
    one = desk / "one-2025-03-18.txt"
    add(library, one)
    twin = desk / "another name.txt"
    twin.write_bytes(one.read_bytes())
    assert add(library, one, twin) == [
        Added(one, library / one.name, 2, is_new=False),
        Added(twin, library / one.name, 2, is_new=False),
    ]
    assert names(library) == [one.name]


def test_twins_in_one_go_are_noticed_too(library: Path, desk: Path) -> None:
    twin = desk / "a.txt"
    twin.write_bytes((desk / "one-2025-03-18.txt").read_bytes())
    assert [added.is_new for added in add(library, desk) if isinstance(added, Added)] == [True, False, True]


def test_another_content_of_the_same_name_gets_a_number(library: Path, desk: Path) -> None:
    one = desk / "one-2025-03-18.txt"
    for title in ("Lanterns", "Kites", "Candles!"):  # the first and the last make files of one size
        one.write_text(page(title))
        add(library, one)
    assert names(library) == ["one-2025-03-18-2.txt", "one-2025-03-18-3.txt", "one-2025-03-18.txt"]
    assert "Kites" in (library / "one-2025-03-18-2.txt").read_text()


def test_a_hidden_file_becomes_visible(library: Path, desk: Path) -> None:
    hidden = desk / ".saved.txt"
    hidden.write_text(page("Lanterns"))
    add(library, hidden)
    assert names(library) == ["saved.txt"]


def test_what_is_no_digest_is_told_and_the_others_are_added(library: Path, desk: Path) -> None:
    (desk / "picture.gif").write_bytes(b"GIF89a" + bytes(50))
    outcomes = add(library, desk / "gone.txt", desk)
    told = [str(outcome) for outcome in outcomes if isinstance(outcome, InputError)]
    assert len(told) == 2
    assert "gone.txt" in told[0]
    assert "picture.gif" in told[1]
    assert len(names(library)) == 2


def test_standard_input_has_no_name_to_be_kept_under(library: Path) -> None:
    [told] = add(library, "-")
    assert "save it as a file first" in str(told)


def test_a_library_that_cannot_be_written_is_told(library: Path, desk: Path) -> None:
    library.write_text("a file where the folder should be")
    with pytest.raises(LibraryError, match=r"library: cannot be written, .*; what is in the library stays"):
        add(library, desk)


def test_keeping_writes_what_changed_and_dates_it(library: Path) -> None:
    path = library / "a" / "b.json"
    assert folder.keep(path, b"one", 1_000.0)
    assert not folder.keep(path, b"one", 2_000.0)
    assert path.stat().st_mtime == 2_000.0
    assert folder.keep(path, b"two", 3_000.0)
    assert (path.read_bytes(), path.stat().st_mtime) == (b"two", 3_000.0)


def test_a_full_disk_is_told_and_what_was_there_stays(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = library / "b.json"
    folder.keep(path, b"one", 1_000.0)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(whole, "replace", full)
    with pytest.raises(LibraryError, match=r"b\.json: cannot be written, No space left on device"):
        folder.keep(path, b"two", 2_000.0)
    assert path.read_bytes() == b"one"


def test_digests_are_found_by_the_names_they_go_by(library: Path, desk: Path) -> None:
    add(library, desk)
    (library / "sub").mkdir()
    (library / "sub" / "one-2025-03-18.txt").write_text(page("Shadows"))
    two = library / "two-2025-03-19.txt"
    assert folder.named(library, "two-2025-03-19") == two
    assert folder.named(library, "two-2025-03-19.txt") == two
    assert folder.named(library, "sub/one-2025-03-18.txt") == library / "sub" / "one-2025-03-18.txt"
    with pytest.raises(LibraryError, match=r"one-2025-03-18\.txt: could be .* or .*; give one of these"):
        folder.named(library, "one-2025-03-18.txt")
    with pytest.raises(LibraryError, match="three: no such digest"):
        folder.named(library, "three")


def test_an_empty_library_holds_nothing(library: Path) -> None:
    assert folder.paths_in(library) == []
    with pytest.raises(LibraryError, match="no such digest"):
        folder.named(library, "one")


def test_removing_deletes_the_file(library: Path, desk: Path) -> None:
    add(library, desk)
    folder.remove(library / "two-2025-03-19.txt")
    assert names(library) == ["one-2025-03-18.txt"]
    with pytest.raises(LibraryError, match="cannot be deleted"):
        folder.remove(library / "two-2025-03-19.txt")
