import datetime
from pathlib import Path
from unittest.mock import Mock

import pytest

from digesttui.errors import LibraryError
from digesttui.library import schema
from digesttui.library.changes import (
    add_tags,
    mark_read,
    mark_unread,
    put_off,
    remove_tags,
    star,
    unstar,
    write_note,
)
from digesttui.library.library import Library
from digesttui.library.schema import MIGRATIONS
from digesttui.library.state import UNTOUCHED, PaperKey, State
from digesttui.model import Paper

from .conftest import OpenWindow
from .papers import Clock, nameless, paper


def test_a_paper_nobody_touched_has_no_state(library: Library) -> None:
    assert library.state(paper(1)) == UNTOUCHED


def test_every_act_is_kept_over_a_restart(library: Library, open_window: OpenWindow, clock: Clock) -> None:
    library.apply(mark_read([paper(1)]))
    library.apply(star([paper(1)]))
    library.apply(add_tags([paper(1)], ["moe", "#to read"]))
    library.apply(write_note(paper(1), "  See *Table 3*.\n"))
    library.apply(put_off([paper(1)], datetime.date(2025, 9, 14)))
    library.close()

    state = open_window().state(paper(1))
    assert state.read == state.starred == clock.time
    assert state.tags == ("moe", "to read")
    assert state.note == "See *Table 3*."
    assert state.later == datetime.date(2025, 9, 14)


def test_every_act_can_be_taken_back_by_its_opposite(library: Library) -> None:
    library.apply(mark_read([paper(1)]))
    library.apply(star([paper(1)]))
    library.apply(add_tags([paper(1)], ["moe"]))
    library.apply(write_note(paper(1), "good"))
    library.apply(put_off([paper(1)], datetime.date(2025, 9, 14)))
    library.apply(mark_unread([paper(1)]))
    library.apply(unstar([paper(1)]))
    library.apply(remove_tags([paper(1)], ["moe"]))
    library.apply(write_note(paper(1), " "))
    library.apply(put_off([paper(1)], None))
    assert library.state(paper(1)) == UNTOUCHED


def test_a_step_says_what_it_did_and_to_how_many(library: Library) -> None:
    day = datetime.date(2025, 9, 14)
    told = [
        library.apply(change)
        for change in (
            star([paper(1), paper(2), paper(3)]),
            unstar([paper(1)]),
            mark_read([paper(1)]),
            add_tags([paper(1)], ["moe"]),
            put_off([paper(1)], day),
            put_off([paper(1)], None),
            write_note(paper(1), "x"),
        )
    ]
    assert [step.told for step in told if step] == [
        "starred 3 papers",
        "unstarred 1 paper",
        "marked 1 paper read",
        "tagged 1 paper: moe",
        "put off 1 paper until 2025-09-14",
        "took 1 paper off the calendar",
        "wrote a note on 1 paper",
    ]


def test_what_changes_nothing_is_no_step(library: Library) -> None:
    library.apply(star([paper(1)]))
    assert library.apply(star([paper(1)])) is None
    assert library.apply(unstar([paper(2)])) is None
    assert library.apply(mark_read([])) is None
    assert library.undo() is not None and library.undo() is None


def test_starring_again_keeps_the_first_time(library: Library, clock: Clock) -> None:
    library.apply(star([paper(1)]))
    clock.pass_days(3)
    step = library.apply(star([paper(1), paper(2)]))
    assert step is not None and step.papers == 1
    assert library.state(paper(1)).starred == clock.time - datetime.timedelta(days=3)


def test_renaming_a_tag_to_one_in_use_makes_them_one(library: Library) -> None:
    library.apply(add_tags([paper(1), paper(2)], ["experts"]))
    library.apply(add_tags([paper(2), paper(3)], ["moe"]))
    step = library.rename_tag("experts", "moe")
    assert step is not None and step.told == "renamed the tag experts to moe on 2 papers"
    assert library.tags() == {"moe": 3}
    library.undo()
    assert library.tags() == {"experts": 2, "moe": 2}
    assert library.rename_tag("moe", "moe") is None


@pytest.mark.parametrize("name", ["", " # ", "x" * 101])
def test_a_tag_needs_a_name_of_some_length(name: str) -> None:
    with pytest.raises(LibraryError, match="cannot be a tag"):
        add_tags([paper(1)], [name])


def test_a_note_that_is_far_too_long_is_refused() -> None:
    with pytest.raises(LibraryError, match="at most"):
        write_note(paper(1), "x" * 1_000_001)


def test_no_control_character_enters_with_a_note_or_a_tag(library: Library) -> None:
    library.apply(write_note(paper(1), "a\x1b]52;c;ZXZpbA==\x07b"))
    library.apply(add_tags([paper(1)], ["\x1b[31mred"]))
    state = library.state(paper(1))
    assert state.note is not None and state.note.isprintable()
    assert state.tags[0].isprintable()


def test_a_review_is_due_from_its_day_on(library: Library) -> None:
    day = datetime.date(2025, 9, 14)
    library.apply(put_off([paper(1)], day))
    state = library.state(paper(1))
    assert [state.is_due(day + datetime.timedelta(days=n)) for n in (-1, 0, 1)] == [False, True, True]
    assert not UNTOUCHED.is_due(day)


# identity


def test_state_follows_a_paper_to_a_form_that_tells_no_identifier(library: Library) -> None:
    library.apply(star([paper(1)]))
    assert library.state(nameless(1)).starred


def test_state_follows_a_paper_whose_identifier_becomes_known(library: Library, open_window: OpenWindow) -> None:
    library.apply(star([nameless(1)]))
    assert library.state(paper(1)).starred
    assert library.learn([paper(1)]) == 1
    retitled = PaperKey(paper(1).id, 77)
    assert library.state(retitled).starred
    assert open_window().state(retitled).starred


def test_state_follows_a_paper_that_got_a_new_title(library: Library) -> None:
    library.apply(star([paper(1)]))
    library.learn([PaperKey(paper(1).id, 77)])
    assert library.state(PaperKey(None, 77)).starred


def test_the_same_title_under_another_identifier_is_another_paper(library: Library) -> None:
    other = PaperKey("2504.00001", paper(1).title)
    library.apply(star([paper(1)]))
    assert library.state(other) == UNTOUCHED
    assert library.learn([other]) == 0
    library.apply(mark_read([other]))
    assert library.state(paper(1)).read is None
    assert library.learn([other, paper(1)]) == 0


def test_two_papers_that_turn_out_to_be_one_keep_what_either_had(
    library: Library, open_window: OpenWindow, clock: Clock
) -> None:
    other_window = open_window()
    retitled = PaperKey(paper(1).id, 77)
    library.apply(mark_read([nameless(1)]))
    library.apply(add_tags([nameless(1)], ["b"]))
    library.apply(write_note(nameless(1), "older"))
    clock.pass_days(1)
    library.apply(star([retitled]))
    library.apply(add_tags([retitled], ["a"]))
    library.apply(write_note(retitled, "newer"))

    assert library.learn([paper(1)]) == 1
    other_window.poll()
    for window in (library, other_window, open_window()):
        for key in (paper(1), nameless(1), retitled):
            state = window.state(key)
            assert state.read == clock.time - datetime.timedelta(days=1)
            assert state.starred == clock.time
            assert state.tags == ("a", "b")
            assert state.note == "newer\n\nolder"
    assert library.learn([paper(1), nameless(1), retitled]) == 0


def test_of_two_times_of_reading_a_merged_paper_keeps_the_first(library: Library, clock: Clock) -> None:
    retitled, read = PaperKey(paper(1).id, 77), clock.time
    library.apply(mark_read([nameless(1)]))
    library.apply(put_off([nameless(1)], datetime.date(2025, 9, 20)))
    clock.pass_days(1)
    library.apply(mark_read([retitled]))
    library.apply(star([retitled]))
    library.apply(unstar([retitled]))
    library.apply(put_off([retitled], datetime.date(2025, 9, 18)))
    library.learn([paper(1)])
    assert library.state(paper(1)) == State(read=read, later=datetime.date(2025, 9, 18))


def test_what_two_windows_learn_is_learnt_once(library: Library, open_window: OpenWindow) -> None:
    library.apply(star([nameless(1)]))
    other = open_window()
    assert library.learn([paper(1)]) == 1
    assert other.learn([paper(1)]) == 0
    assert other.state(PaperKey(paper(1).id, 77)).starred


def test_undo_reaches_a_paper_that_was_merged_since(library: Library) -> None:
    library.apply(star([nameless(1)]))
    library.apply(mark_read([PaperKey(paper(1).id, 77)]))
    library.learn([paper(1)])
    library.undo()
    library.undo()
    assert library.state(paper(1)) == UNTOUCHED


def test_one_paper_named_twice_in_a_change_is_one_paper(library: Library) -> None:
    step = library.apply(star([paper(1), nameless(1), paper(1)]))
    assert step is not None and step.papers == 1


def test_the_key_of_a_merged_paper_is_its_identifier_and_its_title() -> None:
    known = Paper(id="2503.00634", title="On  Experts", abstract="", date=None, seen=())
    unknown = Paper(id="0123456789ab", title="on experts", abstract="", date=None, seen=())
    assert PaperKey.of(known).id == "2503.00634"
    assert PaperKey.of(unknown).id is None
    assert PaperKey.of(known).title == PaperKey.of(unknown).title


# arrivals


def test_papers_are_new_on_the_last_day_that_brought_any(
    library: Library, open_window: OpenWindow, clock: Clock
) -> None:
    assert library.arrived() == []
    assert library.arrive([1, 2**64 - 1]) == [1, 2**64 - 1]
    clock.pass_days(1)
    assert library.arrive([1, 3]) == [3]
    assert library.arrive([3, 1]) == []
    assert open_window().arrived() == [3]
    assert library.arrived(clock.time - datetime.timedelta(days=2)) == [1, 2**64 - 1, 3]


def test_a_look_at_a_view_is_kept_and_the_one_before_counts_while_it_is_looked_at(
    library: Library, open_window: OpenWindow, clock: Clock
) -> None:
    assert library.looked("moe") is None
    first = clock.time
    library.look("moe")
    assert library.looked("moe") is None
    clock.pass_days(1)
    other = open_window()
    assert other.looked("moe") == first
    other.look("moe")
    assert other.looked("moe") == first
    clock.pass_days(1)
    library.look("moe")
    assert library.looked("moe") == first + datetime.timedelta(days=1)
    assert library.looked("code") is None


def test_a_library_of_an_older_program_that_can_only_be_read_knows_no_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Library.open(tmp_path, migrations=MIGRATIONS[:1]).close()
    monkeypatch.setattr(schema, "migrate", Mock(side_effect=PermissionError(13, "Permission denied")))
    assert Library.open(tmp_path).looked("moe") is None


# failures


def test_a_library_that_was_closed_says_so_in_one_line(library: Library) -> None:
    library.close()
    with pytest.raises(LibraryError, match="closed"):
        library.apply(star([paper(1)]))


def test_a_database_that_was_taken_away_is_not_written_to(library: Library, tmp_path: Path) -> None:
    library.path.rename(tmp_path / "elsewhere")
    with pytest.raises(LibraryError, match="moved or replaced"):
        library.apply(star([paper(1)]))
    assert library.state(paper(1)) == UNTOUCHED


def test_a_look_changes_nothing_and_sees_everything(library: Library, tmp_path: Path, clock: Clock) -> None:
    library.apply(star([paper(1)]))
    before = sorted(path.name for path in tmp_path.rglob("*"))
    look = Library.open_to_read(tmp_path, now=clock)
    assert look.state(paper(1)).starred
    with pytest.raises(LibraryError, match="cannot be written"):
        look.apply(star([paper(2)]))
    look.close()
    assert sorted(path.name for path in tmp_path.rglob("*")) == before


def test_a_look_where_there_is_no_library_makes_none(tmp_path: Path) -> None:
    folder = tmp_path / "nowhere"
    assert Library.open_to_read(folder).state(paper(1)) == UNTOUCHED
    assert not folder.exists()


def test_what_would_arrive_is_told_without_noting_it(library: Library, clock: Clock) -> None:
    library.arrive([1, 2])
    clock.time += datetime.timedelta(days=2)
    assert sorted(library.arriving([1, 2])) == [1, 2]  # nothing came since
    assert sorted(library.arriving([1, 2, 3])) == [3]
    assert sorted(library.arriving([1, 2, 3])) == [3]
    library.arrive([1, 2, 3])
    assert sorted(library.arriving([1, 2, 3, 4])) == [3, 4]
