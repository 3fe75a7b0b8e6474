"""Changes of files are noticed, whoever makes them and however."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest

from digesttui import whole
from digesttui.sources.watching import Watch

PATIENCE = 20.0


@contextmanager
def watching(*paths: Path | str) -> Iterator[Event]:
    """What is set with every notice; the first one, at the beginning, is over."""
    told = Event()
    watch = Watch(list(map(str, paths)), told.set)
    watch.start()
    assert told.wait(PATIENCE)
    told.clear()
    yield told
    watch.stop()


def rename(folder: Path) -> None:
    (folder / "a.json").rename(folder / "b.json")


DEEDS: dict[str, Callable[[Path], object]] = {
    "a new file": lambda folder: (folder / "new.json").write_text("[]"),
    "a longer file": lambda folder: (folder / "a.json").write_text("[1, 2]"),
    "a file replaced": lambda folder: whole.replace(folder / "a.json", b"[1]"),
    "a file that goes": lambda folder: (folder / "a.json").unlink(),
    "a file renamed": rename,
    "a folder of files": lambda folder: whole.create(folder / "huggingface" / "day.json", b"[]"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "digests"
    folder.mkdir()
    (folder / "a.json").write_text("[]")
    (folder / "other.json").write_text("[]")
    return folder


@pytest.mark.parametrize("deed", DEEDS)
def test_what_happens_in_a_folder_is_told(folder: Path, deed: str) -> None:
    with watching(folder) as told:
        DEEDS[deed](folder)
        assert told.wait(PATIENCE)


@pytest.mark.parametrize("pattern", ["a.json", "a*.json", "**/a.json"])
@pytest.mark.parametrize("deed", ["a longer file", "a file replaced", "a file that goes"])
def test_what_happens_to_a_file_or_what_a_glob_finds_is_told(folder: Path, pattern: str, deed: str) -> None:
    with watching(folder / pattern) as told:
        DEEDS[deed](folder)
        assert told.wait(PATIENCE)


def test_the_files_beside_one_and_hidden_ones_are_nobodys_business(folder: Path) -> None:
    with watching(folder / "a.json") as beside, watching(folder) as told:
        (folder / ".swap").write_text("x")
        assert not told.wait(1)
        (folder / "other.json").write_text("[1]")
        assert told.wait(PATIENCE)
        assert not beside.is_set()


@pytest.mark.parametrize("path", ["-", "/nowhere/at/all", "/nowhere/*.json"])
def test_what_cannot_be_watched_is_left_alone(path: str) -> None:
    told = Event()
    watch = Watch([path], told.set)
    watch.start()
    watch.stop()
    assert not told.is_set()
