"""Many texts → their words, as columns, without a Python loop over words.

The texts lie in one buffer, parted by NUL. A table tells letters from separators, so that one comparison finds where
words start and end. A word is known by a 64-bit hash of its bytes, which are taken eight at a time: at every place of
the buffer a number of eight bytes begins, and of the last one of a word only the bytes that belong to it count. For
words of up to eight bytes the hash is one to one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from digesttui.search.words import CJK, PAIR, SMALL_WORDS, pairs, unaccented

Bytes = NDArray[np.uint8]
Places = NDArray[np.int64]

_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_CJK_RUN = re.compile(f"[{CJK}]+")
_AT_ONCE = 8  # bytes of a word
_MULTIPLIER = np.uint64(0x9E37_79B9_7F4A_7C15)
_LETTER, _JOINER, _HYPHEN, _SPACE = 1, 2, 3, 4
_KINDS = bytes(
    _LETTER
    if code >= 0x80 or chr(code).isalnum() or chr(code) == PAIR
    else _SPACE * chr(code).isspace() or _HYPHEN * (code == ord("-")) or _JOINER * (chr(code) in ":^._")
    for code in range(256)
)
_SPACES = bytes(code for code, kind in enumerate(_KINDS) if kind >= _HYPHEN)
_WIDE = 8  # bytes between words that are looked at for many words at once
_KEPT = np.array([(1 << 8 * length) - 1 for length in range(_AT_ONCE + 1)], np.uint64)  # the first bytes of a number
LONGEST = 64  # bytes of a word that are taken eight at a time; longer ones are rare


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words of the texts in ``buffer``, in order: their place, their hash and the number of their text.

    ``follows`` is 1 where only spaces and hyphens part a word from the one before.
    """

    buffer: bytes
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    hash: NDArray[np.uint64]
    text: NDArray[np.int32]
    follows: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.start)

    def __getitem__(self, which: slice) -> "Tokens":
        """Some of the words, in a row."""
        start, end, hash_, text = self.start[which], self.end[which], self.hash[which], self.text[which]
        return Tokens(self.buffer, start, end, hash_, text, self.follows[which])

    def word(self, token: int) -> bytes:
        """The word as it is written, without accents."""
        return self.buffer[self.start[token] : self.end[token]]

    def are_small(self) -> NDArray[np.bool_]:
        """Which are small words such as "of", in any usual case."""
        return np.isin(self.hash, _small_hashes())


@lru_cache(maxsize=1)
def _small_hashes() -> NDArray[np.uint64]:
    words = " ".join(SMALL_WORDS)
    return tokenise([f"{words} {words.title()} {words.upper()}".encode()])[0].hash


def tokenise(texts: Sequence[bytes]) -> tuple[Tokens, Tokens]:
    """The words of ``texts`` (UTF-8), and apart from them the compounds that some of them make."""
    buffer = _normalised(texts)
    kinds = np.frombuffer(buffer.translate(_KINDS), np.uint8)
    letters = kinds == _LETTER
    edges = np.flatnonzero(letters[1:] != letters[:-1]) + 1
    start, end = edges[0::2], edges[1::2]
    borders = np.searchsorted(start, np.flatnonzero(np.frombuffer(buffer, np.uint8) == 0)[: len(texts) + 1])
    text = np.repeat(np.arange(len(texts), dtype=np.int32), np.diff(borders))
    words = Tokens(buffer, start, end, _hashes(buffer, start, end), text, _follows(buffer, kinds, start, end))
    joined = np.zeros(len(start) + 1, bool)  # whether a word is joined to the one before
    parted = kinds[end[:-1]]
    joined[1:-1] = (start[1:] - end[:-1] == 1) & ((parted == _JOINER) | (parted == _HYPHEN))
    first = np.flatnonzero(~joined[:-1] & joined[1:])
    last = np.flatnonzero(joined[:-1] & ~joined[1:])
    start, end = start[first], end[last]
    none = np.zeros(len(first), np.uint8)
    return words, Tokens(buffer, start, end, _hashes(buffer, start, end), text[first], none)


def _follows(buffer: bytes, kinds: Bytes, start: Places, end: Places) -> Bytes:
    """``Tokens.follows``."""
    follows = np.zeros(len(start), np.uint8)
    gap = start[1:] - end[:-1]
    only_space = kinds[end[:-1]] >= _HYPHEN
    wide = np.flatnonzero(only_space & (gap > 1))
    for ahead in range(1, _WIDE):
        space = kinds[end[wide] + ahead] >= _HYPHEN
        only_space[wide[~space]] = False
        wide = wide[space & (gap[wide] > ahead + 1)]
        if not len(wide):
            break
    for word in wide.tolist():
        only_space[word] = not buffer[end[word] : start[word + 1]].translate(None, _SPACES)
    follows[1:] = only_space
    return follows


def _normalised(texts: Sequence[bytes]) -> bytes:
    """``texts`` with NUL before and after each, accents gone, other signs as commas, Han and Kana as pairs.

    At the end are so many NULs more that eight bytes begin at every place of a text.
    """
    end = bytes(1 + _AT_ONCE)
    buffer = b"\0" + b"\0".join(texts) + end
    if buffer.count(b"\0") != len(texts) + len(end):
        buffer = b"\0" + b"\0".join(text.replace(b"\0", b" ") for text in texts) + end
    if buffer.isascii():
        return buffer
    return _NOT_ASCII.sub(lambda match: _letters_only(match[0]), buffer.decode()).encode()


@lru_cache(maxsize=4096)
def _letters_only(run: str) -> str:
    letters = "".join(_sign_as_ascii(letter) for letter in unaccented(run))
    return _CJK_RUN.sub(lambda match: pairs(match[0]), letters)


def _sign_as_ascii(letter: str) -> str:
    return letter if letter.isalnum() else " " if letter.isspace() else ","


def _hashes(buffer: bytes, start: NDArray[np.int64], end: NDArray[np.int64]) -> NDArray[np.uint64]:
    """The hash of each word."""
    eights = np.ndarray((len(buffer) - _AT_ONCE + 1,), "<u8", buffer, strides=(1,))
    lengths = end - start
    hashes: NDArray[np.uint64] = (eights[start] & _KEPT[np.minimum(lengths, _AT_ONCE)]) * _MULTIPLIER
    longer = np.flatnonzero(lengths > _AT_ONCE)
    done = _AT_ONCE
    while len(longer) and done < LONGEST:
        following = eights[start[longer] + done] & _KEPT[np.minimum(lengths[longer] - done, _AT_ONCE)]
        hashes[longer] = ((hashes[longer] ^ hashes[longer] >> np.uint64(32)) + following) * _MULTIPLIER
        done += _AT_ONCE
        longer = longer[lengths[longer] > done]
    for word in longer.tolist():
        hashes[word] = hash(buffer[start[word] : end[word]]) & 0xFFFF_FFFF_FFFF_FFFF
    return hashes
