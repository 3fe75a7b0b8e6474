"""What the verbs print, and with which exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from digesttui.cli import main
from digesttui.cli.verbs import commands
from digesttui.collection import KEPT, Collection

MARCH = """new

Daily Papers

Mar 18

Sparse Experts at Scale

Routing tokens to few experts keeps the cost of a model low while its size grows, and we show how far that
goes in practice on four tasks. Code: https://github.com/example/sparse-experts.

A Survey of Bayesian Networks

We gather two decades of work on graphical models and say which of the many claims have held up
under independent replication so far.
"""


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("DIGEST_TUI_HOME", str(tmp_path / "home"))
    path = tmp_path / "papers-2025-03-18.txt"
    path.write_text(MARCH, "utf-8")
    return str(path)


def run(*args: str) -> Result:
    return CliRunner().invoke(commands, args)


def exit_code(*args: str) -> int:
    with pytest.raises(SystemExit) as stopped:
        main(args)
    assert isinstance(stopped.value.code, int)
    return stopped.value.code


def test_piped_papers_are_tab_separated(page: str) -> None:
    lines = run("list", page).output.rstrip("\n").split("\n")
    assert [line.split("\t")[1:] for line in lines] == [
        ["2025-03-18", "Sparse Experts at Scale", "https://github.com/example/sparse-experts"],
        ["2025-03-18", "A Survey of Bayesian Networks", ""],
    ]


def test_a_table_shows_day_title_and_repository(page: str) -> None:
    first, second = run("list", page, "--format", "table").output.rstrip("\n").split("\n")
    assert first == "18 Mar 2025  Sparse Experts at Scale  example/sparse-experts"
    assert second == "18 Mar 2025  A Survey of Bayesian Networks"


@pytest.mark.parametrize(
    ("columns", "first"),
    [
        (50, "18 Mar 2025  Sparse Experts at Scale  example/spa…"),
        (42, "18 Mar 2025  Sparse Experts at…  example/…"),
    ],
)
def test_in_a_narrow_table_the_title_goes_before_the_repository(
    page: str, monkeypatch: pytest.MonkeyPatch, columns: int, first: str
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    assert run("list", page, "--format", "table").output.split("\n")[0] == first


def test_json_holds_the_documented_record(page: str) -> None:
    [paper, _] = json.loads(run("list", page, "--format", "json").output)
    assert paper["seen"] == [{"digest": "papers-2025-03-18", "date": "2025-03-18", "rank": 1}]
    assert paper["links"] == [
        {"kind": "code", "url": "https://github.com/example/sparse-experts", "repo": "example/sparse-experts"}
    ]
    assert (paper["read"], paper["starred"], paper["tags"], paper["note"]) == (False, False, [], None)


def test_json_lines_hold_one_paper_each_up_to_the_limit(page: str) -> None:
    [line] = run("list", page, "--format", "jsonl", "--limit", "1").output.rstrip("\n").split("\n")
    assert json.loads(line)["title"] == "Sparse Experts at Scale"


def test_a_filter_that_finds_nothing_exits_1(page: str) -> None:
    assert exit_code("list", page, "-f", "zzqx") == 1
    assert exit_code("list", page, "-f", "bayes") == 0


def test_a_mistake_in_the_filter_is_told_and_the_rest_applies(page: str) -> None:
    result = run("list", page, "-f", "bayes date:tomorow")
    assert "filter, column 12" in result.stderr
    assert result.stdout.count("\n") == 1


def test_a_saved_view_can_stand_in_any_filter(page: str, tmp_path: Path) -> None:
    folder = tmp_path / "home" / "config"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text('[views]\nbayes = "bayes | networks"\nfresh = "is:new is:unread"\n')
    assert "Bayesian" in run("list", page, "-f", "@bayes").stdout
    assert "Bayesian" not in run("list", page, "-f", "-@bayes").stdout
    assert run("list", page, "-f", "@fresh").stdout.count("\n") == 2
    assert "filter, column 1: no view @bays; did you mean @bayes?" in run("list", page, "-f", "@bays").stderr


def test_explain_tells_what_was_skipped_and_why_papers_matched(page: str) -> None:
    told = run("list", page, "-f", "bayes", "--explain").stderr
    assert f"{page}: 2 papers" in told
    assert "line 5 skipped, date: Mar 18" in told
    assert "A Survey of Bayesian Networks: " in told


def test_records_that_are_lost_are_told_and_furniture_is_not(page: str, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.jsonl"
    damaged.write_text('{"title": "One"}\n{broken\n{"title": "Two"}\nbroken\n{"no": "title"}\n')
    result = run("list", page, str(damaged))
    assert result.stdout.count("\n") == 4
    assert result.stderr == f"digest-tui: {damaged}, line 2, 4: not valid JSON; the other papers were read\n"


def test_a_missing_file_is_told_and_the_others_load(page: str, tmp_path: Path) -> None:
    result = run("list", page, str(tmp_path / "gone.txt"))
    assert result.exit_code == 0
    assert result.stdout.count("\n") == 2
    [line] = result.stderr.rstrip("\n").split("\n")
    assert "gone.txt" in line


def test_nothing_loaded_exits_1(tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    assert exit_code("list", str(empty)) == 1
    assert run("list", str(empty)).stderr == f"digest-tui: {empty}: empty file\n"


def test_show_finds_a_paper_by_title_id_or_words(page: str) -> None:
    record = json.loads(run("list", page, "--format", "jsonl", "--limit", "1").output)
    pages = {run("show", wanted, page).output for wanted in ("sparse experts at SCALE", record["id"], "spars scale")}
    [text] = pages
    assert "2025-03-18  1 of 2  papers-2025-03-18" in text
    assert "code     https://github.com/example/sparse-experts" in text


def test_show_says_when_there_is_no_such_paper(page: str) -> None:
    assert exit_code("show", "zzqx", page) == 1


def test_without_paths_the_samples_are_listed(page: str) -> None:
    assert run("list").output.count("\n") > 40


def test_without_a_terminal_the_screen_points_to_list(page: str) -> None:
    result = run(page)
    assert result.exit_code == 0  # standalone mode hands the code over as a value; `main` exits with it
    assert "digest-tui list" in result.stderr
    assert exit_code(page) == 2


def test_usage_mistakes_exit_2(page: str) -> None:
    assert exit_code("list", "--format", "pdf") == 2


def test_a_broken_configuration_is_one_line(page: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "home" / "config"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text("colour = 1")
    assert exit_code("list", page) == 1
    assert capsys.readouterr().err.count("\n") == 1


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completions_name_the_shell_and_where_they_go(shell: str) -> None:
    script = run("completions", shell).output
    assert script.startswith("# ")
    assert "_DIGEST_TUI_COMPLETE" in script


def test_keys_lists_every_command() -> None:
    assert "quit" in run("keys").output


def test_list_loads_neither_textual_nor_numpy(page: str) -> None:
    code = (
        "import sys; from digesttui.cli.verbs import commands; "
        f"commands.main(['list', {page!r}, '-f', 'bayes'], standalone_mode=False); "
        "sys.exit(','.join(m for m in ('textual', 'rich', 'numpy', 'sqlite3', 'httpx') if m in sys.modules) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=dict(os.environ))
    assert (done.stderr, done.returncode) == ("", 0)


def test_a_reader_that_goes_away_ends_the_listing_quietly(page: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "digesttui", "list", page, "--format", "jsonl"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=dict(os.environ),
    ) as listing:
        assert listing.stdout and listing.stderr
        listing.stdout.close()
        told = listing.stderr.read()
    assert told == b""
    assert listing.returncode in {0, 141}


def test_papers_like_another_are_listed_with_the_words_they_share(page: str) -> None:
    result = run("list", "--like", "a survey on mixture of experts", "--limit", "5")
    assert "Mixture" in result.stderr
    assert all("experts" in line.lower() or "survey" in line.lower() for line in result.stdout.split("\n")[:1])
    assert exit_code("list", "--like", "no such paper") == 1


def test_a_large_collection_is_listed_from_the_cache_without_its_index(page: str, tmp_path: Path) -> None:
    papers = (f"Paper {number}\n\nAbout the matter of {number}." for number in range(KEPT))
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "papers-2025-03-18.txt").write_text("Daily Papers\n\n" + "\n\n".join(papers) + "\n", "utf-8")
    Collection([str(folder)]).load().settle().keep()
    code = (
        "import sys; from digesttui.cli.verbs import commands; "
        f"commands.main(['list', {str(folder)!r}], standalone_mode=False); "
        "sys.exit(','.join(m for m in ('numpy', 'digesttui.search.index', 'digesttui.formats.page_text')"
        " if m in sys.modules) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=dict(os.environ))
    assert (done.stderr, done.returncode) == ("", 0)
    assert len(done.stdout.splitlines()) == KEPT
