"""Which titles have which initials in a row: ``moe`` finds "A Survey on Mixture of Experts".

Every three initials in a row make a code with a posting list of *spots*: the document times ``SPOTS``, plus the place
in the title. So longer needles are found by spots that follow each other. Initials are taken twice: of all words, and
without small words such as "of".
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce

import numpy as np

from digesttui.search.postings import Bytes, Mask, Postings, PostingsBuilder
from digesttui.search.tokens import Tokens
from digesttui.search.vocabulary import Ids, are_first
from digesttui.search.words import PAIR, initials, without_cjk
from digesttui.text import fold

LETTERS = 38  # 0 is none, then a to z, 0 to 9, and one for all other letters
_OTHER = 37
CODES = LETTERS**3
SPOTS = 128  # places for words in a title, half of them for titles without their small words


def _codes_of_bytes() -> Bytes:
    codes = np.full(256, _OTHER, np.uint8)
    for letter in range(26):
        codes[[ord("a") + letter, ord("A") + letter]] = 1 + letter
    codes[ord("0") : ord("9") + 1] = np.arange(27, 37)
    codes[ord(PAIR)] = 0
    return codes


_CODE = _codes_of_bytes()


@dataclass(frozen=True, slots=True)
class Acronyms:
    """Documents by the initials of their titles."""

    postings: Postings

    def find(self, key: str, title: Callable[[int], str]) -> tuple[Ids, Bytes]:
        """Documents whose title has the initials ``key`` (two letters or more, folded), and the impact of each."""
        codes = [int(_CODE[letter.encode("utf-8", "replace")[0]]) for letter in key]
        spots, impacts = self._row(codes[:3])
        for at in range(1, len(codes) - 2):
            if not len(spots):
                break
            kept = np.isin(spots + at, self._row(codes[at : at + 3])[0], assume_unique=True, kind="sort")
            spots, impacts = spots[kept], impacts[kept]
        order = np.argsort(spots, kind="stable")
        documents, impacts = spots[order] // SPOTS, impacts[order]
        first = are_first(documents)
        found, impacts = documents[first], impacts[first]
        if _OTHER in codes:
            kept = np.array([_has_initials(title(document), key) for document in found.tolist()], bool)
            found, impacts = found[kept], impacts[kept]
        return found, impacts

    def _row(self, codes: list[int]) -> tuple[Ids, Bytes]:
        """The spots with two or three initials in a row, and their impacts."""
        codes_in_row = LETTERS ** (3 - len(codes))
        start = reduce(lambda number, code: number * LETTERS + code, codes) * codes_in_row
        which = slice(self.postings.first[start], self.postings.first[start + codes_in_row])
        return self.postings.documents[which], self.postings.impacts[which]


def _has_initials(title: str, key: str) -> bool:
    return any(key in some for some in initials(without_cjk(fold(title))))


class AcronymsBuilder:
    """Gathers the initials of titles."""

    def __init__(self) -> None:
        self._postings = PostingsBuilder()

    def add(self, base: int, size: int, titles: Tokens, small: Mask, impacts: Bytes) -> None:
        """Add the words of the titles of ``size`` documents, from document ``base`` on, and which of them are small."""
        initial = _CODE[np.frombuffer(titles.buffer, np.uint8)[titles.start]].astype(np.int32)
        words = initial > 0
        for kept, first_spot in ((words, 0), (words & ~small, SPOTS // 2)):
            at = np.flatnonzero(kept)
            documents = titles.text[at]
            spots = documents * SPOTS + first_spot + np.minimum(_places(documents), SPOTS // 2 - 1)
            self._postings.add(_threes(initial[at], documents), spots.astype(np.uint16), impacts[at])
        self._postings.close_group(base * SPOTS, size * SPOTS)

    def finished(self, documents: int) -> Acronyms:
        """The acronyms; gives what was gathered away."""
        return Acronyms(self._postings.finished(np.arange(CODES, dtype=np.int32), documents))


def _places(documents: Ids) -> Ids:
    """The place of each word within its document."""
    first = np.flatnonzero(np.diff(documents, prepend=-1))
    lengths = np.diff(first, append=len(documents))
    return (np.arange(len(documents)) - np.repeat(first, lengths)).astype(np.int32)


def _threes(initial: Ids, documents: Ids) -> Ids:
    """The codes of words in order, each with the two after it in the same document."""
    codes = initial * LETTERS**2
    for ahead in (1, 2):
        same = documents[ahead:] == documents[:-ahead]
        codes[:-ahead] += np.where(same, initial[ahead:], 0) * LETTERS ** (2 - ahead)
    return codes
