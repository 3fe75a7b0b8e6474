"""The index of some papers as they were at one time; it never changes."""

import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from functools import cached_property

import numpy as np

from digesttui.search import ranking, reading
from digesttui.search.ahead import done_ahead
from digesttui.search.attributes import Attributes
from digesttui.search.building import SLICE, Builder, Parts, Slice
from digesttui.search.lexicon import Hit, Lexicon
from digesttui.search.needle import FIELDS, INFIX_FROM, Field, Needle
from digesttui.search.phrases import Phrases
from digesttui.search.postings import Bytes, Mask, Totals
from digesttui.search.ranking import Tier
from digesttui.search.slips import Slips
from digesttui.search.typos import CloseWord
from digesttui.search.vocabulary import Ids, WordList, distinct, encoded, folded
from digesttui.search.words import CJK, LETTER, aliases_of, pairs
from digesttui.store import ABSTRACT, TITLE, Store
from digesttui.text import fold

CHEAP = 32  # documents that are looked up in the time that reading one takes
SAMPLE = 128  # abstracts of which more than one in FREQUENT hold what is frequent
FREQUENT = 4
RUNS = 8  # runs of letters of a phrase that narrow down the documents to read

_RUN = re.compile(f"[{CJK}]+|(?:(?![{CJK}]){LETTER})+")
_SIGNS = re.compile(r"(?:[^\w\s]|_)+")
_TITLE = {tier: np.array([ranking.title_points(tier, impact) for impact in range(31)], np.uint8) for tier in Tier}
_ABSTRACT = {
    tier: np.array([ranking.abstract_points(tier, impact) for impact in range(256)], np.uint8) for tier in Tier
}
_CJK = re.compile(f"[{CJK}]")
_JOINER = re.compile(rb"[-:^._]")
_ANY = np.ones(256, np.uint8)


_Hits = Sequence[tuple[Tier, Hit]]


class Segment:
    """An index over ``positions``, numbered as *documents* in that order; the default order, for ties to be right."""

    def __init__(self, store: Store, positions: Ids, parts: Parts) -> None:
        self.positions = positions
        self._store = store
        self.attributes = Attributes(store, positions)
        self.parts = parts
        self._words, self._compounds, self._acronyms = parts.words, parts.compounds, parts.acronyms
        self._phrases = Phrases(parts.text, parts.words)

    @classmethod
    def build(cls, store: Store, positions: Ids) -> Generator[int, None, "Segment"]:
        """Index the papers at ``positions``, yielding now and then how many are done."""
        listed = positions.tolist()

        def read(start: int) -> Slice:
            some = listed[start : start + SLICE]
            return Slice.of(store.texts(some, TITLE), store.texts(some, ABSTRACT))

        builder = Builder()
        starts = range(0, len(listed), SLICE)
        for start, some in zip(starts, done_ahead(read, starts), strict=True):
            builder.add(some)
            yield start
        return cls(store, positions, builder.finished())

    def __len__(self) -> int:
        return len(self.positions)

    def knows(self, needle: Needle) -> bool:
        """Whether a word here starts with the needle."""
        key = encoded(needle.key)
        return self._lexicon(key).knows(key) or len(self._hyphenated(needle)) > 0

    def close_words(self, typed: str) -> list[CloseWord]:
        """The words here nearest to a mistyped one."""
        return self._slips.close_words(typed)

    def find(self, needle: Needle, close: Sequence[tuple[Tier, str]], points: Bytes, *, within: Mask) -> int:
        """Set ``points``, zero so far, of the documents with the needle or, the best last, a word ``close`` to it.

        Documents that have to be read are read only ``within`` a mask; how many texts that were is returned.
        """
        off = [(tier, self._words.exact(word.encode())) for tier, word in close]
        self._put_abstracts(off, needle, points)
        self._put_titles(off, needle, points)
        if needle.kind == "word":
            return self._put_word(needle, points, within)
        if needle.needs_text():
            return self._put_read(needle, Tier.EXACT, points, within)
        hits = list(self._piece_hits(needle))
        self._put_abstracts(hits, needle, points)
        self._put_titles(hits, needle, points)
        return 0

    def frequency(self, word: str) -> int:
        """In how many documents a folded word stands; of one that stands in many, at most twice that."""
        return self._words.frequency(word.encode())

    def weigh(self, words: Mapping[str, int], totals: Totals) -> None:
        """Add to ``totals`` the weight of each of ``words`` that a document has, twice where it is in both fields."""
        for word, weight in words.items():
            for documents in self._words.documents(word.encode()):
                totals[documents] += weight

    def _word_hits(self, needle: Needle) -> Iterator[tuple[Tier, Hit]]:
        key, exact_case = encoded(needle.key), needle.exact_case
        lexicon = self._lexicon(key)
        if needle.has_infix():
            yield Tier.INSIDE, lexicon.holding(key, exact_case=exact_case)
        yield Tier.START, Hit(self._compounds, self._hyphenated(needle))
        if b"-" in key:
            closed = key.replace(b"-", b"")
            yield Tier.START, self._lexicon(closed).starting(closed, exact_case=exact_case)
        yield Tier.START, lexicon.starting(key, exact_case=exact_case, longer=True)
        yield Tier.EXACT, lexicon.exact(key, exact_case=exact_case)

    def _piece_hits(self, needle: Needle) -> Iterator[tuple[Tier, Hit]]:
        key, exact_case = encoded(needle.key), needle.exact_case
        if needle.kind == "piece":
            yield Tier.EXACT, self._words.holding(key, exact_case=exact_case)
        if needle.kind == "piece" or needle.unfinished:
            yield Tier.EXACT, self._words.starting(key, exact_case=exact_case, longer=True)
        yield Tier.EXACT, self._words.exact(key, exact_case=exact_case)

    def _put_word(self, needle: Needle, points: Bytes, within: Mask) -> int:
        """Set ``points`` by hits that get better; whatever is in a title is better than all in abstracts."""
        hits = list(self._word_hits(needle))
        self._put_abstracts(hits, needle, points)
        read = self._put_read(needle, Tier.START, points, within) if needle.needs_text() else 0
        self._put_titles([(tier, hit) for tier, hit in hits if tier > Tier.INITIALS], needle, points)
        if needle.has_initials():
            documents, impacts = self._acronyms.find(fold(needle.key), self._title)
            points[documents] = np.maximum(points[documents], _TITLE[Tier.INITIALS][impacts])
        self._put_titles([(tier, hit) for tier, hit in hits if tier < Tier.INITIALS], needle, points)
        return read

    def _put_abstracts(self, hits: _Hits, needle: Needle, points: Bytes) -> None:
        for tier, hit in hits if "abstract" in needle.fields() else ():
            hit.put_abstracts(_ABSTRACT[tier], points)

    def _put_titles(self, hits: _Hits, needle: Needle, points: Bytes) -> None:
        for tier, hit in hits if "title" in needle.fields() else ():
            hit.put_titles(_TITLE[tier], points)

    def _put_read(self, needle: Needle, tier: Tier, points: Bytes, within: Mask) -> int:
        """Set ``points`` of the documents in whose text the pattern of the needle lies; how many texts were read."""
        left, read = within.copy(), 0
        signs = _SIGNS.findall(needle.key) if needle.kind == "piece" else ()
        if signs and self._are_rare(encoded(max(signs, key=len))):
            left &= self._with_signs(encoded(max(signs, key=len)))
            read += len(self) // 8  # looking through all of them costs about as much as reading so many
        for field in needle.fields():
            some = (
                ranking.title_points(tier, ranking.MIDDLING) if field == "title" else ranking.abstract_points(tier, 1)
            )
            documents = self._candidates(needle, field, left)
            read += len(self) // CHEAP
            certain, documents = self._phrases.among(documents, needle, field)
            texts = self._store.texts(self.positions[documents].tolist(), FIELDS.index(field))
            found = np.concatenate((certain, documents[np.array(reading.matching(needle, texts), bool)]))
            points[found] = np.maximum(points[found], some)
            left[found] = False
            read += len(documents)
        return read

    def _are_rare(self, signs: bytes) -> bool:
        """Whether ``signs`` stand in so few of some abstracts that it pays to look for them in all text first."""
        some = self._store.texts(self.positions[:SAMPLE].tolist(), ABSTRACT)
        return sum(signs in text for text in some) * FREQUENT < len(some)

    def _with_signs(self, signs: bytes) -> Mask:
        """The documents that may have ``signs``, which no word holds."""
        return np.array(self._store.may_hold(self.positions.tolist(), signs), bool)

    def _candidates(self, needle: Needle, field: Field, within: Mask) -> Ids:
        """The documents that have, in this field, every word that the text of the needle must hold."""
        held = within.copy()
        runs = sorted(_RUN.finditer(needle.key), key=lambda run: run.start() - run.end())
        for run in runs[:RUNS]:
            for hits in self._hits_in_run(needle, run):
                found = np.zeros(len(self), np.uint8)
                for hit in hits:
                    (hit.put_titles if field == "title" else hit.put_abstracts)(_ANY, found)
                held &= found.view(bool)
        return np.flatnonzero(held).astype(np.int32)

    def _hits_in_run(self, needle: Needle, run: re.Match[str]) -> Iterator[tuple[Hit, ...]]:
        """For each word that a run of letters makes necessary, the words that would do."""
        key = fold(run[0])
        if _CJK.match(key):
            for pair in pairs(key).split() if len(key) > 1 else ():
                yield (self._words.exact(pair.encode()),)
            return
        starts = run.start() > 0 or needle.kind != "piece" or needle.starts
        ends = run.end() < len(needle.key) or needle.ends or (needle.kind == "phrase" and not needle.unfinished)
        if starts:
            yield (self._words.exact(key.encode()) if ends else self._words.starting(key.encode()),)
        elif len(key) >= INFIX_FROM:
            yield self._words.holding(key.encode()), self._words.starting(key.encode())

    # inside

    def _lexicon(self, key: bytes) -> Lexicon:
        return self._compounds if _JOINER.search(key) else self._words

    def _hyphenated(self, needle: Needle) -> Ids:
        """The compounds that start with the needle once their hyphens are left out, and would not with them."""
        closed = encoded(needle.key).replace(b"-", b"")
        aliases, forms, heads = self._aliases
        which = slice(*aliases.starting(folded(closed)))
        found = forms[which][heads[which] < len(closed)]
        if needle.exact_case:
            found = found[[self._has_alias(form, closed.decode()) for form in found.tolist()]]
        return distinct(found)

    def _has_alias(self, form: int, start: str) -> bool:
        return any(alias.startswith(start) for alias, _ in aliases_of(self._compounds.vocabulary.forms[form].decode()))

    @cached_property
    def _aliases(self) -> tuple[WordList, Ids, Ids]:
        """What compounds are without their hyphens, sorted and folded; the form of each; what was before the hyphen."""
        forms = self._compounds.vocabulary.forms
        known = sorted(
            (folded(alias.encode()), form, head)
            for form in range(len(forms))
            for alias, head in aliases_of(forms[form].decode())
        )
        numbers = np.array([known_as[1:] for known_as in known], np.int32).reshape(-1, 2)
        return WordList.of([alias for alias, _, _ in known]), numbers[:, 0], numbers[:, 1]

    @cached_property
    def _slips(self) -> Slips:
        return Slips(self._words.vocabulary.words)

    def _title(self, document: int) -> str:
        return self._store.title(int(self.positions[document]))
