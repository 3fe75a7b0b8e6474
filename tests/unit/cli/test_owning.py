"""``add`` and ``digests``: the library from the command line."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from digesttui.cli.owning import add, digests
from digesttui.errors import LibraryError
from tests.unit.sources.pages import page
from tests.unit.sources.site import entries


@pytest.fixture(autouse=True)
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DIGEST_TUI_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "library"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    desk = tmp_path / "desk"
    desk.mkdir()
    (desk / "lanterns-2025-03-18.txt").write_text("new\n\n" + page("Lanterns", "Windows"))
    (desk / "huggingface-2025-03-19.json").write_bytes(entries(3, "2025-03-19"))
    return desk


def run(verb: object, *args: object) -> Result:
    command = add if verb == "add" else digests
    return CliRunner().invoke(command, [str(arg) for arg in args], standalone_mode=False)


def code(result: Result) -> object:
    """What the program would exit with."""
    assert result.exception is None
    return result.return_value


def test_added_files_are_printed(library: Path, desk: Path) -> None:
    result = run("add", desk)
    assert result.stdout == f"{library}/huggingface-2025-03-19.json\n{library}/lanterns-2025-03-18.txt\n"
    assert (result.stderr, code(result)) == ("", 0)


def test_a_twin_is_told_and_fine(library: Path, desk: Path) -> None:
    run("add", desk)
    result = run("add", desk / "lanterns-2025-03-18.txt")
    assert result.stdout == ""
    assert f"is there already as {library}/lanterns-2025-03-18.txt" in result.stderr
    assert code(result) == 0


def test_what_cannot_be_read_is_told_and_the_others_are_added(desk: Path) -> None:
    result = run("add", desk / "gone.txt", desk / "lanterns-2025-03-18.txt")
    assert result.stderr.count("\n") == 1
    assert result.stdout.count("\n") == 1
    assert code(result) == 0
    assert code(run("add", desk / "gone.txt")) == 1


def test_names_of_files_cannot_command_the_terminal(desk: Path) -> None:
    (desk / "a\x1b[2J\n.txt").write_text(page("Kites"))
    shown = run("add", desk).output + run("digests").output
    assert "\x1b" not in shown
    assert shown.count("\n") == 6


def test_the_library_is_listed_newest_first(library: Path, desk: Path) -> None:
    run("add", desk)
    first, second = run("digests").stdout.splitlines()
    assert first.split("\t")[:2] == ["huggingface-2025-03-19", "2025-03-19"]
    assert first.split("\t")[3:] == ["3", "0", f"{library}/huggingface-2025-03-19.json"]
    assert second.split("\t")[0] == "lanterns-2025-03-18"
    assert second.split("\t")[3:5] == ["2", "2"]


def test_as_a_table_and_as_json(desk: Path) -> None:
    run("add", desk)
    table = run("digests", "--format", "table").stdout.splitlines()
    assert table[0].startswith("2025-03-19  huggingface-2025-03-19      3 papers  ")
    assert table[1].endswith("2 skipped")
    row = json.loads(run("digests", "--format", "json").stdout)[0]
    assert (row["name"], row["date"], row["papers"]) == ("huggingface-2025-03-19", "2025-03-19", 3)


def test_an_empty_library_says_how_to_fill_it() -> None:
    result = run("digests")
    assert (result.stdout, code(result)) == ("", 1)
    assert "`digest-tui fetch` and `digest-tui add`" in result.stderr


def test_a_damaged_digest_is_told_and_the_others_are_listed(library: Path, desk: Path) -> None:
    run("add", desk)
    (library / "broken.json").write_text("")
    result = run("digests")
    assert result.stdout.count("\n") == 2
    assert "broken.json" in result.stderr


def test_removing_deletes_and_says_what(library: Path, desk: Path) -> None:
    run("add", desk)
    result = run("digests", "--remove", "lanterns-2025-03-18")
    assert (result.stdout, code(result)) == (f"{library}/lanterns-2025-03-18.txt\n", 0)
    assert [path.name for path in library.iterdir()] == ["huggingface-2025-03-19.json"]


def test_removing_what_is_not_there_is_told() -> None:
    assert isinstance(run("digests", "--remove", "kites").exception, LibraryError)


@pytest.mark.parametrize(("said", "left"), [("n\n", 2), ("y\n", 1)])
def test_in_a_terminal_removing_asks_first(
    library: Path, desk: Path, monkeypatch: pytest.MonkeyPatch, said: str, left: int
) -> None:
    run("add", desk)
    monkeypatch.setattr("digesttui.cli.owning._is_terminal", lambda: True)
    args = ["--remove", "lanterns-2025-03-18"]
    result = CliRunner().invoke(digests, args, input=said, standalone_mode=False)
    assert f"Delete {library}/lanterns-2025-03-18.txt? [y/N]" in result.stderr
    assert code(result) == (1 if left == 2 else 0)
    assert len(list(library.iterdir())) == left
    assert run("digests", "--remove", "huggingface-2025-03-19", "--yes").stderr == ""


def test_a_folder_is_checked_in_a_table(desk: Path) -> None:
    (desk / "empty | file.txt").touch()
    (desk / "with links.txt").write_text(page("Kites").strip() + " Code: https://github.com/example/kites\n")
    head, line, *rows = run("digests", "--check", desk).stdout.splitlines()
    assert head == "| file | form | papers | links | skipped places |"
    assert line == "|---|---|--:|--:|---|"
    assert rows[0] == "| empty \\| file.txt | none |  |  | empty file |"
    cells = [[cell.strip() for cell in row.strip("|").split("|")] for row in rows[1:]]
    assert [row[0] for row in cells] == ["huggingface-2025-03-19.json", "lanterns-2025-03-18.txt", "with links.txt"]
    assert [row[2] for row in cells] == ["3", "2", "1"]
    assert [row[3] for row in cells] == ["0", "0", "1"]
    assert [bool(row[4]) for row in cells] == [False, True, True]


def test_a_table_names_the_first_places_and_counts_the_rest() -> None:
    from digesttui.cli.opening import places
    from digesttui.model import Skipped

    skipped = (Skipped(1, 1, "", ""), Skipped(4, 3, "", ""), *(Skipped(number, 1, "", "") for number in range(10, 18)))
    assert places(skipped) == "1, 4–6, 10, 11, 12, 13 and 4 more"
