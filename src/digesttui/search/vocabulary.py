"""The different words of a collection, sorted, in one buffer each: looked up by bisection, or by one scan."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from digesttui.text import fold

Ids = NDArray[np.int32]
_END = b"\xff"  # sorts after every byte of UTF-8


class WordList:
    """Words in one buffer, each between line breaks; ``starts[i]`` is where word ``i`` starts."""

    def __init__(self, blob: bytes, starts: NDArray[np.int64]) -> None:
        self.blob = blob
        self.starts = starts

    @classmethod
    def of(cls, words: Sequence[bytes]) -> "WordList":
        """A list of ``words`` in the order given."""
        starts = np.fromiter(accumulate((len(word) + 1 for word in words), initial=1), np.int64, len(words) + 1)
        return cls(b"\n" + b"\n".join(words) + b"\n", starts)

    def __len__(self) -> int:
        return len(self.starts) - 1

    def __getitem__(self, number: int) -> bytes:
        return self.blob[self.starts[number] : self.starts[number + 1] - 1]

    def place(self, word: bytes) -> int:
        """Where ``word`` is, or would be, in a sorted list."""
        return bisect_left(range(len(self)), word, key=self.__getitem__)

    def starting(self, start: bytes) -> tuple[int, int]:
        """First and one past last of the words that start with ``start``, in a sorted list."""
        return self.place(start), self.place(start + _END)

    def holding(self, piece: bytes, first: int = 0, last: int | None = None) -> Ids:
        """The words from ``first`` to ``last`` that hold ``piece``, which may name their ends by line breaks."""
        at, end = self.starts[first] - 1, self.starts[len(self) if last is None else last]
        shift = piece.startswith(b"\n")
        if len(piece) == 1:  # which is nearly everywhere
            places = np.flatnonzero(np.frombuffer(self.blob, np.uint8)[at:end] == piece[0]) + at
        else:
            places = np.fromiter(self._places(piece, int(at), int(end)), np.int64)
        found = np.searchsorted(self.starts, places + shift, "right") - 1
        return distinct(found)

    def _places(self, piece: bytes, at: int, end: int) -> Iterator[int]:
        at = self.blob.find(piece, at, end)
        while at >= 0:
            yield at
            at = self.blob.find(piece, at + 1, end)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words as they are written (*forms*), sorted by their folded *words*.

    The forms of word ``i`` are ``first[i]`` to ``first[i + 1]``. Postings belong to forms.
    """

    words: WordList
    first: Ids
    forms: WordList

    @classmethod
    def of(cls, forms: Iterable[bytes]) -> tuple["Vocabulary", Ids]:
        """The vocabulary of ``forms``, and for each of them its number in it."""
        written = list(forms)
        keys = [folded(form) + b"\0" + form for form in written]
        order = sorted(range(len(keys)), key=keys.__getitem__)
        numbers = np.empty(len(order), np.int32)
        numbers[order] = np.arange(len(order), dtype=np.int32)
        words = [keys[number].partition(b"\0")[0] for number in order]
        breaks = [at for at, word in enumerate(words) if not at or word != words[at - 1]]
        first = np.array([*breaks, len(words)], np.int32)
        return cls(
            WordList.of([words[at] for at in breaks]), first, WordList.of([written[at] for at in order])
        ), numbers

    def forms_of(self, words: Ids) -> Ids:
        """The forms of all of ``words``."""
        return ranges(self.first[words], self.first[words + 1])


def distinct(numbers: NDArray[np.integer[Any]]) -> Ids:
    """Each of ``numbers`` once, in order. ``np.unique`` would load 15 ms of NumPy when the first key is pressed."""
    ordered = np.sort(numbers, kind="stable")
    return ordered[are_first(ordered)].astype(np.int32)


def are_first(ordered: NDArray[np.integer[Any]]) -> NDArray[np.bool_]:
    """Which of some numbers in order are not the same as the one before."""
    first = np.ones(len(ordered), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return first


def encoded(key: str) -> bytes:
    """``key`` in UTF-8, half a character as a question mark."""
    return key.encode("utf-8", "replace")


def folded(form: bytes) -> bytes:
    """A form in lower case."""
    return form.lower() if form.isascii() else fold(form.decode()).encode()


def ranges(starts: NDArray[np.signedinteger], ends: NDArray[np.signedinteger]) -> Ids:
    """All numbers of several ranges, one range after the other."""
    lengths = ends - starts
    before = np.cumsum(lengths) - lengths
    return (np.repeat(starts - before, lengths) + np.arange(lengths.sum())).astype(np.int32)
