"""What is looked for: one needle of the filter, and where it lies in a text."""

import dataclasses
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from digesttui.search.words import (
    LETTER,
    SMALL_WORDS,
    SPACED,
    initials,
    is_plain,
    is_word,
    unaccented,
    without_cjk,
    words,
)
from digesttui.text import fold

Field = Literal["title", "abstract"]
Span = tuple[int, int]

FIELDS: tuple[Field, ...] = ("title", "abstract")
INFIX_FROM = 3  # letters; shorter words match at the start of words only
INITIALS_FROM = 3  # letters; two will do in capitals (RL)


@dataclass(frozen=True, slots=True)
class Needle:
    """A word, phrase or piece of text to find, in one field or (``None``) in both.

    ``kind``: a *word* matches from the start of words, inside them, by initials and with typos; a *phrase* is
    whole words in a row; a *piece* is any stretch of text. ``starts`` and ``ends`` tie a piece to the ends of the
    title. An ``unfinished`` phrase (its quote is open) may stop inside its last word.
    """

    text: str
    kind: Literal["word", "phrase", "piece"] = "word"
    field: Field | None = None
    starts: bool = False
    ends: bool = False
    unfinished: bool = False
    key: str = dataclasses.field(init=False, default="")
    """The text as it is compared: without accents, and in lower case unless a capital was typed (smart case)."""

    def __post_init__(self) -> None:
        bare = unaccented(self.text.strip() if self.kind == "phrase" else self.text)
        if self.kind == "word" and is_plain(begun := bare.rstrip("-")):
            bare = begun  # a compound of which the next word is not typed yet
        object.__setattr__(self, "key", bare if self.exact_case else fold(bare))
        if self.kind == "word" and not is_plain(bare):
            object.__setattr__(self, "kind", "piece")

    @property
    def exact_case(self) -> bool:
        """Whether capitals count."""
        return any(map(str.isupper, self.text))

    def fields(self) -> tuple[Field, ...]:
        """The fields to look in."""
        if self.starts or self.ends:
            return ("title",)
        return (self.field,) if self.field else FIELDS

    def is_open(self) -> bool:
        """Whether this may stop inside a word."""
        return self.kind != "phrase" or self.unfinished

    def needs_text(self) -> bool:
        """Whether the words of a text do not tell whether this lies in it: the text must be read."""
        if self.kind == "word":
            return "-" in self.key
        return self.starts or self.ends or not is_word(self.key)

    def has_initials(self) -> bool:
        """Whether the initials of title words count as a match."""
        enough = len(self.key) >= INITIALS_FROM or (len(self.key) == 2 and self.key.isupper())
        return self.kind == "word" and self.field != "abstract" and enough and self.key.isalnum()

    def continues(self, other: "Needle") -> bool:
        """Whether this is a phrase that ``other`` was the beginning of."""
        same = self.kind == other.kind == "phrase" and self.field == other.field
        return same and other.unfinished and self.key.startswith(other.key)

    def haystack(self, text: str) -> str:
        """``text`` in the form in which this needle is looked for; as long as before."""
        return _haystack(text, self.exact_case, self.kind == "word")

    def has_infix(self) -> bool:
        """Whether the needle may also lie inside a word."""
        return len(self.key) >= INFIX_FROM and "-" not in self.key


@lru_cache(maxsize=64)  # several needles are looked for in the same text
def _haystack(text: str, exact_case: bool, is_word: bool) -> str:
    bare = unaccented(text) if exact_case else fold(text)
    return without_cjk(bare) if is_word else bare


@lru_cache(maxsize=1024)
def pattern(needle: Needle) -> re.Pattern[str]:
    """Where the text of a phrase or piece lies in a haystack; of a word: where a compound of it is written apart."""
    parts = re.split(r"[\s-]+" if needle.kind != "piece" else r"\s+", needle.key.strip())
    between = r"\s+" if needle.kind == "piece" else r"[\s-]+"
    found = between.join(re.escape(part) for part in parts)
    if needle.kind != "piece":
        if re.match(SPACED, needle.key):
            # what must not stand before is said behind: a pattern that starts with letters is quicker
            first = re.escape(parts[0])
            found = rf"{first}(?<!{SPACED}{first}){found.removeprefix(first)}"
        if needle.kind == "phrase" and not needle.unfinished and re.search(rf"{SPACED}\Z", needle.key):
            found += rf"(?!{SPACED})"
    starts = r"\A\W*" if needle.starts and re.match(r"\w", needle.key) else r"\A" if needle.starts else ""
    ends = r"\W*\Z" if needle.ends and re.search(r"\w\Z", needle.key) else r"\Z" if needle.ends else ""
    return re.compile(f"{starts}({found}){ends}")


@lru_cache(maxsize=1024)
def word_start(word: str) -> re.Pattern[str]:
    """Where a word starts with ``word``, whether hyphens are written or not."""
    return re.compile(rf"(?<!{LETTER})({'-?'.join(map(re.escape, word))})")


@lru_cache(maxsize=1024)
def whole_word(word: str) -> re.Pattern[str]:
    """Where ``word`` stands by itself."""
    return re.compile(rf"(?<!{LETTER})({re.escape(word)})(?!{LETTER})")


def spans(needle: Needle, close: tuple[str, ...], text: str, where: Field) -> list[Span]:
    """Where ``needle`` lies in ``text``, a title or an abstract; the best kind of match only.

    ``close`` are the words of the collection that stand for a mistyped needle.
    """
    if where not in needle.fields():
        return []
    haystack = needle.haystack(text)
    if needle.kind != "word":
        return _all(pattern(needle), haystack)
    inside = _places(needle.key, haystack) if "-" not in needle.key else []
    found = [(start, end) for start, end in inside if not start or not haystack[start - 1].isalnum()]
    if not found and "-" in haystack:
        found = _all(word_start(needle.key.replace("-", "")), haystack)
    if not found and "-" in needle.key:
        found = _all(word_start(needle.key.replace("-", "")), haystack) or _all(pattern(needle), haystack)
    if not found and needle.has_infix():
        found = inside
    if not found and where == "title" and needle.has_initials():
        found = _initial_letters(without_cjk(fold(text)), fold(needle.key))
    if not found:
        found = [span for word in close for span in _all(whole_word(word), fold(text))]
    return found


def _places(key: str, haystack: str) -> list[Span]:
    places = []
    start = haystack.find(key)
    while start >= 0:
        places.append((start, start + len(key)))
        start = haystack.find(key, start + len(key))
    return places


def _all(wanted: re.Pattern[str], haystack: str) -> list[Span]:
    return [match.span(1) for match in wanted.finditer(haystack)]


def _initial_letters(title: str, wanted: str) -> list[Span]:
    """The first letters of the consecutive words of ``title`` whose initials are ``wanted``."""
    everyone, without_small = initials(title)
    if wanted not in everyone and wanted not in without_small:
        return []
    starts = [match.start() for match in re.finditer(f"{LETTER}+", title)]
    at = everyone.find(wanted)
    if at < 0:
        at = without_small.find(wanted)
        starts = [start for start, word in zip(starts, words(title), strict=True) if word not in SMALL_WORDS]
    return [(start, start + 1) for start in starts[at : at + len(wanted)]]
