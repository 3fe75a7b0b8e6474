"""Exports on disk: whole or not at all, never over another file by accident."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from digesttui.errors import ActionFailed, AlreadyThere
from digesttui.export.files import write_whole
from digesttui.export.notes import MAX_NAME, file_name, write_notes
from tests.unit.export.papers import ODD_PAPERS
from tests.unit.export.test_data import Noted


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_with_the_usual_rights(tmp_path: Path) -> None:
    usual = tmp_path / "usual"
    usual.touch()
    write_whole(tmp_path / "x", ["one\n", "two\n"])
    assert (tmp_path / "x").read_bytes() == b"one\ntwo\n"
    assert (tmp_path / "x").stat().st_mode == usual.stat().st_mode
    assert names(tmp_path) == ["usual", "x"]


def test_an_existing_file_is_refused_without_force(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text("old")
    with pytest.raises(AlreadyThere, match=r"x: exists already"):
        write_whole(path, "new")
    assert path.read_text() == "old"
    write_whole(path, "new", force=True)
    assert path.read_text() == "new"
    assert names(tmp_path) == ["x"]


def test_a_file_that_appears_while_writing_is_refused_too(tmp_path: Path) -> None:
    path = tmp_path / "x"

    def pieces() -> Iterator[str]:
        yield "new"
        path.write_text("another's")

    with pytest.raises(ActionFailed, match="exists already"):
        write_whole(path, pieces())
    assert path.read_text() == "another's"
    assert names(tmp_path) == ["x"]


def test_an_error_while_writing_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_text("old")

    def pieces() -> Iterator[str]:
        yield "new"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_whole(path, pieces(), force=True)
    assert path.read_text() == "old"
    assert names(tmp_path) == ["x"]


def test_a_link_keeps_pointing_at_the_file_that_changes(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    write_whole(tmp_path / "link", "new", force=True)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_text() == "new"


@pytest.mark.parametrize(
    ("name", "reason"), [("missing/x", "no such file"), ("folder", "is a directory"), ("a" * 999, "too long")]
)
def test_what_cannot_be_written_is_told_in_one_line(tmp_path: Path, name: str, reason: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(ActionFailed, match=f"cannot be written, .*{reason}"):
        write_whole(tmp_path / name, "new")
    assert names(tmp_path) == ["folder"]


def test_a_device_is_written_to(tmp_path: Path) -> None:
    write_whole(Path(os.devnull), "x")
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    with subprocess.Popen(["cat", fifo], stdout=subprocess.PIPE, text=True) as reader:
        write_whole(fifo, "through")
        assert reader.communicate(timeout=10)[0] == "through"


def test_without_hard_links_a_file_is_renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    write_whole(tmp_path / "x", "new")
    assert (tmp_path / "x").read_text() == "new"
    assert names(tmp_path) == ["x"]


@pytest.mark.parametrize("delay", [0.0, 0.01, 0.03])
def test_a_kill_leaves_the_old_file_whole(tmp_path: Path, delay: float) -> None:
    path = tmp_path / "x"
    path.write_text("old")
    code = (
        "import pathlib, sys; from digesttui.export.files import write_whole\n"
        "print(flush=True)\n"
        "while True: write_whole(pathlib.Path(sys.argv[1]), ('line\\n' * 1000 for _ in range(100)), force=True)"
    )
    with subprocess.Popen([sys.executable, "-c", code, path], stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(delay)
        writer.send_signal(signal.SIGKILL)
    assert path.read_text() in {"old", "line\n" * 100_000}


def test_notes_have_front_matter_and_say_what_the_reader_did(tmp_path: Path) -> None:
    paper = replace(ODD_PAPERS[0], title='Say "$x^2$": yes', links=ODD_PAPERS[0].links[:1], abstract="All of it.")
    (path,) = write_notes([paper], tmp_path / "new" / "vault", lambda _: Noted())
    assert path.name == "Say x² yes (2503.00001).md"
    assert path.read_text().split("\n") == [
        "---",
        r'title: "Say \"x²\": yes"',
        f'authors: ["Ada Lovelace", "Team and Co", "{paper.authors[2]}"]',
        'date: "2025-09-02"',
        'url: "https://arxiv.org/abs/2503.00001"',
        'code: "https://github.com/some-one/repo_1"',
        'tags: ["to-read", "moe"]',
        "starred: true",
        'note: "=good"',
        "---",
        "",
        "Ada Lovelace, Team and Co, Attention, Routing \\& Memory: a · 2025-09-02 · "
        "[arXiv:2503.00001](https://arxiv.org/abs/2503.00001) · "
        "[some-one/repo\\_1](https://github.com/some-one/repo_1)",
        "",
        "All of it.",
        "",
        "",
    ]


def test_notes_of_odd_papers_stay_in_the_folder(tmp_path: Path) -> None:
    hostile = ["../../etc/passwd", "/abs", "~/x", "CON", "a/b", ".", "..", "-rf", "a" * 300, "汉" * 200, "a\x1b[31mb"]
    papers = [*ODD_PAPERS, *(replace(ODD_PAPERS[0], id=f"{n:012x}", title=title) for n, title in enumerate(hostile))]
    written = write_notes(papers, tmp_path / "vault")
    assert names(tmp_path) == ["vault"]
    assert len(names(tmp_path / "vault")) == len(written) == len(papers)
    assert all(len(name.encode()) <= MAX_NAME + 20 for name in names(tmp_path / "vault"))
    assert not [name for name in names(tmp_path / "vault") if name.startswith((".", "-", "~"))]


def test_notes_never_replace_silently(tmp_path: Path) -> None:
    (tmp_path / file_name(ODD_PAPERS[1])).write_text("mine")
    with pytest.raises(ActionFailed, match="exists already"):
        write_notes(ODD_PAPERS, tmp_path)
    assert len(names(tmp_path)) == 1
    write_notes(ODD_PAPERS, tmp_path, force=True)
    assert len(names(tmp_path)) == len(ODD_PAPERS)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ActionFailed, match="cannot be made"):
        write_notes(ODD_PAPERS, tmp_path / "file" / "vault")


def test_an_old_identifier_makes_no_folder() -> None:
    assert file_name(replace(ODD_PAPERS[0], id="hep-th/9901001", title="...")) == "Untitled (hep-th_9901001).md"
