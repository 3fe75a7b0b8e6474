"""What the tab key offers, and how each shell is told."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.shell_completion import BashComplete, CompletionItem, get_completion_class

from digesttui.cli import completing
from digesttui.cli.glance import glance
from digesttui.cli.mailing import mail
from digesttui.cli.shells import Bash
from digesttui.errors import LibraryError
from digesttui.library.changes import add_tags
from digesttui.library.library import Library
from digesttui.library.state import PaperKey

Callback = Callable[[click.Context, click.Parameter, str], list[CompletionItem[str]]]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of two digests, two tags and two views."""
    monkeypatch.setenv("DIGEST_TUI_HOME", str(tmp_path))
    for folder in ("config", "library"):
        (tmp_path / folder).mkdir()
    (tmp_path / "config" / "config.toml").write_text('[views]\nmoe = "mixture"\n"my agents" = "agents"\n')
    for name in ("kites-2025.txt", "the lamps.txt"):
        (tmp_path / "library" / name).touch()
    library = Library.open(tmp_path / "state")
    library.apply(add_tags([PaperKey(None, 1)], ["rag", "read later"]))
    library.close()
    return tmp_path


def values(callback: Callback, typed: str) -> list[str]:
    parameter = click.Option(["--any"])
    return [item.value for item in callback(click.Context(commands), parameter, typed)]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("h", ["has:", "host:"]),
        ("auth", ["author:"]),
        ("has:c", ["has:code"]),
        ("HAS:C", ["HAS:code"]),
        ("has", ["has:code", "has:link", "has:pdf", "has:promised", "has:note"]),
        ("moe -is:s", ["moe -is:starred"]),
        ("(lora|sort:-d", ["(lora|sort:-date"]),
        ("kind:p", ["kind:project", "kind:paper"]),
        ("date:y", ["date:yesterday"]),
        ("tag:", ["tag:rag", 'tag:"read later"']),
        ('x tag:"read l', ['x tag:"read later"']),
        ("digest:k", ["digest:kites-2025"]),
        ("author:ada", []),
        ('"mixture of h', []),
        ('title:"x" is:n', ['title:"x" is:new']),
        ("zzqx", []),
        ("deep -@m", ["deep -@moe", 'deep -@"my agents"']),
        ('@"my', ['@"my agents"']),
    ],
)
def test_the_last_term_of_a_filter_is_completed(typed: str, offered: list[str]) -> None:
    assert values(completing.filters, typed) == offered


def test_an_empty_filter_offers_every_qualifier() -> None:
    offered = values(completing.filters, "")
    assert {"title:", "has:", "tag:", "sort:"} <= set(offered)
    assert values(completing.filters, "moe ") == [f"moe {name}" for name in offered]


def test_the_sites_are_completed() -> None:
    assert values(completing.sources, "h") == ["huggingface"]
    assert "arxiv:cs.CL" in values(completing.sources, "arxiv:")


def test_views_are_completed_by_name_with_or_without_the_sign() -> None:
    assert values(completing.views, "m") == ["moe", "my agents"]
    assert values(completing.views, "@mo") == ["@moe"]


def test_the_verb_mail_completes_views() -> None:
    parameter = next(parameter for parameter in mail.params if parameter.name == "views")
    offered = parameter.shell_complete(click.Context(mail), "my")
    assert [item.value for item in offered] == ["my agents"]


def test_digests_are_completed_by_name() -> None:
    assert values(completing.digests, "the") == ["the lamps"]


def test_without_a_library_nothing_of_it_is_offered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DIGEST_TUI_HOME", str(tmp_path / "none"))
    assert values(completing.filters, "tag:") == values(completing.digests, "") == values(completing.views, "") == []
    assert not (tmp_path / "none").exists()


def test_what_is_broken_is_silent_at_the_tab_key(home: Path) -> None:
    (home / "config" / "config.toml").write_text("[views")
    (home / "state" / "library.sqlite3").write_bytes(b"no database")
    assert values(completing.views, "") == values(completing.filters, "tag:") == []


def test_a_glance_changes_nothing_and_sees_what_another_window_just_wrote(home: Path) -> None:
    before = sorted(path.name for path in (home / "state").iterdir())
    first = glance(home / "state")
    assert first is not None and first.tag_fields() == ["tag:rag", "tag:read later"]
    assert sorted(path.name for path in (home / "state").iterdir()) == before
    window = Library.open(home / "state")
    window.apply(add_tags([PaperKey(None, 1)], ["zebra"]))
    second = glance(home / "state")
    window.close()
    assert second is not None and "tag:zebra" in second.tag_fields()


def test_a_glance_tells_damage(home: Path) -> None:
    database = home / "state" / "library.sqlite3"
    whole = database.read_bytes()
    three_free_pages = (3).to_bytes(4, "big")  # says the header, at byte 36; there is none
    database.write_bytes(whole[:36] + three_free_pages + whole[40:])
    with pytest.raises(LibraryError, match=r"freelist.*last backup is taken") as error:
        glance(home / "state")
    assert "\n" not in str(error.value)
    database.write_bytes(whole[:100] + b"no database")
    with pytest.raises(LibraryError):
        glance(home / "state")


@click.group()
def commands() -> None:
    """A program with one verb that takes a filter, a format and files."""


@commands.command("list")
@click.option("-f", "--filter", shell_complete=completing.filters)
@click.option("--format", type=click.Choice(["bibtex", "ris"]))
@click.argument("path", type=click.Path())
def list_papers() -> None:
    """List papers, of one file."""


commands.add_command(mail)

BREAKS = " \t\n\"'@><=;|&(:"


def in_bash(monkeypatch: pytest.MonkeyPatch, line: str) -> list[str]:
    monkeypatch.setenv("COMP_LINE", f"digest-tui {line}")
    monkeypatch.setenv("COMP_WORDBREAKS", BREAKS)
    answer = Bash(commands, {}, "digest-tui", "_X").complete()
    return answer.split("\n") if answer else []


@pytest.mark.parametrize(
    ("line", "put_in"),
    [
        ("list -f has:c", ["plain,code"]),
        ("list --filter=has:c", ["plain,code"]),
        ("list -f auth", ["plain,author:"]),
        ('list -f "moe has:c', ["plain,moe has:code"]),
        ("list -f 'moe has:c", ["plain,moe has:code"]),
        ("list -f moe\\ auth", ["plain,moe\\ author:"]),
        ("list -f tag:re", ['plain,\\"read\\ later\\"']),
        ('list -f "tag:re', ['plain,tag:\\"read later\\"']),
        ("list -f 'tag:re", ['plain,tag:"read later"']),
        ("mail @mo", ["plain,@moe"]),
        ("mail @my", ["plain,@my\\ agents"]),
        ("list --format b", ["plain,bibtex"]),
        ("list --format=b", ["plain,bibtex"]),
        ("list kit", ["file,kit"]),
        ("li", ["plain,list"]),
    ],
)
def test_bash_is_given_what_it_will_put_in(monkeypatch: pytest.MonkeyPatch, line: str, put_in: list[str]) -> None:
    assert in_bash(monkeypatch, line) == put_in


@pytest.mark.parametrize(
    ("shell", "typed", "answer"),
    [
        ("zsh", "--filter=has:c", "plain\n--filter=has:code\n_"),
        ("zsh", "has:c", "file\nhas:c\n_"),
        ("zsh", "--fi", "plain\n--filter\n_"),
        ("fish", "--filter=has:c", "plain,--filter=has:code"),
        ("fish", "--fi", "plain,--filter"),
    ],
)
def test_zsh_and_fish_get_the_option_back_in_front(
    monkeypatch: pytest.MonkeyPatch, shell: str, typed: str, answer: str
) -> None:
    monkeypatch.setenv("COMP_WORDS", f"digest-tui list {typed}")
    monkeypatch.setenv("COMP_CWORD", "2" if shell == "zsh" else typed)
    found = get_completion_class(shell)
    assert found is not None
    assert found(commands, {}, "digest-tui", "_X").complete() == answer


@pytest.mark.parametrize(("shell", "check"), [("bash", "-n"), ("zsh", "-n"), ("fish", "--no-execute")])
def test_each_script_is_good_in_its_shell(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, shell: str, check: str
) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not here")
    monkeypatch.setattr(BashComplete, "_check_version", staticmethod(lambda: None))
    found = get_completion_class(shell)
    assert found is not None
    script = tmp_path / "script"
    script.write_text(found(commands, {}, "digest-tui", "_X").source())
    done = subprocess.run([shell, check, str(script)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_fish_is_not_confused_by_a_comma_in_a_help() -> None:
    found = get_completion_class("fish")
    assert found is not None
    assert 'string split -m 1 ","' in found(commands, {}, "digest-tui", "_X").source()
