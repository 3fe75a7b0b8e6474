"""More like this: the papers nearest to one of them, by the words that both have.

The most telling words of a paper are those that it repeats or has in its title and that few others have: by tf-idf,
with the saturation and the length norm of BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework",
2009). The searcher names the papers with the most of these words, and their texts are then compared.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from math import log
from typing import Any

from digesttui.search.door import MOST_WEIGHT, Searcher
from digesttui.search.words import SMALL_WORDS, terms, written

TELLING = 30  # words of a paper that are looked for
COMMON = 4  # a word in more than one of so many papers tells nothing
FEW = 10  # unless these are so few
IN_TITLE = 3  # times in an abstract that once in a title is worth
SATURATION, LENGTH = 1.2, 0.5  # k1 and b of BM25
LEAST = 0.05  # a lower score is no likeness


@dataclass(frozen=True, slots=True)
class Similar:
    """A paper that is like another, ``score`` telling how much: 1 for the same words as often.

    ``shared`` are the telling words of both, as the paper asked about writes them, the most telling first.
    """

    position: int
    score: float
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """How often each word stands in a paper, more for its title."""

    times: Mapping[str, int]
    length: int

    def weight(self, word: str, usual: int) -> float:
        """How much the paper is about ``word``, where papers have ``usual`` words."""
        times = self.times.get(word, 0)
        return times / (times + SATURATION * (1 - LENGTH + LENGTH * self.length / usual))


def similar(searcher: Searcher[Any], position: int, count: int = 20) -> list[Similar]:
    """The ``count`` papers most like the one at ``position``, best first, equal ones in the default order.

    Never the paper itself, and nothing where no word of it says much.
    """
    paper = _read(searcher, position)
    telling = _telling(searcher, paper)
    if not telling:
        return []
    whole = sum(telling.values())
    about = {word: max(1, int(MOST_WEIGHT * weight / whole)) for word, weight in telling.items()}
    forms = written(f"{searcher.title(position)}\n{searcher.abstract(position)}")
    self_score = _score(telling, paper, paper)
    found = []
    for other in searcher.having_most(about):
        text = _read(searcher, other)
        score = _score(telling, text, paper) / self_score
        if other != position and score >= LEAST:
            shared = tuple(forms[word] for word in telling if word in text.times)
            found.append(Similar(other, score, shared))
    return sorted(found, key=lambda one: -one.score)[:count]


def _telling(searcher: Searcher[Any], paper: _Text) -> dict[str, float]:
    """The most telling words of a paper and their weights, the most telling first."""
    papers = searcher.count(searcher.everything)
    weights = {}
    for word in paper.times:
        if len(word) == 1 or word.isdigit() or word in SMALL_WORDS:
            continue
        having = searcher.frequency(word)
        if 2 <= having <= max(FEW, papers // COMMON):
            weights[word] = paper.weight(word, paper.length) * log(1 + (papers + 0.5) / (having + 0.5))
    best = sorted(weights, key=lambda word: -weights[word])[:TELLING]
    return {word: weights[word] for word in best}


def _score(telling: Mapping[str, float], text: _Text, paper: _Text) -> float:
    return sum(weight * text.weight(word, paper.length) for word, weight in telling.items() if word in text.times)


def _read(searcher: Searcher[Any], position: int) -> _Text:
    in_title, in_abstract = terms(searcher.title(position)), terms(searcher.abstract(position))
    times = Counter(in_abstract)
    for word in in_title:
        times[word] += IN_TITLE
    return _Text(times, len(in_title) + len(in_abstract))
