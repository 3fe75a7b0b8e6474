"""The index as a searcher of its own: live, large, and in the right order."""

import datetime
import random

import pytest

from digesttui import links
from digesttui.model import Lead, Link
from digesttui.query import run
from digesttui.search import index as index_module
from digesttui.search.index import FEW, SMALL_SEGMENTS, Index
from digesttui.search.needle import Needle
from digesttui.search.scan import Scan
from digesttui.store import Store
from tests.unit.search.papers import MARCH, SEPTEMBER, TODAY, add, entry, finished, index_of, store_of, titles

WORDS = "deep learning models of sparse experts gather routed tokens under weak supervision".split()  # noqa: SIM905


def large_store(papers: int = 3 * FEW) -> Store:
    """Papers of random words over many days, so many that the best are sifted from the rest."""
    chance = random.Random(5)
    store = Store()
    for page in range(papers // 50):
        entries = [
            entry(" ".join([f"Paper{page}x{rank}", *chance.choices(WORDS, k=4)]), " ".join(chance.choices(WORDS, k=12)))
            for rank in range(50)
        ]
        add(store, *entries, name=f"page{page}", day=MARCH + datetime.timedelta(days=chance.randrange(900)))
    return store


@pytest.fixture(scope="module")
def large() -> tuple[Store, Index]:
    store = large_store()
    return store, index_of(store)


@pytest.mark.parametrize(
    "text", ["deep", "deep spar", "s", "expert | weak", "-deep models", "earn", '"deep learning"', "ken"]
)
def test_a_large_collection_matches_what_a_scan_matches(large: tuple[Store, Index], text: str) -> None:
    store, index = large
    result = run(text, index, today=TODAY)
    positions = list(result.positions)
    assert len(result) == len(positions) == len(set(positions))
    assert set(positions) == set(run(text, Scan(store), today=TODAY).positions)


def test_the_first_ones_are_the_same_whether_few_or_all_are_asked_for(large: tuple[Store, Index]) -> None:
    _, index = large
    for text in ("deep", "deep sparse", ""):
        positions = run(text, index, today=TODAY).positions
        head = [positions[at] for at in range(300)]
        assert head[:20] == positions[:20]
        assert head == list(positions)[:300]
        assert positions[-1] == list(positions)[-1]
        assert positions.index(head[250]) == 250
        assert head[7] in positions


def test_what_has_the_words_in_the_title_comes_first(large: tuple[Store, Index]) -> None:
    store, index = large
    first = titles(store, run("sparse experts", index, today=TODAY).positions[:30])
    assert all("sparse" in title and "experts" in title for title in first)


def test_without_words_the_order_is_that_of_a_scan(large: tuple[Store, Index]) -> None:
    store, index = large
    assert list(run("", index, today=TODAY).positions) == list(run("", Scan(store), today=TODAY).positions)
    assert list(run("sort:-date", index, today=TODAY).positions) == list(
        run("sort:-date", Scan(store), today=TODAY).positions
    )


@pytest.mark.parametrize("sort", ["title", "upvotes", "rank", "trending", "date", "relevance"])
def test_orders_are_those_of_a_scan(sort: str) -> None:
    store = store_of(entry("B", upvotes=3), entry("A"), entry("C", upvotes=9), entry("Á"), day=MARCH)
    add(store, "C", entry("Dé", upvotes=0), name="september", day=SEPTEMBER)
    add(store, "Undated", name="undated", day=None)
    for text in (f"sort:{sort}", f"sort:-{sort}"):
        assert list(run(text, index_of(store), today=TODAY).positions) == list(
            run(text, Scan(store), today=TODAY).positions
        )


def test_reversed_relevance_puts_the_worst_first() -> None:
    index = index_of(store := store_of("Deep", "A Deeper Title", entry("Other", "deep")))
    best = titles(store, run("deep", index, today=TODAY).positions)
    assert titles(store, run("deep sort:-relevance", index, today=TODAY).positions) == best[::-1]


def test_a_new_digest_is_found_after_an_update() -> None:
    store = store_of("Old Paper", "Other")
    index = index_of(store)
    assert index.updated() is index
    add(store, "Fresh Quokkas", "Old Paper", name="september", day=SEPTEMBER)
    assert len(run("quokka", index, today=TODAY)) == 0
    index = index.updated()
    assert index.revision == store.revision
    assert titles(store, run("quokka", index, today=TODAY).positions) == ["Fresh Quokkas"]
    assert titles(store, run("", index, today=TODAY).positions) == ["Fresh Quokkas", "Old Paper", "Other"]
    assert len(run("old paper", index, today=TODAY)) == 1
    assert len(run("seen:>1", index, today=TODAY)) == 1


def test_a_removed_digest_is_gone_after_an_update() -> None:
    store = store_of("Old Paper")
    add(store, "Fresh Quokkas", name="september", day=SEPTEMBER)
    index = index_of(store)
    store.remove("september")
    index = index.updated()
    assert len(run("quokka", index, today=TODAY)) == 0
    assert len(run("-quokka", index, today=TODAY)) == 1
    assert titles(store, run("", index, today=TODAY).positions) == ["Old Paper"]


def test_an_index_updated_many_times_equals_one_built_anew() -> None:
    store = Store()
    index = index_of(store)
    chance = random.Random(2)
    for page in range(SMALL_SEGMENTS + 4):
        entries = [" ".join(chance.choices(WORDS, k=3)) for _ in range(6)]
        add(store, *entries, name=f"page{page % 7}", day=MARCH + datetime.timedelta(days=page % 5))
        index = index.updated()
        for text in (
            "",
            "deep",
            "s",
            "earn",
            "modles",
            "date:2025-03-19",
            "digest:page3",
            "has:code",
            "seen:>1",
            "sort:title",
        ):
            expected = list(run(text, finished(Index.build(store)), today=TODAY).positions)
            assert list(run(text, index, today=TODAY).positions) == expected, text


def test_attributes_can_be_read_ahead() -> None:
    code = (Link("code", "https://github.com/owner/name", "owner/name"),)
    store = store_of(entry("With", links=code, stars=12), entry("Without"))
    index = index_of(store)
    for _ in index.read_ahead():
        pass
    assert titles(store, run("repo:owner/name stars:12", index, today=TODAY).positions) == ["With"]
    assert titles(store, run("has:code", index, today=TODAY).positions) == ["With"]
    assert len(run("has:link id:", index, today=TODAY)) == 1


def test_building_tells_how_far_it_is() -> None:
    shares = list(Index.build(large_store(400)))
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert 0.5 < shares[-1] < 1


def test_words_that_were_found_are_remembered() -> None:
    index = index_of(store_of("Deep"))
    assert index.find(Needle("deep")) is index.find(Needle("deep"))


def test_what_a_paper_leads_to_is_known_from_the_attributes_once_they_are_laid_out() -> None:
    named = ["github.com/Owner/Name", "gitlab.com/Owner/Name", "owner.github.io/name", "example.com/a", ""]
    abstracts = [f"At https://{one} and https://{other}." for one in named for other in named]
    store = store_of(*(entry(f"Paper {number}", text) for number, text in enumerate(abstracts)))
    index = index_of(store)
    assert index.lead(0) is None
    for segment in index.segments:
        segment.attributes.columns()
    assert [index.lead(position) for position in store] == [links.lead(store.links(position)) for position in store]
    assert Lead("code", "owner/name") in map(index.lead, store)
    assert index.lead(store.size) is None
    add(store, entry("One More", "https://github.com/one/more"), name="more", day=MARCH)
    assert index.updated().lead(store.size - 1) is None


def test_typos_are_judged_over_all_segments() -> None:
    store = store_of("Transformer Models")
    index = index_of(store)
    add(store, "Transforms at Large", "Transfonner Nets", name="september", day=SEPTEMBER)
    index = index.updated()
    assert titles(store, run("transfomer", index, today=TODAY).positions) == ["Transformer Models"]
    assert titles(store, run("transforms", index, today=TODAY).positions) == ["Transforms at Large"]


@pytest.mark.parametrize(
    "text",
    ["x" * 5000, "a " * 600, "(" * 200, "!" * 50, "'", "\ud800", "'\ud800", "^" * 9, "'[", "深" * 300, "-" * 99 + "a"],
)
@pytest.mark.parametrize("papers", [0, 1, 60])
def test_no_filter_is_too_odd(text: str, papers: int) -> None:
    store = Store()
    add(store, *[f"Equal {'a' * (n % 3)} Paper" for n in range(papers)], name="page", day=None)
    for result in (run(text, Scan(store), today=TODAY), run(text, index_of(store), today=TODAY)):
        assert len(list(result.positions)) <= papers


def test_papers_that_come_and_go_while_the_index_is_built_wait_for_the_update() -> None:
    store = store_of("Old Paper", "Other")
    add(store, "Leaving", name="leaving", day=MARCH)
    building = Index.build(store)
    next(building)
    add(store, "Fresh Quokkas", "Old Paper", name="september", day=SEPTEMBER)
    store.remove("leaving")
    index = finished(building)
    assert set(titles(store, run("", index, today=TODAY).positions)) == {"Old Paper", "Other"}
    assert len(run("quokka", index, today=TODAY)) == 0
    index = index.updated()
    assert titles(store, run("", index, today=TODAY).positions) == ["Fresh Quokkas", "Old Paper", "Other"]
    assert len(run("leaving", index, today=TODAY)) == 0


def test_a_phrase_finds_the_same_however_it_was_typed() -> None:
    store = store_of("State-of-the-Art Models", "Stately Art", entry("Other", "The state of things. State of the arts"))
    index = index_of(store)
    phrase = '"state of the art"'
    for end in range(1, len(phrase) + 1):
        expected = set(run(phrase[:end], Scan(store), today=TODAY).positions)
        assert set(run(phrase[:end], index, today=TODAY).positions) == expected, phrase[:end]


def test_a_compound_finds_no_less_while_its_hyphen_is_typed() -> None:
    store = store_of("State-of-the-Art Models", "A State", entry("Other", "State of things, GPT-4 and gpt-4."))
    index = index_of(store)
    for compound in ("state-of-the-art", "GPT-4"):
        for end in range(2, len(compound) + 1):
            begun = compound[:end]
            assert set(run(begun, index, today=TODAY).positions) == set(run(begun, Scan(store), today=TODAY).positions)
            assert set(run(begun, index, today=TODAY).positions) <= set(run(begun[:-1], index, today=TODAY).positions)


def test_phrases_beyond_what_may_be_read_are_left_out_and_this_is_told(large: tuple[Store, Index]) -> None:
    store, _ = large
    index = index_of(store)
    phrases = [f'"{one} {two}"' for one in ("deep", "sparse", "weak") for two in ("models", "experts", "tokens")]
    result = run(" | ".join(phrases), index, today=TODAY)
    assert [problem.message for problem in result.problems] == []
    index = index_of(store)
    asked = " | ".join(phrases * 9)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("digesttui.search.index.READ", 0)
        cut = run(f"{asked} | paper3x7", index, today=TODAY)
    assert [problem.message for problem in cut.problems] == ["too much to look for at once"]
    at = cut.problems[0].start
    assert asked[at] == '"'
    expected = set(run(f"{asked[:at].rstrip('| ')} | paper3x7", Scan(store), today=TODAY).positions)
    assert set(cut.positions) == expected  # what stands before the cut, and whole words after it


def test_after_a_costly_piece_words_still_count(large: tuple[Store, Index]) -> None:
    store, _ = large
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("digesttui.search.index.READ", 1)
        patch.setattr("digesttui.search.index.LOOKED_UP", 0)
        result = run("^paper sparse", index_of(store), today=TODAY)
    assert set(result.positions) == set(run("^paper sparse", Scan(store), today=TODAY).positions)
    assert 0 < len(result) < len(store)


def test_a_filter_of_very_many_terms_is_cut_and_this_is_told(large: tuple[Store, Index]) -> None:
    store, _ = large
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("digesttui.search.index.READ", 10 * index_module.LOOKED_UP)
        result = run(" | ".join(f"paper{number}x" for number in range(100)), index_of(store), today=TODAY)
    assert [problem.message for problem in result.problems] == ["too much to look for at once"]
    assert len(result)


def test_only_so_many_words_of_a_filter_are_taken_for_mistyped() -> None:
    index = index_of(store_of("Transformer", "Experts"))
    mistyped = [f"transform{letter}r" for letter in "abcdfghijklmnopqrstuvwxyz"] * 2
    result = run(" ".join(f"-{word}" for word in mistyped), index, today=TODAY)
    assert [problem.message for problem in result.problems] == ["too much to look for at once"]
    assert len("".join(mistyped[:20])) < result.problems[0].start
    assert result.problems[0].start <= 1 + sum(len(word) + 2 for word in mistyped[: index_module.MISTYPED])
    assert len(run("transformar | expart", index, today=TODAY)) == 2
    assert run("transformar | expart", index, today=TODAY).problems == ()
