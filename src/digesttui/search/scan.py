"""Searching a small collection by reading all of it: nothing to build, and no NumPy to load.

Masks are integers, one bit a paper; bit 0 is the newest.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from digesttui.model import Paper
from digesttui.search import ranking, typos
from digesttui.search.door import Attribute, Leaf, Number, Order
from digesttui.search.facts import attributes, numbers, starting
from digesttui.search.needle import FIELDS, Field, Needle, pattern, whole_word, word_start
from digesttui.search.ordering import default_order, sort_key
from digesttui.search.ranking import Tier
from digesttui.search.typos import CloseWord
from digesttui.search.words import SMALL_WORDS, aliases, initials, terms, unaccented, without_cjk, words
from digesttui.store import Store
from digesttui.text import fold

REMEMBERED = 24  # words whose papers are kept at hand while the next one is typed


class Text:
    """A title or abstract in the forms in which it is read."""

    def __init__(self, text: str) -> None:
        self.bare = unaccented(text)
        self.folded = fold(text)
        bare = without_cjk(self.bare)
        self.words = (without_cjk(self.folded), bare)  # smart case: lower, as written
        spaced = "".join(f" {alias}" for alias in aliases(bare))
        self.aliases = (fold(spaced), spaced)

    @cached_property
    def initials(self) -> tuple[str, str]:
        return initials(self.words[0])


class Scan:
    """A ``Searcher`` for some hundred papers, and until there is an index; over ``store`` as it is when made."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._positions = default_order(store)
        self._bit = {position: bit for bit, position in enumerate(self._positions)}
        self._papers: dict[int, Paper] = {}
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._find)
        self._texts: dict[Field, dict[int, Text]] = {"title": {}, "abstract": {}}

    # the door

    @property
    def everything(self) -> int:
        return (1 << len(self._positions)) - 1

    def find(self, needle: Needle, *, tolerant: bool = False, thrifty: bool = False) -> Leaf[int]:
        return self._remembered(needle, tolerant)

    def attribute(self, name: Attribute, value: str) -> int:
        starts = starting(value).search
        return self._where(lambda position: any(map(starts, attributes(name, self._paper(position), self._store))))

    def number(self, name: Number, low: float, high: float) -> int:
        return self._where(lambda position: any(low <= n <= high for n in numbers(name, self._paper(position))))

    def naming(self, repos: Collection[str]) -> int:
        wanted = frozenset(repos)
        return self._where(
            lambda position: not wanted.isdisjoint(attributes("repo", self._paper(position), self._store))
        )

    def only(self, positions: Iterable[int]) -> int:
        bits = bytearray(len(self._positions) // 8 + 1)  # growing an integer bit by bit would take squared time
        for position in positions:
            bit = self._bit.get(position)
            if bit is not None:
                bits[bit >> 3] |= 1 << (bit & 7)
        return int.from_bytes(bits, "little")

    def count(self, mask: int) -> int:
        return mask.bit_count()

    def ordered(self, mask: int, leaves: Sequence[Leaf[int]], by: Order, *, reverse: bool = False) -> list[int]:
        found = [position for position, bit in zip(self._positions, f"{mask:b}"[::-1], strict=False) if bit == "1"]
        if by == "relevance":
            best = sorted(((sum(leaf.points[p] for leaf in leaves), p) for p in found), key=lambda pair: -pair[0])
            head, tail = best[: ranking.POLISHED], best[ranking.POLISHED :]
            polished = ranking.polished(head, [leaf.spellings() for leaf in leaves], self.title, self.abstract)
            found = polished + [position for _, position in tail]
        else:
            found = self._sorted(found, by)
        return found[::-1] if reverse else found

    def frequency(self, word: str) -> int:
        return self._frequencies[word]

    def having_most(self, weights: Mapping[str, int]) -> Sequence[int]:
        return [position for position in self._positions if not weights.keys().isdisjoint(self._terms[position])]

    def title(self, position: int) -> str:
        return self._store.title(position)

    def abstract(self, position: int) -> str:
        return self._store.abstract(position)

    # inside

    def _find(self, needle: Needle, tolerant: bool) -> Leaf[int]:
        tiers = {position: self._tiers(needle, position) for position in self._positions}
        points = {position: self._points(needle, position, *tiers[position]) for position in self._positions}
        close: list[CloseWord] = []
        found = {tier for both in tiers.values() for tier in both if tier is not None}
        known = min(found, default=Tier.TYPO) <= Tier.START
        if needle.kind == "word" and (tolerant or not known):
            close = typos.close_words(fold(needle.key), self._vocabulary)
            for near in close:
                self._add_typo(needle, near.word, ranking.tier_of_typo(whole=near.whole, known=known), points)
        mask = self.only(position for position, some in points.items() if some)
        return Leaf(needle, mask, points, tuple(close))

    def _tiers(self, needle: Needle, position: int) -> tuple[Tier | None, Tier | None]:
        """How ``needle`` matches the title and the abstract."""
        title, abstract = self._text("title", position), self._text("abstract", position)
        if needle.kind == "word":
            in_title = _tier_of_word(needle, title)
            if needle.has_initials() and (in_title is None or in_title > Tier.INITIALS):
                wanted = fold(needle.key)
                in_title = Tier.INITIALS if any(wanted in some for some in title.initials) else in_title
            return in_title, _tier_of_word(needle, abstract)
        return _tier_of_text(needle, title), _tier_of_text(needle, abstract)

    def _points(self, needle: Needle, position: int, in_title: Tier | None, in_abstract: Tier | None) -> int:
        points = 0
        fields = needle.fields()
        if in_title is not None and "title" in fields:
            points = ranking.title_points(in_title, _prominence(needle.key, self._text("title", position)))
        if in_abstract is not None and "abstract" in fields:
            times = self._text("abstract", position).folded.count(fold(needle.key))
            points = max(points, ranking.abstract_points(in_abstract, times))
        return points

    def _add_typo(self, needle: Needle, word: str, tier: Tier, points: dict[int, int]) -> None:
        stands = whole_word(word)
        for position in points:
            in_title, in_abstract = (
                tier if word in text.folded and stands.search(text.words[0]) else None
                for text in (self._text("title", position), self._text("abstract", position))
            )
            points[position] = max(points[position], self._points(needle, position, in_title, in_abstract))

    @cached_property
    def _vocabulary(self) -> list[str]:
        texts = (self._text(where, position) for where in FIELDS for position in self._positions)
        return list({word for text in texts for word in words(text.words[0])})

    @cached_property
    def _terms(self) -> dict[int, set[str]]:
        both = ((position, f"{self.title(position)}\n{self.abstract(position)}") for position in self._positions)
        return {position: set(terms(text)) for position, text in both}

    @cached_property
    def _frequencies(self) -> Counter[str]:
        return Counter(word for found in self._terms.values() for word in found)

    def _text(self, where: Field, position: int) -> Text:
        cached = self._texts[where]
        if position not in cached:
            cached[position] = Text(self.title(position) if where == "title" else self.abstract(position))
        return cached[position]

    def _paper(self, position: int) -> Paper:
        if position not in self._papers:
            self._papers[position] = self._store.paper(position)
        return self._papers[position]

    def _where(self, wanted: Callable[[int], bool]) -> int:
        return self.only(filter(wanted, self._positions))

    def _sorted(self, found: list[int], by: Order) -> list[int]:
        if by == "date":
            return found  # the order of positions
        newest = [paper.date.toordinal() for paper in map(self._paper, self._positions[:1]) if paper.date]
        today = max(newest, default=0)
        return sorted(found, key=lambda position: sort_key(self._paper(position), by, today))


def _tier_of_word(needle: Needle, text: Text) -> Tier | None:
    key, words_of = needle.key, text.words[needle.exact_case]
    if key in words_of:
        if whole_word(key).search(words_of):
            return Tier.EXACT
        if word_start(key).search(words_of):
            return Tier.START
    closed = key.replace("-", "")
    if f" {closed}" in text.aliases[needle.exact_case]:
        return Tier.START
    if "-" in key and (word_start(closed).search(words_of) or pattern(needle).search(words_of)):
        return Tier.START
    return Tier.INSIDE if needle.has_infix() and key in words_of else None


def _tier_of_text(needle: Needle, text: Text) -> Tier | None:
    return Tier.EXACT if pattern(needle).search(text.bare if needle.exact_case else text.folded) else None


def _prominence(key: str, title: Text) -> int:
    """How much the title is about the first place of ``key`` in it."""
    before = max(0, title.folded.find(fold(key)))
    return ranking.prominence(_counted(title.folded[:before]), _counted(title.folded))


def _counted(text: str) -> int:
    return sum(word not in SMALL_WORDS for word in words(text))
