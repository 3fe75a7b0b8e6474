"""What the reader did outlives the program's death, a full disk and a second window."""

import sys
from pathlib import Path

from digesttui.config import samples_folder
from tests.end_to_end.killing import Figures, kill_rounds
from tests.end_to_end.terminal import Terminal

PAGE = str(samples_folder() / "daily-papers-2025-03-18.txt")
PROGRAM = [sys.executable, "-m", "digesttui", "--fresh", PAGE]
ROUNDS = 50


def test_a_killed_program_loses_nothing_that_its_screen_had_shown(environment: dict[str, str], tmp_path: Path) -> None:
    figures = kill_rounds(tmp_path, environment, ROUNDS, seed=7)
    assert figures == Figures(kills=ROUNDS, acknowledged=figures.acknowledged, lost=0, damaged=0)
    assert figures.acknowledged > ROUNDS


def test_a_full_disk_is_told_and_reading_goes_on(environment: dict[str, str]) -> None:
    with Terminal(PROGRAM, environment) as terminal:
        terminal.wait_for("unread")
        terminal.press("s")
        terminal.wait_for("1 ★")
        terminal.press("q")
        assert terminal.wait_for_exit() == 0
    no_room = ["sh", "-c", f"ulimit -f 0; exec {' '.join(PROGRAM)}"]
    with Terminal(no_room, environment) as terminal:
        terminal.wait_for("nothing you change is kept")
        terminal.wait_for("1 ★")
        terminal.press("jr")
        terminal.wait_for("cannot be written")
        terminal.press("/powernorm")
        terminal.wait_for("1 of 24")


def test_two_windows_show_each_others_marks_and_lose_none(environment: dict[str, str]) -> None:
    with Terminal(PROGRAM, environment) as one, Terminal(PROGRAM, environment) as other:
        for window in (one, other):
            window.wait_for("24 unread")
        other.press("G")
        for stars in range(2, 11, 2):
            one.press("sj")
            other.press("sk")
            for window in (one, other):
                window.wait_for(f"{stars} ★")
        for window in (one, other):
            assert b"locked" not in window.output
            assert b"try again" not in window.output
