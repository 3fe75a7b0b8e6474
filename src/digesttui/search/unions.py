"""Documents of many words at once: for starts and insides of words that so many documents have that adding them up at
every key would take too long, the documents are kept as bitmaps."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digesttui.search.inside import Inside
from digesttui.search.postings import Bytes, Postings
from digesttui.search.vocabulary import Ids, Vocabulary

SHARE = 8  # a union with more postings than one in so many documents is kept
LONGEST_START = 6  # bytes


@dataclass(frozen=True, slots=True)
class Unions:
    """Bitmaps over documents by the start of words, and by three letters inside of words."""

    starts: dict[bytes, int]
    insides: dict[bytes, int]
    bits: Bytes

    def starting(self, key: bytes) -> Bytes | None:
        """The documents with words that start with ``key``, if they are kept."""
        row = self.starts.get(key)
        return None if row is None else self.bits[row]

    def holding(self, key: bytes) -> Bytes | None:
        """The documents with words that have ``key`` inside, if they are kept."""
        row = self.insides.get(key)
        return None if row is None else self.bits[row]

    @classmethod
    def of(cls, vocabulary: Vocabulary, inside: Inside, postings: Postings, documents: int) -> "Unions":
        """The unions worth keeping."""
        sizes = np.diff(postings.first[vocabulary.first])  # postings of each word
        rows: list[Bytes] = []
        starts: dict[bytes, int] = {}
        for key, first, last in _heavy_starts(vocabulary, sizes, documents // SHARE):
            starts[key] = len(rows)
            rows.append(_bitmap(postings, range(int(vocabulary.first[first]), int(vocabulary.first[last])), documents))
        insides: dict[bytes, int] = {}
        for key in inside.heavy(sizes, documents // SHARE):
            insides[key] = len(rows)
            rows.append(_bitmap(postings, vocabulary.forms_of(inside.holding(key)), documents))
        return cls(starts, insides, np.array(rows, np.uint8).reshape(len(rows), (documents + 7) // 8))


def _bitmap(postings: Postings, forms: Ids | range, documents: int) -> Bytes:
    found = np.zeros(documents, np.uint8)
    postings.mark(forms, found)
    return np.packbits(found.view(bool))


def _heavy_starts(vocabulary: Vocabulary, sizes: NDArray[np.int64], least: int) -> Iterator[tuple[bytes, int, int]]:
    """Starts of words with more than ``least`` postings, and the first and one past last of these words."""
    words = vocabulary.words
    letters = np.frombuffer(words.blob, np.uint8)
    before = np.concatenate(([0], np.cumsum(sizes)))
    changed = np.zeros(len(words), bool)
    long_enough = np.ones(len(words), bool)
    lengths = np.diff(words.starts) - 1
    for length in range(1, LONGEST_START + 1):
        letter = letters[np.minimum(words.starts[:-1] + length - 1, len(letters) - 1)]
        changed[:1] = True
        changed[1:] |= letter[1:] != letter[:-1]
        long_enough &= lengths >= length
        first = np.flatnonzero(changed)
        last = np.append(first[1:], len(words))
        heavy = (before[last] - before[first] > least) & long_enough[first]
        for start, end in zip(first[heavy].tolist(), last[heavy].tolist(), strict=True):
            yield words[start][:length], start, end
