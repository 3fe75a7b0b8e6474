"""More like this: the nearest papers by the words that they share."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from digesttui.search.door import Searcher
from digesttui.search.scan import Scan
from digesttui.search.similar import Similar, similar
from digesttui.store import Store
from digesttui.text import fold
from tests.unit.search.papers import SEPTEMBER, add, entry, index_of, store_of, titles

Making = Callable[[Store], Searcher[Any]]

making = pytest.mark.parametrize("searcher_of", [Scan, index_of], ids=["scan", "index"])

MIXED = (
    entry("Routing Tokens to Sparse Experts", "A gate sends each token to a few experts. We balance their load."),
    entry("Protein Folding at Scale", "We predict how proteins fold from their residues."),
    entry("Balanced Gates", "How a sparse gate spreads tokens over experts, and what their load costs."),
    entry("Residues and Their Contacts", "Contact maps of proteins say how they fold."),
    entry("Speech in Noise", "We separate voices with a microphone array."),
)


def like(store: Store, searcher: Searcher[Any], title: str, count: int = 20) -> list[Similar]:
    position = store.find(title)
    assert position is not None
    return similar(searcher, position, count)


@making
def test_papers_on_the_same_topic_come_first(searcher_of: Making) -> None:
    store = store_of(*MIXED)
    searcher = searcher_of(store)
    for one, other in (
        ("Routing Tokens to Sparse Experts", "Balanced Gates"),
        ("Balanced Gates", "Routing Tokens to Sparse Experts"),
        ("Protein Folding at Scale", "Residues and Their Contacts"),
    ):
        found = like(store, searcher, one)
        assert store.title(found[0].position) == other
        assert one not in titles(store, (similar.position for similar in found))
        assert [near.score for near in found] == sorted((near.score for near in found), reverse=True)


@making
def test_the_shared_words_stand_in_both_papers_the_most_telling_first(searcher_of: Making) -> None:
    store = store_of(*MIXED)
    nearest = like(store, searcher_of(store), "Routing Tokens to Sparse Experts")[0]
    text = fold(" ".join((store.title(nearest.position), store.abstract(nearest.position))))
    assert all(fold(word) in text for word in nearest.shared)
    assert set(nearest.shared) == {"Tokens", "Sparse", "Experts", "gate", "their", "load"}
    assert nearest.shared[0] in ("Tokens", "Experts")  # once in the title, once in the abstract


@making
def test_words_are_shown_as_the_paper_writes_them(searcher_of: Making) -> None:
    store = store_of("Poincaré Maps", "On poincare sections", "Unlike")
    assert like(store, searcher_of(store), "Poincaré Maps")[0].shared == ("Poincaré",)


@making
def test_a_paper_that_says_the_same_scores_one(searcher_of: Making) -> None:
    store = store_of(
        entry("Sparse Experts", "Gates.", id="2503.00001"), entry("Sparse Experts", "Gates.", id="2503.00002"), "Other"
    )
    assert [near.score for near in similar(searcher_of(store), 0)] == [pytest.approx(1)]


@making
def test_equal_papers_keep_the_default_order(searcher_of: Making) -> None:
    store = store_of("Sparse Experts", *(entry("Twin", "Sparse experts.", id=f"2503.{n:05}") for n in range(1, 9)))
    add(store, entry("Twin", "Sparse experts.", id="2509.00001"), name="september", day=SEPTEMBER)
    found = [near.position for near in like(store, searcher_of(store), "Sparse Experts")]
    assert found == [9, *range(1, 9)]


@making
def test_no_more_come_than_are_asked_for(searcher_of: Making) -> None:
    store = store_of(*(f"Sparse Experts {n}" for n in range(9)), *(f"Quite {n}{n}" for n in range(40)))
    assert len(like(store, searcher_of(store), "Sparse Experts 3", 4)) == 4
    assert len(like(store, searcher_of(store), "Sparse Experts 3")) == 8


@making
@pytest.mark.parametrize("title", ["Of the", "!?", "Unheard", "4 2"])
def test_a_paper_without_telling_words_is_like_none(searcher_of: Making, title: str) -> None:
    store = store_of(title, "Of the 4 Maps and 2 Others", "On the Of", entry("Other", "4 2"))
    assert like(store, searcher_of(store), title) == []


@making
def test_a_word_of_very_many_papers_tells_nothing(searcher_of: Making) -> None:
    store = store_of("Deep Quokkas", "Quokkas", *(f"Deep Number{n}" for n in range(30)))
    searcher = searcher_of(store)
    assert titles(store, (near.position for near in like(store, searcher, "Deep Quokkas"))) == ["Quokkas"]


@making
def test_han_is_compared_by_pairs(searcher_of: Making) -> None:
    store = store_of("深度学习", "论深度", "图像")
    found = like(store, searcher_of(store), "深度学习")
    assert [(store.title(near.position), near.shared) for near in found] == [("论深度", ("深度",))]


def test_papers_that_came_later_are_compared_and_those_that_left_are_not() -> None:
    store = store_of("Sparse Experts", "Maps")
    add(store, "Sparse Leavers", name="leaving", day=SEPTEMBER)
    index = index_of(store)
    store.remove("leaving")
    add(store, "Experts, Sparse Again", "More Experts", name="september", day=SEPTEMBER)
    found = like(store, index.updated(), "Sparse Experts")
    assert titles(store, (near.position for near in found)) == ["Experts, Sparse Again", "More Experts"]


def test_an_index_finds_what_a_scan_finds() -> None:
    chance = random.Random(3)
    words = [f"{start}{end}" for start in ("gat", "rout", "fold", "spars", "tok") for end in ("e", "ing", "er", "al")]
    entries = [entry(" ".join(chance.sample(words, 3)), " ".join(chance.choices(words, k=8))) for _ in range(80)]
    store = store_of(*entries)
    scan, index = Scan(store), index_of(store)
    for position in range(20):
        assert [near.score for near in similar(index, position)] == [near.score for near in similar(scan, position)]
