"""Filters that ask for much, over a large collection: every one has to be answered within a tenth of a second.

    python -m tests.benchmarks.hostile FOLDER

FOLDER is a collection of ``corpus.py``. Nothing is remembered from one filter to the next.
"""

import argparse
import time
from pathlib import Path

from digesttui.collection import Collection
from tests.benchmarks.figures import p50, table

ROUNDS = 5
SMALL = "of in on to for with by at from as is and that".split()  # noqa: SIM905
SIGNS = "!'^$-|"


def filters(abstract: str) -> dict[str, str]:
    """Each filter by what it is."""
    words = [word for word in abstract.split() if word.isalpha()]
    return {
        "a phrase of common words": '"of the"',
        "the same, still open": '"of the',
        "three such phrases": '"of the" "in the" "on the"',
        "thirteen phrases, any": " | ".join(f'"{word} the"' for word in SMALL),
        "fifty phrases": '"of the" "in a" "we show" "language model" "such as" ' * 10,
        "a phrase of 5,000 characters": f'"{(abstract * 9)[:4998]}"',
        "an exact letter": "'e",
        "an exact comma": "',",
        "titles that end so": "e$",
        "titles that start so": "^a",
        "a word of 5,000 characters": "x" * 5_000,
        "500 terms, all": " ".join((words * 9)[:500]),
        "500 terms, any": " | ".join((words * 9)[:500]),
        "500 terms, each mistyped": " | ".join(f"xq{word}zq" for word in (words * 9)[:500]),
        "500 pieces of words": " | ".join(f"'{word[1:]}" for word in (words * 9)[:500]),
        "all letters, nine times": " | ".join("abcdefghijklmnopqrstuvwxyz" * 9),
        "100 nested parentheses": "(" * 100 + "model" + ")" * 100,
        "only sigils": SIGNS * 50,
        "sigils apart": " ".join(SIGNS * 50),
        "lone surrogates": "\ud800\udfff \ud800",
        "200 times not": "!a " * 200,
        "300 dates, any": "date:2025 | " * 300,
        "200 authors": "author:a " * 200,
    }


def report(folder: Path) -> str:
    """The table."""
    collection = Collection([str(folder / "pages")]).load().settle()
    abstract = collection.store.abstract(3)
    rows = []
    for name, text in filters(abstract).items():
        taken, answer = [], collection.search(text)
        for _ in range(ROUNDS):
            collection.search("")
            for word in range(30):  # fills what the index remembers
                collection.search(f"forget{word}")
            start = time.perf_counter()
            answer = collection.search(text)
            answer.positions[:40]
            taken.append(1000 * (time.perf_counter() - start))
        told = "; ".join(problem.message for problem in answer.problems[:2])
        rows.append((name, f"{p50(taken):.1f}", f"{min(taken):.1f}", f"{len(answer):,}", told))
    return table(("filter", "p50 ms", "least ms", "papers", "told"), rows) + "\n"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    print(report(parser.parse_args().folder))


if __name__ == "__main__":
    main()
