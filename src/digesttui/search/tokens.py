"""Many texts → their words, as columns, without a Python loop over words.

The texts lie in one buffer, parted by NUL. A table tells letters from separators, so that one comparison finds where
words start and end. A word is known by a 64-bit hash: with ``H`` the running sum of ``value[byte] * B**place`` (all
modulo 2**64), the sum over a word is a difference of two elements of ``H``, and dividing by ``B**start`` makes it
independent of the place (Rabin and Karp's rolling hash, for all words at once).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from digesttui.search.words import CJK, PAIR, pairs, unaccented

JOINERS = b"-:^._"
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_CJK_RUN = re.compile(f"[{CJK}]+")
_LETTER, _JOINER = 1, 2
_MULTIPLIER = 0x9E37_79B9_7F4A_7C15  # odd, so that it has an inverse
_INVERSE = pow(_MULTIPLIER, -1, 1 << 64)


def _kinds() -> NDArray[np.uint8]:
    kinds = np.zeros(256, np.uint8)
    for code in range(256):
        kinds[code] = _LETTER if code >= 0x80 or chr(code).isalnum() or chr(code) == PAIR else 0
    kinds[list(JOINERS)] = _JOINER
    return kinds


_KIND = _kinds()
_VALUE = np.random.default_rng(20250911).integers(1, 1 << 63, 256, dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words of the texts in ``buffer``, in order: their place, their hash and the number of their text."""

    buffer: bytes
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    hash: NDArray[np.uint64]
    text: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.start)

    def only(self, which: NDArray[np.bool_]) -> "Tokens":
        """Some of the words."""
        return Tokens(self.buffer, self.start[which], self.end[which], self.hash[which], self.text[which])

    def word(self, token: int) -> bytes:
        """The word as it is written, without accents."""
        return self.buffer[self.start[token] : self.end[token]]


def tokenise(texts: Sequence[bytes]) -> tuple[Tokens, Tokens]:
    """The words of ``texts`` (UTF-8), and apart from them the compounds that some of them make."""
    buffer = _normalised(texts)
    codes = np.frombuffer(buffer, np.uint8)
    letters = _KIND[codes] == _LETTER
    edges = np.flatnonzero(letters[1:] != letters[:-1]) + 1
    start, end = edges[0::2], edges[1::2]
    running = _running_hash(codes)
    borders = np.searchsorted(start, np.flatnonzero(codes == 0))
    text = np.repeat(np.arange(len(texts), dtype=np.int32), np.diff(borders))
    words = Tokens(buffer, start, end, _hashes(running, start, end), text)
    joined = np.zeros(len(start) + 1, bool)  # whether a word is joined to the one before
    joined[1:-1] = (start[1:] - end[:-1] == 1) & (_KIND[codes[end[:-1]]] == _JOINER)
    first = np.flatnonzero(~joined[:-1] & joined[1:])
    last = np.flatnonzero(joined[:-1] & ~joined[1:])
    start, end = start[first], end[last]
    return words, Tokens(buffer, start, end, _hashes(running, start, end), text[first])


def _normalised(texts: Sequence[bytes]) -> bytes:
    """``texts`` with NUL before and after each, accents gone, other signs as spaces, Han and Kana as pairs."""
    buffer = b"\0" + b"\0".join(texts) + b"\0"
    if buffer.count(b"\0") != len(texts) + 1:
        buffer = b"\0" + b"\0".join(text.replace(b"\0", b" ") for text in texts) + b"\0"
    if buffer.isascii():
        return buffer
    return _NOT_ASCII.sub(lambda match: _letters_only(match[0]), buffer.decode()).encode()


@lru_cache(maxsize=4096)
def _letters_only(run: str) -> str:
    letters = "".join(letter if letter.isalnum() else " " for letter in unaccented(run))
    return _CJK_RUN.sub(lambda match: pairs(match[0]), letters)


def _running_hash(codes: NDArray[np.uint8]) -> NDArray[np.uint64]:
    powers, _ = _powers(1 << len(codes).bit_length())
    running = np.empty(len(codes) + 1, np.uint64)
    running[0] = 0
    values = _VALUE[codes]
    values *= powers[: len(codes)]
    np.cumsum(values, out=running[1:])
    return running


def _hashes(running: NDArray[np.uint64], start: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.uint64]:
    _, inverses = _powers(1 << (len(running) - 1).bit_length())
    return (running[end] - running[start]) * inverses[start]


@lru_cache(maxsize=2)
def _powers(count: int) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The powers of the multiplier and of its inverse, modulo 2**64."""

    def powers_of(base: int) -> NDArray[np.uint64]:
        powers = np.full(count, base, np.uint64)
        powers[0] = 1
        return np.multiply.accumulate(powers)

    return powers_of(_MULTIPLIER), powers_of(_INVERSE)
