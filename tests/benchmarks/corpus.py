"""Make a collection of any size with the vocabulary of the samples.

    python -m tests.benchmarks.corpus PAPERS FOLDER [--seed N]

Writes FOLDER/NNNNNN-YYYY-MM-DD.txt, saved pages of 50 papers each; FOLDER/titles.txt, one title a line, for peers that
read lines; and FOLDER/planted.txt, the titles of the real sample papers hidden among the made ones, so that searches
for known items have answers. Words follow each other as in the samples (a bigram chain); rare words come from a pool
that grows like the square root of the text (Heaps' law); a third of the abstracts name a repository. The same
arguments give the same bytes.
"""

import argparse
import datetime
import random
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from digesttui.collection import Collection
from digesttui.config import samples_folder

PER_DIGEST = 50
FURNITURE = ["new", "Subscribe", "Daily Papers", "byAK and the research community"]
NEWEST = datetime.date(2025, 12, 31)
SYLLABLES = [consonant + vowel for consonant in "bcdfghjklmnpqrstvwz" for vowel in "aeiou"]


class Chain:
    """Texts in which each word has followed the one before it somewhere in ``models``."""

    def __init__(self, models: list[str], chance: random.Random) -> None:
        self._chance = chance
        self._words = [word for text in models for word in text.split()]
        self._after: dict[str, list[str]] = defaultdict(list)
        for text in models:
            words = text.split()
            for word, following in pairwise(words):
                self._after[word].append(following)

    def words(self, count: int) -> list[str]:
        """So many words; one in thirty starts afresh."""
        made = [self._chance.choice(self._words)]
        while len(made) < count:
            following = self._after.get(made[-1])
            afresh = not following or self._chance.random() < 1 / 30
            made.append(self._chance.choice(self._words if afresh or not following else following))
        return made


class Maker:
    """Papers of ``count``, some of them real ones from the samples."""

    def __init__(self, count: int, seed: int) -> None:
        self._chance = random.Random(seed)
        store = Collection([str(samples_folder())]).load().store
        real = [(store.title(position), store.abstract(position)) for position in store]
        self._titles = Chain([title for title, _ in real], self._chance)
        self._abstracts = Chain([abstract for _, abstract in real], self._chance)
        self._rare = [self._rare_word() for _ in range(int(20 * (count * 210) ** 0.5))]
        self.planted = dict(zip(self._chance.sample(range(count), min(len(real), count)), real, strict=False))

    def paper(self, number: int) -> tuple[str, str]:
        """Title and abstract of paper ``number``; to be asked for in order."""
        if number in self.planted:
            return self.planted[number]
        title = self._titles.words(self._chance.randint(4, 14))
        if self._chance.random() < 0.5:
            title.insert(0, self._pick() + ":")
        abstract = self._abstracts.words(self._chance.randint(150, 250))
        for _ in range(self._chance.randint(1, 4)):
            abstract[self._chance.randrange(len(abstract))] = self._pick()
        if self._chance.random() < 1 / 3:
            abstract += ["Code:", f"https://github.com/{self._pick().lower()}/{self._pick()}"]
        return " ".join(title), " ".join(abstract)

    def _pick(self) -> str:
        return self._rare[int(len(self._rare) * self._chance.random() ** 2.5)]

    def _rare_word(self) -> str:
        word = "".join(self._chance.choices(SYLLABLES, k=self._chance.randint(2, 5)))
        shape = self._chance.random()
        if shape < 0.3:
            return word.capitalize()
        if shape < 0.45:
            return word.upper()[:6]
        return f"{word}{self._chance.randint(1, 9)}" if shape < 0.55 else word


def pages(maker: Maker, count: int) -> Iterator[tuple[str, list[str], str]]:
    """File name, titles and text of each page."""
    day = NEWEST
    for first in range(0, count, PER_DIGEST):
        papers = [maker.paper(number) for number in range(first, min(first + PER_DIGEST, count))]
        paragraphs = [*FURNITURE, f"{day:%b} {day.day}", *(part for paper in papers for part in paper)]
        yield f"{first // PER_DIGEST:06d}-{day}.txt", [title for title, _ in papers], "\n\n".join(paragraphs) + "\n"
        day = day - datetime.timedelta(days=1) if day.year > 1991 else NEWEST


def make(count: int, folder: Path, seed: int = 1) -> Path:
    """Write the collection unless it is there; return its folder."""
    planted = folder / "planted.txt"
    if planted.exists():
        return folder
    (folder / "pages").mkdir(parents=True, exist_ok=True)
    maker = Maker(count, seed)
    with (folder / "titles.txt").open("w", encoding="utf-8") as lines:
        for name, titles, text in pages(maker, count):
            (folder / "pages" / name).write_text(text, "utf-8")
            lines.writelines(title + "\n" for title in titles)
    planted.write_text("".join(title + "\n" for title, _ in maker.planted.values()), "utf-8")
    return folder


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("papers", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    make(given.papers, given.folder, given.seed)


if __name__ == "__main__":
    main()
