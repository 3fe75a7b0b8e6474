"""Files are the old ones or the new ones, whatever happens while they are written."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from digesttui import whole

ROUNDS = 20


def test_a_file_is_replaced_and_its_folder_made(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b.json"
    whole.replace(path, b"one", modified=1_000.0)
    whole.replace(path, b"two", modified=2_000.0)
    assert (path.read_bytes(), path.stat().st_mtime) == (b"two", 2_000.0)
    assert list(path.parent.iterdir()) == [path]


def test_a_file_is_as_open_to_others_as_any_new_one(tmp_path: Path) -> None:
    plain, ours = tmp_path / "plain", tmp_path / "ours"
    plain.touch()
    whole.replace(ours, b"")
    assert ours.stat().st_mode == plain.stat().st_mode


def test_create_never_takes_anothers_place(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    whole.create(path, b"one")
    with pytest.raises(FileExistsError):
        whole.create(path, b"two")
    assert path.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [path]


def test_create_does_without_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    path = tmp_path / "a.txt"
    whole.create(path, b"one")
    with pytest.raises(FileExistsError):
        whole.create(path, b"two")
    assert path.read_bytes() == b"one"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    whole.replace(path, b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        whole.replace(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_leftovers_are_swept_once_they_are_old(tmp_path: Path) -> None:
    old, young, foreign = tmp_path / ".digest-tui-x.part", tmp_path / ".digest-tui-y.part", tmp_path / ".z.part"
    for file in (old, young, foreign):
        file.touch()
        os.utime(file, (0, 0))
    young.touch()
    whole.replace(tmp_path / "a", b"")
    assert sorted(tmp_path.iterdir()) == sorted([young, foreign, tmp_path / "a"])


def test_a_kill_at_any_point_leaves_whole_files(tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
from digesttui import whole
folder = Path(sys.argv[1])
print(flush=True)
for number in range(1_000_000):
    whole.replace(folder / "digest.json", b"%09d" % number * 50_000)
    if number % 7 == 0:
        whole.create(folder / f"{sys.argv[2]}-{number}.json", b"%09d" % number * 50_000)
"""
    draw = random.Random(4)
    for round_ in range(ROUNDS):
        with subprocess.Popen([sys.executable, "-c", code, tmp_path, str(round_)], stdout=subprocess.PIPE) as writer:
            assert writer.stdout
            writer.stdout.readline()
            time.sleep(draw.uniform(0.005, 0.06))
            writer.send_signal(signal.SIGKILL)
        for file in tmp_path.glob("[!.]*"):
            data = file.read_bytes()
            assert len(data) == 450_000
            assert data == data[:9] * 50_000
    assert (tmp_path / "digest.json").exists()
