"""``config``: the settings as a file, which says the same when it is read."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from digesttui import config
from digesttui.cli.configuring import configure, written
from digesttui.config import Config

SET = r"""
theme = "paper"
ascii = true
clone_into = "/somewhere/else"
later_days = 9
read_after = 2.5
[keys]
open_paper = "o,enter"
[views]
"two words" = "\"a phrase\" \\ 'x \u007f 😀"
moe = "mixture"
[mail]
port = 587
[commands]
"look at" = ["lynx", "{url}"]
"""


@pytest.fixture(autouse=True)
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the configuration file would be."""
    monkeypatch.setenv("DIGEST_TUI_HOME", str(tmp_path))
    (tmp_path / "config").mkdir()
    return tmp_path / "config" / "config.toml"


def test_what_is_printed_is_read_back_as_the_same_settings(path: Path, tmp_path: Path) -> None:
    path.write_text(SET, "utf-8")
    result = CliRunner().invoke(configure)
    assert result.stderr == f"digest-tui: these are from {path}\n"
    printed = tmp_path / "printed.toml"
    printed.write_text(result.stdout, "utf-8")
    assert config.read(printed) == config.read(path)
    assert result.stdout.count("\n[") == 5


def test_without_a_file_every_setting_stands_in_comments_that_may_be_taken_away(path: Path) -> None:
    result = CliRunner().invoke(configure)
    assert f"{path} is where to put others" in result.stderr
    path.write_text(result.stdout, "utf-8")
    assert config.read() == Config()
    path.write_text(re.sub(r"^# (?=\w+ = )", "", result.stdout, flags=re.MULTILINE), "utf-8")
    tried = config.read()
    assert tried.theme == "ink"
    assert all((tried.keys, tried.views, tried.mail, tried.commands, tried.terminal_commands))


def test_the_keys_it_shows_are_a_commands() -> None:
    from digesttui.tui.commands import COMMANDS

    assert {line.split(" = ")[0] for line in written(Config())} & {f"# {command.id}" for command in COMMANDS}
