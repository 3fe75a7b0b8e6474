"""The command table: one source for keys, help, footer and palette."""

import re
import subprocess
import sys

import pytest

from digesttui.errors import ConfigError
from digesttui.tui.commands import COMMANDS, Command, clashes, hints, remapped, shown_key


def test_no_key_is_given_to_two_commands_in_one_place() -> None:
    assert clashes(COMMANDS) == []


def test_a_clash_is_found_in_one_place_and_with_anywhere() -> None:
    one = Command("one", ("a",), "One", "", "Moving", "dialog")
    assert clashes([one, Command("two", ("a",), "Two", "", "Moving", "papers")]) == []
    assert clashes([one, Command("two", ("a",), "Two", "", "Moving", "dialog")])
    assert clashes([one, Command("two", ("a",), "Two", "", "Moving", "anywhere")])


def test_ids_are_unique() -> None:
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)


def test_the_table_loads_without_textual() -> None:
    code = "import sys, digesttui.tui.commands; sys.exit('textual' in sys.modules or 'rich' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


@pytest.mark.parametrize(
    ("key", "shown"), [("j", "j"), ("ctrl+d", "^d"), ("down", "↓"), ("escape", "esc"), ("?", "?"), ("f1", "f1")]
)
def test_keys_are_shown_as_people_write_them(key: str, shown: str) -> None:
    assert shown_key(key) == shown


def test_a_run_of_numbers_is_shown_as_one() -> None:
    assert next(one for one in COMMANDS if one.id == "open_link").shown_keys == "1–9"


def test_the_reader_gives_commands_other_keys() -> None:
    table = {command.id: command for command in remapped({"zen": "Z, ctrl+x"})}
    assert table["zen"].keys == ("Z", "ctrl+x")
    assert table["quit"].keys == ("q",)


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"fly": "x"}, "no command 'fly'"),
        ({"zen": "j"}, "'j' is given to both next_paper and zen"),
        ({"zen": "ctrl+c"}, "'ctrl+c' is given to both leave and zen"),
        ({"open_link": "a,b"}, "open_link needs 9 keys"),
    ],
)
def test_a_mistake_in_the_keys_is_told(keys: dict[str, str], told: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(told)):
        remapped(keys)


def test_a_command_may_lose_its_keys() -> None:
    without = remapped({"zen": ""})
    assert "zen" not in [id_ for id_, _, _ in hints(without, "papers")]


def test_the_footer_tells_the_first_key_and_while_typing_one_that_is_no_letter() -> None:
    assert ("help", "?", "help") in hints(COMMANDS, "papers")
    assert hints(COMMANDS, "filter") == [
        ("leave_filter", "enter", "list"),
        ("drop_filter", "esc", "clear"),
        ("help", "f1", "help"),
        ("commands", "^p", "commands"),
    ]
