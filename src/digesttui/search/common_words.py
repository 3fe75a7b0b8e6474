"""The commonest words in the order of the text, one byte a word, so that phrases of them need no reading.

A phrase is found by reading the papers that have all its words. Of words such as "of" and "the" these are nearly all
papers; but there are few such words, so each gets a code, and a phrase of them becomes a row of bytes.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digesttui.search.postings import Bytes, Mask
from digesttui.search.tokens import Tokens
from digesttui.search.vocabulary import Ids, folded

Places = NDArray[np.int64]

CODED = 127  # words
CODES = 127  # the bits of a code; 0 is any other word
BLOCK = 1 << 18  # words that are looked at together, so that what comes of it stays in a core's cache
FOLLOWS = 128  # added to the code of a word that only spaces and hyphens part from the one before


@dataclass(frozen=True, slots=True)
class Run:
    """The words of all titles, or of all abstracts: those of document ``i`` are ``words[first[i]:first[i + 1]]``."""

    first: Ids
    words: Bytes

    def after(self, codes: Sequence[int]) -> Places:
        """The places right after words with these codes, one following the other."""
        found: list[Places] = []
        for start in range(0, len(self.words), BLOCK):
            block = self.words[start : start + BLOCK + len(codes) - 1]
            hits = (block[: max(0, len(block) - len(codes) + 1)] & ~np.uint8(FOLLOWS)) == codes[0]
            for ahead, code in enumerate(codes[1:], 1):
                hits &= block[ahead : ahead + len(hits)] == code | FOLLOWS
            found.append(np.flatnonzero(hits) + (start + len(codes)))
        return np.concatenate([np.zeros(0, np.int64), *found])

    def documents(self, places: Places) -> Mask:
        """The documents of words at ``places``, which are in order."""
        if len(places) > len(self.first):
            before = np.searchsorted(places, self.first)
            return before[1:] > before[:-1]
        found: Mask = np.zeros(len(self.first) - 1, bool)
        found[np.searchsorted(self.first, places, "right") - 1] = True
        return found

    def following(self, places: Places, codes: Collection[int]) -> Mask:
        """The documents that have at one of ``places`` a word with one of ``codes``, which follows the one before."""
        wanted = np.zeros(256, bool)
        wanted[[code | FOLLOWS for code in codes]] = True
        places = places[: np.searchsorted(places, len(self.words))]
        return self.documents(places[wanted[self.words[places]]])


@dataclass(frozen=True, slots=True)
class Common:
    """The codes of the commonest words, folded, and where these stand."""

    codes: dict[bytes, int]
    titles: Run
    abstracts: Run

    def starting(self, start: bytes) -> list[int]:
        """The codes of the words that start so."""
        return [code for word, code in self.codes.items() if word.startswith(start)]


class CommonBuilder:
    """Gathers words in order; those of the first slice decide which are common."""

    def __init__(self) -> None:
        self._codes: dict[bytes, int] = {}
        self._by_number = bytearray()
        self._runs: tuple[list[Bytes], list[Bytes]] = ([], [])
        self._lengths: tuple[list[Ids], list[Ids]] = ([], [])

    def add(self, tokens: Tokens, numbers: Ids, forms: Sequence[bytes], documents: int, in_titles: int) -> None:
        """Add the words of some documents, first those ``in_titles``; ``forms`` are the words by their number."""
        if not self._codes:
            self._choose(np.bincount(numbers, minlength=len(forms)).astype(np.int64), forms)
        self._by_number += bytes(self._codes.get(folded(form), 0) for form in forms[len(self._by_number) :])
        words = np.frombuffer(bytes(self._by_number), np.uint8)[numbers]
        words |= tokens.follows << 7  # that is FOLLOWS
        lengths = np.bincount(tokens.text, minlength=2 * documents).astype(np.int32)
        for run, part in zip(self._runs, (words[:in_titles], words[in_titles:]), strict=True):
            run.append(part)
        for known, some in zip(self._lengths, (lengths[:documents], lengths[documents:]), strict=True):
            known.append(some)

    def finished(self) -> Common:
        """The common words; gives what was gathered away."""
        return Common(self._codes, *map(_run, self._runs, self._lengths))

    def _choose(self, counts: NDArray[np.int64], forms: Sequence[bytes]) -> None:
        times: dict[bytes, int] = {}
        for form, count in zip(forms, counts.tolist(), strict=True):
            times[folded(form)] = times.get(folded(form), 0) + count
        common = sorted(times, key=lambda word: -times[word])[:CODED]
        self._codes = {word: code for code, word in enumerate(common, 1)}


def _run(words: list[Bytes], lengths: list[Ids]) -> Run:
    first = np.cumsum(np.concatenate([np.zeros(1, np.int32), *lengths]), dtype=np.int32)
    run = Run(first, np.concatenate([np.zeros(0, np.uint8), *words]))
    words.clear()
    return run
