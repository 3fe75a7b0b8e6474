"""What scripts rely on: columns, fields, exit codes; and that docs/scripting.md tells them as they are."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from digesttui.cli import main
from digesttui.cli.columns import COLUMNS, NUMBERS, USUAL
from digesttui.cli.verbs import commands
from digesttui.library import changes
from digesttui.library.library import Library
from digesttui.library.state import PaperKey
from digesttui.text import title_key

DOCS = Path(__file__).parents[3] / "docs" / "scripting.md"
PAGE = """Daily Papers

Mar 18

Sparse Experts at Scale

Routing tokens to few experts keeps the cost low. Code: https://github.com/example/sparse-experts, demo at
https://huggingface.co/spaces/example/sparse.

A Survey of Bayesian Networks

Two decades of graphical models.
"""


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("DIGEST_TUI_HOME", str(tmp_path / "home"))
    path = tmp_path / "papers-2025-03-18.txt"
    path.write_text(PAGE, "utf-8")
    return str(path)


@pytest.fixture
def marked(page: str, tmp_path: Path) -> str:
    """The same; the first paper was read, starred, tagged and noted."""
    library = Library.open(tmp_path / "home" / "state")
    key = [PaperKey(None, title_key("Sparse Experts at Scale"))]
    for change in (changes.mark_read(key), changes.star(key), changes.add_tags(key, ["moe", "b"])):
        library.apply(change)
    library.apply(changes.write_note(key[0], "one\ntwo"))
    library.close()
    return page


def run(*args: str) -> Result:
    return CliRunner().invoke(commands, args)


def exit_code(*args: str) -> int:
    with pytest.raises(SystemExit) as stopped:
        main(args)
    assert isinstance(stopped.value.code, int)
    return stopped.value.code


def documented(heading: str) -> list[str]:
    """What the first cells of a section's table name."""
    section = DOCS.read_text("utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    cells = re.findall(r"^\| (.+?) \|", section, re.MULTILINE)[1:]
    return [name for cell in cells for name in re.findall(r"[\w+]+", cell)]


# columns


def test_every_column_is_documented_and_the_usual_ones_are_as_without(page: str) -> None:
    assert sorted(documented("Columns")) == sorted(COLUMNS)
    assert COLUMNS.keys() > NUMBERS
    assert run("list", page, "--columns", ",".join(USUAL)).stdout == run("list", page).stdout


def test_every_column_says_what_its_name_says(marked: str) -> None:
    first, second = run("list", marked, "--columns", ",".join(COLUMNS)).stdout.splitlines()
    cells = dict(zip(COLUMNS, first.split("\t"), strict=True))
    code, demo = "https://github.com/example/sparse-experts", "https://huggingface.co/spaces/example/sparse"
    del cells["id"], cells["abstract"]
    assert cells == {
        "date": "2025-03-18",
        "title": "Sparse Experts at Scale",
        "authors": "",
        "code": code,
        "repo": "example/sparse-experts",
        "links": f"{code} {demo}",
        "url": code,
        "upvotes": "",
        "rank": "1",
        "digest": "papers-2025-03-18",
        "seen": "1",
        "read": "read",
        "starred": "starred",
        "tags": "b, moe",
        "note": "one two",
    }
    assert second.split("\t")[list(COLUMNS).index("read")] == ""


def test_a_table_is_aligned_and_fits(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    lines = run("list", page, "--format", "table", "--columns", "rank,repo,title").stdout.splitlines()
    assert lines == ["1  example/sparse-e…  Sparse Experts at…", "2                     A Survey of Bayes…"]
    assert max(map(len, lines)) <= 40


@pytest.mark.parametrize("columns", ["colour", "", "title,,colour", ","])
def test_a_column_that_is_none_is_told(page: str, columns: str) -> None:
    assert exit_code("list", page, "--columns", columns) == 2


def test_spaces_and_capitals_in_the_names_do_not_matter(page: str) -> None:
    assert run("list", page, "--columns", "Rank, TITLE").stdout.splitlines()[1] == "2\tA Survey of Bayesian Networks"


def test_columns_are_no_fields(page: str) -> None:
    assert exit_code("list", page, "--columns", "title", "--format", "json") == 2


# fields


def test_every_field_of_the_record_is_documented_and_there(marked: str) -> None:
    for form in ("json", "jsonl"):
        printed = run("list", marked, "--format", form).stdout
        papers = json.loads(printed) if form == "json" else [json.loads(line) for line in printed.splitlines()]
        assert [list(paper) for paper in papers] == [documented("JSON")] * 2
        assert [(paper["read"], paper["starred"], paper["tags"], paper["note"]) for paper in papers] == [
            (True, True, ["b", "moe"], "one\ntwo"),
            (False, False, [], None),
        ]
        assert run("export", marked, "--format", form).stdout == printed


def test_listing_leaves_no_library_where_there_was_none(page: str, tmp_path: Path) -> None:
    assert run("list", page, "--format", "json").exit_code == 0
    assert run("list", page, "-f", "is:unread").stdout.count("\n") == 2
    assert run("list", page, "-f", "is:new").stdout.count("\n") == 2
    assert not (tmp_path / "home").exists()


def test_a_library_that_cannot_be_read_is_told_and_papers_are_listed(page: str, tmp_path: Path) -> None:
    state = tmp_path / "home" / "state"
    state.mkdir(parents=True)
    (state / "library.sqlite3").write_bytes(b"no database" * 1000)
    result = run("list", page, "--format", "jsonl")
    assert (result.exit_code, result.stdout.count("\n")) == (0, 2)
    assert result.stderr.count("\n") == 1
    assert "library.sqlite3: " in result.stderr
    assert exit_code("list", page, "-f", "is:unread") == 1


# exit codes


def test_the_exit_codes_are_documented() -> None:
    assert documented("Exit codes") == ["0", "1", "2", "128+n"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["list"], 0),
        (["list", "-f", "zzqx"], 1),
        (["list", "--format", "pdf"], 2),
        (["list", "--limit", "0"], 2),
        (["show", "bayes"], 0),
        (["show", "zzqx"], 1),
        (["links"], 0),
        (["links", "-f", "bayes"], 1),
        (["export", "--format", "ris"], 0),
        (["export", "--format", "ris", "-f", "zzqx"], 1),
        (["export", "-o", "papers.pdf"], 2),
        (["clone", "-f", "bayes"], 1),
        (["repos", "-f", "bayes"], 1),
        (["mail", "zzqx", "--in"], 1),
    ],
)
def test_a_verb_ends_with_the_code_that_is_documented(page: str, words: list[str], code: int) -> None:
    verb, *rest = words
    words = [verb, *rest, page] if verb in ("show", "mail") else [verb, page, *rest]
    assert exit_code(*words) == code


def test_a_reader_that_goes_away_ends_the_verb_without_a_word(page: str) -> None:
    many = Path(page).with_name("many.txt")
    titles = (f"Paper {number}\n\nAbout {number}, at some length." for number in range(3000))
    many.write_text("Daily Papers\n\n" + "\n\n".join(titles), "utf-8")
    command = [sys.executable, "-m", "digesttui", "list", str(many)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=dict(os.environ))
    assert process.stdout and process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
@pytest.mark.parametrize("words", [["list"], ["export", "--format", "html"], ["list", "--format", "json"]])
def test_a_full_disk_is_told_in_one_line(page: str, words: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        arguments = [sys.executable, "-m", "digesttui", words[0], page, *words[1:]]
        done = subprocess.run(arguments, stdout=full, stderr=subprocess.PIPE, text=True)
    assert (done.returncode, done.stderr) == (
        1,
        "digest-tui: standard output: cannot be written, no space left on device\n",
    )
