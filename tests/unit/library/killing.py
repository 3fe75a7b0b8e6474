"""Kill a window while it writes, and count what was lost.

As a program, ``python killing.py FOLDER``, this is the window: it stars, tags and notes one paper after another and
tells each change once the library has acknowledged it.
"""

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from digesttui.library.changes import add_tags, mark_read, star, write_note
from digesttui.library.library import Library
from digesttui.library.state import PaperKey, State


@dataclass
class Figures:
    """What some rounds of killing came to."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    damaged: int = 0


def kill_rounds(folder: Path, rounds: int, seed: int) -> Figures:
    """Start a window and kill it at a random moment, ``rounds`` times on one library; check every change each time."""
    chance, figures = random.Random(seed), Figures()
    acknowledged: list[int] = []
    for _ in range(rounds):
        first = acknowledged[-1] + 2 if acknowledged else 0  # the change that was under way may have been kept
        acknowledged += _killed(folder, first, chance.uniform(0, 0.02))
        library = Library.open(folder)
        figures.kills += 1
        figures.acknowledged = len(acknowledged)
        figures.lost = sum(not _is_kept(number, library.state(_paper(number))) for number in acknowledged)
        figures.damaged += bool(library.remarks)
        library.close()
    return figures


def _killed(folder: Path, first: int, seconds: float) -> list[int]:
    """Let a window write from change ``first`` on and kill it ``seconds`` after its first acknowledgement; return the
    changes it acknowledged."""
    window = subprocess.Popen([sys.executable, __file__, folder, str(first)], stdout=subprocess.PIPE)
    assert window.stdout is not None
    told = window.stdout.readline()
    time.sleep(seconds)
    window.send_signal(signal.SIGKILL)
    told += window.stdout.read()
    window.wait()
    window.stdout.close()
    whole = told[: told.rfind(b"\n") + 1]
    return [int(line) for line in whole.split()]


def _paper(number: int) -> PaperKey:
    return PaperKey(f"2503.{number:06}", number)


def _is_kept(number: int, state: State) -> bool:
    return [state.starred, state.read, state.tags == ("moe",), state.note == f"note {number}"][number % 4] not in (
        None,
        False,
    )


def _write_for_ever(folder: Path, number: int) -> None:
    library = Library.open(folder)
    while True:
        paper = _paper(number)
        change = [star([paper]), mark_read([paper]), add_tags([paper], ["moe"]), write_note(paper, f"note {number}")]
        library.apply(change[number % 4])
        os.write(1, b"%d\n" % number)
        number += 1


if __name__ == "__main__":
    _write_for_ever(Path(sys.argv[1]), int(sys.argv[2]))
