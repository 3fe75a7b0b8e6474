"""A vocabulary with its postings, and how words are found in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from digesttui.search.inside import PIECE, Inside
from digesttui.search.postings import Bytes, Postings, put_bitmap
from digesttui.search.ranking import MIDDLING
from digesttui.search.unions import Unions
from digesttui.search.vocabulary import Ids, Vocabulary, folded

FEW = 64  # postings that are counted exactly


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words (or compounds) of a segment, and where in titles and abstracts each form of them stands.

    Keys are UTF-8 in the form in which they are compared: in lower case, or where the case counts as written.
    """

    vocabulary: Vocabulary
    inside: Inside
    titles: Postings
    abstracts: Postings
    title_unions: Unions
    abstract_unions: Unions

    def exact(self, key: bytes, *, exact_case: bool = False) -> "Hit":
        """The word ``key``."""
        word, after = self._place(folded(key))
        return self._hit(word, after, b"\n" + key + b"\n" if exact_case else None)

    def starting(self, key: bytes, *, exact_case: bool = False, longer: bool = False) -> "Hit":
        """The words that start with ``key``; where only ``longer`` ones matter, perhaps without ``key`` itself."""
        first, last = self.vocabulary.words.starting(folded(key))
        if exact_case:
            return self._hit(first, last, b"\n" + key)
        if longer:
            _, first = self._place(folded(key))
        forms = range(int(self.vocabulary.first[first]), int(self.vocabulary.first[last]))
        return Hit(self, forms, self.title_unions.starting(key), self.abstract_unions.starting(key))

    def holding(self, key: bytes, *, exact_case: bool = False) -> "Hit":
        """The words that have ``key`` inside; of those that start with it, all or none."""
        if exact_case:
            return Hit(self, self.vocabulary.forms.holding(key))
        if len(key) < PIECE:
            return Hit(self, self.vocabulary.forms_of(self.vocabulary.words.holding(key)))
        forms = self.vocabulary.forms_of(self.inside.holding(key))
        return Hit(self, forms, self.title_unions.holding(key), self.abstract_unions.holding(key))

    def knows(self, key: bytes) -> bool:
        """Whether a word starts with ``key``."""
        first, last = self.vocabulary.words.starting(folded(key))
        return first < last

    def frequency(self, key: bytes) -> int:
        """How many documents have the word ``key``; where these are many, their titles and abstracts count apart."""
        counted = sum(postings.count(*self._forms_of(key)) for postings in (self.titles, self.abstracts))
        return (
            counted if counted > FEW else len({document for some in self.documents(key) for document in some.tolist()})
        )

    def documents(self, key: bytes) -> Iterator[Ids]:
        """The documents with the word ``key``, in some lists of different documents each."""
        for postings in (self.titles, self.abstracts):
            yield from postings.lists(*self._forms_of(key))

    def _forms_of(self, key: bytes) -> tuple[int, int]:
        """First and one past last of the forms of the word ``key``."""
        word, after = self._place(key)
        return int(self.vocabulary.first[word]), int(self.vocabulary.first[after])

    def _place(self, key: bytes) -> tuple[int, int]:
        """Where the word ``key`` is or would be, and where those after it begin."""
        words = self.vocabulary.words
        word = words.place(key)
        known = word < len(words) and words[word] == key
        return word, word + known

    def _hit(self, first: int, last: int, written: bytes | None) -> "Hit":
        """The words from ``first`` to ``last``, as they are, or as ``written``."""
        forms = range(int(self.vocabulary.first[first]), int(self.vocabulary.first[last]))
        return Hit(self, forms if written is None else self.vocabulary.forms.holding(written, forms.start, forms.stop))


@dataclass(frozen=True, slots=True)
class Hit:
    """Some words of a lexicon, and the bitmaps of the documents that have them, where those are at hand."""

    lexicon: Lexicon
    forms: Ids | range
    in_titles: Bytes | None = None
    in_abstracts: Bytes | None = None

    def put_titles(self, table: Bytes, points: Bytes) -> None:
        """Set ``points`` of the documents with these words in the title, by a ``table`` of points by impact."""
        if self.in_titles is None:
            self.lexicon.titles.put(self.forms, table, points)
        else:
            put_bitmap(self.in_titles, table[MIDDLING], points)

    def put_abstracts(self, table: Bytes, points: Bytes) -> None:
        """The same for abstracts."""
        if self.in_abstracts is None:
            self.lexicon.abstracts.put(self.forms, table, points)
        else:
            put_bitmap(self.in_abstracts, table[1], points)
