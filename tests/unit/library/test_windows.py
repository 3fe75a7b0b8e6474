"""Two windows on one library."""

import subprocess
import sys
import threading
from pathlib import Path

from digesttui.library.changes import add_tags, mark_read, star, write_note
from digesttui.library.library import Library
from digesttui.library.state import PaperKey

from .conftest import OpenWindow
from .papers import nameless, paper

WINDOW = Path(__file__).with_name("window.py")
ROUNDS = 200


def test_a_window_sees_anothers_changes_when_it_polls(library: Library, open_window: OpenWindow) -> None:
    other = open_window()
    library.apply(star([paper(1), nameless(2)]))
    library.apply(add_tags([paper(1)], ["moe"]))
    assert other.poll() == {paper(1), nameless(2)}
    assert other.state(paper(1)) == library.state(paper(1))
    assert other.poll() == set()


def test_what_a_window_learnt_by_writing_is_told_at_its_next_poll(library: Library, open_window: OpenWindow) -> None:
    other = open_window()
    library.apply(star([paper(1)]))
    other.apply(star([paper(2)]))
    assert other.state(paper(1)).starred
    assert other.poll() == {paper(1)}
    assert library.poll() == {paper(2)}


def test_a_windows_own_changes_are_not_told_to_it(library: Library) -> None:
    library.apply(star([paper(1)]))
    assert library.poll() == set()


def test_polling_does_not_wait_for_a_long_change_in_another_thread(library: Library, open_window: OpenWindow) -> None:
    open_window().apply(star([paper(1)]))
    under_way, polled = threading.Event(), threading.Event()

    def long_change() -> None:
        with library._lock:
            under_way.set()
            polled.wait(10)

    thread = threading.Thread(target=long_change)
    thread.start()
    assert under_way.wait(10)
    assert library.poll() == set()
    polled.set()
    thread.join()
    assert library.poll() == {paper(1)}


def test_two_windows_meeting_one_new_paper_make_one_of_it(library: Library, open_window: OpenWindow) -> None:
    other = open_window()
    library.apply(star([paper(1)]))
    other.apply(mark_read([paper(1)]))
    library.poll()
    assert library.state(paper(1)) == other.state(paper(1))
    assert library.state(paper(1)).read and library.state(paper(1)).starred


def test_two_processes_write_at_a_time_and_nothing_is_lost(tmp_path: Path, open_window: OpenWindow) -> None:
    windows = [subprocess.Popen([sys.executable, WINDOW, tmp_path, str(mine), str(ROUNDS)]) for mine in (0, 1)]
    assert [window.wait(60) for window in windows] == [0, 0]
    library = open_window()
    states = [library.state(PaperKey(f"2503.{number:05}", number)) for number in range(2 * ROUNDS)]
    assert all(state.starred for state in states)
    assert all(state.tags == ("window 0", "window 1") for state in states[:ROUNDS])


def test_a_note_written_in_both_windows_is_the_later_one_and_undo_has_the_other(
    library: Library, open_window: OpenWindow
) -> None:
    other = open_window()
    library.apply(write_note(paper(1), "theirs"))
    other.apply(write_note(paper(1), "mine"))
    assert other.state(paper(1)).note == "mine"
    other.undo()
    assert other.state(paper(1)).note == "theirs"
