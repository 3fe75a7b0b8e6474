"""First full frame on the samples, against a bare Textual application, each started in turn on a pseudo-terminal.

    python -m tests.benchmarks.first_frame [--rounds 7]

prints a Markdown table of milliseconds from start to the last byte of the settled first screen.
"""

import argparse
import sys
import time
from collections.abc import Sequence

from tests.benchmarks.figures import p50, p95, table
from tests.benchmarks.keys import Program

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
PROGRAMS = {
    "a bare Textual app": ([sys.executable, "-c", BARE], "settled"),
    "digest-tui, samples": ([sys.executable, "-m", "digesttui", "samples"], "48 papers"),
}


def first_frame(command: Sequence[str], ready: str) -> float:
    """Milliseconds until the screen holds ``ready`` and nothing more is drawn."""
    started = time.perf_counter()
    program = Program(command)
    try:
        return 1000 * (program.answer(SETTLED, ready.encode())[1] - started)
    finally:
        program.close()


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=7)
    rounds = parser.parse_args().rounds
    times: dict[str, list[float]] = {name: [] for name in PROGRAMS}
    for number in range(rounds + 1):
        for name, (command, ready) in PROGRAMS.items():
            took = first_frame(command, ready)
            if number:  # the first round warms the disk
                times[name].append(took)
    floor = p50(times["a bare Textual app"])
    rows = [(name, f"{p50(own):.0f}", f"{p95(own):.0f}", f"{p50(own) - floor:+.0f}") for name, own in times.items()]
    sys.stdout.write(table(("program", "p50 ms", "p95 ms", "above the floor"), rows) + "\n")


if __name__ == "__main__":
    main()
