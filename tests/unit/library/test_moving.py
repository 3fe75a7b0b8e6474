import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digesttui.errors import LibraryError
from digesttui.library.changes import add_tags, mark_read, remove_tags, star, unstar, write_note
from digesttui.library.library import Library
from digesttui.library.merging import Fact, newest
from digesttui.library.state import PaperKey

from .conftest import OpenWindow
from .papers import Clock, nameless, paper


@pytest.fixture
def laptop(open_window: OpenWindow, tmp_path: Path) -> Library:
    """A second library, somewhere else."""
    return open_window(tmp_path / "laptop")


def test_an_export_makes_an_empty_library_equal(library: Library, laptop: Library) -> None:
    library.apply(star([paper(2), nameless(1)]))
    library.apply(add_tags([paper(1)], ["moe", "日本"]))
    library.apply(write_note(paper(2), "See *Table 3*.\n\nTwice."))
    library.apply(unstar([paper(2)]))
    library.learn([PaperKey(paper(1).id, 77)])
    library.arrive([1, 2])
    step = laptop.merge(library.export(), "laptop.jsonl")
    assert step is not None and step.told == "imported changes to 2 papers"
    assert laptop.export() == library.export()
    assert laptop.state(PaperKey(None, 77)) == library.state(nameless(1))
    assert laptop.arrived() == [1, 2]


def test_importing_twice_changes_nothing(library: Library, laptop: Library) -> None:
    library.apply(star([paper(1)]))
    library.apply(write_note(paper(1), "here"))
    library.arrive([1])
    laptop.apply(write_note(paper(1), "there"))
    laptop.merge(library.export(), "laptop.jsonl")
    before = laptop.export()
    assert laptop.merge(library.export(), "laptop.jsonl") is None
    assert laptop.export() == before


def test_the_newest_change_of_each_field_wins(library: Library, laptop: Library, clock: Clock) -> None:
    library.apply(star([paper(1)]))
    laptop.merge(library.export(), "laptop.jsonl")
    clock.pass_days(1)
    laptop.apply(unstar([paper(1)]))
    library.apply(mark_read([paper(1)]))
    library.merge(laptop.export(), "laptop.jsonl")
    assert library.state(paper(1)).read and not library.state(paper(1)).starred


def test_a_tag_taken_away_stays_away_and_one_given_later_stays(library: Library, laptop: Library, clock: Clock) -> None:
    library.apply(add_tags([paper(1)], ["old", "kept"]))
    laptop.merge(library.export(), "laptop.jsonl")
    clock.pass_days(1)
    laptop.apply(remove_tags([paper(1)], ["old", "kept"]))
    clock.pass_days(1)
    library.apply(remove_tags([paper(1)], ["kept"]))
    library.apply(add_tags([paper(1)], ["kept"]))
    library.merge(laptop.export(), "laptop.jsonl")
    laptop.merge(library.export(), "laptop.jsonl")
    assert library.state(paper(1)).tags == laptop.state(paper(1)).tags == ("kept",)


def test_a_note_that_grew_from_ours_takes_its_place(library: Library, laptop: Library, clock: Clock) -> None:
    library.apply(write_note(paper(1), "a draft"))
    laptop.merge(library.export(), "laptop.jsonl")
    for text in ("a better draft", "the end"):
        clock.pass_days(1)
        laptop.apply(write_note(paper(1), text))
    library.merge(laptop.export(), "laptop.jsonl")
    assert library.state(paper(1)).note == "the end"


def test_of_two_notes_that_know_nothing_of_each_other_both_stay(
    library: Library, laptop: Library, clock: Clock
) -> None:
    library.apply(write_note(paper(1), "at home"))
    clock.pass_days(1)
    laptop.apply(write_note(paper(1), "on the way"))
    exported = library.export()
    library.merge(laptop.export(), "laptop.jsonl")
    laptop.merge(exported, "laptop.jsonl")
    assert library.state(paper(1)).note == laptop.state(paper(1)).note == "on the way\n\nat home"
    assert library.merge(laptop.export(), "laptop.jsonl") is None


def test_an_import_is_one_step_for_undo(library: Library, laptop: Library) -> None:
    library.apply(star([paper(1), paper(2)]))
    laptop.apply(star([paper(3)]))
    laptop.merge(library.export(), "laptop.jsonl")
    laptop.undo()
    assert not laptop.state(paper(1)).starred and laptop.state(paper(3)).starred


def test_an_export_may_say_more_than_we_read(library: Library, laptop: Library) -> None:
    library.apply(star([paper(1)]))
    lines = [json.dumps({**json.loads(line), "title": "for people"}) for line in library.export()]
    laptop.merge([*lines, "", "  "], "laptop.jsonl")
    assert laptop.state(paper(1)).starred


GOOD = '{"id": "2503.00001", "titles": ["00000000000000ff"], "facts": {"read": [1, 2]}}'


@pytest.mark.parametrize(
    "line",
    [
        "not JSON",
        "[]",
        "[" * 100_000,
        "{}",
        GOOD.replace("00ff", "zz"),
        GOOD.replace("00ff", "00ff00"),
        GOOD.replace('["00000000000000ff"]', "[]"),
        GOOD.replace('"2503.00001"', '""'),
        GOOD.replace('"2503.00001"', r'"\u001b[31m"'),
        GOOD.replace('"2503.00001"', "7"),
        GOOD.replace('"read"', '"unheard of"'),
        GOOD.replace('"read"', '"tag: #"'),
        GOOD.replace("[1, 2]", '["yesterday", 2]'),
        GOOD.replace("[1, 2]", "[1, true]"),
        GOOD.replace("[1, 2]", "[1, -2]"),
        GOOD.replace("[1, 2]", "[1e300, 2]"),
        GOOD.replace("[1, 2]", "[1]"),
        GOOD.replace('"read": [1', '"later": [0'),
        GOOD.replace('"read": [1', '"note": [1'),
        '{"arrived": "x", "titles": []}',
    ],
)
def test_a_line_that_is_no_account_is_named_and_nothing_is_imported(library: Library, line: str) -> None:
    form, *_ = library.export()
    with pytest.raises(LibraryError, match=r"laptop.jsonl, line 3 .*nothing was imported"):
        library.merge([form, GOOD.replace("2503.00001", "2503.00009"), line], "laptop.jsonl")
    assert library.export() == [form]


def test_what_is_no_export_or_a_newer_one_is_refused(library: Library) -> None:
    with pytest.raises(LibraryError, match="line 1 does not say"):
        library.merge(['{"title": "a paper"}'], "laptop.jsonl")
    with pytest.raises(LibraryError, match="newer digest-tui"):
        library.merge(['{"form": "digest-tui library", "version": 2}'], "laptop.jsonl")


TIMES = st.integers(0, 4)
MARKS = st.builds(Fact, st.none() | TIMES, TIMES, st.just(frozenset[int]()))
NOTES = st.builds(Fact, st.none() | st.sampled_from(["a", "b", "ab"]), TIMES, st.frozensets(TIMES, max_size=2))


@given(st.tuples(st.just("read"), MARKS, MARKS) | st.tuples(st.just("note"), NOTES, NOTES))
def test_merging_does_not_depend_on_who_merges_nor_on_how_often(case: tuple[str, Fact, Fact]) -> None:
    field, ours, theirs = case
    merged = newest(field, ours, theirs)
    assert newest(field, theirs, ours) == merged
    assert newest(field, merged, theirs) == newest(field, merged, ours) == merged


@given(NOTES, NOTES)
def test_a_note_is_dropped_only_for_one_that_grew_from_it(ours: Fact, theirs: Fact) -> None:
    merged = newest("note", ours, theirs)
    for fact, other in ((ours, theirs), (theirs, ours)):
        grew = other.lineage | {other.changed} > fact.lineage | {fact.changed}
        assert grew or not fact.value or str(fact.value) in str(merged.value)
