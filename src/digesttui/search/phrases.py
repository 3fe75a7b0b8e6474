"""Which documents hold a phrase, as far as the codes of its words tell."""

import re
from typing import NamedTuple

import numpy as np

from digesttui.search.lexicon import Lexicon
from digesttui.search.needle import Field, Needle
from digesttui.search.postings import Mask, Postings
from digesttui.search.running_text import Places, Run, RunningText
from digesttui.search.vocabulary import Ids, encoded
from digesttui.search.words import is_word
from digesttui.text import fold

PAYS = 32  # one in so many documents: where fewer are to be looked at, reading them takes less time than their codes

_PARTING = re.compile(r"[\s-]+")


class Found(NamedTuple):
    """Documents that hold a phrase for certain, and those that have to be read to know."""

    certain: Ids
    doubtful: Ids


class Phrases:
    """Phrases in the running ``text`` of a segment, which has these ``words``."""

    def __init__(self, text: RunningText, words: Lexicon) -> None:
        self._text = text
        self._words = words
        self._after_last: dict[Field, tuple[list[int], Places]] = {}

    def among(self, documents: Ids, needle: Needle, field: Field) -> Found:
        """What is to be known of ``documents``, which have all words of ``needle`` somewhere in ``field``."""
        written = _PARTING.split(needle.key)
        *words, last = map(fold, written)
        codes = [self._text.code(encoded(word)) for word in words]
        few = len(documents) * PAYS < len(self._run(field).first)
        if few or needle.kind == "piece" or not words or 0 in codes or not all(map(is_word, [*words, last or "a"])):
            return Found(documents[:0], documents)
        holds, may = self._holding(codes, last, field, is_open=needle.is_open())
        certain, doubtful = holds[documents], (may & ~holds)[documents]
        if needle.exact_case:
            otherwise = self._written_otherwise(written, field, is_open=needle.is_open())[documents]
            certain, doubtful = certain & ~otherwise, doubtful | (certain & otherwise)
        return Found(documents[certain], documents[doubtful])

    def _holding(self, codes: list[int], last: str, field: Field, *, is_open: bool) -> tuple[Mask, Mask]:
        """The documents in which ``last`` follows the words of ``codes``, and those in which it may."""
        run, code = self._run(field), self._text.code(encoded(last))
        if code and not is_open:
            holds = run.documents(self._after([*codes, code], field) - 1)
            return holds, holds
        places = self._after(codes, field)
        holds = run.following(places, self._text.starting(encoded(last)) if is_open else range(0))
        if not last:  # the next word is not begun: anything may follow, also behind a parenthesis
            return holds, np.ones_like(holds)
        may = run.following(places, range(1))
        return holds, may & self._rare_starting(encoded(last), field) if is_open else may

    def _after(self, codes: list[int], field: Field) -> Places:
        """The places after words with these codes; remembered while further words are typed."""
        run, (known, places) = self._run(field), self._after_last.get(field, ([], np.zeros(0, np.int64)))
        if not known or known != codes[: len(known)]:
            known, places = codes, run.after(codes)
        places = run.going_on(places, codes[len(known) :])
        self._after_last[field] = codes, places
        return places

    def _rare_starting(self, start: bytes, field: Field) -> Mask:
        """The documents with a word that starts so and has no code."""
        words = self._words.vocabulary.words
        coded = {self._text.coded[code - 1] for code in self._text.starting(start)}
        rare = [number for number in range(*words.starting(start)) if words[number] not in coded]
        return self._with_forms(self._words.vocabulary.forms_of(np.array(rare, np.int32)), field)

    def _written_otherwise(self, words: list[str], field: Field, *, is_open: bool) -> Mask:
        """The documents with one of ``words`` in small letters where these are capitals, or the other way round; where
        the last is open, with a word that starts so."""
        forms, others = self._words.vocabulary.forms, list[int]()
        for at, word in enumerate((encoded(word) for word in words), 1):
            if at == len(words) and is_open:
                others += [form for form in self._words.starting(word).forms if not forms[form].startswith(word)]
            else:
                others += [form for form in self._words.exact(word).forms if forms[form] != word]
        return self._with_forms(np.array(others, np.int32), field)

    def _with_forms(self, forms: Ids, field: Field) -> Mask:
        found = np.zeros(len(self._run(field).first) - 1, np.uint8)
        self._postings(field).mark(forms, found)
        has: Mask = found.view(bool)
        return has

    def _run(self, field: Field) -> Run:
        return self._text.titles if field == "title" else self._text.abstracts

    def _postings(self, field: Field) -> Postings:
        return self._words.titles if field == "title" else self._words.abstracts
