"""Taking papers along: x to a file or the clipboard, | to a command."""

import json
import os
import sys
from pathlib import Path

import pytest

from digesttui import actions
from digesttui.actions import Piped
from digesttui.actions.stopping import Cancel
from digesttui.errors import ActionFailed
from tests.tui.screen import Opened, Outside, Screen

BIBTEX, NOTES = "1", ["end", "enter"]
FILE, CLIPBOARD = "1", "2"
ANOTHER_NAME, REPLACE = "1", "2"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the program was started."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


async def name(screen: Screen, path: str) -> None:
    """Give that path in place of the one that is offered."""
    await screen.press("end", "ctrl+u")
    await screen.type(path)
    await screen.press("enter")


async def test_x_writes_what_the_filter_shows(opened: Opened, here: Path) -> None:
    async with opened(filter_text="experts") as screen:
        await screen.press("x")
        assert "Export 2 papers" in screen.text
        await screen.press(BIBTEX, FILE)
        assert "papers.bib" in screen.text
        await screen.press("enter")
        await screen.until(lambda: "2 papers written to papers.bib" in screen.text)
    assert (here / "papers.bib").read_text("utf-8").count("@misc{") == 2


async def test_x_writes_the_selection_in_the_lists_order(opened: Opened, here: Path) -> None:
    async with opened() as screen:
        await screen.press("j", "space", "k", "k", "space", "x")
        assert "Export 2 papers" in screen.text
        await screen.press("8", FILE, "enter")
        await screen.until(lambda: "written to papers.json" in screen.text)
        written = json.loads((here / "papers.json").read_text("utf-8"))
        assert [paper["title"] for paper in written] == screen.titles[:2]


async def test_x_takes_selected_papers_that_the_filter_hides(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("space", "/")
        await screen.type("survey")
        await screen.press("enter", "x")
        assert "Export 1 paper" in screen.text
        assert "Diffusion Without" in screen.text


async def test_the_dialog_shows_how_each_form_begins(opened: Opened) -> None:
    async with opened(filter_text="^sparse") as screen:
        await screen.press("x")
        assert "@misc{sparse2025experts," in screen.text
        await screen.press("j")
        assert "TY  - UNPB" in screen.text
        await screen.press(*["j"] * 10)
        assert "Sparse Experts at Scale (" in screen.text
        await screen.press("escape")
        assert "TY  - " not in screen.text


async def test_an_existing_file_is_asked_about(opened: Opened, here: Path) -> None:
    mine = here / "papers.bib"
    mine.write_text("mine")
    async with opened() as screen:
        await screen.press("x", BIBTEX, FILE, "enter")
        await screen.until(lambda: "Another name" in screen.text)
        assert "papers.bib: exists already" in screen.text
        await screen.press(ANOTHER_NAME)
        await name(screen, "others.bib")
        await screen.until(lambda: "written to others.bib" in screen.text)
        assert mine.read_text() == "mine"
        await screen.press("x", BIBTEX, FILE, "enter")
        await screen.until(lambda: "Another name" in screen.text)
        await screen.press(REPLACE)
        await screen.until(lambda: "written to papers.bib" in screen.text)
        assert mine.read_text() == (here / "others.bib").read_text()


async def test_what_cannot_be_written_is_told(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("x", BIBTEX, FILE)
        await name(screen, "nowhere/papers.bib")
        await screen.until(lambda: "nowhere/papers.bib: cannot be written, no such file or directory" in screen.text)


async def test_the_folder_and_the_form_of_the_last_time_are_offered_again(opened: Opened, tmp_path: Path) -> None:
    async with opened() as screen:
        await screen.press("x", "4", FILE)
        await name(screen, str(tmp_path / "out.md"))
        await screen.until(lambda: "papers written" in screen.text)
        await screen.press("x", "enter", FILE, "enter")
        await screen.until(lambda: (tmp_path / "papers.md").exists())


async def test_notes_are_a_folder_of_files(opened: Opened, here: Path) -> None:
    async with opened() as screen:
        await screen.press("x", *NOTES)
        await name(screen, "vault")
        await screen.until(lambda: "8 papers written to vault" in screen.text)
        assert len(list((here / "vault").iterdir())) == 8
        await screen.press("x", "enter")
        await name(screen, "vault")
        await screen.until(lambda: "Another name" in screen.text)


async def test_x_copies_to_the_clipboard(opened: Opened, outside: Outside) -> None:
    async with opened(filter_text="^sparse") as screen:
        await screen.press("x", BIBTEX, CLIPBOARD)
        await screen.until(lambda: "1 paper as bibtex: copied" in screen.text)
        assert outside.copied[0].startswith("@misc{sparse2025experts")


async def test_your_marks_go_along_to_forms_that_stay_yours(opened: Opened, here: Path) -> None:
    async with opened() as screen:
        await screen.press("s", "x", "9", FILE, "enter")
        await screen.until(lambda: "written to papers.jsonl" in screen.text)
        lines = [json.loads(line) for line in (here / "papers.jsonl").read_text("utf-8").splitlines()]
        assert [line["starred"] for line in lines] == [True] + [False] * 7


async def test_an_empty_list_has_nothing_to_take(opened: Opened) -> None:
    async with opened(filter_text="zzqx") as screen:
        for key in ("x", "vertical_line"):
            await screen.press(key)
            assert "nothing to take along: there are no papers here" in screen.text


async def test_digests_that_change_meanwhile_leave_no_half_file(
    opened: Opened, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as screen:
        await screen.press("x", BIBTEX, FILE)
        store = screen.browse.collection.store
        paper = store.paper

        def paper_and_change(position: int) -> object:
            store.remove("papers-2025-09-11")
            return paper(position)

        monkeypatch.setattr(store, "paper", paper_and_change)
        await screen.press("enter")
        await screen.until(lambda: "digests came or went meanwhile" in screen.text)
    assert not any(entry.name for entry in os.scandir(here))


# to a command

needs_sh = pytest.mark.skipif(sys.platform == "win32", reason="its commands are others")


async def run(screen: Screen, command: str, form: str = "1") -> None:
    await screen.press("vertical_line", form)
    await screen.type(command)
    await screen.press("enter")


@needs_sh
async def test_a_command_gets_the_papers_as_json_lines(opened: Opened, here: Path) -> None:
    async with opened(filter_text="experts") as screen:
        await screen.press("vertical_line")
        assert "Pipe 2 papers" in screen.text
        await screen.press("escape")
        await run(screen, "cat > got.jsonl")
        await screen.until(lambda: "cat > got.jsonl took 2 papers" in screen.text)
        lines = (here / "got.jsonl").read_text("utf-8").splitlines()
        assert [json.loads(line)["title"] for line in lines] == screen.titles


@needs_sh
async def test_a_command_gets_the_selection_as_markdown_and_its_word_is_told(opened: Opened) -> None:
    async with opened(filter_text="experts") as screen:
        await screen.press("space")
        await run(screen, "grep -c '^## '", form="2")
        await screen.until(lambda: "grep -c '^## ' took 1 paper: 1" in screen.text)


@needs_sh
async def test_long_output_is_shown_to_read(opened: Opened) -> None:
    async with opened() as screen:
        await run(screen, "printf 'one\\n  [two]\\n'")
        await screen.until(lambda: "  [two]" in screen.text)
        await screen.press("escape")
        assert "took 8 papers and said 2 lines" in screen.text


@needs_sh
async def test_a_failure_and_its_code_are_told(opened: Opened) -> None:
    async with opened() as screen:
        await run(screen, "echo no such table; exit 3")
        await screen.until(lambda: "failed with code 3: no such table" in screen.text)
        await run(screen, "no-such-program")
        await screen.until(lambda: "no-such-program did not start" in screen.text)


async def test_papers_are_taken_along_while_files_are_read_again(opened: Opened) -> None:
    async with opened() as screen:
        screen.browse.action_refresh()
        assert not screen.browse.reading.done
        screen.browse.action_take("pipe")
        await screen.until(lambda: "Pipe 8 papers" in screen.text)


@needs_sh
async def test_earlier_commands_complete_what_is_typed(opened: Opened) -> None:
    async with opened() as screen:
        await run(screen, "wc -l, really")
        await screen.until(lambda: "wc -l, really failed" in screen.text or "said" in screen.text)
        await screen.press("escape")
        await run(screen, "true")
        await screen.until(lambda: "true took 8 papers" in screen.text)
        await screen.press("vertical_line", "enter", "w")
        assert "wc -l, really" in screen.text
        await screen.press("tab")
        assert "> wc -l, really" in screen.text


async def test_the_same_key_stops_a_command_that_does_not_end(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(command: str, pieces: object, cancel: Cancel) -> Piped:
        cancel.wait(60)
        raise ActionFailed(f"{command} was stopped")

    monkeypatch.setattr(actions, "pipe", endless)
    async with opened() as screen:
        await run(screen, "endless")
        await screen.press("vertical_line")
        await screen.until(lambda: "endless was stopped" in screen.text)
