"""First full frame on the samples, against a bare Textual application, each started in turn on a pseudo-terminal.

    python -m tests.benchmarks.first_frame [--rounds 7]

prints a Markdown table of milliseconds from start to the first byte, to the first full frame (from then on the screen
shows, in every cell and colour, what it shows once all is settled), and to the last byte. The samples are opened for
the first time, with nothing kept, and again after the program was left with `q`.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyte

from tests.benchmarks.figures import p50, p95, table
from tests.benchmarks.keys import COLUMNS, ROWS, Program

BARE = """
import os
os.environ.setdefault("TEXTUAL_FPS", "240")
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("settled")
Bare().run()
"""
SETTLED = 0.3
OURS = [sys.executable, "-m", "digesttui", "samples"]


@dataclass
class Start:
    """A program to start, and the milliseconds it took, one of each a round."""

    name: str
    command: Sequence[str]
    ready: bytes
    first: list[float] = field(default_factory=list)
    full: list[float] = field(default_factory=list)
    last: list[float] = field(default_factory=list)

    def measure(self) -> None:
        """Start it once, until nothing more is drawn."""
        began = time.perf_counter()
        program = Program(self.command)
        try:
            program.answer(SETTLED, self.ready)
        finally:
            program.close()
        times = [1000 * (arrived - began) for arrived, _ in program.told]
        self.first.append(times[0])
        self.full.append(times[_first_full([data for _, data in program.told])])
        self.last.append(times[-1])


def _first_full(told: Sequence[bytes]) -> int:
    """The first of the writes after which the screen looks as it does at the end."""
    screen = pyte.Screen(COLUMNS, ROWS)
    stream = pyte.ByteStream(screen)
    looks = []
    for data in told:
        stream.feed(data)
        looks.append([[screen.buffer[row][column] for column in range(COLUMNS)] for row in range(ROWS)])
    return min(number for number in range(len(looks)) if all(look == looks[-1] for look in looks[number:]))


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    bare = Start("a bare Textual app", [sys.executable, "-c", BARE], b"settled")
    new = Start("digest-tui, samples, first start", OURS, b"48 papers")
    again = Start("digest-tui, samples, next start", OURS, b"48 papers")
    with tempfile.TemporaryDirectory() as home:
        for number in range(rounds + 1):
            bare.measure()
            os.environ["DIGEST_TUI_HOME"] = str(Path(home, str(number)))
            new.measure()
            _leave(OURS, b"48 papers")
            again.measure()
    for start in (bare, new, again):
        del start.first[0], start.full[0], start.last[0]  # the first round warms the disk
    floor = p50(bare.full)
    rows = [
        (start.name, *(f"{p50(own):.0f} / {p95(own):.0f}" for own in (start.first, start.full, start.last)),
         f"{p50(start.full) - floor:+.0f}")
        for start in (bare, new, again)
    ]  # fmt: skip
    heads = ("p50 / p95, ms", "first byte", "first full frame", "last byte", "full frame above the floor")
    sys.stdout.write(table(heads, rows) + "\n")


def _leave(command: Sequence[str], ready: bytes) -> None:
    """Start a program and quit it as a reader does."""
    program = Program(command)
    program.answer(SETTLED, ready)
    program.send("q")
    program.wait()


if __name__ == "__main__":
    main()
