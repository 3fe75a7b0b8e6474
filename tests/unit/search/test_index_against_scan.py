"""The index finds what reading everything finds."""

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from digesttui.model import Link
from digesttui.query import run
from digesttui.search import running_text
from digesttui.search.door import Searcher
from digesttui.search.scan import Scan
from digesttui.store import Store
from tests.unit.search.papers import MARCH, SEPTEMBER, TODAY, add, entry, index_of

WORDS = [
    "deep", "Deep", "DeepNet", "mixture", "Mixture-of-Experts", "of", "experts", "MoE", "moe", "GPT-4", "GPT4", "gpt",
    "4", "N:M", "n", "2:4", "x^2", "BERT4Rec", "state-of-the-art", "state", "the", "art", "$n$", "C++", "Poincaré",
    "poincare", "naïve", "深度学习", "学习模型", "ニューラル",
    "GPT模型", "한국어", "нейронные", "Σ-VAE", "a", "in", "10%",
    "v1.5", "e.g.", "don't", "[CLS]", "self_attention", "(RL)", "reinforcement", "Learning", "𝒪(n)", "–", "…", "½", "İ",
]  # fmt: skip
SEARCHED = [
    "dee", "deep", "Deep", "DEEP", "net", "mix", "mixture-of", "mixture-of-exp", "of-experts", "exper", "perts", "moe",
    "MoE", "MOE", "gpt", "gpt-4", "gpt4", "GPT4", "GPT-4", "4", "n:m", "N:M", "2:4", "x^2", "bert4", "4rec", "sota",
    "state-of", "stateofthe", "theart", "tothe", "c++", "poincare", "Poincaré", "naive", "深度", "学习", "学",
    "深度学习模", "ニュ",
    "模型", "한국", "нейрон", "Нейрон", "σ-v", "a", "i", "10%", "v1", "1.5", "e.g", "don't", "[cls]", "self_a",
    "rl", "RL", "dl", "DL", "rei", "ein", "𝒪(n", "o", "–", "…", "½", "i̇", "\ud800", "ara", "experts'", "*", "\\",
]  # fmt: skip
CLAUSES = [
    "seen:>1", "rank:<=2", "date:2025-09", "date:>2025-03-18", "upvotes:>=5", "upvotes:<5", "stars:>1k", "has:code",
    "has:link", "has:pdf", "has:promised", "digest:march", "source:page", "repo:owner", "repo:owner/na", "author:ada",
    "id:2503", "host:github", "kind:demo", "license:mit", "license:gpl", "language:py", "pushed:2025", "stars:<=5",
    "seen:2", "rank:2..3", "date:2025-03..2025-08", "date:-7d..", "date:..2025-03", "upvotes:0..7", 'author:"ada l"',
    "is:starred", "is:unread", "tag:moe", "note:x", "has:note", "read:-7d..", "starred:today", "sort:title",
]  # fmt: skip

texts = st.lists(st.sampled_from(WORDS), max_size=7).map(" ".join)
links = st.sampled_from(
    [(), (Link("code", "https://github.com/owner/name", "owner/name"),), (Link("demo", "https://demo.example/x.pdf"),)]
)
papers = st.builds(
    entry,
    texts.filter(str.strip),
    texts | texts.map(lambda text: text + " code will be released."),
    id=st.sampled_from([None, None, "2503.00001", "2509.00002"]),
    authors=st.sampled_from([(), ("Ada Lovelace",), ("Kurt Gödel", "Ada B.")]),
    upvotes=st.sampled_from([None, 0, 7]),
    stars=st.sampled_from([None, 5, 1200]),
    links=links,
)
word = st.sampled_from(SEARCHED)
term = st.one_of(
    word,
    word,
    st.builds(
        "{}{}{}".format, st.sampled_from(["'", "^", "title:", "abstract:", "title:'", "abstract:^"]), word, st.just("")
    ),
    word.map(lambda text: text + "$"),
    st.lists(word, min_size=1, max_size=3).map(lambda some: f'"{" ".join(some)}"'),
    st.lists(word, min_size=1, max_size=3).map(lambda some: f'"{" ".join(some)}'),
    st.sampled_from(CLAUSES),
)
filters = st.recursive(
    term,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(" ".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda some: f"({' | '.join(some)})"),
        inner.map(lambda some: f"-({some})"),
    ),
    max_leaves=4,
)


class Told:
    """What a site told of the one repository there is."""

    def words(self, name: str) -> dict[str, str]:
        return {"owner/name": "MIT" if name == "license" else "Python"}

    def numbers(self, name: str) -> dict[str, int]:
        return {"owner/name": 3 if name == "stars" else MARCH.toordinal()}


class Read:
    """A library in which every third paper has every mark."""

    def having(self, name: str, value: str) -> range:
        return range(0, 100, 3)

    def between(self, name: str, first: float, last: float) -> range:
        return range(1, 100, 3)


def store_with(march: list[object], september: list[object]) -> Store:
    store = Store()
    add(store, *march, name="march", day=MARCH)  # type: ignore[arg-type]
    add(store, *september, name="september", day=SEPTEMBER)  # type: ignore[arg-type]
    return store


def matched(text: str, searcher: Searcher[Any]) -> set[int]:
    return set(run(text, searcher, today=TODAY, state=Read(), code=Told()).positions)


@settings(max_examples=150)
@given(st.lists(papers, max_size=8), st.lists(papers, max_size=8), st.lists(filters, min_size=1, max_size=6))
@example([entry("GPT模型 4", "x")], [], ["gpt-4"])
def test_the_index_matches_what_a_scan_matches(march: list[object], september: list[object], asked: list[str]) -> None:
    store = store_with(march, september)
    scan, index = Scan(store), index_of(store)
    for text in asked:
        assert matched(text, index) == matched(text, scan), text


@settings(max_examples=100)
@given(
    st.lists(papers, min_size=1, max_size=6),
    st.lists(st.lists(papers, max_size=4), max_size=4),
    st.booleans(),
    st.data(),
)
def test_an_index_of_segments_matches_what_a_scan_matches(
    march: list[object], later: list[list[object]], leaves: bool, data: st.DataObject
) -> None:
    store = store_with(march, [])
    index = index_of(store)
    for number, some in enumerate(later):
        add(store, *some, name=f"later{number}", day=SEPTEMBER)  # type: ignore[arg-type]
        index = index.updated()
    if leaves:
        store.remove("march")
        index = index.updated()
    scan = Scan(store)
    for text in data.draw(st.lists(filters, min_size=1, max_size=6)):
        assert matched(text, index) == matched(text, scan), text


few_words = st.sampled_from(["of", "the", "Of", "model", "models", "öf", "深度", "art", "x", "then"])
parting = st.sampled_from([" ", " ", "-", " - ", "\n\n", ", ", "–", "\xa0", "", "_", " " * 12, " (", "\u3000"])
pieces = st.lists(st.tuples(few_words, parting), max_size=7).map(
    lambda some: "".join(part for pair in some for part in pair)
)


@pytest.mark.parametrize("coded", [2, 32_767])
@settings(max_examples=150)
@given(st.lists(pieces, min_size=1, max_size=6), st.lists(st.tuples(pieces, st.sampled_from(['"', ""])), max_size=6))
def test_phrases_of_words_with_codes_stand_where_reading_finds_them(
    coded: int, abstracts: list[str], asked: list[tuple[str, str]]
) -> None:
    store = Store()
    papers = [entry(f"{text.strip() or 'Untitled'} {number}", text) for number, text in enumerate(abstracts)]
    add(store, *papers, name="march", day=MARCH)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running_text, "CODED", coded)
        index = index_of(store)
    scan = Scan(store)
    for text in ['"of the', '"of the"', '"The model', '"the m', *(f'"{text}{quote}' for text, quote in asked)]:
        expected = set(run(text, scan, today=TODAY).positions)
        assert set(run(text, index, today=TODAY).positions) == expected, text
