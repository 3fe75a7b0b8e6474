"""The command table against the screens that obey it."""

from typing import Any

import pytest

from digesttui.tui.app import DigestApp
from digesttui.tui.browse import BrowseScreen
from digesttui.tui.commands import COMMANDS, Command
from digesttui.tui.dialog import Dialog
from digesttui.tui.filter_bar import FilterBar
from digesttui.tui.linking import LinkChooser
from digesttui.tui.triage import Triage
from tests.tui.screen import Opened

OBEYS = {
    "anywhere": DigestApp,
    "papers": BrowseScreen,
    "filter": FilterBar,
    "dialog": Dialog,
    "links": LinkChooser,
    "triage": Triage,
}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: f"{command.where}-{command.id}")
def test_every_command_has_an_action_where_it_holds(command: Command) -> None:
    action = (command.action or command.id).split("(")[0]
    obeys = BrowseScreen if action.startswith("screen.") else OBEYS[command.where]
    assert callable(getattr(obeys, "action_" + action.removeprefix("screen."), None))


@pytest.mark.parametrize(
    ("where", "there"),
    [
        ("anywhere", []),
        ("papers", []),
        ("papers", ["tab"]),
        ("filter", ["/"]),
        ("dialog", ["S"]),
        ("links", ["O"]),
        ("triage", ["T"]),
        *(("anywhere", [key]) for key in "/SOT"),
    ],
)
async def test_every_key_reaches_its_command(
    opened: Opened, monkeypatch: pytest.MonkeyPatch, where: str, there: list[str]
) -> None:
    async with opened() as screen:
        await screen.press("j", *there)
        reached: list[str] = []

        async def reach(action: str, *_: Any) -> bool:
            reached.append(action)
            return True

        monkeypatch.setattr(screen.app, "run_action", reach)
        for command in COMMANDS:
            if command.where == where:
                reached.clear()
                await screen.press(*command.keys)
                action, numbers = command.action or command.id, range(1, len(command.keys) + 1)
                assert reached == [f"{action}({number})" if command.numbered else action for number in numbers]


async def test_every_command_stands_in_the_help(opened: Opened) -> None:
    async with opened(size=(120, 160)) as screen:
        await screen.press("?")
        for command in COMMANDS:
            assert command.help in screen.text


async def test_every_other_command_can_be_found_in_the_palette(opened: Opened) -> None:
    async with opened(size=(120, 60)) as screen:
        await screen.press("ctrl+p")
        for name in ("Zen", "Sort", "Copy as", "Light or dark", "Quit", "Refresh"):
            assert name in screen.text
        assert "Next paper" not in screen.text
