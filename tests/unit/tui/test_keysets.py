"""The sets of keys that ship."""

import pytest

from digesttui.config import KEYSETS, Config
from digesttui.errors import ConfigError
from digesttui.tui import keysets
from digesttui.tui.commands import COMMANDS, Command, clashes
from digesttui.tui.keysets import commands_of


def keys(commands: tuple[Command, ...], id_: str) -> tuple[str, ...]:
    return next(command.keys for command in commands if command.id == id_)


def test_the_settings_know_every_set() -> None:
    assert tuple(keysets.KEYSETS) == KEYSETS


@pytest.mark.parametrize("keyset", KEYSETS)
def test_no_set_gives_a_key_to_two_commands_or_leaves_one_without(keyset: str) -> None:
    commands = commands_of(Config(keyset=keyset))
    assert clashes(commands) == []
    assert all(command.keys for command in commands)


def test_vim_is_the_table_itself() -> None:
    assert commands_of(Config()) == COMMANDS


def test_newsboats_keys_do_what_they_do_there() -> None:
    commands = commands_of(Config(keyset="newsboat"))
    assert {id_: keys(commands, id_)[0] for id_ in ("read", "choose_link", "refresh", "next_match", "open_paper")} == {
        "read": "N",
        "choose_link": "u",
        "refresh": "r",
        "next_match": "n",
        "open_paper": "o",
    }


def test_the_readers_own_keys_come_before_the_set() -> None:
    commands = commands_of(Config(keyset="newsboat", keys={"read": "m", "more_like": "M"}))
    assert keys(commands, "read") == ("m",)
    with pytest.raises(ConfigError, match="'n' is given to both"):
        commands_of(Config(keyset="newsboat", keys={"star": "n"}))
