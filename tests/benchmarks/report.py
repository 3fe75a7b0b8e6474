"""``docs/benchmarks.md``: every table, each measured in one go.

    python -m tests.benchmarks.report FOLDER [TABLE …] [--large] > docs/benchmarks.md

makes collections under FOLDER where they are missing, measures the tables named, or all of them in two hours, keeps
each in FOLDER/tables, and prints the page of all that are kept there; so a table can be taken again alone, at a quiet
time. ``--large`` takes the engine at a million papers too: ten minutes, and 12 GB of memory. arxiv-subscription-viewer
is measured where ``ARXIV_VIEWER`` holds the path of its command, links where ``LINKS_TRUTH`` names the folder with what
a site lists.
"""

import argparse
import os
import platform
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from tests.benchmarks import corpus, engine, first_frame, hostile, quality, reading, viewer
from tests.benchmarks.figures import p50, p95, table
from tests.benchmarks.keys import Answers, measure

MOVES = "j" * 60
ROUNDS = 7
SIZES = [1_000, 10_000, 100_000]
MILLION = 1_000_000


def program(*paths: str) -> list[str]:
    """The command that opens a collection of ours."""
    found = shutil.which("digest-tui", path=str(Path(sys.executable).parent)) or "digest-tui"
    return [found, *paths]


def keys(folder: Path, size: int) -> str:
    """Key to last byte beside the peers, the second start after the first; and what memory they take."""
    collection = corpus.make(size, folder / str(size))
    ours, titles = program(str(collection / "pages")), shlex.quote(str(collection / "titles.txt"))
    answers = {
        "digest-tui, first start": measure(ours, " papers", before="/", rounds=1, warm=8),
        "digest-tui, second start": measure(ours, " papers", before="/", rounds=1, warm=8),
        "fzf, titles": measure(["sh", "-c", f"fzf < {titles}"], f"/{size}", rounds=1, warm=8),
    }
    if size <= 10_000 and (peer := viewer.command(collection)):
        answers["arxiv-subscription-viewer"] = measure(
            peer, viewer.READY, before="/", rounds=1, warm=8, silence=viewer.PATIENCE, blink=viewer.BLINK
        )
    answers["digest-tui, holding j"] = measure(ours, " papers", keys=MOVES, rounds=1, warm=4)
    empty = measure(program("samples"), " papers", before="/", keys="a", rounds=1)
    text = sum(page.stat().st_size for page in (collection / "pages").iterdir()) / 1e6
    above = (answers["digest-tui, second start"].memory - empty.memory) * 1.048576  # MiB to MB
    return (
        table(("program", "p50 ms", "p95 ms", "start ms", "memory MiB"), [_row(*one) for one in answers.items()])
        + f"\n\nMemory of the second start above that on the samples ({empty.memory:.0f} MiB): {above:.0f} MB, "
        f"{above / text:.1f} times the text ({text:.0f} MB). Of it what is mapped from the cache can be taken back.\n"
    )


def _row(name: str, answers: Answers) -> Sequence[object]:
    last = answers.last
    return name, f"{p50(last):.1f}", f"{p95(last):.1f}", f"{answers.start:.0f}", f"{answers.memory:.0f}"


def tables(folder: Path, *, large: bool) -> dict[str, tuple[str, Callable[[], str]]]:
    """Each table's heading, and what measures it."""

    def known(size: int) -> str:
        return quality.measured(corpus.make(size, folder / str(size)), 2) + "\n"

    def at(size: int) -> Path:
        return corpus.make(size, folder / str(size))

    return {
        "keys-10k": ("Key to last byte of the answer, 10,000 papers", lambda: keys(folder, 10_000)),
        "keys-100k": ("Key to last byte of the answer, 100,000 papers", lambda: keys(folder, 100_000)),
        "start": ("Start, samples and 100,000 papers", lambda: first_frame.report(ROUNDS, at(100_000))),
        "reading": ("Reading files", lambda: reading.report(folder, ROUNDS)),
        "engine": ("Engine", lambda: engine.report(folder, SIZES + [MILLION] * large)),
        "hostile": ("Filters that ask for much, 100,000 papers", lambda: hostile.report(at(100_000))),
        "known-10k": ("Known items, 10,000 papers, queries that no setting was chosen on", lambda: known(10_000)),
        "known-100k": ("Known items, 100,000 papers, queries that no setting was chosen on", lambda: known(100_000)),
    }


def commands(folder: Path) -> dict[str, tuple[str, list[str]]]:
    """The tables that other modules print: each one's heading, the module and its arguments."""
    return {
        "links": ("Links", ["links_truth", os.environ.get("LINKS_TRUTH", "")]),
        "marks": ("Marks", ["marks", str(folder)]),
        "kills": ("Kills of a window that writes to the library", ["kill_library", "1000"]),
        "kills-program": ("Kills of the real program", ["kill_program", "1000"]),
    }


def printed(module: str, *arguments: str) -> str:
    """What a module of this folder prints."""
    command = [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments]
    return subprocess.run(command, stdout=subprocess.PIPE, check=False, text=True).stdout


def measured(take: Callable[[], str]) -> str:
    """A table, and when and how busy the machine was."""
    before = os.getloadavg()[1]
    text = take()
    return f"{text}\nTaken on {time.strftime('%Y-%m-%d')}; load before {before:.1f}, after {os.getloadavg()[1]:.1f}.\n"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("tables", nargs="*", metavar="TABLE")
    parser.add_argument("--large", action="store_true")
    given = parser.parse_args()
    known = tables(given.folder, large=given.large)
    for name, (heading, (module, *arguments)) in commands(given.folder).items():
        known[name] = heading, partial(printed, module, *arguments)
    kept = given.folder / "tables"
    kept.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        for name in given.tables or [name for name in known if name != "links" or "LINKS_TRUTH" in os.environ]:
            os.environ["DIGEST_TUI_HOME"] = str(Path(home, name))
            (kept / f"{name}.md").write_text(measured(known[name][1]), "utf-8")
    print("# Benchmarks\n")
    machine = f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    print("The output of `python -m tests.benchmarks.report FOLDER --large`, each table taken in one go, good rows and")
    print(f"bad, on {machine}. Read the ratios within a table: where the load was above")
    print("the number of cores other work made all of its rows slower, and those with many threads the most.")
    for name, (heading, _) in known.items():
        if (kept / f"{name}.md").exists():
            print(f"\n## {heading}\n\n{(kept / f'{name}.md').read_text('utf-8')}", end="")


if __name__ == "__main__":
    main()
