"""From start to the first full frame, against a bare Textual application and fzf, each in turn on a pseudo-terminal.

    python -m tests.benchmarks.first_frame [--rounds 7] [FOLDER]

prints a Markdown table of milliseconds from start to the first byte, to the answer (the count of papers), to the first
full frame (from then on the screen shows, in every cell and colour, what it shows once all is settled), and to the last
byte. The package is compiled before, as it is where it was installed. The samples are opened for
the first time, with nothing kept, and again after the program was left with `q`; so is, where there is a FOLDER, a
collection of ``corpus.py``, and a filter typed at its first byte.
"""

import argparse
import compileall
import os
import shlex
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pyte

import digesttui
from digesttui.collection import Collection
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
ESCAPE = b"\x1b"
KEPT = 30  # seconds after which a large collection is certainly kept
OURS = [sys.executable, "-m", "digesttui"]
SAMPLES = [*OURS, "samples"]
TYPED = "/bayes rank"


@dataclass
class Start:
    """A program to start, and the milliseconds it took, one of each a round."""

    name: str
    command: Sequence[str]
    ready: bytes
    typed: str = ""
    first: list[float] = field(default_factory=list)
    answered: list[float] = field(default_factory=list)
    full: list[float] = field(default_factory=list)
    last: list[float] = field(default_factory=list)

    def measure(self) -> None:
        """Start it once, until nothing more is drawn."""
        began = time.perf_counter()
        program = Program(self.command)
        try:
            if self.typed:
                program.answer(0, ESCAPE)
                program.send(self.typed)
            program.answer(SETTLED, self.ready)
        finally:
            program.close()
        times = [1000 * (arrived - began) for arrived, _ in program.told]
        self.first.append(times[0])
        told = [data for _, data in program.told]
        so_far = (b"".join(told[: number + 1]) for number in range(len(told)))
        self.answered.append(next(time for time, data in zip(times, so_far, strict=True) if self.ready in data))
        self.full.append(times[_first_full(told)])
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


def report(rounds: int, folder: Path | None = None) -> str:
    """The table; the first round is not counted, it warms the disk."""
    compileall.compile_dir(Path(digesttui.__file__).parent, quiet=1)
    bare = Start("a bare Textual app", [sys.executable, "-c", BARE], b"settled")
    new = Start("digest-tui, samples, first start", SAMPLES, b"48 papers")
    again = Start("digest-tui, samples, next start", SAMPLES, b"48 papers")
    starts = [bare, new, again]
    if folder:
        lines = ["sh", "-c", f"fzf < {shlex.quote(str(folder / 'titles.txt'))}"]
        command = [*OURS, str(folder / "pages")]
        answered = f" of {len(Collection([str(folder / 'pages')]).load().store):,}".encode()
        starts.append(Start("fzf, titles", lines, b"/"))
        starts.append(Start("digest-tui, the collection, next start", command, b" papers"))
        starts.append(Start("the same, with a filter typed at the first byte", command, answered, TYPED))
    with tempfile.TemporaryDirectory() as home:
        for number in range(rounds + 1):
            bare.measure()
            os.environ["DIGEST_TUI_HOME"] = str(Path(home, str(number)))
            new.measure()
            _leave(SAMPLES, b"48 papers")
            again.measure()
            if folder:
                os.environ["DIGEST_TUI_HOME"] = str(Path(home, "large"))
                if not number:
                    _leave([*OURS, str(folder / "pages")], b" papers", KEPT)
                for start in starts[3:]:
                    start.measure()
    floor = p50(bare.full[1:])
    rows = [
        (one.name,
         *(f"{p50(own[1:]):.0f} / {p95(own[1:]):.0f}" for own in (one.first, one.answered, one.full, one.last)),
         f"{p50(one.full[1:]) - floor:+.0f}")
        for one in starts
    ]  # fmt: skip
    heads = ("p50 / p95, ms", "first byte", "answer", "first full frame", "last byte", "full frame above the floor")
    return table(heads, rows) + "\n"


def _leave(command: Sequence[str], ready: bytes, after: float = 0) -> None:
    """Start a program and quit it as a reader does."""
    program = Program(command)
    program.answer(SETTLED, ready)
    time.sleep(after)
    program.send("q")
    program.wait()


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()
    print(report(given.rounds, given.folder))


if __name__ == "__main__":
    main()
