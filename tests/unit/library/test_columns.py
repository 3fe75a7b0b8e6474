import datetime
from collections.abc import Collection

import pytest

from digesttui.library.changes import add_tags, mark_read, mark_unread, put_off, remove_tags, star, write_note
from digesttui.library.columns import Columns
from digesttui.library.library import Library
from digesttui.library.state import PaperKey

from .conftest import OpenWindow
from .papers import Clock, nameless, paper

SIZE = 10
TODAY = datetime.date(2025, 9, 14)


def position_of(key: PaperKey) -> int | None:
    """A store of ten papers, numbered as they are."""
    return next((number for number in range(SIZE) if key in (paper(number), nameless(number))), None)


@pytest.fixture
def columns(library: Library) -> Columns:
    columns = Columns(library.mirror, position_of, today=lambda: TODAY)
    columns.lay_out(SIZE)
    return columns


def listed(positions: Collection[int]) -> list[int]:
    return sorted(int(position) for position in positions)


def test_read_starred_and_due_papers_are_found_by_position(library: Library, columns: Columns) -> None:
    library.apply(mark_read([paper(1), nameless(2)]))
    library.apply(star([paper(3)]))
    library.apply(put_off([paper(4)], TODAY))
    library.apply(put_off([paper(5)], TODAY + datetime.timedelta(days=1)))
    columns.follow()
    assert listed(columns.having("is", "read")) == [1, 2]
    assert listed(columns.having("is", "unread")) == [0, 3, 4, 5, 6, 7, 8, 9]
    assert listed(columns.having("is", "starred")) == [3]
    assert listed(columns.having("is", "due")) == [4]
    assert (columns.read_count, columns.starred_count) == (2, 1)


def test_tags_are_found_whole_and_in_any_case(library: Library, columns: Columns) -> None:
    library.apply(add_tags([paper(1)], ["MoE"]))
    library.apply(add_tags([paper(2)], ["moe", "moe later"]))
    columns.follow()
    assert listed(columns.having("tag", "moe")) == [1, 2]
    assert listed(columns.having("tag", "mo")) == []
    library.apply(remove_tags([paper(2)], ["moe"]))
    columns.follow()
    assert listed(columns.having("tag", "moe")) == [1]
    assert listed(columns.having("has", "tag")) == [1, 2]


def test_notes_are_found_by_how_a_word_starts(library: Library, columns: Columns) -> None:
    library.apply(write_note(paper(1), "Tables of Éclairs"))
    columns.follow()
    assert listed(columns.having("note", "table")) == listed(columns.having("note", "eclair")) == [1]
    assert listed(columns.having("note", "able")) == []
    assert listed(columns.having("has", "note")) == [1]
    library.apply(write_note(paper(1), ""))
    columns.follow()
    assert listed(columns.having("has", "note")) == []


def test_following_tells_which_positions_changed(library: Library, columns: Columns) -> None:
    library.apply(star([paper(1), paper(2), paper(99)]))
    assert columns.follow() == {1, 2}
    assert columns.follow() == set()
    library.undo()
    assert columns.follow() == {1, 2}
    assert columns.starred_count == 0


def test_laying_out_anew_shows_what_following_showed(library: Library, columns: Columns) -> None:
    library.apply(mark_read([paper(number) for number in range(5)]))
    library.apply(mark_unread([paper(0)]))
    columns.follow()
    followed = (list(columns.read), columns.read_count)
    columns.lay_out(SIZE)
    assert (list(columns.read), columns.read_count) == followed


def test_papers_that_came_last_are_new(library: Library, columns: Columns) -> None:
    columns.lay_out(SIZE, new=library.arrive([paper(3).title, 77]))
    assert listed(columns.having("is", "new")) == [3]


def test_new_in_a_view_is_what_came_since_it_was_looked_at(library: Library) -> None:
    arrived: dict[str, list[int]] = {"moe": [paper(3).title, 77]}
    columns = Columns(library.mirror, position_of, arrived_since_look=arrived.get)
    columns.lay_out(SIZE)
    assert listed(columns.having("new", "moe")) == [3]
    assert listed(columns.having("new", "never looked at")) == list(range(SIZE))
    arrived["moe"] = []
    columns.looked_at("moe")
    assert listed(columns.having("new", "moe")) == []


def test_a_merged_paper_is_shown_where_it_is_now(library: Library, columns: Columns) -> None:
    retitled = PaperKey(paper(1).id, 77)
    library.apply(star([nameless(1)]))
    library.apply(mark_read([retitled]))
    library.learn([paper(1)])
    store = {paper(1): 4, retitled: 4}
    merged = Columns(library.mirror, store.get)
    merged.lay_out(SIZE)
    assert listed(merged.having("is", "read")) == listed(merged.having("is", "starred")) == [4]


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (TODAY, TODAY, [1]),
        (TODAY - datetime.timedelta(days=1), TODAY, [0, 1]),
        (TODAY + datetime.timedelta(days=1), None, [2]),
        (None, TODAY, [0, 1]),
        (None, None, [0, 1, 2]),
        (datetime.date.min, datetime.date.max, [0, 1, 2]),
    ],
)
def test_days_of_reading_are_local_and_both_included(
    library: Library,
    columns: Columns,
    clock: Clock,
    first: datetime.date | None,
    last: datetime.date | None,
    found: list[int],
) -> None:
    times = (datetime.datetime(2025, 9, 13, 23, 59), datetime.datetime(2025, 9, 14), datetime.datetime(2025, 9, 15))
    for number, local in enumerate(times):
        clock.time = local.astimezone()
        library.apply(mark_read([paper(number)]))
        library.apply(star([paper(number)]))
    columns.follow()
    days = (
        first.toordinal() if first else -float("inf"),
        last.toordinal() if last else float("inf"),
    )
    assert listed(columns.between("read", *days)) == found
    assert listed(columns.between("starred", *days)) == found


def test_what_is_not_a_state_is_refused(columns: Columns) -> None:
    with pytest.raises(ValueError, match="is:purple"):
        columns.having("is", "purple")


def test_another_windows_change_reaches_the_columns(
    library: Library, columns: Columns, open_window: OpenWindow
) -> None:
    open_window().apply(star([paper(1)]))
    library.poll()
    assert columns.follow() == {1}
