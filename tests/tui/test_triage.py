"""A morning's triage: one key a paper, nothing lost, and it goes on where it was left."""

import re
from pathlib import Path

import pytest

from digesttui.tui import layer
from digesttui.tui.triage import Triage
from tests.tui.screen import Opened, Outside, Screen, page

pytestmark = pytest.mark.usefixtures("home")


def triage(screen: Screen) -> Triage:
    """The screen in triage."""
    assert isinstance(screen.app.screen, Triage)
    return screen.app.screen


def shown(screen: Screen) -> str:
    """The title of the paper on show."""
    paper = triage(screen).paper
    return paper.title if paper else ""


async def test_a_digest_of_54_papers_takes_at_most_60_keys(opened: Opened, tmp_path: Path) -> None:
    digest = tmp_path / "papers-2025-09-12.txt"
    papers = [
        (
            f"A Paper of the Number {number:02}",
            f"This one says what number {number} of fifty-four found out, in a line.",
        )
        for number in range(54)
    ]
    digest.write_text(page("Sep 12", papers), "utf-8")
    async with opened(str(digest)) as screen:
        keys = ["T", *["s" if number % 9 == 0 else "l" if number == 5 else "space" for number in range(54)], "q"]
        assert len(keys) <= 60
        await screen.press(*keys)
        assert "54 papers   1 unread   6 ★" in screen.rows[0]


async def test_each_decision_brings_the_next_paper(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("T")
        assert "8 of 8 left" in screen.rows[0]
        assert shown(screen) == "Diffusion Without Clocks"
        await screen.press("s", "r", "l")
        assert "5 of 8 left" in screen.rows[0]
        assert shown(screen) == screen.titles[3]
        await screen.press("q")
        assert "6 unread   1 ★" in screen.rows[0]


async def test_u_takes_decisions_back_and_shows_their_papers(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("T", "s", "space", "u")
        assert shown(screen) == "Sparse Experts at Scale"
        assert "undone: marked 1 paper read" in screen.text
        await screen.press("u")
        assert shown(screen) == "Diffusion Without Clocks"
        assert "8 of 8 left" in screen.rows[0]
        await screen.press("u")
        assert "nothing is left that could be undone" in screen.text


async def test_it_resumes_where_it_was_left_also_at_the_next_start(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("T", "s", "l", "escape")
    async with opened() as screen:
        await screen.press("T")
        assert shown(screen) == "Learning to Stop"
        assert "6 of 6 left" in screen.rows[0]


async def test_a_paper_passed_over_comes_again(opened: Opened) -> None:
    async with opened(filter_text="experts") as screen:
        await screen.press("T", "n")
        assert shown(screen) == screen.titles[1]
        await screen.press("r")
        assert shown(screen) == screen.titles[0]
        await screen.press("N")
        assert shown(screen) == screen.titles[0]


async def test_the_end_tells_what_became_of_the_papers(opened: Opened, outside: Outside) -> None:
    async with opened(filter_text="experts") as screen:
        await screen.press("T", "s", "l")
        assert "That was the last of 2." in screen.text
        assert "1 kept, 1 put off" in screen.text
        await screen.press("s", "r", "l", "t", "n", "N", "o", "j")
        assert not outside.opened
        await screen.press("u")
        assert "1 of 2 left" in screen.rows[0]


async def test_tagging_and_opening_keep_the_paper_on_show(opened: Opened, outside: Outside) -> None:
    async with opened(filter_text="sparse") as screen:
        await screen.press("T", "t", *"moe", "enter")
        assert "#moe" in screen.text
        await screen.press("o", "j", "k")
        await screen.until(lambda: "opened" in screen.text)
        assert outside.opened == ["https://github.com/example-lab/sparse-experts"]
        assert "1 of 1 left" in screen.rows[0]


async def test_a_long_abstract_scrolls_half_a_page_at_a_time(opened: Opened) -> None:
    async with opened(filter_text="maps", size=(40, 14)) as screen:
        await screen.press("T")
        pane = triage(screen)._pane
        await screen.press("j")
        half = pane.top
        assert 0 < half < pane.view.height
        await screen.press("j", "k")
        assert pane.top == half
        await screen.press("k", "k")
        assert pane.top == 0


async def test_y_copies_the_code_link_else_the_papers(opened: Opened, outside: Outside) -> None:
    async with opened() as screen:
        await screen.press("T", "y")
        await screen.until(lambda: "copied" in screen.rows[-1])
        await screen.press("n", "y")
        await screen.until(lambda: len(outside.copied) == 2)
        assert outside.copied[0].startswith("https://")
        assert outside.copied[1] == "https://github.com/example-lab/sparse-experts"
        assert shown(screen) == "Sparse Experts at Scale"
        assert "8 of 8 left" in screen.rows[0]


async def test_help_lists_the_keys_of_triage(opened: Opened) -> None:
    async with opened(size=(80, 24)) as screen:
        await screen.press("T")
        assert "q leave   ? help" in screen.rows[-1]
        await screen.press("?")
        assert "Keys in triage" in screen.text
        assert "Mark it read, and on to the next" in screen.text
        assert "Clone its repository" in screen.text
        await screen.press("G")
        assert "The filter's language" not in screen.text
        await screen.press("escape", "s")
        assert "7 of 8 left" in screen.rows[0]


async def test_no_key_for_links_fails_after_the_last_paper(opened: Opened, outside: Outside) -> None:
    async with opened(filter_text="sparse") as screen:
        await screen.press("T", "s", "y", "c", "i")
        assert "That was the last of 1." in screen.text
        assert not outside.copied


async def test_hints_can_be_clicked(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("T")
        await screen.pilot.click(offset=(screen.rows[-1].index("skip"), 31))
        await screen.pilot.pause()
        assert shown(screen) == "Sparse Experts at Scale"


async def test_where_nothing_waits_it_says_so(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("a", "r", "T")
        assert "nothing here waits for a decision" in screen.rows[-1]


async def test_after_some_decisions_the_pace_and_the_time_to_go_are_told(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("T", *["space"] * 5)
        assert re.search(r"3 of 8 left   \d+ s each, about 1 min", screen.rows[0])


async def test_an_answer_gives_way_to_the_hints(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layer, "ANSWER_SECONDS", 0.1)
    async with opened() as screen:
        await screen.press("T", "space", "u")
        await screen.until(lambda: "keep" in screen.rows[-1])
