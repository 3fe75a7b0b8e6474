"""The man page: made from the help, whole, and read by man without a warning."""

import os
import shutil
import subprocess
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from digesttui.cli.manual import manual, page
from digesttui.cli.verbs import commands


def lines(group: click.Group) -> list[str]:
    return list(page(click.Context(group, info_name="digest-tui")))


@click.group()
def odd() -> None:
    """A program with an \\fIodd\\fR help.

    .SH Its help begins lines with dots, and holds `code --with dashes`.
    """


@odd.command(hidden=True)
@click.argument("path")
@click.option("--hidden", hidden=True, help="Nobody sees this.")
@click.option("--silent")
def browse() -> None:
    """'Quoted' from its first word."""


@odd.command()
@click.option("-n", "--number", type=int, default=3, show_default=True, help="How many.")
def count() -> None:
    """Count to a number."""


def test_every_command_and_every_option_is_there() -> None:
    told = "\n".join(lines(commands)).replace("\\-", "-")
    context = click.Context(commands)
    for name in commands.list_commands(context):
        command = commands.get_command(context, name)
        assert command
        assert command.hidden or f'\n.SS "{name}"\n' in told
        for parameter in command.params:
            is_shown = isinstance(parameter, click.Option) and not parameter.hidden
            for option in parameter.opts if is_shown else ():
                assert option in told


def test_what_the_program_does_without_a_verb_is_told_too() -> None:
    told = lines(odd)
    assert told[told.index(".SH SYNOPSIS") + 1] == ".B digest\\-tui"
    assert '.SS "Without a command"' in told


def test_help_cannot_command_roff() -> None:
    told = lines(odd)
    assert "\\&.SH Its help begins lines with dots, and holds \\fBcode \\-\\-with dashes\\fR." in told
    assert "\\(aqQuoted\\(aq from its first word." in told
    assert "digest\\-tui \\- A program with an \\efIodd\\efR help" in told
    assert sum(line.startswith(".SH") for line in told) == 9


def test_an_option_is_told_with_its_help_and_one_without_help_is_not() -> None:
    told = lines(odd)
    place = told.index('.B "\\-n, \\-\\-number INTEGER"')
    assert told[place - 1] == ".TP"
    assert told[place + 1] == "How many.  [default: 3]"
    assert not any("hidden" in line or "silent" in line or line == "help" for line in told)


def test_the_verb_prints_the_page() -> None:
    root = click.Group("digest-tui", commands=[manual])
    result = CliRunner().invoke(root, ["manual"], prog_name="digest-tui")
    assert result.output.startswith('.TH DIGEST-TUI 1 "" "digest-tui ')


@pytest.mark.parametrize("group", [commands, odd], ids=["ours", "odd"])
@pytest.mark.parametrize(
    "reader",
    [["groff", "-man", "-Kutf8", "-Tutf8", "-ww", "-z"], ["mandoc", "-Tlint", "-Werror"]],
    ids=["groff", "mandoc"],
)
def test_it_renders_without_a_warning(tmp_path: Path, group: click.Group, reader: list[str]) -> None:
    if shutil.which(reader[0]) is None:
        pytest.skip(f"{reader[0]} is not here")
    path = tmp_path / "digest-tui.1"
    path.write_text("\n".join(lines(group)) + "\n", "utf-8")
    done = subprocess.run([*reader, str(path)], capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
