"""What the reader does to papers: marks, selection, undo. Only keys that say so change anything."""

import datetime
import threading
from contextlib import nullcontext
from pathlib import Path

import pytest

from digesttui import actions, config
from digesttui.errors import ActionFailed
from digesttui.library.changes import Change, star
from digesttui.library.library import Library
from digesttui.tui import keeping
from tests.tui.screen import Opened, Screen

pytestmark = pytest.mark.usefixtures("home")


def row_of(screen: Screen, title: str) -> str:
    """The list's row that shows a paper, without the frame."""
    return next(row[1 : row.index(title)] for row in screen.rows if title in row[:60])


async def test_every_paper_is_unread_at_first_and_opening_it_changes_nothing(opened: Opened) -> None:
    async with opened() as screen:
        assert "8 papers   8 unread" in screen.rows[0]
        assert "★" not in screen.rows[0]
        await screen.press("enter", "j", "tab", "G", "z")
        assert "8 unread" in screen.rows[0]


async def test_r_marks_as_read_and_back_and_stays_where_it_is(opened: Opened) -> None:
    async with opened() as screen:
        assert "●" in row_of(screen, "Diffusion Without Clocks")
        assert "·  unread" in screen.text
        await screen.press("r")
        assert screen.title == "Diffusion Without Clocks"
        assert "●" not in row_of(screen, "Diffusion Without Clocks")
        assert "7 unread" in screen.rows[0]
        assert "·  read" in screen.text
        await screen.press("r")
        assert "●" in row_of(screen, "Diffusion Without Clocks")
        assert "8 unread" in screen.rows[0]


async def test_s_stars_and_takes_the_star_off(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("j", "s")
        assert "★" in row_of(screen, "Sparse Experts at Scale")
        assert "1 ★" in screen.rows[0]
        assert "starred" in screen.text
        await screen.press("s")
        assert "●" in row_of(screen, "Sparse Experts at Scale")
        assert "★" not in screen.text


async def test_marks_are_there_at_the_next_start(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("s", "j", "r")
    async with opened() as screen:
        assert "7 unread   1 ★" in screen.rows[0]
        assert "★" in row_of(screen, "Diffusion Without Clocks")
        assert "●" not in row_of(screen, "Sparse Experts at Scale")


async def test_u_undoes_step_by_step_and_says_what_and_ctrl_r_does_it_again(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("s", "j", "r", "u")
        assert "undone: marked 1 paper read" in screen.rows[-1]
        assert "8 unread   1 ★" in screen.rows[0]
        await screen.press("u")
        assert "undone: starred 1 paper" in screen.rows[-1]
        assert "8 unread" in screen.rows[0]
        await screen.press("u")
        assert "nothing is left that could be undone" in screen.rows[-1]
        await screen.press("ctrl+r")
        assert "done again: starred 1 paper" in screen.rows[-1]
        assert "1 ★" in screen.rows[0]


async def test_n_goes_to_the_next_unread_paper_round_the_end(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("j", "r", "j", "r", "g", "n")
        assert screen.title == screen.titles[3]
        await screen.press("N", "N")
        assert screen.title == screen.titles[-1]
        await screen.press("a", "r", "escape", "n")
        assert screen.title == screen.titles[-1]
        assert "nothing here is unread" in screen.rows[-1]


async def test_with_a_filter_n_goes_to_the_next_match_read_or_not(opened: Opened) -> None:
    async with opened(filter_text="experts") as screen:
        await screen.press("a", "r", "escape", "n")
        assert screen.title == screen.titles[1]


async def test_a_mark_on_a_selected_paper_is_told_where_another_is_highlighted(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("s")
        assert "starred" not in screen.rows[-1]
        await screen.press("space", "r")
        assert "marked 1 paper read" in screen.rows[-1]


async def test_a_filter_on_state_follows_the_marks(opened: Opened) -> None:
    async with opened(filter_text="is:unread") as screen:
        await screen.press("j", "r")
        assert len(screen.titles) == 7
        assert "Sparse Experts at Scale" not in screen.titles
        assert screen.title == "Learning to Stop"
        await screen.press("u")
        assert len(screen.titles) == 8


@pytest.fixture
def go_on(monkeypatch: pytest.MonkeyPatch) -> threading.Event:
    """Changes are kept only once this is set, and no key waits for them."""
    monkeypatch.setattr(keeping, "FRAME", 0.01)
    go_on, apply = threading.Event(), Library.apply

    def slowly(library: Library, change: Change) -> object:
        go_on.wait(20)
        return apply(library, change)

    monkeypatch.setattr(Library, "apply", slowly)
    return go_on


async def test_a_change_that_takes_long_is_told_and_the_screen_goes_on(opened: Opened, go_on: threading.Event) -> None:
    async with opened() as screen:
        await screen.press("r")
        await screen.until(lambda: "being kept …" in screen.rows[-1])
        await screen.press("j")
        assert screen.title == "Sparse Experts at Scale"
        await screen.press("s", "u", "s")
        assert "8 unread" in screen.rows[0]
        assert "★" not in screen.rows[0]
        go_on.set()
        await screen.until(lambda: "7 unread   1 ★" in screen.rows[0])


async def test_what_waits_to_be_kept_is_kept_when_the_reader_leaves(opened: Opened, go_on: threading.Event) -> None:
    async with opened() as screen:
        await screen.press("s", "j", "s", "r")
        threading.Timer(0.1, go_on.set).start()
        await screen.press("q")
    async with opened() as screen:
        assert "7 unread   2 ★" in screen.rows[0]


async def test_l_puts_off_for_some_days_and_takes_that_back(opened: Opened) -> None:
    async with opened(later_days=10) as screen:
        day = screen.browse.collection.today() + datetime.timedelta(days=10)
        await screen.press("l")
        assert f"put off 1 paper until {day}" in screen.text
        assert "again on" in screen.text
        await screen.press("l")
        assert "took 1 paper off the calendar" in screen.text
        await screen.press("space", "space", "l")
        assert "put off 2 papers" in screen.text


async def test_capital_l_puts_off_until_a_day_that_is_written(opened: Opened) -> None:
    async with opened() as screen:
        today = screen.browse.collection.today()
        await screen.press("L")
        assert "3d, 2w" in screen.text
        await screen.press(*"2w", "enter")
        assert f"put off 1 paper until {today + datetime.timedelta(days=14)}" in screen.text
        await screen.press("L", *"never", "enter")
        assert "'never' is not a date: write 3d" in screen.rows[-1]
        await screen.press("L", "enter", "L", "escape", "u")
        assert "undone: put off 1 paper" in screen.rows[-1]
        await screen.press("space", "space", "L", *"tomorrow", "enter")
        assert f"put off 2 papers until {today + datetime.timedelta(days=1)}" in screen.text


async def test_is_due_finds_what_was_put_off_once_its_day_has_come(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("j", "l", "/", *"is:due")
        assert screen.titles == []
    later = datetime.date.today() + datetime.timedelta(days=3)
    async with opened() as screen:
        reading = screen.browse.collection.reading
        assert reading is not None
        reading._today = lambda: later
        await screen.press("/", *"is:due")
        assert screen.titles == ["Sparse Experts at Scale"]


async def test_a_paper_counts_as_read_after_a_time_on_screen_only_where_the_reader_wants_that(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("j")
        assert screen.browse.marking._timer is None
    async with opened(read_after=0.05) as screen:
        await screen.until(lambda: "7 unread" in screen.rows[0])
        await screen.press("u")
        assert "8 unread" in screen.rows[0]
        await screen.press("p", "j")
        await screen.pilot.pause(0.2)
        assert "8 unread" in screen.rows[0]
        await screen.press("p")
        await screen.until(lambda: "7 unread" in screen.rows[0] and "●" not in row_of(screen, screen.title))


async def test_capital_a_marks_what_is_above(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("j", "j", "A")
        assert "6 unread" in screen.rows[0]
        assert "marked 2 papers read" in screen.rows[-1]
        assert "●" in row_of(screen, "Learning to Stop")


async def test_space_selects_and_goes_on_and_one_step_marks_them_all(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("space", "space")
        assert "2 selected" in screen.rows[0]
        assert "+" in row_of(screen, "Sparse Experts at Scale")
        assert screen.title == "Learning to Stop"
        await screen.press("s")
        assert "starred 2 papers" in screen.rows[-1]
        await screen.press("u", "escape")
        assert "8 unread" in screen.rows[0]


async def test_v_takes_a_stretch_and_escape_lets_it_go(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("j", "v", "j", "j")
        assert "3 selected" in screen.rows[0]
        await screen.press("k", "r")
        assert "6 unread" in row_of_counts(screen)
        await screen.press("v", "G")
        assert "2 selected" in screen.rows[0]
        await screen.press("escape")
        assert "selected" not in screen.rows[0]
        assert screen.browse.filter_text == ""


def row_of_counts(screen: Screen) -> str:
    """What the header would say without the selection."""
    unread, starred = screen.browse.marks.counts() or (0, 0)
    return f"{unread} unread {starred} starred"


async def test_a_selects_everything_or_nothing_and_capital_i_the_others(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("a")
        assert "8 selected" in screen.rows[0]
        await screen.press("a", "space", "I")
        assert "7 selected" in screen.rows[0]
        assert "+" not in row_of(screen, "Diffusion Without Clocks")


async def test_a_selection_grows_over_several_filters(opened: Opened) -> None:
    async with opened(filter_text="sparse") as screen:
        await screen.press("space", "/", "ctrl+u", *"maps", "enter", "space", "s")
        assert "starred 2 papers" in screen.rows[-1]


async def test_escape_lets_the_selection_go_before_the_filter(opened: Opened) -> None:
    async with opened(filter_text="experts") as screen:
        await screen.press("space", "escape")
        assert screen.browse.filter_text == "experts"
        await screen.press("escape")
        assert screen.browse.filter_text == ""


async def test_another_window_shows_within_a_second(opened: Opened) -> None:
    async with opened() as screen:
        other = Library.open(config.folders().state)
        other.apply(star([screen.browse.collection.key(int(screen.browse.showing.result.positions[2]))]))
        other.close()
        await screen.until(lambda: "1 ★" in screen.rows[0] and "★" in row_of(screen, "Learning to Stop"))


async def test_a_library_that_cannot_be_opened_is_told_and_reading_goes_on(folder: Path, home: Path) -> None:
    from digesttui.collection import Collection
    from digesttui.tui.app import DigestApp

    (home / "state" / "library.sqlite3").mkdir(parents=True)
    app = DigestApp(Collection([str(folder)]))
    async with app.run_test(size=(120, 32)) as pilot:
        screen = Screen(app, pilot)
        await screen.until(lambda: "library.sqlite3" in screen.text)
        assert "unread" not in screen.rows[0]
        await screen.press("j", "r")
        assert screen.title == "Sparse Experts at Scale"
        assert "library.sqlite3" in screen.text


async def test_t_edits_the_tags_and_tab_completes_them(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("t", *"moe,q", "enter")
        assert "tagged 1 paper: moe, q" in screen.rows[-1]
        assert "#moe  #q" in screen.text
        await screen.press("j", "t", "m", "tab", "enter")
        assert screen.browse.marks.library.tags() == {"moe": 2, "q": 1}
        await screen.press("k", "t", "ctrl+w", "enter")
        assert "untagged 1 paper: q" in screen.rows[-1]
        await screen.press("u")
        assert "#moe  #q" in screen.text


async def test_tags_that_stand_there_already_are_not_offered_again(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("t", *"moe,q", "enter", "j", "t", "tab", "tab", "tab", "enter")
        assert "tagged 1 paper: moe, q" in screen.rows[-1]
        await screen.press("t", "tab", *"new", "enter")
        assert screen.browse.marks.library.tags() == {"moe": 2, "new": 1, "q": 2}


async def test_tags_of_a_selection_change_in_one_step(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("t", *"old", "enter", "j", "t", *"old", "enter", "k", "space", "space")
        await screen.press("t", "ctrl+u", *"new", "enter")
        assert "changed the tags of 2 papers" in screen.rows[-1]
        assert screen.browse.marks.library.tags() == {"new": 2}
        await screen.press("u")
        assert screen.browse.marks.library.tags() == {"old": 2}


async def test_a_tag_gets_another_name_and_two_become_one(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("#")
        assert "no paper has a tag yet" in screen.rows[-1]
        await screen.press("t", *"moe", "enter", "j", "t", *"mixture", "enter")
        await screen.press("#")
        assert "1  mixture   1 paper" in screen.text
        await screen.press("1")
        assert "A new name for mixture" in screen.text
        await screen.press("m", "tab", "enter")
        assert "renamed the tag mixture to moe on 1 paper" in screen.rows[-1]
        assert screen.browse.marks.library.tags() == {"moe": 2}
        assert "#moe" in screen.text
        await screen.press("u")
        assert screen.browse.marks.library.tags() == {"mixture": 1, "moe": 1}
        await screen.press("#", "1", "enter", "#", "escape")
        assert screen.browse.marks.library.tags() == {"mixture": 1, "moe": 1}


async def test_a_tag_dialog_can_be_left_and_a_bad_tag_is_told(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("t", *"moe", "escape")
        assert screen.browse.marks.library.tags() == {}
        await screen.press("t", *("x" * 101), "enter")
        assert "cannot be a tag" in screen.rows[-1]


async def test_e_writes_a_note_that_stands_under_the_abstract(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("e", *"try", "space", *"this", "enter")
        assert "Note" in screen.text
        assert "try this" in screen.text
        await screen.press("e", "escape")
        assert "try this" in screen.text
        await screen.press("e", "ctrl+u", "enter")
        assert "try this" not in screen.text


async def test_capital_e_writes_it_in_the_editor(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened() as screen:
        monkeypatch.setattr(screen.app, "suspend", nullcontext)
        monkeypatch.setattr(actions, "edit", lambda text: f"{text}first\n\nsecond")
        await screen.press("E")
        assert "second" in screen.text
        await screen.press("e")
        assert screen.text.count("first") == 2


async def test_without_an_editor_the_note_stays_and_why_is_told(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(text: str) -> str:
        raise ActionFailed("there is no editor here: set $EDITOR")

    async with opened() as screen:
        await screen.press("E")
        assert "needs a terminal" in screen.rows[-1]
        monkeypatch.setattr(screen.app, "suspend", nullcontext)
        monkeypatch.setattr(actions, "edit", fails)
        await screen.press("E")
        assert "no editor here" in screen.rows[-1]
