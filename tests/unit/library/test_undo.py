import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from digesttui.errors import LibraryError
from digesttui.library.changes import add_tags, mark_read, star, unstar, write_note
from digesttui.library.library import Library
from digesttui.library.state import UNTOUCHED

from .conftest import OpenWindow
from .papers import paper


def test_a_bulk_change_is_one_step(library: Library) -> None:
    papers = [paper(number) for number in range(1_000)]
    library.apply(star(papers[:10]))
    library.apply(star(papers))
    step = library.undo()
    assert step is not None and (step.told, step.papers) == ("starred 990 papers", 990)
    assert sum(library.state(one).starred is not None for one in papers) == 10


def test_undo_and_redo_reach_over_a_restart(library: Library, open_window: OpenWindow) -> None:
    library.apply(star([paper(1)]))
    library.apply(write_note(paper(1), "first"))
    library.apply(write_note(paper(1), "second"))
    library.undo()
    library.close()

    window = open_window()
    assert window.state(paper(1)).note == "first"
    assert window.redo() is not None
    assert window.state(paper(1)).note == "second"
    assert [step.told for step in (window.undo(), window.undo(), window.undo()) if step] == [
        "wrote a note on 1 paper",
        "wrote a note on 1 paper",
        "starred 1 paper",
    ]
    assert window.state(paper(1)) == UNTOUCHED
    assert window.undo() is None


def test_undo_brings_back_the_time_of_reading(library: Library) -> None:
    library.apply(mark_read([paper(1)]))
    before = library.state(paper(1)).read
    library.undo()
    library.redo()
    assert library.state(paper(1)).read == before


def test_a_new_change_ends_what_could_be_redone(library: Library) -> None:
    library.apply(star([paper(1)]))
    library.undo()
    library.apply(star([paper(2)]))
    assert library.redo() is None


def test_the_last_200_steps_are_kept(library: Library) -> None:
    for number in range(205):
        library.apply(star([paper(number)]))
    undone = 0
    while library.undo():
        undone += 1
    assert undone == 200
    assert library.state(paper(4)).starred and not library.state(paper(5)).starred


def test_undo_leaves_alone_what_another_window_changed_since(library: Library, open_window: OpenWindow) -> None:
    other = open_window()
    library.apply(star([paper(1), paper(2)]))
    other.apply(unstar([paper(1)]))
    other.apply(star([paper(1)]))
    other.apply(write_note(paper(1), "theirs"))
    library.apply(write_note(paper(1), "ours"))
    other.apply(write_note(paper(1), "theirs again"))

    step = library.undo()
    assert step is not None and (step.papers, step.left) == (0, 1)
    assert library.state(paper(1)).note == "theirs again"


def test_a_window_does_not_undo_what_another_did_meanwhile(library: Library, open_window: OpenWindow) -> None:
    library.apply(star([paper(1)]))
    other = open_window()
    library.apply(star([paper(2)]))
    step = other.undo()
    assert step is not None
    assert not other.state(paper(1)).starred and other.state(paper(2)).starred
    assert other.undo() is None


def test_a_redone_step_of_another_window_is_not_forgotten_by_our_change(
    library: Library, open_window: OpenWindow
) -> None:
    other = open_window()
    other.apply(star([paper(1)]))
    other.undo()
    library.apply(star([paper(2)]))
    assert other.redo() is not None


def test_a_damaged_record_of_a_step_is_told_in_one_line(library: Library, tmp_path: Path) -> None:
    library.apply(add_tags([paper(1)], ["moe"]))
    with closing(sqlite3.connect(library.path)) as connection, connection:
        connection.execute("UPDATE step SET edits = x'00'")
    with pytest.raises(LibraryError, match="cannot be undone"):
        library.undo()
    assert library.state(paper(1)).tags == ("moe",)
