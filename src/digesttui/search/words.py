"""The forms in which words are compared: accents gone, hyphens closed up, initials.

A *word* is a run of letters and digits. A *compound* is several words joined by single ``-``, ``:``, ``^``, ``.`` or
``_`` without a space (``GPT-4``, ``N:M``, ``x^2``). Han and Kana have no spaces between words, so text in them is
never cut into words but looked for as it stands.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from digesttui.text import fold

LETTER = r"[^\W_]"
CJK = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)

SPACED = rf"[^\W_{CJK}]"
"""A letter of a script that has spaces between words: no other may stand beside a whole word."""

PAIR = "\x01"
"""Stands before a pair of Han or Kana characters, so that a pair is never part of another word."""

_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_CJK = re.compile(f"[{CJK}]")
_WORD = re.compile(f"{LETTER}+")
_COMPOUND = re.compile(f"{LETTER}+(?:[-:^._]{LETTER}+)+")
_ONE_WORD = re.compile(f"(?:(?![{CJK}]){LETTER})+")
_TERM = re.compile(f"[{CJK}]+|(?:(?![{CJK}]){LETTER})+")
_ASCII_TERM = re.compile("[a-z0-9]+")  # the same, twice as fast
_PLAIN = re.compile(f"{LETTER}+(?:[-:^._]{LETTER}+)*")
SMALL_WORDS = {
    "a",
    "an",
    "and",
    "as",
    "at",
    "by",
    "for",
    "from",
    "in",
    "is",
    "of",
    "on",
    "or",
    "the",
    "to",
    "via",
    "with",
}


def unaccented(text: str) -> str:
    """``text`` without accents, its case kept, and as long as before (``text.fold`` gives the same in lower case)."""
    return text if text.isascii() else _NOT_ASCII.sub(lambda match: _base(match[0]), text)


@lru_cache(maxsize=4096)
def _base(character: str) -> str:
    decomposed = unicodedata.normalize("NFKD", character)
    return decomposed[0] if all(map(unicodedata.combining, decomposed[1:])) else character


def without_cjk(text: str) -> str:
    """``text`` with a sign that parts words for every Han or Kana character; no space, for words are not beside each
    other where some stood."""
    return text if text.isascii() else _CJK.sub("\x01", text)


def is_plain(text: str) -> bool:
    """Whether ``text`` is one word or compound, so that it can be found through the words of a collection."""
    return _PLAIN.fullmatch(text) is not None and not _CJK.search(text)


def is_word(text: str) -> bool:
    """Whether ``text`` is one word."""
    return _ONE_WORD.fullmatch(text) is not None


def words(text: str) -> list[str]:
    """The words of ``text`` in order, as they are written."""
    return _WORD.findall(text)


def pairs(run: str) -> str:
    """The pairs of neighbours in a run of Han or Kana, each as a word."""
    found = [run[at : at + 2] for at in range(max(1, len(run) - 1))]
    return "".join(f" {PAIR}{pair}" for pair in found) + " "


def terms(text: str) -> list[str]:
    """The words of ``text`` in order, as a collection counts them: folded, Han and Kana in pairs."""
    if text.isascii():
        return _ASCII_TERM.findall(text.lower())
    return [term for word in _TERM.findall(fold(text)) for term in _split(word)]


def written(text: str) -> dict[str, str]:
    """How each of the ``terms`` of ``text`` is written where it comes first."""
    found: dict[str, str] = {}
    for word in _TERM.finditer(fold(text)):
        for term in _split(word[0]):
            found.setdefault(term, term[1:] if term[0] == PAIR else text[word.start() : word.end()])
    return found


def _split(word: str) -> list[str]:
    return pairs(word).split() if _CJK.match(word) else [word]


def aliases(text: str) -> Iterator[str]:
    """The words that the hyphens of ``text`` hide: ``GPT-4-turbo`` holds ``GPT4turbo`` and ``4turbo``."""
    for compound in _COMPOUND.findall(text):
        yield from (alias for alias, _ in aliases_of(compound))


def aliases_of(compound: str) -> Iterator[tuple[str, int]]:
    """The aliases of one compound, and how many bytes (UTF-8) of each stand before the first hyphen."""
    start = 0
    while (hyphen := compound.find("-", start)) >= 0:
        for word in _WORD.finditer(compound, start, hyphen):
            yield compound[word.start() :].replace("-", ""), len(compound[word.start() : hyphen].encode())
        start = hyphen + 1


@lru_cache(maxsize=64)
def initials(title: str) -> tuple[str, str]:
    """First letters of the words of a folded ``title``: of all, and without small words such as "of"."""
    found = words(title)
    return "".join(word[0] for word in found), "".join(word[0] for word in found if word not in SMALL_WORDS)
