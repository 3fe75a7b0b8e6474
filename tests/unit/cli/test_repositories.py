"""The verb ``repos``: what it asks, what it prints where, and with which exit code."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from digesttui.cli.repositories import repos
from digesttui.sources import github
from tests.unit.sources.hub import Hub
from tests.unit.sources.site import Site, answer

PAGE = """Daily Papers

Mar 18

Lanterns at Scale

Many lanterns are sorted by few hands. Code: https://github.com/example/lantern, and also what it was built
on, https://github.com/example/old.

Kites at Scale

Kites find their way home: https://gitlab.com/example/kite, https://github.com/Example/Lantern.

A Lost Boat

The boat is gone, and so is https://github.com/example/boat.

Words Alone

This one comes without any code, so that nothing can be asked.
"""


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("DIGEST_TUI_HOME", str(tmp_path / "home"))
    for name in ("GITHUB_TOKEN", "GH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    path = tmp_path / "papers-2025-03-18.txt"
    path.write_text(PAGE, "utf-8")
    return str(path)


@pytest.fixture
def hub() -> Hub:
    made = Hub()
    made.add("example/lantern")
    made.add("Example/Anew", archived=True, stargazers_count=7, license=None, language=None)
    made.moved["example/old"] = "Example/Anew"
    return made


@pytest.fixture
def site(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    with Site(hub) as site:
        monkeypatch.setenv(github.SITE_VARIABLE, site.url)
        yield site


def run(*args: str) -> Result:
    result = CliRunner().invoke(repos, args, standalone_mode=False)
    assert result.exception is None
    return result


def test_facts_are_printed_in_the_order_of_the_papers(page: str, site: Site) -> None:
    result = run(page)
    assert (result.stderr, result.return_value) == ("", 0)
    assert [line.split("\t") for line in result.stdout.removesuffix("\n").split("\n")] == [
        ["example/lantern", "1234", "2025-03-01", "MIT", "Python", "", "", "Lanterns that sort themselves"],
        ["example/old", "7", "2025-03-01", "", "", "archived", "Example/Anew", "Lanterns that sort themselves"],
        ["example/boat", "", "", "", "", "gone", "", ""],
    ]
    assert [asked.headers["Authorization"] for asked in site.seen] == [None] * 4


def test_what_was_asked_today_is_not_asked_again_unless_wanted(page: str, site: Site) -> None:
    first, asked = run(page), len(site.seen)
    assert run(page).stdout == first.stdout
    assert len(site.seen) == asked
    assert run(page, "--refresh").stdout == first.stdout
    assert len(site.seen) == 2 * asked


def test_only_the_papers_of_the_filter_count(page: str, site: Site) -> None:
    assert run(page, "-f", "boat").stdout.startswith("example/boat\t")
    assert len(site.seen) == 1


def test_what_was_told_is_asked_for_in_every_filter_from_then_on(page: str, site: Site) -> None:
    run(page)
    again = run(page, "-f", "license:mit language:python stars:>1k pushed:2025-03")
    assert again.stdout.startswith("example/lantern\t")
    assert run(page, "-f", "stars:<10").stdout.startswith("example/lantern\t"), "it names two, and of one it is true"
    assert run(page, "-f", "stars:>2k").return_value == 1


def test_papers_without_a_repository_are_told(page: str, site: Site) -> None:
    result = run(page, "-f", "words")
    assert (result.stdout, result.return_value) == ("", 1)
    assert result.stderr == "digest-tui: no paper here names a repository on GitHub\n"


def test_a_token_of_the_readers_is_used(page: str, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GH_TOKEN", "ghp_mine")
    result = run(page)
    assert {asked.headers["Authorization"] for asked in site.seen} == {"Bearer ghp_mine"}
    assert "ghp_mine" not in result.output


def test_records_say_what_is_unknown(page: str, site: Site) -> None:
    lines = [json.loads(line) for line in run(page, "--format", "jsonl").stdout.rstrip("\n").split("\n")]
    assert json.loads(run(page, "--format", "json").stdout) == lines
    asked = lines[0].pop("asked")
    assert asked.endswith("+00:00")
    assert lines[0] == {
        "repo": "example/lantern",
        "renamed": None,
        "stars": 1234,
        "pushed": "2025-03-01",
        "license": "MIT",
        "language": "Python",
        "archived": False,
        "gone": False,
        "description": "Lanterns that sort themselves",
    }
    assert (lines[1]["renamed"], lines[1]["license"], lines[1]["archived"]) == ("Example/Anew", None, True)
    assert (lines[2]["gone"], lines[2]["stars"]) == (True, None)


def test_at_the_limit_it_prints_what_it_has_and_says_what_is_left(page: str, hub: Hub, site: Site) -> None:
    hub.remaining = 1
    result = run(page)
    assert result.return_value == 1
    assert result.stdout.count("\n") == 1
    told, left = result.stderr.rstrip("\n").split("\n")
    assert told.startswith("digest-tui: GitHub answers no more for now, it goes on at ")
    assert left == "digest-tui: 2 of 3 repositories not answered; the same command goes on with them"
    hub.remaining = 60
    assert run(page).return_value == 0


def test_what_could_not_be_asked_again_is_printed_as_it_was(page: str, site: Site) -> None:
    before = run(page).stdout
    site.acts = [answer(b"", status=403)]
    result = run(page, "--refresh")
    assert (result.stdout, result.return_value) == (before, 1)
    assert "example/boat: 127.0.0.1: answered 403 Forbidden" in result.stderr


def test_a_table_fits_the_terminal(page: str, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "84")
    table = run(page, "--format", "table").stdout.rstrip("\n").split("\n")
    assert table == [
        "example/lantern             1,234  2025-03-01  MIT  Python            Lanterns that…",
        "example/old → Example/Anew      7  2025-03-01               archived  Lanterns that…",
        "example/boat                                                gone",
    ]


def in_terminal(*args: str) -> str:
    """What a reader sees of ``repos`` in a terminal."""
    child = "from digesttui.cli.repositories import repos; import sys; repos(sys.argv[1:], standalone_mode=False)"
    ours, theirs = pty.openpty()
    done = subprocess.Popen([sys.executable, "-c", child, *args], stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown = b""
    while True:
        try:
            shown += os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
    done.wait()
    os.close(ours)
    return shown.decode()


def test_in_a_terminal_it_shows_how_far_it_is_and_then_a_table(page: str, site: Site) -> None:
    progress, _, table = in_terminal(page).rpartition("\r\x1b[K")
    assert "Asking GitHub: 2 of 3" in progress
    assert table.startswith("example/lantern  ")
    assert "Asking" not in in_terminal(page)  # all is known by now
