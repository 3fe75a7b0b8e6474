"""Files, folders, globs and standard input."""

import datetime
import gzip
import io
import os
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from digesttui.model import Digest
from digesttui.sources import files
from digesttui.sources.files import Found

PAGE = "Sep 11\n\nA Title\n\nAn abstract that ends here.\n"
PAPER = b"A Title\n\nAn abstract that ends here.\n"


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def write(name: str, data: bytes = PAPER) -> Path:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def names(*paths: str) -> list[str]:
    return [found.name if isinstance(found, Found) else str(found) for found in files.find(paths)]


def opened(*paths: str) -> list[str]:
    return [outcome.name if isinstance(outcome, Digest) else str(outcome) for outcome in files.open_all(paths)]


def test_a_folder_gives_its_files_in_order_but_nothing_hidden() -> None:
    for name in ["in/b.txt", "in/a.txt", "in/deep/c.txt", "in/.git/d.txt", "in/.hidden.txt"]:
        write(name)
    assert names("in") == ["a", "b", "c"]


def test_a_hidden_folder_opens_when_it_is_named() -> None:
    write(".papers/a.txt")
    assert names(".papers") == ["a"]


def test_globs_reach_files_and_folders() -> None:
    for name in ["x1.txt", "x2/deep.txt", "y.txt"]:
        write(name)
    assert names("x*") == ["x1", "deep"]
    assert names("**/*.txt") == ["x1", "deep", "y"]


def test_a_file_whose_name_looks_like_a_glob_is_itself() -> None:
    write("a[1].txt")
    assert names("a[1].txt") == ["a[1]"]


def test_what_is_missing_or_empty_is_told_and_the_others_load() -> None:
    Path("empty").mkdir()
    write("good.txt")
    write("bad.gif", b"GIF89a\x01\x00")
    write("none.txt", b"")
    assert opened("nowhere.txt", "empty", "no*where", "good.txt", "bad.gif", "none.txt") == [
        "nowhere.txt: no such file or folder",
        "empty: no digest in this folder",
        "no*where: no such file or folder",
        "good",
        "bad.gif: not text, it looks like a GIF picture; save the page as HTML or text",
        "none.txt: empty file",
    ]


def test_names_are_unique() -> None:
    for name in ["one/a.txt", "two/a.txt", "one/b.txt", "three/c.txt", "three/c.json", "x/one/d.txt", "y/one/d.txt"]:
        write(name)
    assert names("one", "two", "three", "x", "y") == [
        "one/a",
        "b",
        "two/a",
        "c.json",
        "c.txt",
        "x/one/d",
        "y/one/d",
    ]


def test_a_file_named_twice_is_opened_once() -> None:
    write("in/a.txt")
    assert names("in/a.txt", "in", "./in/a.txt") == ["a"]


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("2501.01234", "2501.01234"),
        ("listing.new.txt", "listing.new"),
        ("a.json.gz", "a"),
        ("README", "README"),
        (".txt", ".txt"),
        ("e\x1bvil.txt", "e␛vil"),
    ],
)
def test_the_name_is_the_files_without_suffix(file: str, name: str) -> None:
    write(file)
    assert names(file) == [name]


def test_standard_input_is_a_dash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(PAGE.encode())))
    [digest] = files.open_all(["-", "-"], year=2025)
    assert isinstance(digest, Digest)
    assert (digest.name, digest.path, digest.date) == ("stdin", "stdin", datetime.date(2025, 9, 11))


def test_the_files_age_gives_the_year_where_nothing_else_does() -> None:
    path = write("page.txt", PAGE.encode())
    moment = datetime.datetime(2024, 10, 1, 12).timestamp()
    os.utime(path, (moment, moment))
    [digest] = files.open_all(["page.txt"])
    assert isinstance(digest, Digest)
    assert digest.date == datetime.date(2024, 9, 11)
    assert digest.path == "page.txt"


def test_too_large_a_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 10)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(PAPER)))
    write("big.txt")
    assert opened("big.txt", "-") == [
        f"{name}: more than 0 MB; split it into several digests" for name in ("big.txt", "stdin")
    ]


def test_too_long_a_line_is_refused_with_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_LINE", 50)
    write("fine.txt", b"A Title\n\n" + b"text here. \n" * 20)
    write("long.txt", b"A Title\n\n" + b"text here. \n" * 20 + b"x" * 51)
    assert opened("fine.txt", "long.txt") == ["fine", "long.txt, line 23: a line of more than 0 MB"]


def test_a_file_that_may_not_be_read_is_told() -> None:
    Path("loop").symlink_to("loop")
    write("in/fine.txt")
    assert opened("loop", "in") == ["loop: Too many levels of symbolic links", "fine"]
    missing = Found(Path("gone.txt"), "gone")
    assert [str(outcome) for outcome in files.load(missing)] == ["gone.txt: No such file or directory"]


def test_an_archives_members_are_named_after_both() -> None:
    write("day.txt.gz", gzip.compress(PAPER))
    [digest] = files.open_all(["day.txt.gz"])
    assert isinstance(digest, Digest)
    assert (digest.name, digest.path) == ("day", "day.txt.gz")


def test_archives_of_several_give_each_a_name_of_its_own() -> None:
    with zipfile.ZipFile("days.zip", "w") as archive:
        for name in ("a.txt", "in/a.txt", "broken.gif"):
            archive.writestr(name, PAPER if name.endswith("txt") else b"GIF89a\x01\x00")
    assert opened("days.zip") == [
        "days/a.txt",
        "days/in/a.txt",
        "days.zip/broken.gif: not text, it looks like a GIF picture; save the page as HTML or text",
    ]


def test_a_damaged_archive_is_told() -> None:
    write("cut.gz", gzip.compress(PAPER)[:-9])
    assert opened("cut.gz") == ["cut.gz: the gzip file is cut off; fetch it again"]


def test_messages_hold_no_control_characters() -> None:
    write("e\x1b[2Jvil.txt", b"")
    assert opened("e\x1b[2Jvil.txt", "no\x1b") == ["e␛[2Jvil.txt: empty file", "no␛: no such file or folder"]
