"""Politeness: how fast questions may follow, over all processes."""

import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest

from digesttui.sources.exchange import PACES
from digesttui.sources.pace import Pace, TooBusy, turn


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "pace"


def soon(seconds: float = 5.0) -> float:
    return time.monotonic() + seconds


def take(file: Path, pace: Pace, count: int) -> list[float]:
    """When each of ``count`` turns came."""
    moments = []
    for _ in range(count):
        with turn(file, pace, soon()):
            moments.append(time.monotonic())
    return moments


def test_turns_keep_their_distance(file: Path) -> None:
    moments = take(file, Pace(0.1), 4)
    assert all(later - earlier >= 0.09 for earlier, later in pairwise(moments))


def test_a_burst_comes_at_once_and_then_the_average_holds(file: Path) -> None:
    moments = take(file, Pace(0.1, burst=5), 8)
    assert moments[4] - moments[0] < 0.1
    assert moments[7] - moments[0] >= 0.28


def test_the_sites_limits_are_kept() -> None:
    huggingface, arxiv = PACES["huggingface.co"], PACES["arxiv.org"]
    assert huggingface.burst + 300 / huggingface.interval < 500
    assert (arxiv.interval, arxiv.burst) == (3.0, 1)


def test_a_pause_is_not_saved_up(file: Path) -> None:
    take(file, Pace(0.05), 1)
    time.sleep(0.3)
    moments = take(file, Pace(0.05), 3)
    assert moments[2] - moments[0] >= 0.09


def test_another_process_waits_its_turn(file: Path) -> None:
    code = f"""
import sys, time
from pathlib import Path
from digesttui.sources.pace import Pace, turn
with turn(Path({str(file)!r}), Pace(0.2), time.monotonic() + 5):
    print("in", flush=True); time.sleep(0.3)
"""
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as other:
        assert other.stdout
        assert other.stdout.readline() == b"in\n"
        start = time.monotonic()
        with pytest.raises(TooBusy), turn(file, Pace(0.2), soon(0.1)):
            pass
        with turn(file, Pace(0.2), soon()):
            assert time.monotonic() - start >= 0.2


def test_a_killed_process_leaves_no_lock(file: Path) -> None:
    code = f"""
import os, time
from pathlib import Path
from digesttui.sources.pace import Pace, turn
with turn(Path({str(file)!r}), Pace(0.01), time.monotonic() + 5):
    os.kill(os.getpid(), 9)
"""
    subprocess.run([sys.executable, "-c", code], check=False)
    with turn(file, Pace(0.01), soon(1)):
        pass


def test_a_turn_beyond_the_deadline_is_not_waited_for(file: Path) -> None:
    take(file, Pace(60), 1)
    start = time.monotonic()
    with pytest.raises(TooBusy), turn(file, Pace(60), soon(1)):
        pass
    assert time.monotonic() - start < 0.5


@pytest.mark.parametrize("content", ["99999999999.0", "nan", "inf", "-1", "nonsense", "", "1" * 400])
def test_a_pushed_clock_or_a_damaged_file_costs_one_interval_at_most(file: Path, content: str) -> None:
    file.parent.mkdir()
    file.write_text(content)
    start = time.monotonic()
    take(file, Pace(0.1), 1)
    assert time.monotonic() - start < 0.3
    moments = take(file, Pace(0.1), 2)
    assert moments[1] - moments[0] >= 0.09
