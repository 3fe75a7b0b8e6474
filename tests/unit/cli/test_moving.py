"""``library``: what the reader did, carried from one machine to another."""

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from digesttui.cli.completing import tag_names
from digesttui.cli.moving import library
from digesttui.errors import ActionFailed, InputError, LibraryError
from digesttui.library.changes import add_tags, star, write_note
from digesttui.library.library import Library
from digesttui.library.state import UNTOUCHED, PaperKey

ONE, OTHER = PaperKey("2503.00001", 1), PaperKey(None, 2)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of two papers."""
    home = at(tmp_path / "desk", monkeypatch)
    opened = Library.open(home / "state")
    opened.apply(star([ONE, OTHER]))
    opened.apply(add_tags([ONE], ["moe", "read later"]))
    opened.apply(add_tags([OTHER], ["moe"]))
    opened.apply(write_note(ONE, "See *Table 3*.\n\n日本"))
    opened.close()
    return home


def at(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to the machine whose home that is."""
    monkeypatch.setenv("DIGEST_TUI_HOME", str(home))
    return home


def run(*words: object, given: str | None = None) -> Result:
    return CliRunner().invoke(library, list(map(str, words)), input=given, standalone_mode=False)


def exported() -> str:
    result = run("export")
    assert result.exception is None
    return result.stdout


def test_an_export_carries_everything_to_another_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "marks.jsonl"
    assert run("export", "-o", file).output == ""
    assert file.read_text("utf-8") == exported()
    assert [json.loads(line)["id"] for line in exported().splitlines()[1:]] == [None, ONE.id]
    at(tmp_path / "laptop", monkeypatch)
    assert run("import", file).stderr == "digest-tui: imported changes to 2 papers\n"
    assert file.read_text("utf-8") == exported()
    assert run("import", file).stderr == f"digest-tui: {file}: holds nothing new\n"


def test_an_export_can_come_through_a_pipe_and_neither_side_loses_a_tag_or_a_note(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = exported()
    laptop = Library.open(at(tmp_path / "laptop", monkeypatch) / "state")
    laptop.apply(add_tags([ONE], ["here"]))
    laptop.apply(write_note(ONE, "mine"))
    run("import", "-", given=theirs)
    laptop.poll()
    state = laptop.state(ONE)
    assert state.tags == ("here", "moe", "read later")
    assert state.note is not None and "Table 3" in state.note and "mine" in state.note
    laptop.close()


def test_u_takes_an_import_back_from_the_next_start_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs, folder = exported(), at(tmp_path / "laptop", monkeypatch) / "state"
    run("import", "-", given=theirs)
    laptop = Library.open(folder)
    assert laptop.undo()
    assert laptop.state(ONE) == laptop.state(OTHER) == UNTOUCHED
    laptop.close()


def test_a_file_that_exists_is_replaced_only_when_that_is_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "marks.jsonl"
    file.write_text("mine")
    with pytest.raises(ActionFailed, match="exists already; --force replaces it"):
        raise run("export", "-o", file).exception or AssertionError
    assert file.read_text() == "mine"
    run("export", "-o", file, "--force")
    assert file.read_text("utf-8") == exported()


@pytest.mark.parametrize(
    ("content", "error", "says"),
    [
        (None, InputError, "marks.jsonl: no such file"),
        (b"", LibraryError, "marks.jsonl is empty; `digest-tui library export` writes"),
        (b'{"form": "digest-tui library", "version": 1}\n{"id"', LibraryError, "marks.jsonl, line 2 is not what"),
        (b"caf\xe9", InputError, "marks.jsonl, byte 3: is not UTF-8"),
    ],
    ids=["missing", "empty", "cut off", "latin-1"],
)
def test_what_cannot_be_imported_is_told_in_one_line_and_changes_nothing(
    tmp_path: Path, content: bytes | None, error: type[Exception], says: str
) -> None:
    before, file = exported(), tmp_path / "marks.jsonl"
    if content is not None:
        file.write_bytes(content)
    result = run("import", file)
    assert isinstance(result.exception, error)
    assert says in str(result.exception)
    assert "\n" not in str(result.exception)
    assert exported() == before


def test_to_export_and_to_list_tags_changes_no_file(home: Path) -> None:
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    run("export")
    run("tags")
    assert {path: path.read_bytes() for path in home.rglob("*") if path.is_file()} == before


def test_a_tag_renamed_to_one_in_use_becomes_one_with_it() -> None:
    assert run("tags").stdout == "moe\t2\nread later\t1\n"
    assert run("rename-tag", "read later", "moe").stderr == "digest-tui: renamed the tag read later to moe on 1 paper\n"
    assert run("tags").stdout == "moe\t2\n"
    gone = run("rename-tag", "read later", "x")
    assert gone.stderr == "digest-tui: no paper has the tag 'read later'; `digest-tui library tags` lists them\n"
    assert gone.return_value == 1


def test_a_library_without_tags_has_none_to_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    at(tmp_path / "new", monkeypatch)
    result = run("tags")
    assert (result.stdout, result.return_value) == ("", 1)
    assert not (tmp_path / "new").exists()


def test_the_shell_completes_the_names_of_tags() -> None:
    offered = tag_names(click.Context(library), click.Argument(["old"]), "r")
    assert [item.value for item in offered] == ["read later"]
