"""Titles and abstracts as rows of word codes, two bytes a word, so that phrases need no reading.

A phrase could be found by reading the papers that have all its words, but of words such as "language" and "model" these
are half of all papers. As rows of codes all texts are looked through in the time that reading a few thousand takes.
The words that are met first get codes: nearly all words of any later text are among them. What has none is read.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digesttui.search.postings import Mask
from digesttui.search.tokens import Tokens
from digesttui.search.vocabulary import Ids, WordList, folded

Places = NDArray[np.int64]
Codes = NDArray[np.uint16]

CODED = (1 << 15) - 1  # words that get a code, from 1 on; 0 is any other word
CODE = np.uint16(CODED)  # the bits of a code
FOLLOWS = np.uint16(1 << 15)  # added to the code of a word that only spaces and hyphens part from the one before
SAMPLE = 1 << 13  # words that tell which of several is the rarest
COMMON = 64  # a word that is one in so many, or more, is looked for together with the one beside it
BLOCK = 1 << 17  # words that are looked at together, so that what comes of it stays in a core's cache


@dataclass(frozen=True, slots=True)
class Run:
    """The words of all titles, or of all abstracts: those of document ``i`` are ``words[first[i]:first[i + 1]]``."""

    first: Ids
    words: Codes

    def after(self, codes: Sequence[int]) -> Places:
        """The places right after words with these codes, one following the other."""
        wanted = [np.uint16(codes[0]), *(np.uint16(code) | FOLLOWS for code in codes[1:])]
        some = self.words[:SAMPLE]
        rarest = min(range(len(wanted)), key=lambda at: int(np.count_nonzero(self._are(wanted, at, some))))
        places = self._places(wanted, rarest)
        places = places[(places >= rarest) & (places + len(wanted) - rarest <= len(self.words))]
        for at in range(len(wanted)):
            if at != rarest:
                places = places[self._are(wanted, at, self.words[places + (at - rarest)])]
        return places + (len(wanted) - rarest)

    def going_on(self, places: Places, codes: Sequence[int]) -> Places:
        """The places right after words with these codes, the first of which stands at one of ``places`` and follows."""
        for code in codes:
            places = places[: np.searchsorted(places, len(self.words))]
            places = places[self.words[places] == np.uint16(code) | FOLLOWS] + 1
        return places

    def documents(self, places: Places) -> Mask:
        """The documents of words at ``places``, which are in order."""
        if len(places) > len(self.first):
            before = np.searchsorted(places, self.first)
            return before[1:] > before[:-1]
        found: Mask = np.zeros(len(self.first) - 1, bool)
        found[np.searchsorted(self.first, places, "right") - 1] = True
        return found

    def following(self, places: Places, codes: range) -> Mask:
        """The documents that have at one of ``places`` a word with one of ``codes``, which follows the one before."""
        places = places[: np.searchsorted(places, len(self.words))]
        words = self.words[places]
        low, high = int(FOLLOWS) + codes.start, int(FOLLOWS) + codes.stop
        return self.documents(places[(words >= low) & (words < high)])

    def _places(self, wanted: Sequence[np.uint16], at: int) -> Places:
        """Where in all texts the word ``at`` of those wanted stands; a common one, only where that beside it does."""
        aside = 1 if at + 1 < len(wanted) else -1
        found = [np.zeros(0, np.int64)]
        for start in range(0, len(self.words), BLOCK):
            block = self.words[start : start + BLOCK]
            hits = self._are(wanted, at, block)
            if len(wanted) > 1 and np.count_nonzero(hits) * COMMON > len(block):
                # what has no word beside it stands at the very first or last place, and is sorted out with these
                near = self._are(wanted, at + aside, self.words[max(0, start + aside) : start + len(block) + aside])
                hits[slice(len(near)) if aside > 0 else slice(len(block) - len(near), None)] &= near
            found += [np.flatnonzero(hits) + start]
        return np.concatenate(found)

    @staticmethod
    def _are(wanted: Sequence[np.uint16], at: int, words: Codes) -> Mask:
        """Which of ``words`` are word ``at`` of those wanted; the first of them may follow another word or not."""
        are: Mask = (words if at else words & CODE) == wanted[at]
        return are


@dataclass(frozen=True, slots=True)
class RunningText:
    """The words that have codes, folded and sorted, the code of each being one more than its place; and all texts."""

    coded: WordList
    titles: Run
    abstracts: Run

    def code(self, word: bytes) -> int:
        """The code of ``word``; 0 where it has none."""
        place = self.coded.place(word)
        return place + 1 if place < len(self.coded) and self.coded[place] == word else 0

    def starting(self, start: bytes) -> range:
        """The codes of the words that start so."""
        first, last = self.coded.starting(start)
        return range(first + 1, last + 1)


class RunningTextBuilder:
    """Gathers words in order."""

    def __init__(self) -> None:
        self._codes: dict[bytes, int] = {}
        self._by_number = np.zeros(1 << 12, np.uint16)
        self._known = 0
        self._runs: tuple[list[Codes], list[Codes]] = ([], [])
        self._lengths: tuple[list[Ids], list[Ids]] = ([], [])

    def add(self, tokens: Tokens, numbers: Ids, forms: Sequence[bytes], documents: int, in_titles: int) -> None:
        """Add the words of some documents, first those ``in_titles``; ``forms`` are the words by their number."""
        self._give_codes(forms)
        words = self._by_number[numbers]
        words |= tokens.follows * FOLLOWS
        lengths = np.bincount(tokens.text, minlength=2 * documents).astype(np.int32)
        for run, part in zip(self._runs, (words[:in_titles], words[in_titles:]), strict=True):
            run.append(part)
        for known, some in zip(self._lengths, (lengths[:documents], lengths[documents:]), strict=True):
            known.append(some)

    def finished(self) -> RunningText:
        """All texts; gives what was gathered away."""
        coded = sorted(self._codes)
        in_order = np.zeros(len(coded) + 1, np.uint16)
        in_order[[self._codes[word] for word in coded]] = np.arange(1, len(coded) + 1)
        titles, abstracts = (
            _run(words, lengths, in_order) for words, lengths in zip(self._runs, self._lengths, strict=True)
        )
        return RunningText(WordList.of(coded), titles, abstracts)

    def _give_codes(self, forms: Sequence[bytes]) -> None:
        """Give codes to the new ones of ``forms`` as long as there are any."""
        if len(forms) > len(self._by_number):
            self._by_number = np.concatenate((self._by_number, np.zeros(len(forms), np.uint16)))
        for number in range(self._known, len(forms)):
            word = folded(forms[number])
            code = self._codes.get(word, 0)
            if not code and len(self._codes) < CODED:
                code = self._codes[word] = len(self._codes) + 1
            self._by_number[number] = code
        self._known = len(forms)


def _run(words: list[Codes], lengths: list[Ids], in_order: Codes) -> Run:
    """One run of all ``words``, their codes being replaced by those ``in_order``."""
    first = np.cumsum(np.concatenate([np.zeros(1, np.int32), *lengths]), dtype=np.int32)
    parts = [np.zeros(0, np.uint16)]
    while words:
        part = words.pop(0)
        parts.append(in_order[part & CODE] | (part & FOLLOWS))
    return Run(first, np.concatenate(parts))
