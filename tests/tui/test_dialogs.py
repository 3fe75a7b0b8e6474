"""Dialogs over the screen: what they cost to draw, and what they leave in sight."""

from typing import Any

import pytest
from textual._compositor import CompositorUpdate
from textual.renderables.background_screen import BackgroundScreen

from digesttui.tui.dialog import ChoiceRows, Dialog
from digesttui.tui.digests import DigestRows
from digesttui.tui.pane import Pane
from digesttui.tui.veil import Veil
from tests.tui.screen import Opened, Screen


def pictures_of(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> list[CompositorUpdate]:
    """What the program paints from now on."""
    painted: list[CompositorUpdate] = []
    display = screen.app._display

    def display_and_remember(of: Any, renderable: Any) -> None:
        if isinstance(renderable, CompositorUpdate):
            painted.append(renderable)
        display(of, renderable)

    monkeypatch.setattr(screen.app, "_display", display_and_remember)
    return painted


@pytest.mark.parametrize("key", ["t", "S", "?", "d"])
async def test_a_dialog_closes_in_one_picture(opened: Opened, monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    async with opened() as screen:
        await screen.press(key)
        painted = pictures_of(screen, monkeypatch)
        await screen.press("escape")
        await screen.pilot.pause(0.1)
        assert len(painted) == 1


async def test_what_is_kept_is_painted_with_the_dialogs_end(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened() as screen:
        await screen.press("t", *"moe")
        painted = pictures_of(screen, monkeypatch)
        await screen.press("enter")
        await screen.until(lambda: "#moe" in screen.text)
        await screen.pilot.pause(0.1)
        assert len(painted) == 1


async def test_a_dialog_at_rest_is_not_painted_again(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened() as screen:
        await screen.press("t")
        await screen.pilot.pause(0.1)
        painted = pictures_of(screen, monkeypatch)
        for _ in range(5):  # as the looks at other windows, twice a second
            screen.browse.call_later(lambda: None)
            await screen.pilot.pause(0.02)
        assert not painted


@pytest.mark.parametrize("key", ["t", "S", "d", "ctrl+p"])
async def test_a_dialog_and_what_is_below_it_follow_the_window(opened: Opened, key: str) -> None:
    async with opened(size=(100, 30)) as screen:
        await screen.press(key)
        at_once = screen.rows
    async with opened(size=(60, 18)) as screen:
        await screen.press(key)
        await screen.pilot.resize_terminal(100, 30)
        await screen.until(lambda: screen.rows == at_once)


async def test_what_changes_below_a_dialog_is_seen(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("S")
        await screen.pilot.pause(0.1)
        screen.browse.say("two digests came")
        await screen.until(lambda: "two digests came" in screen.rows[-1])
        await screen.press("escape")
        assert "two digests came" in screen.rows[-1]


@pytest.mark.parametrize("theme", ["ink", "ansi"])
async def test_the_screen_below_is_faded_as_textual_fades_it(opened: Opened, theme: str) -> None:
    async with opened(theme=theme) as screen:
        await screen.press("S")
        assert isinstance(screen.app.screen, Dialog)
        colour = screen.app.screen.styles.background
        below = screen.browse._compositor.render_strips()
        ours = Veil(screen.browse, colour).render_strips(120, 32, *[None] * 2)  # type: ignore[arg-type]
        for mine, line in zip(ours, below, strict=True):
            assert list(mine) == list(BackgroundScreen.process_segments(line, colour))


async def test_a_field_asked_again_begins_anew(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("t", *"moe, ", "enter", "e", *"read", "escape", "j", "t")
        assert "enter keeps" in screen.text
        assert "tab completes" in screen.text
        assert "read" not in screen.text.split("Tags")[1].split("╰")[0]
        await screen.press("tab", "enter")
        await screen.press("e", *"half", "enter")
        state = screen.browse.marks.state(screen.browse.position or 0)
        assert state is not None
        assert (state.tags, state.note) == (("moe",), "half")


async def test_a_field_asked_again_looks_as_one_asked_for_the_first_time(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("e", "escape", "ctrl+t")
        await screen.pilot.resize_terminal(80, 24)
        await screen.press("e", *"word")
        again = screen.rows, screen.colours
    async with opened(theme="paper", size=(80, 24)) as screen:
        await screen.press("e", *"word")
        assert (screen.rows, screen.colours) == again


async def test_a_question_that_comes_while_another_is_open_is_asked_above_it(opened: Opened) -> None:
    async with opened() as screen:
        answers: list[str] = []
        await screen.press("e", *"first")
        screen.browse.dialogs.ask("Another", answers.append)
        await screen.press(*"second", "enter")
        assert answers == ["second"]
        assert "first" in screen.text
        await screen.press("enter")
        state = screen.browse.marks.state(screen.browse.position or 0)
        assert state is not None
        assert state.note == "first"


@pytest.mark.parametrize(
    ("keys", "row"),
    [
        (["j"], 1),
        (["j", "j", "k"], 1),
        (["k"], 0),
        (["G"], 6),
        (["G", "j"], 6),
        (["G", "g"], 0),
        (["pagedown"], 6),
        (["pagedown", "pageup"], 0),
    ],
)
async def test_moving_through_the_rows_of_a_dialog(opened: Opened, keys: list[str], row: int) -> None:
    async with opened() as screen:
        await screen.press("Y", *keys)
        assert screen.app.screen.query_one(ChoiceRows).highlighted == row


async def test_tab_goes_to_the_page_beside_the_rows_and_back(opened: Opened) -> None:
    async with opened(size=(80, 14)) as screen:
        await screen.press("d", "tab", "G")
        rows, page = screen.app.screen.query_one(DigestRows), screen.app.screen.query_one("#digest", Pane)
        assert (rows.highlighted, page.top) == (0, page.max_scroll_y)
        assert page.top > 0
        await screen.press("tab", "j")
        assert (rows.highlighted, page.top) == (1, 0)


async def test_every_command_of_the_palette_shows_its_key_however_long_its_help(opened: Opened) -> None:
    async with opened(size=(80, 50)) as screen:
        await screen.press("ctrl+p")
        rows = {row.strip(" │").split("  ")[0]: row.strip(" │┃") for row in screen.rows}
        for name, key in (("Open", "o enter"), ("Copy the link", "y"), ("Copy as", "Y"), ("Export", "x")):
            assert rows[name].endswith(f"  {key}")
