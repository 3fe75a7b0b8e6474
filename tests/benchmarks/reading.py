"""How long files take to become papers.

    python -m tests.benchmarks.reading FOLDER [--rounds N]

FOLDER is where collections of ``corpus.py`` are made. Saved pages of 10,000 papers go into a store, beside decoding
them alone, in time of the processor; 580 daily answers of the site's API, 9,600 papers, are listed by the program and
shown on its screen, the first time and again, beside Python and ``json`` alone on the same bytes.
"""

import argparse
import datetime
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path

from digesttui import formats
from digesttui.store import Store
from tests.benchmarks import corpus
from tests.benchmarks.figures import p50, p95, table
from tests.benchmarks.keys import Program

DAYS = 580
PAPERS = 9_600
ALL = f"{PAPERS:,} papers".encode()
FIRST_DAY = datetime.date(2024, 5, 27)
AUTHORS = 8
PARSED = "import json, pathlib, sys\nfor file in pathlib.Path(sys.argv[1]).iterdir(): json.loads(file.read_bytes())"


def report(folder: Path, rounds: int) -> str:
    """Both tables."""
    pages = corpus.make(10_000, folder / "10000") / "pages"
    return f"{_pages(pages, rounds)}\n\n{_days(daily(folder / 'daily'), rounds)}\n"


def daily(folder: Path) -> Path:
    """Write the daily answers unless they are there; return their folder."""
    if folder.exists():
        return folder
    folder.mkdir(parents=True)
    maker, chance = corpus.Maker(PAPERS, seed=1), random.Random(1)
    for number in range(DAYS):
        day = FIRST_DAY + datetime.timedelta(days=number)
        papers = range(PAPERS * number // DAYS, PAPERS * (number + 1) // DAYS)
        entries = [_entry(paper, day, *maker.paper(paper), chance) for paper in papers]
        (folder / f"huggingface-{day}.json").write_text(json.dumps(entries), "utf-8")
    return folder


def _entry(number: int, day: datetime.date, title: str, abstract: str, chance: random.Random) -> dict[str, object]:
    """What the site tells of a paper, with as much beside it as there is in a real answer."""
    people = [
        {
            "_id": f"{chance.getrandbits(96):024x}",
            "name": f"Ada Example {chance.randrange(5_000)}",
            "hidden": False,
            "user": {
                "_id": f"{chance.getrandbits(96):024x}",
                "avatarUrl": f"/avatars/{chance.getrandbits(128):032x}.svg",
            },
        }
        for _ in range(AUTHORS)
    ]
    paper = {
        "id": f"{day:%y%m}.{number % 100_000:05d}",
        "authors": people,
        "publishedAt": f"{day}T00:00:00.000Z",
        "submittedOnDailyAt": f"{day}T03:00:00.000Z",
        "title": title,
        "summary": abstract,
        "upvotes": chance.randrange(60),
        "ai_summary": " ".join(abstract.split()[:25]),
        "ai_keywords": abstract.split()[25:37],
    }
    return {"paper": paper, "publishedAt": f"{day}T00:00:00.000Z", "title": title, "summary": abstract}


def _pages(folder: Path, rounds: int) -> str:
    data = [(page.name, page.read_bytes()) for page in sorted(folder.iterdir())]
    megabytes = sum(len(page) for _, page in data) / 1e6

    def decoded() -> list[str]:
        return [page.decode() for _, page in data]

    def stored() -> Store:
        store = Store()
        for name, page in data:
            store.add(formats.read(page, name))
        return store

    rows = [
        (what, f"{megabytes / p50(taken):,.0f}", f"{megabytes / min(taken):,.0f}")
        for what, taken in (("decoded", _taken(decoded, rounds)), ("read into the store", _taken(stored, rounds)))
    ]
    return f"Saved pages, {megabytes:.0f} MB:\n\n" + table(("what", "MB/s, p50", "best"), rows)


def _taken(act: Callable[[], object], rounds: int) -> list[float]:
    """Seconds of the processor, after a warm-up."""
    act()
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        act()
        taken.append(time.process_time() - start)
    return taken


def _days(folder: Path, rounds: int) -> str:
    bytes_ = sum(file.stat().st_size for file in folder.iterdir()) / 1e6
    taken: dict[str, list[float]] = {}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as home:
            for what, seconds in _round(folder, {**os.environ, "DIGEST_TUI_HOME": home}):
                taken.setdefault(what, []).append(seconds * 1000)
    floor = p50(taken["python -c pass"])
    rows = [
        (what, f"{min(all_):.0f}", f"{p50(all_):.0f}", f"{p95(all_):.0f}", f"{p50(all_) / floor:.0f}")
        for what, all_ in taken.items()
    ]
    head = ("what", "lowest ms", "p50 ms", "p95 ms", "times Python alone")
    return f"{DAYS} daily answers of the API, {PAPERS:,} papers, {bytes_:.0f} MB:\n\n" + table(head, rows)


def _round(folder: Path, environment: dict[str, str]) -> Iterator[tuple[str, float]]:
    python, program = [sys.executable, "-c"], [sys.executable, "-m", "digesttui", "list", str(folder), "--limit", "50"]
    commands = {
        "python -c pass": [*python, "pass"],
        "json.loads": [*python, PARSED, str(folder)],
        "list, the first time": program,
        "list, again": program,
    }
    for what, command in commands.items():
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, env=environment, check=True)
        yield what, time.perf_counter() - start
    with tempfile.TemporaryDirectory() as home:
        yield "the screen has all, the first time", _until_all_are_shown(folder, home)
    yield "the screen has all, again", _until_all_are_shown(folder, environment["DIGEST_TUI_HOME"])


def _until_all_are_shown(folder: Path, home: str) -> float:
    """Seconds from the start of the program on a pseudo-terminal until its header counts all papers."""
    os.environ["DIGEST_TUI_HOME"] = home
    start = time.perf_counter()
    program = Program([sys.executable, "-m", "digesttui", str(folder)])
    try:
        program.answer(until=ALL)
    finally:
        program.close()
    shown = accumulate(data for _, data in program.told)
    return next(at for (at, _), seen in zip(program.told, shown, strict=True) if ALL in seen) - start


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()
    print(report(given.folder, given.rounds), end="")


if __name__ == "__main__":
    main()
