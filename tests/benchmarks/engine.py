"""One typed letter, the index's build and the memory it takes, at several sizes, beside the peers.

    python -m tests.benchmarks.engine FOLDER [SIZE …]

makes collections under FOLDER where they are missing, and types every query letter by letter into each engine, which
has to give the first forty titles. Ours also counts all matches and finds the places to highlight.
"""

import argparse
import math
import random
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from statistics import fmean

from digesttui.collection import Collection
from tests.benchmarks import corpus, peers
from tests.benchmarks.figures import QUERIES, p50, p95, table
from tests.benchmarks.peers import SHOWN, Peer, Search, timed

ROUNDS = 5
SLOW = 0.1  # seconds a key, on average: such a peer is measured in one round only
LARGEST_FOR_SCANS = 100_000  # and for FTS5, which takes ten minutes at a million


@dataclass
class Measured:
    """Milliseconds a key of one engine."""

    peer: Peer
    keys: list[float] = field(default_factory=list)


def ours(collection: Collection) -> Search:
    """The filter, with what the list shows of it."""

    def search(typed: str) -> Sequence[object]:
        result = collection.search(typed)
        shown = [collection.store.title(position) for position in result.positions[:SHOWN]]
        return [(title, result.spans(title, "title")) for title in shown]

    return search


def type_queries(search: Search) -> list[float]:
    """Milliseconds of each letter of each query."""
    taken = []
    for query in QUERIES:
        for end in range(1, len(query) + 1):
            start = time.perf_counter()
            search(query[:end])
            taken.append(1000 * (time.perf_counter() - start))
    return taken


def measure(folder: Path) -> list[Measured]:
    """All engines over one collection, in turn, so that each meets the same noise."""
    start = time.perf_counter()
    collection = Collection([str(folder / "pages")]).load()
    read = time.perf_counter() - start
    start = time.perf_counter()
    for _ in collection.index():  # anew, even where one was kept
        continue
    built = time.perf_counter() - start
    positions = list(collection.store)
    random.Random(3).shuffle(positions)
    titles = [collection.store.title(position) for position in positions]
    abstracts = [collection.store.abstract(position) for position in positions]
    print(f"{len(titles)} papers read in {read:.2f} s", file=sys.stderr)
    engines = [
        Peer("digest-tui", ours(collection), built),
        timed("tantivy, fuzzy prefix", lambda: peers.tantivy(titles, abstracts)),
        timed("frizbee, titles", lambda: peers.frizbee(titles)),
    ]
    if len(titles) <= LARGEST_FOR_SCANS:
        engines.append(timed("FTS5, prefix, no typos", lambda: peers.fts5(titles, abstracts)))
        engines.append(timed("rapidfuzz WRatio, titles", lambda: peers.rapidfuzz(titles)))
    measured = [Measured(engine) for engine in engines]
    warm_up = {one.peer.name: fmean(type_queries(one.peer.search)) for one in measured}
    for number in range(ROUNDS):
        for one in measured:
            if number == 0 or warm_up[one.peer.name] < 1000 * SLOW:
                one.keys += type_queries(one.peer.search)
    return measured


def rows(measured: Sequence[Measured]) -> list[tuple[str, ...]]:
    """Name, p50, p95, p95 as a multiple of ours, build time."""
    mine = p95(measured[0].keys)
    return [
        (
            one.peer.name,
            f"{p50(one.keys):.2f}",
            f"{p95(one.keys):.2f}",
            f"{p95(one.keys) / mine:.1f}",
            f"{one.peer.built:.2f}",
        )
        for one in measured
    ]


def report(folder: Path, sizes: Sequence[int]) -> str:
    """The Markdown of all sizes and of the growth between them."""
    told, mine = [], {}
    for size in sizes:
        measured = measure(corpus.make(size, folder / str(size)))
        mine[size] = p95(measured[0].keys)
        told.append(f"{size:,} papers, milliseconds a typed letter:\n")
        told.append(table(("engine", "p50", "p95", "p95 / ours", "build, s"), rows(measured)) + "\n")
    for small, large in pairwise(sizes):
        exponent = math.log(mine[large] / mine[small]) / math.log(large / small)
        told.append(f"Growth of our p95 from {small:,} to {large:,}: exponent {exponent:.2f}.\n")
    return "\n".join(told)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    given = parser.parse_args()
    print(report(given.folder, given.sizes))


if __name__ == "__main__":
    main()
