"""Texts → lexicons, a few documents at a time, so that others can work in between."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digesttui.search import ranking
from digesttui.search.acronyms import Acronyms, AcronymsBuilder
from digesttui.search.inside import Inside
from digesttui.search.lexicon import Lexicon
from digesttui.search.postings import GROUP, Bytes, Mask, PostingsBuilder
from digesttui.search.running_text import RunningText, RunningTextBuilder
from digesttui.search.tokens import Tokens, tokenise
from digesttui.search.unions import Unions
from digesttui.search.vocabulary import Ids, Vocabulary

SLICE = 256  # documents tokenised at a time, so that their columns fit a core's cache; GROUP is a multiple

_PROMINENCE = np.array([[ranking.prominence(index, length) for length in range(17)] for index in range(16)], np.uint8)


class _Numbering:
    """Numbers for words in the order in which they are first seen."""

    def __init__(self) -> None:
        self.words: list[bytes] = []
        self._known: dict[int, int] = {}
        self._hashes = np.zeros(1 << 12, np.uint64)
        self._slots = np.zeros(1 << 22, np.int32)  # by the first bits of the hash; nearly all words are found here
        self._shift = np.uint64(64 - 22)

    def numbers(self, tokens: Tokens) -> Ids:
        """The number of the word of each token."""
        numbers: Ids = self._slots[tokens.hash >> self._shift]
        missed = np.flatnonzero(self._hashes[numbers] != tokens.hash)
        hashes = tokens.hash[missed]
        found = [self._number(hash_, tokens, at) for hash_, at in zip(hashes.tolist(), missed.tolist(), strict=True)]
        numbers[missed] = found
        slots = hashes >> self._shift
        free = self._slots[slots] == 0
        self._slots[slots[free]] = numbers[missed[free]]
        return numbers

    def _number(self, hash_: int, tokens: Tokens, token: int) -> int:
        number = self._known.get(hash_)
        if number is None:
            number = self._known[hash_] = len(self.words)
            self.words.append(tokens.word(token))
            if number == len(self._hashes):
                self._hashes = np.concatenate((self._hashes, np.zeros(number, np.uint64)))
            self._hashes[number] = hash_
        return number


class _LexiconBuilder:
    """Gathers words and where they stand."""

    def __init__(self) -> None:
        self._numbering = _Numbering()
        self._titles = PostingsBuilder()
        self._abstracts = PostingsBuilder()

    @property
    def forms(self) -> Sequence[bytes]:
        """The words by their number."""
        return self._numbering.words

    def add(self, tokens: Tokens, documents: int, before: int, impacts: Bytes) -> Ids:
        """Add the words of the titles of some ``documents``, with their ``impacts``, and then of their abstracts.

        The first document stands ``before`` documents after the first of its group. The words' numbers are returned.
        """
        words, in_titles = self._numbering.numbers(tokens), len(impacts)
        place = (tokens.text + before).astype(np.uint16)
        self._titles.add(words[:in_titles], place[:in_titles], impacts)
        self._abstracts.add(words[in_titles:], place[in_titles:] - np.uint16(documents))
        return words

    def close_group(self, base: int, size: int) -> None:
        """Sort what was added, a group of ``size`` documents that starts at document ``base``."""
        self._titles.close_group(base, size)
        self._abstracts.close_group(base, size)

    def finished(self, documents: int) -> Lexicon:
        """The lexicon; gives what was gathered away."""
        vocabulary, numbers = Vocabulary.of(self._numbering.words)
        inside = Inside.of(vocabulary.words)
        with ThreadPoolExecutor(2, "lexicon") as both:
            titles = both.submit(self._titles.finished, numbers, documents)
            abstracts = both.submit(self._abstracts.finished, numbers, documents, bitmaps=True)
            some = titles.result(), abstracts.result()
            unions = both.map(lambda postings: Unions.of(vocabulary, inside, postings, documents), some)
            return Lexicon(vocabulary, inside, *some, *unions)


@dataclass(frozen=True, slots=True)
class Slice:
    """Some documents in words and compounds, those of all titles first.

    ``small`` are the small words of the titles; ``prominence`` is that of title words.
    """

    documents: int
    words: Tokens
    compounds: Tokens
    small: Mask
    prominence: Bytes

    @classmethod
    def of(cls, titles: Sequence[bytes], abstracts: Sequence[bytes]) -> "Slice":
        """Documents by their titles and abstracts."""
        words, compounds = tokenise([*titles, *abstracts])
        first = np.searchsorted(words.text, np.arange(len(titles) + 1))
        small = words[: first[-1]].are_small()
        return cls(len(titles), words, compounds, small, _prominence(first, words.text, small))


@dataclass(frozen=True, slots=True)
class Parts:
    """What a segment is made of."""

    words: Lexicon
    compounds: Lexicon
    acronyms: Acronyms
    text: RunningText


class Builder:
    """Takes slices of documents in order, and becomes lexicons and acronyms."""

    def __init__(self) -> None:
        self._words = _LexiconBuilder()
        self._compounds = _LexiconBuilder()
        self._acronyms = AcronymsBuilder()
        self._text = RunningTextBuilder()
        self._read = 0
        self._base = 0

    def add(self, some: Slice) -> None:
        """Add a slice of up to ``SLICE`` documents."""
        words, compounds, before = some.words, some.compounds, self._read - self._base
        in_titles = int(np.searchsorted(compounds.text, some.documents))
        of_compounds = some.prominence[np.searchsorted(words.start, compounds.start[:in_titles])]
        numbers = self._words.add(words, some.documents, before, some.prominence)
        self._text.add(words, numbers, self._words.forms, some.documents, len(some.prominence))
        self._compounds.add(compounds, some.documents, before, of_compounds)
        self._acronyms.add(self._read, some.documents, words[: len(some.prominence)], some.small, some.prominence)
        self._read += some.documents
        if self._read - self._base >= GROUP:
            self._close_group()

    def finished(self) -> Parts:
        """All that is to be known of the documents added."""
        if self._read > self._base:
            self._close_group()
        read = self._read
        words, compounds = self._words.finished(read), self._compounds.finished(read)
        return Parts(words, compounds, self._acronyms.finished(read), self._text.finished())

    def _close_group(self) -> None:
        for lexicon in (self._words, self._compounds):
            lexicon.close_group(self._base, self._read - self._base)
        self._base = self._read


def _prominence(first: NDArray[np.intp], text: Ids, small: Mask) -> Bytes:
    """``ranking.prominence`` of every title word, by the number of its ``text``; ``first`` are those that begin one."""
    text = text[: first[-1]]
    counted = np.concatenate(([0], np.cumsum(~small)))
    index = counted[:-1] - counted[first[text]]
    length = np.diff(counted[first])[text]
    prominence: Bytes = _PROMINENCE[np.minimum(index, 15), np.minimum(length, 16)]
    return prominence
