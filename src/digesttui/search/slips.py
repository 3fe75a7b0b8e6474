"""Finding the words near to a mistyped one among very many: by the letters they share, then by edit distance."""

import numpy as np
from numpy.typing import NDArray

from digesttui.search.postings import Bytes
from digesttui.search.typos import UNFINISHED_FROM, CloseWord, edits_allowed
from digesttui.search.vocabulary import WordList


def _bits_of_bytes() -> NDArray[np.uint64]:
    places = np.arange(256) % 28 + 36
    places[ord("a") : ord("z") + 1] = np.arange(26)
    places[ord("0") : ord("9") + 1] = np.arange(26, 36)
    bits = np.uint64(1) << places.astype(np.uint64)
    bits[ord("\n")] = 0
    return bits


_BIT = _bits_of_bytes()


class Slips:
    """The letters of each of ``words`` as a 64-bit mask, and their lengths in bytes."""

    def __init__(self, words: WordList) -> None:
        self._words = words
        self._lengths = np.diff(words.starts) - 1
        self._bytes = np.frombuffer(words.blob, np.uint8)
        empty = np.zeros(0, np.uint64)
        self._letters = np.bitwise_or.reduceat(_BIT[self._bytes], words.starts[:-1]) if len(words) else empty

    def close_words(self, typed: str) -> list[CloseWord]:
        """As ``typos.close_words``, but the edits of words that are not ASCII are counted in bytes."""
        allowed = edits_allowed(typed)
        if not allowed or not typed.isascii():
            return []
        letters = np.bitwise_or.reduce(_BIT[list(typed.encode())])
        enough = self._lengths >= len(typed) - allowed
        if len(typed) < UNFINISHED_FROM:
            enough &= self._lengths <= len(typed) + allowed
        enough &= np.bitwise_count(letters & ~self._letters) <= allowed
        at = np.flatnonzero(enough)
        heads = self._heads(at, len(typed) + allowed)
        bits = _BIT[heads]
        few = np.bitwise_count(np.bitwise_or.reduce(bits[: len(typed) - allowed], axis=0) & ~letters) <= allowed
        few &= np.bitwise_count(letters & ~np.bitwise_or.reduce(bits, axis=0)) <= allowed
        at, heads = at[few], heads[:, few]
        edits, whole = _edits(typed.encode(), heads, self._lengths[at], allowed)
        nearest = int(edits[edits > 0].min(initial=allowed + 1))
        if nearest > allowed:
            return []
        found = edits == nearest
        both = zip(at[found].tolist(), (whole[found] == nearest).tolist(), strict=True)
        return [CloseWord(self._words[word].decode(), nearest, is_whole) for word, is_whole in both]

    def _heads(self, words: NDArray[np.int64], length: int) -> Bytes:
        """The first ``length`` bytes of each of ``words``, a row for each; line breaks beyond the end of a word."""
        heads: Bytes = self._bytes[
            self._words.starts[words] + np.minimum(np.arange(length)[:, None], self._lengths[words])
        ]
        return heads


def _edits(
    typed: bytes, heads: Bytes, lengths: NDArray[np.int64], allowed: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Edits from ``typed`` to each word or, where it may still be growing, to how the word begins; and to all of it.

    Hyyrö's bit-parallel optimal string alignment ("A bit-vector algorithm for computing Levenshtein and Damerau edit
    distances", 2003), for all words at once: bit i of a variable belongs to row i of the table of distances.
    """
    one, last = np.uint64(1), np.uint64(len(typed) - 1)
    matches = np.zeros(256, np.uint64)
    for row, byte in enumerate(typed):
        matches[byte] |= one << np.uint64(row)
    up, down = np.full(len(lengths), ~np.uint64(0)), np.zeros(len(lengths), np.uint64)  # from row to row
    diagonal, before = np.zeros_like(down), np.zeros_like(down)
    distance = np.full(len(lengths), len(typed), np.int64)
    nearest = np.full(len(lengths), allowed + 1, np.int64)
    whole = nearest.copy()
    unfinished = range(len(typed) - 1, len(typed) + 2) if len(typed) >= UNFINISHED_FROM else range(0)
    for column, letters in enumerate(heads, 1):
        match = matches[letters]
        swapped = ((~diagonal & match) << one) & before
        diagonal = (((match & up) + up) ^ up) | match | down | swapped
        right, left = down | ~(diagonal | up), diagonal & up
        distance += ((right >> last) & one).astype(np.int64) - ((left >> last) & one).astype(np.int64)
        right, left = (right << one) | one, left << one
        up, down, before = left | ~(diagonal | right), right & diagonal, match
        np.minimum(whole, distance, out=whole, where=lengths == column)
        if column in unfinished:
            np.minimum(nearest, distance, out=nearest, where=lengths >= column)
    return np.minimum(nearest, whole), whole
