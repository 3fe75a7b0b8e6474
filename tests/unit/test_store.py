"""Merging digests into papers."""

import datetime
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digesttui.model import Digest, Entry, Link
from digesttui.store import STEP, Store
from digesttui.text import title_key

MARCH, SEPTEMBER = datetime.date(2025, 3, 18), datetime.date(2025, 9, 11)


def digest(name: str, day: datetime.date | None, *entries: Entry) -> Digest:
    return Digest(name, "page", day, entries)


def entry(title: str, rank: int = 1, abstract: str = "Text.", **more: object) -> Entry:
    return Entry(title, abstract, rank, **more)  # type: ignore[arg-type]


def test_a_paper_in_two_digests_is_one_paper_with_both_sightings() -> None:
    store = Store()
    store.add(digest("march", MARCH, entry("Other"), entry("Mixture of Experts", 2)))
    [position] = store.add(digest("september", SEPTEMBER, entry("mixture of\xa0experts.")))
    assert len(store) == 2
    assert [(seen.digest, seen.date, seen.rank, seen.of) for seen in store.paper(position).seen] == [
        ("september", SEPTEMBER, 1, 1),
        ("march", MARCH, 2, 2),
    ]
    assert store.paper(position).date == SEPTEMBER


def test_an_id_decides_over_the_title() -> None:
    store = Store()
    store.add(digest("a", MARCH, entry("A Survey", id="2501.00001"), entry("A Survey", 2, id="2501.00002")))
    assert len(store) == 2
    store.add(digest("b", MARCH, entry("A Survey, Revised", id="2501.00001")))
    assert len(store) == 2
    found = store.find("2501.00001")
    assert found is not None
    assert len(store.paper(found).seen) == 2


def test_a_paper_known_by_title_gains_its_id_later() -> None:
    store = Store()
    [first] = store.add(digest("page", MARCH, entry("Deep Nets")))
    short = store.paper(first).id
    [again] = store.add(digest("api", MARCH, entry("Deep nets", id="2503.00634")))
    assert again == first
    assert store.paper(first).id == "2503.00634"
    assert store.find(short) == store.find("2503.00634") == store.find("deep NETS") == first


def test_the_richest_field_of_all_sightings_wins() -> None:
    store = Store()
    store.add(digest("a", MARCH, entry("T", abstract="Short.", authors=("A", "B"), upvotes=3, stars=7)))
    [position] = store.add(
        digest("b", SEPTEMBER, entry("T", abstract="Much longer text.", upvotes=9, summary="So.", keywords=("k",)))
    )
    paper = store.paper(position)
    assert (paper.abstract, paper.authors, paper.upvotes) == ("Much longer text.", ("A", "B"), 9)
    assert (paper.summary, paper.keywords, paper.stars) == ("So.", ("k",), 7)


def test_links_stand_code_first_then_by_kind_and_within_a_kind_as_they_came() -> None:
    store = Store()
    text = (
        "See https://x.example, a demo at https://huggingface.co/spaces/a/b, https://arxiv.org/abs/2503.00634, the data"
        " at https://zenodo.org/records/7, https://tiny.github.io, https://huggingface.co/a/model, and"
        " https://github.com/ann/tool, which is built on https://github.com/ann/base."
    )
    [position] = store.add(digest("a", MARCH, entry("T", abstract=text)))
    assert [link.label for link in store.paper(position).links] == [
        "ann/tool",
        "ann/base",
        "tiny.github.io",
        "huggingface.co/spaces/a/b",
        "huggingface.co/a/model",
        "zenodo.org/records/7",
        "arxiv.org/abs/2503.00634",
        "x.example",
    ]


def test_links_a_form_names_come_before_those_of_the_abstract_and_none_comes_twice() -> None:
    store = Store()
    named = Link("code", "https://github.com/Owner/Name", "Owner/Name")
    [position] = store.add(
        digest(
            "a",
            MARCH,
            entry("T", abstract="At https://github.com/owner/name and https://github.com/x/y.", links=(named,)),
        )
    )
    assert [link.repo for link in store.paper(position).links] == ["Owner/Name", "x/y"]


def test_a_page_that_shows_a_paper_twice_counts_it_once_at_its_better_rank() -> None:
    store = Store()
    store.add(digest("a", MARCH, entry("T", 1, "Cut…"), entry("U", 2), entry("t", 3, "The whole text.")))
    position = store.find("T")
    assert position is not None
    assert store.abstract(position) == "The whole text."
    assert [(seen.rank, seen.of) for seen in store.paper(position).seen] == [(1, 2)]
    assert [store.title(p) for p in store.in_digest("a")] == ["t", "U"]


def test_removing_a_digest_takes_its_papers_and_what_only_it_told() -> None:
    store = Store()
    store.add(digest("a", MARCH, entry("Only here"), entry("Both", 2, "Told at length by a.")))
    store.add(digest("b", SEPTEMBER, entry("Both", 1, "Short.")))
    store.remove("a")
    assert [store.title(p) for p in store] == ["Both"]
    assert [store.abstract(p) for p in store] == ["Short."]
    assert [facts.name for facts in store.digests] == ["b"]
    with pytest.raises(KeyError):
        store.paper(0)


def test_a_paper_that_comes_back_has_its_old_position() -> None:
    store = Store()
    [before] = store.add(digest("a", MARCH, entry("T")))
    store.remove("a")
    assert len(store) == 0
    assert store.add(digest("a", MARCH, entry("T"))) == [before]


def test_a_digest_of_the_same_name_replaces_the_old_one() -> None:
    store = Store()
    store.add(digest("a", MARCH, entry("Old")))
    store.add(digest("a", MARCH, entry("New")))
    assert [store.title(p) for p in store] == ["New"]


def test_the_revision_grows_with_each_change_and_tells_what_changed() -> None:
    store = Store()
    [first] = store.add(digest("a", MARCH, entry("T")))
    at = store.revision
    [second] = store.add(digest("b", MARCH, entry("U")))
    assert store.revision > at
    assert store.changed_since(at) == {second}
    store.remove("a")
    assert store.changed_since(at) == {first, second}
    store.remove("no such digest")
    assert store.changed_since(store.revision) == set()


def test_digests_are_listed_newest_first_and_undated_last() -> None:
    store = Store()
    for name, day in (("undated", None), ("march", MARCH), ("september", SEPTEMBER)):
        store.add(digest(name, day, entry(name)))
    assert [facts.name for facts in store.digests] == ["september", "march", "undated"]


def test_a_paper_is_known_by_its_id_else_by_its_title_unless_that_has_another_id() -> None:
    store = Store()
    with_id, without = store.add(digest("a", MARCH, entry("One", id="2501.00001"), entry("Two", 2)))
    one, two = title_key("One"), title_key("Two")
    assert store.title_keys() == [one, two]
    assert store.known_as("2501.00001", two) == with_id
    assert store.known_as(None, one) == with_id
    assert store.known_as("2501.99999", one) is None
    assert store.known_as("2501.99999", two) == without
    store.remove("a")
    assert store.known_as(None, two) is None


def test_what_is_not_there_is_not_found() -> None:
    store = Store()
    store.add(digest("a", MARCH, entry("T")))
    assert store.find("nothing") is None
    assert store.find("0123456789ab") is None
    assert store.in_digest("nothing") == []
    assert "0" not in store


TITLES = st.sampled_from(["Alpha", "alpha.", "Beta", "Gamma: one", "gamma one", "Delta"])
ENTRIES = st.tuples(TITLES, st.sampled_from(["a", "bb", "ccc https://github.com/o/n"]), st.integers(1, 9)).map(
    lambda told: Entry(*told)
)
DIGESTS = st.lists(st.lists(ENTRIES, max_size=5), min_size=1, max_size=4)


def told(store: Store) -> list[tuple[str, str, Sequence[object]]]:
    papers = (store.paper(position) for position in store)
    return sorted((paper.id, paper.abstract, sorted(map(str, paper.seen))) for paper in papers)


@given(DIGESTS, st.data())
@settings(max_examples=60)
def test_a_store_without_a_digest_is_as_if_it_had_never_been_added(
    pages: list[list[Entry]], data: st.DataObject
) -> None:
    gone = data.draw(st.integers(0, len(pages) - 1))
    whole, without = Store(), Store()
    for number, page in enumerate(pages):
        whole.add(digest(str(number), MARCH, *page))
        if number != gone:
            without.add(digest(str(number), MARCH, *page))
    whole.remove(str(gone))
    assert told(whole) == told(without)
    assert len(whole) == len(list(whole)) == len(without)


def huge(*titles: str) -> Digest:
    return digest("huge", MARCH, *(entry(title, rank) for rank, title in enumerate(titles, 1)))


def test_a_huge_digest_is_merged_in_short_steps_and_the_store_answers_between_them() -> None:
    store, count = Store(), 3 * STEP + 1
    sizes = [0]
    for _ in store.adding(huge(*map(str, range(count)), "0")):  # the last repeats the first
        sizes.append(len(store))
        assert [store.paper(position).title for position in store] == list(map(str, range(len(store))))
        assert store.changed_since(0) == set(store)
    assert max(after - before for before, after in pairwise(sizes)) == STEP
    assert (len(store), len(store.in_digest("huge"))) == (count, count)
    assert store.paper(0).seen[0].of == count


def test_while_a_huge_digest_is_replaced_what_stays_in_it_never_goes() -> None:
    store = Store()
    before, after = map(str, range(2 * STEP)), [str(number) for number in range(STEP, 3 * STEP)]
    store.add(huge(*before))
    for _ in store.adding(huge(*after)):
        assert {store.title(position) for position in store} >= set(map(str, range(STEP, 2 * STEP)))
    assert sorted(store.title(position) for position in store) == sorted(after)
    assert all(len(store.paper(position).seen) == 1 for position in store)
    assert [facts.papers for facts in store.digests] == [2 * STEP]


@pytest.mark.parametrize("id_", ["2501.00001", "math.GT/0309136", 'a "b" \\ c', "ü", None])
def test_the_id_is_known_without_looking_through_the_other_facts(id_: str | None) -> None:
    store = Store()
    store.add(digest("a", MARCH, entry("A Title")._replace(id=id_, summary="Short.", authors=("Ada",))))
    assert store.key(0)[0] == id_
