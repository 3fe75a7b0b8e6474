"""``fetch`` on the command line: what it prints where, and with which exit code."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from digesttui.cli.fetching import fetch
from digesttui.sources import arxiv, github, huggingface, repositories
from digesttui.sources.exchange import Exchange
from tests.unit.sources.hub import Hub
from tests.unit.sources.site import Asked, Site, answer, entries, feed, nobody

TODAY = datetime.now(UTC).date()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DIGEST_TUI_HOME", str(tmp_path))
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setattr("digesttui.sources.fetch.Exchange", partial(Exchange, attempts=2, pause=0.01))
    return tmp_path


def weekdays(asked: Asked) -> None:
    """A site whose weekends are empty."""
    day = date.fromisoformat(asked.params["date"])
    answer(b"[]" if day.isoweekday() > 5 else entries(2, str(day)))(asked)


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    with Site(weekdays) as site:
        monkeypatch.setenv(huggingface.SITE_VARIABLE, site.url)
        yield site


def run(*args: str) -> Result:
    return CliRunner().invoke(fetch, args, standalone_mode=False)


def code(result: Result) -> object:
    """What the program would exit with."""
    assert result.exception is None
    return result.return_value


def test_a_day_lands_in_the_library_and_its_file_is_printed(site: Site, home: Path) -> None:
    result = run("--date", "2025-03-18")
    path = home / "library" / "huggingface" / "huggingface-2025-03-18.json"
    assert (result.stdout, result.stderr, code(result)) == (f"{path}\t2\n", "", 0)
    assert path.read_bytes() == entries(2)


def test_by_default_it_is_today(site: Site) -> None:
    run()
    assert site.seen[0].params["date"] == str(TODAY)


def test_an_empty_day_is_nothing_found(site: Site) -> None:
    result = run("--date", "2025-03-16")
    assert (result.stdout, code(result)) == ("", 1)
    assert result.stderr == "digest-tui: huggingface, 2025-03-16: no papers there\n"


def test_what_did_not_change_is_told(site: Site) -> None:
    run("--date", "2025-03-18")
    result = run("--date", "2025-03-18")
    assert (result.stdout, code(result)) == ("", 0)
    assert result.stderr == "digest-tui: huggingface, 2025-03-18: nothing new\n"


def test_days_are_walked_once(site: Site) -> None:
    since = TODAY - timedelta(days=6)
    first = run("--since", str(since))
    assert first.stdout.count("\n") == 5
    assert first.stderr == "digest-tui: 5 fetched, 0 were there, 2 days without papers\n"
    assert code(first) == 0
    asked = len(site.seen)
    second = run("--since", str(since))
    assert code(second) == 0
    assert "5 were there, 2 days without papers" in second.stderr
    assert len(site.seen) == asked + 1  # today is not over


def test_a_walk_that_fails_says_that_it_goes_on(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Site(answer(entries(1)), answer(b"", status=404)) as site:
        monkeypatch.setenv(huggingface.SITE_VARIABLE, site.url)
        result = run("--since", str(TODAY - timedelta(days=3)))
    assert code(result) == 1
    assert result.stderr == (
        "digest-tui: 127.0.0.1: answered 404 Not Found; look there with a browser\n"
        "digest-tui: 1 fetched, 0 were there, 0 days without papers; the same command goes on from here\n"
    )


def test_a_failure_is_one_line_and_exit_1(monkeypatch: pytest.MonkeyPatch) -> None:
    with nobody() as address:
        monkeypatch.setenv(huggingface.SITE_VARIABLE, address)
        result = run("--date", "2025-03-18")
    assert (result.stdout, code(result)) == ("", 1)
    assert result.stderr == "digest-tui: 127.0.0.1: refused the connection; try again later\n"


def test_without_a_network_what_was_kept_is_used_and_its_age_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Site(answer(entries(2, str(TODAY)))) as site:
        monkeypatch.setenv(huggingface.SITE_VARIABLE, site.url)
        run()
    (home / "library" / "huggingface" / f"huggingface-{TODAY}.json").unlink()
    result = run()
    assert code(result) == 0
    assert result.stdout.endswith("\t2\n")
    assert "this is what was kept just now" in result.stderr


def test_arxiv_gives_its_newest_or_a_day(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Site(answer(feed(3), "application/atom+xml")) as site:
        monkeypatch.setenv(arxiv.SITE_VARIABLE, site.url)
        assert run("arxiv:cs.CL").stdout.endswith("arxiv-cs.CL-2025-03-18-new.xml\t3\n")
        assert run("arxiv:cs.CL", "--date", "2025-03-18").stdout.endswith("arxiv-cs.CL-2025-03-18.xml\t3\n")
        assert [one.path.partition("?")[0] for one in site.seen] == ["/atom/cs.CL", "/api/query"]


def test_a_search_is_asked_for(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Site(answer(entries(2))) as site:
        monkeypatch.setenv(huggingface.SITE_VARIABLE, site.url)
        assert run("-q", " kites ").stdout.endswith("-search-kites.json\t2\n")
        assert site.seen[0].params == {"q": "kites", "limit": "120"}


@pytest.mark.parametrize(
    "args",
    [
        ("--date", "soon"),
        ("--date", "2025-03-18", "--week", "2025-W12"),
        ("--month", "2025-14"),
        ("--since", str(TODAY + timedelta(days=2))),
        ("-q", "kites", "--date", "2025-03-18"),
        ("arxiv:",),
        ("reddit",),
    ],
)
def test_mistakes_are_usage_and_ask_nobody(site: Site, args: tuple[str, ...]) -> None:
    result = CliRunner().invoke(fetch, args)
    assert result.exit_code == 2
    assert site.seen == []


def in_terminal(*args: str) -> str:
    """What a reader sees of ``fetch`` in a terminal."""
    child = "from digesttui.cli.fetching import fetch; import sys; fetch(sys.argv[1:], standalone_mode=False)"
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


def test_in_a_terminal_a_day_is_told_in_words(site: Site) -> None:
    assert "huggingface, 2025-03-18: 2 papers, " in in_terminal("--date", "2025-03-18")


def test_in_a_terminal_a_walk_shows_how_far_it_is(site: Site) -> None:
    shown = in_terminal("--since", str(TODAY - timedelta(days=6)))
    assert "Fetching" in shown
    assert "100%" in shown
    assert "5 fetched" in shown
    assert ".json" not in shown


def test_the_command_line_loads_no_network_until_it_fetches() -> None:
    code = (
        "import sys, digesttui.cli.fetching, digesttui.cli.owning; "
        "sys.exit(','.join(m for m in ('httpx', 'stamina', 'ssl', 'textual', 'numpy') if m in sys.modules) or None)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stderr, done.returncode) == ("", 0)


def test_with_repos_github_is_asked_about_the_code_of_what_was_fetched(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = Hub()
    hub.add("example/lantern")
    [entry] = json.loads(entries(1))
    entry["paper"]["summary"] = "Lanterns sort themselves: https://github.com/example/lantern tells how."
    for name in ("GITHUB_TOKEN", "GH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    with Site(answer(json.dumps([entry]).encode())) as site, Site(hub) as api:
        monkeypatch.setenv(huggingface.SITE_VARIABLE, site.url)
        monkeypatch.setenv(github.SITE_VARIABLE, api.url)
        first = run("--date", "2025-03-18", "--repos")
        assert (first.stderr, code(first)) == ("digest-tui: GitHub told of 1 repository\n", 0)
        again = run("--date", "2025-03-18", "--repos")
        assert again.stderr.endswith("nothing new\ndigest-tui: GitHub told of 1 repository\n")
        assert len(api.seen) == 1
    known = repositories.known(home / "cache")
    assert known["example/lantern"].stars == 1234
