"""Texts → lexicons, a few documents at a time, so that others can work in between."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from digesttui.search import ranking
from digesttui.search.acronyms import Acronyms, AcronymsBuilder
from digesttui.search.inside import Inside
from digesttui.search.lexicon import Lexicon
from digesttui.search.postings import GROUP, Bytes, PostingsBuilder
from digesttui.search.tokens import Tokens, tokenise
from digesttui.search.unions import Unions
from digesttui.search.vocabulary import Ids, Vocabulary

SLICE = 128  # documents tokenised at a time, so that their columns fit a core's cache; GROUP is a multiple

_PROMINENCE = np.array([[ranking.prominence(index, length) for length in range(17)] for index in range(16)], np.uint8)


class _Numbering:
    """Numbers for words in the order in which they are first seen."""

    def __init__(self) -> None:
        self.words: list[bytes] = []
        self._known: dict[int, int] = {}
        self._hashes = np.zeros(1 << 12, np.uint64)
        self._slots = np.zeros(1 << 20, np.int32)  # by the first bits of the hash; most words are found here
        self._shift = np.uint64(64 - 20)

    def numbers(self, tokens: Tokens) -> Ids:
        """The number of the word of each token."""
        numbers: Ids = self._slots[tokens.hash >> self._shift]
        missed = np.flatnonzero(self._hashes[numbers] != tokens.hash)
        if len(missed):
            different, where, back = np.unique(tokens.hash[missed], return_index=True, return_inverse=True)
            found = [
                self._number(hash_, tokens, missed[at]) for hash_, at in zip(different.tolist(), where, strict=True)
            ]
            slots = different >> self._shift
            free = self._slots[slots] == 0
            self._slots[slots[free]] = np.array(found, np.int32)[free]
            numbers[missed] = np.array(found, np.int32)[back]
        return numbers

    def _number(self, hash_: int, tokens: Tokens, token: np.int64) -> int:
        number = self._known.get(hash_)
        if number is None:
            number = self._known[hash_] = len(self.words)
            self.words.append(tokens.word(int(token)))
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
        self._slices: list[tuple[Ids, Ids, NDArray[np.bool_], Bytes]] = []

    def add(self, tokens: Tokens, before: int, impacts: Bytes) -> None:
        """Add a slice, whose first document stands ``before`` documents after the first of its group."""
        documents = (tokens.text >> 1) + np.int32(before)
        self._slices.append((self._numbering.numbers(tokens), documents, tokens.text & 1 == 0, impacts))

    def close_group(self, base: int, size: int) -> None:
        """Sort the slices of a group of ``size`` documents that starts at document ``base``."""
        words, documents, titles, impacts = map(np.concatenate, zip(*self._slices, strict=True))
        self._titles.add(base, size, words[titles], documents[titles], impacts[titles])
        self._abstracts.add(base, size, words[~titles], documents[~titles], None)
        self._slices.clear()

    def finished(self, documents: int) -> Lexicon:
        """The lexicon; gives what was gathered away."""
        vocabulary, numbers = Vocabulary.of(self._numbering.words)
        inside = Inside.of(vocabulary.words)
        both = self._titles.finished(numbers, documents), self._abstracts.finished(numbers, documents, bitmaps=True)
        unions = [Unions.of(vocabulary, inside, postings, documents) for postings in both]
        return Lexicon(vocabulary, inside, *both, *unions)


class Builder:
    """Reads documents in order, and becomes lexicons and acronyms."""

    def __init__(self) -> None:
        self._words = _LexiconBuilder()
        self._compounds = _LexiconBuilder()
        self._acronyms = AcronymsBuilder()
        self._read = 0
        self._base = 0

    def add(self, texts: Sequence[bytes]) -> None:
        """Read up to ``SLICE`` documents: of each its title and its abstract."""
        words, compounds = tokenise(texts)
        impacts = _prominence(words, len(texts))
        before = self._read - self._base
        self._words.add(words, before, impacts)
        at = np.searchsorted(words.start, compounds.start)
        self._compounds.add(compounds, before, impacts[at])
        titles = words.text & 1 == 0
        self._acronyms.add(self._read, len(texts) // 2, words.only(titles), impacts[titles])
        self._read += len(texts) // 2
        if self._read - self._base >= GROUP:
            self._close_group()

    def finished(self) -> tuple[Lexicon, Lexicon, Acronyms]:
        """The words, compounds and acronyms of all documents read."""
        if self._read > self._base:
            self._close_group()
        read = self._read
        return self._words.finished(read), self._compounds.finished(read), self._acronyms.finished(read)

    def _close_group(self) -> None:
        for lexicon in (self._words, self._compounds):
            lexicon.close_group(self._base, self._read - self._base)
        self._base = self._read


def _prominence(words: Tokens, texts: int) -> Bytes:
    """``ranking.prominence`` of every word within its text."""
    first = np.searchsorted(words.text, np.arange(texts + 1))
    index = np.arange(len(words)) - first[words.text]
    length = np.diff(first)[words.text]
    prominence: Bytes = _PROMINENCE[np.minimum(index, 15), np.minimum(length, 16)]
    return prominence
