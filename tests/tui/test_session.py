"""The next start goes on where the reader left."""

import json
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from digesttui.collection import Collection
from digesttui.tui import app as application
from digesttui.tui import terminal
from digesttui.tui.app import DigestApp
from digesttui.tui.layout import Layout
from digesttui.tui.session import NEW, Session
from tests.tui.screen import Screen, page

Start = Callable[..., Screen]


@pytest.fixture
def start(folder: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> Start:
    """Run the program as the command line does, press keys, and leave."""
    monkeypatch.setattr(terminal, "keyboard_on_terminal", lambda: None)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    really_run = DigestApp.run

    def begin(*keys: str, paths: list[str] | None = None, **options: Any) -> Screen:
        seen: list[Screen] = []

        async def press(pilot: Pilot[Any]) -> None:
            assert isinstance(pilot.app, DigestApp)
            screen = Screen(pilot.app, pilot)
            await screen.until(lambda: screen.browse.reading.done and screen.browse.marks.known)
            await screen.press(*keys)
            seen.append(screen)
            pilot.app.exit()

        def run(app: DigestApp, auto_pilot: Callable[[Pilot[Any]], Coroutine[Any, Any, None]] = press) -> None:
            really_run(app, headless=True, size=(120, 32), auto_pilot=auto_pilot)

        monkeypatch.setattr(DigestApp, "run", run)
        assert application.run(Collection(paths or [str(folder)]), **options) == 0
        return seen[0]

    return begin


def test_filter_highlight_digest_layout_and_theme_come_back(start: Start) -> None:
    start("[", "[", "/", *"maps", "enter", "+", "p", "ctrl+t")
    screen = start()
    assert screen.browse.filter_text == "maps"
    assert screen.browse.scope == "papers-2025-03-18"
    assert screen.browse.arranging.layout == Layout(split=58, abstract=False)
    assert screen.app.theme == "paper"


def test_slash_adds_a_word_to_the_filter_that_came_back(start: Start) -> None:
    start("/", *"maps", "enter")
    screen = start("/", *"vision", "enter")
    assert screen.browse.filter_text == "maps vision"
    screen = start("/", "enter")
    assert screen.browse.filter_text == "maps vision"
    screen = start("/", "escape", *"title:", "enter", "/", *"moe")
    assert screen.browse.filter_text == "title:moe"


def test_the_list_is_not_scrolled_where_the_highlight_is_in_sight_without(start: Start) -> None:
    start("j", "j")
    screen = start()
    assert screen.browse.row == 2
    assert screen.browse.panes.papers.top == 0


def test_the_list_stands_as_it_was_scrolled(start: Start, tmp_path: Path) -> None:
    digest = tmp_path / "papers-2025-09-12.txt"
    papers = [
        (f"A Paper of the Number {number:02}", f"Number {number} of sixty found this out.") for number in range(60)
    ]
    digest.write_text(page("Sep 12", papers), "utf-8")
    left = start("G", *["k"] * 12, paths=[str(digest)]).browse.panes.papers
    back = start(paths=[str(digest)]).browse.panes.papers
    assert (back.highlighted, back.top) == (left.highlighted, left.top)
    assert left.top > 0


def test_the_highlight_is_on_the_same_paper(start: Start) -> None:
    left = start("j", "j", "j").title
    assert start().title == left == "A Survey of Bayesian Networks"


def test_fresh_starts_anew(start: Start) -> None:
    start("/", *"maps", "enter", "ctrl+t")
    screen = start(fresh=True)
    assert screen.browse.filter_text == ""
    assert screen.app.theme == "ink"


def test_leaving_closes_the_library(start: Start, home: Path) -> None:
    start("s")
    assert (home / "state" / "library.sqlite3").exists()
    assert not (home / "state" / "library.sqlite3-wal").exists()


def test_a_filter_or_theme_that_is_asked_for_wins(start: Start) -> None:
    start("/", *"maps", "enter", "ctrl+t")
    screen = start(filter_text="experts", theme="ink")
    assert screen.browse.filter_text == "experts"
    assert screen.app.theme == "ink"


def test_other_papers_start_without_the_filter(start: Start, folder: Path) -> None:
    start("/", *"maps", "enter")
    assert start(paths=[str(folder / "papers-2025-03-18.txt")]).browse.filter_text == ""


def test_zen_and_a_digest_that_is_gone_do_not_come_back(start: Start, folder: Path) -> None:
    start("[", "z")
    (folder / "papers-2025-09-11.txt").unlink()
    screen = start()
    assert screen.browse.scope is None
    assert not screen.browse.arranging.layout.zen
    assert len(screen.titles) == 6


@pytest.mark.parametrize(
    "kept",
    [
        {},
        {"theme": 3, "layout": [], "paths": "no", "filter_text": None, "digest": 1, "paper": [1]},
        {"layout": {"split": 7, "stacked": None, "abstract": True}, "paper": {"id": 1}, "theme": "[red]"},
    ],
)
def test_a_file_that_makes_no_sense_is_a_new_session(kept: dict[str, Any]) -> None:
    assert Session.restored(kept) == NEW


def test_what_is_kept_is_restored() -> None:
    left = Session("paper", Layout(58, True, False), ("a", "b"), "is:unread", "monday", ("2503.00634", 7))
    assert Session.restored(json.loads(json.dumps(left.kept()))) == left
