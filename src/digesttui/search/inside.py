"""Which words hold a piece of text, by the places of its first three bytes."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from digesttui.search.vocabulary import Ids, WordList, distinct

PIECE = 3  # bytes at a place that are sorted
CLASSES = 38  # a to z, 0 to 9, line break, and all other bytes


def _classes_of_bytes() -> NDArray[np.uint8]:
    classes = np.full(256, CLASSES - 1, np.uint8)
    classes[ord("\n")] = CLASSES - 2
    classes[ord("a") : ord("z") + 1] = np.arange(26)
    classes[ord("0") : ord("9") + 1] = np.arange(26, 36)
    return classes


_CLASS = _classes_of_bytes()


@dataclass(frozen=True, slots=True)
class Inside:
    """The places in the buffer of ``words``, sorted by the classes of the three bytes there."""

    words: WordList
    first: Ids
    places: Ids

    @classmethod
    def of(cls, words: WordList) -> "Inside":
        """Sort the places in ``words``."""
        codes = _codes(np.frombuffer(words.blob, np.uint8))
        places = np.argsort(codes, kind="stable").astype(np.int32)
        counts = np.bincount(codes, minlength=CLASSES**3)
        return cls(words, np.concatenate(([0], np.cumsum(counts))).astype(np.int32), places)

    def holding(self, piece: bytes) -> Ids:
        """The words that have ``piece``, three bytes or more, anywhere but at their start."""
        code = int(_codes(np.frombuffer(piece[:3], np.uint8))[0])
        places = self.places[self.first[code] : self.first[code + 1]]
        letters = np.frombuffer(self.words.blob, np.uint8)
        before = ord("\n")
        for ahead, byte in enumerate(piece):
            places = places[letters[np.minimum(places + ahead, len(letters) - 1)] == byte]
        places = places[letters[places - 1] != before]
        return distinct(np.searchsorted(self.words.starts, places, "right") - 1)

    def heavy(self, sizes: NDArray[np.int64], least: int) -> Iterator[bytes]:
        """Three letters or digits inside words whose ``sizes`` add up to more than ``least``."""
        of_place = sizes[np.searchsorted(self.words.starts, self.places, "right") - 1]
        before = np.concatenate(([0], np.cumsum(of_place)))
        totals = before[self.first[1:]] - before[self.first[:-1]]
        for code in np.flatnonzero(totals > least).tolist():
            place = int(self.places[self.first[code]])
            piece = self.words.blob[place : place + 3]
            if piece.isalnum():
                yield piece


def _codes(letters: NDArray[np.uint8]) -> NDArray[np.uint16]:
    """For every place but the last two, the classes of three bytes as one number."""
    classes = _CLASS[letters].astype(np.uint16)
    return (classes[:-2] * CLASSES + classes[1:-1]) * CLASSES + classes[2:]
