"""Every table of ``docs/benchmarks.md``, measured in one go.

    python -m tests.benchmarks.report FOLDER [--large] > docs/benchmarks.md

makes collections under FOLDER where they are missing. ``--large`` adds a million papers: an hour, and 12 GB of memory.
arxiv-subscription-viewer needs Python 3.13: where ``ARXIV_VIEWER`` holds the command that opens the file MAIL it is
measured too.
"""

import argparse
import os
import platform
import shlex
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.benchmarks import corpus, engine, quality
from tests.benchmarks.figures import p50, p95, table
from tests.benchmarks.keys import Answers, measure

MOVES = "j" * 60


def program(folder: Path) -> list[str]:
    """The command that opens a collection of ours."""
    found = shutil.which("digest-tui", path=str(Path(sys.executable).parent)) or "digest-tui"
    return [found, str(folder / "pages")]


def typed(folder: Path, size: int) -> str:
    """Key to last byte beside the peers, the second start after the first."""
    programs: list[tuple[str, list[str], str, str]] = [
        ("digest-tui, first start", program(folder), " papers", "/"),
        ("digest-tui, second start", program(folder), " papers", "/"),
        ("fzf, titles", ["sh", "-c", f"fzf < {shlex.quote(str(folder / 'titles.txt'))}"], f"/{size}", ""),
    ]
    viewer = os.environ.get("ARXIV_VIEWER")
    if viewer and size <= 10_000:
        programs.append(("arxiv-subscription-viewer", shlex.split(viewer), "Paper Details", "/"))
    measured = [
        (name, measure(command, ready, before=before, rounds=1, warm=8)) for name, command, ready, before in programs
    ]
    moving = measure(program(folder), " papers", keys=MOVES, rounds=1, warm=4)
    rows = [_row(name, answers) for name, answers in measured]
    rows.append(_row("digest-tui, holding j", moving))
    head = ("program", "p50 ms", "p95 ms", "start ms", "memory MB")
    return f"{size:,} papers, key to last byte of the answer:\n\n{table(head, rows)}\n"


def _row(name: str, answers: Answers) -> Sequence[object]:
    last = answers.last
    return name, f"{p50(last):.1f}", f"{p95(last):.1f}", f"{answers.start:.0f}", f"{answers.memory:.0f}"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--large", action="store_true")
    given = parser.parse_args()
    sizes = [1_000, 10_000, 100_000] + [1_000_000] * given.large
    with tempfile.TemporaryDirectory() as home:
        os.environ["DIGEST_TUI_HOME"] = home
        print("# Benchmarks\n")
        print(f"The output of `python -m tests.benchmarks.report`, on {platform.machine()}, {os.cpu_count()} cores, ")
        print(f"Python {platform.python_version()}. Machines are noisy: read the ratios within a table.\n")
        print("## Key to screen\n", flush=True)
        for size in (10_000, 100_000):
            print(typed(corpus.make(size, given.folder / str(size)), size), flush=True)
        print("## Engine\n\n" + engine.report(given.folder, sizes), flush=True)
        print("## Known items\n")
        for size in (10_000, 100_000):
            print(f"{size:,} papers, queries that no setting was chosen on:\n")
            print(quality.measured(given.folder / str(size), 2) + "\n", flush=True)


if __name__ == "__main__":
    main()
