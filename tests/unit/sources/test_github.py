"""What GitHub tells: asked once a day, politely, and with a token that goes nowhere else."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest

from digesttui.errors import FetchFailed
from digesttui.sources import addresses, github
from digesttui.sources.github_api import Api, Halted, readers_token
from digesttui.sources.repositories import FILE, Repository, keep, known
from tests.unit.sources.hub import Hub, described
from tests.unit.sources.site import Act, Asked, Site, answer, nobody, raw

NOON = datetime(2025, 3, 18, 12, tzinfo=UTC)
SECRET = "ghp_oneThatNobodyMaySee"
ONE, TWO, THREE, FOUR = "example/one", "example/two", "example/three", "example/four"


class Clock:
    def __init__(self) -> None:
        self.moment = NOON

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def web(tmp_path: Path, clock: Clock) -> Iterator[Api]:
    with closing(Api(tmp_path, clock)) as made:
        made.deadline, made.attempts, made.pause = 2.0, 2, 0.01
        yield made


@pytest.fixture
def hub() -> Hub:
    made = Hub()
    for repo in (ONE, TWO, THREE, FOUR):
        made.add(repo)
    return made


@pytest.fixture
def site(hub: Hub, use: Callable[..., Site]) -> Site:
    return use(hub)


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Site]]:
    """Makes a site that does these acts GitHub's."""
    opened: list[Site] = []

    def made(*acts: Act) -> Site:
        site = Site(*acts).__enter__()
        opened.append(site)
        monkeypatch.setenv(github.SITE_VARIABLE, site.url)
        return site

    yield made
    for site in opened:
        site.__exit__()


def ask(web: Api, *repos: str, **how: Any) -> list[Repository | FetchFailed]:
    return list(github.ask(repos, web, web.folder, **how))


def failure(web: Api, *repos: str, **how: Any) -> str:
    """The one outcome, which is a failure, told in one line."""
    [outcome] = ask(web, *repos, **how)
    assert isinstance(outcome, FetchFailed)
    assert str(outcome).isprintable()
    return str(outcome)


def paths(site: Site) -> list[str]:
    return [asked.path for asked in site.seen]


# what is told


def test_a_repository_is_told_with_all_its_facts(web: Api, site: Site) -> None:
    [told] = ask(web, "Example/One")
    assert isinstance(told, Repository)
    assert told == Repository(
        "Example/One",
        NOON,
        stars=1234,
        pushed=date(2025, 3, 1),
        license="MIT",
        language="Python",
        description="Lanterns that sort themselves",
        etag=told.etag,
    )
    assert known(web.folder) == {ONE: told}
    assert site.seen[0].headers["Accept"] == "application/vnd.github+json"


def test_what_github_does_not_know_stays_open(web: Api, hub: Hub, site: Site) -> None:
    hub.add(ONE, license=None, language=None, description=None, pushed_at=None, archived=True)
    hub.add(TWO, license={"key": "other", "spdx_id": None}, stargazers_count=0)
    one, two = ask(web, ONE, TWO)
    assert isinstance(one, Repository)
    assert isinstance(two, Repository)
    assert (one.license, one.language, one.description, one.pushed, one.state) == ("", "", "", None, "archived")
    assert (two.license, two.stars, two.state) == ("", 0, "")


def test_a_repository_is_asked_for_once_however_it_is_written(web: Api, site: Site) -> None:
    assert len(ask(web, ONE, "EXAMPLE/one", ONE)) == 1
    assert len(site.seen) == 1


def test_text_from_strangers_cannot_command_a_terminal_or_break_a_row(web: Api, hub: Hub, site: Site) -> None:
    hub.add(ONE, description="\x1b]52;c;eA==\x07 two\nlines\tand\u202e \ud800" + "x" * 900, language="C\x9b31m")
    [told] = ask(web, ONE)
    assert isinstance(told, Repository)
    assert told.description.startswith("␛]52;c;eA==␇ two lines and� �xxx")
    assert len(told.description) == 350
    assert told.language == "C�31m"
    assert known(web.folder)[ONE] == told


# asking again


def test_within_a_day_nothing_is_asked_again(web: Api, clock: Clock, site: Site) -> None:
    first = ask(web, ONE)
    clock.moment += timedelta(hours=23)
    assert ask(web, ONE) == first
    assert len(site.seen) == 1


def test_after_a_day_it_is_asked_whether_that_still_holds(web: Api, clock: Clock, hub: Hub, site: Site) -> None:
    [first] = ask(web, ONE)
    clock.moment += timedelta(hours=25)
    spent = hub.remaining
    [again] = ask(web, ONE)
    assert isinstance(first, Repository)
    assert isinstance(again, Repository)
    assert site.seen[1].headers["If-None-Match"] == first.etag
    assert (again.stars, again.asked, hub.remaining) == (1234, clock.moment, spent)
    assert known(web.folder)[ONE] == again


def test_what_changed_since_is_told_anew(web: Api, clock: Clock, hub: Hub, site: Site) -> None:
    ask(web, ONE)
    hub.add(ONE, stargazers_count=5000)
    clock.moment += timedelta(hours=25)
    [again] = ask(web, ONE)
    assert isinstance(again, Repository)
    assert again.stars == 5000


def test_a_refresh_asks_at_once(web: Api, hub: Hub, site: Site) -> None:
    ask(web, ONE)
    ask(web, ONE, max_age=timedelta(0))
    assert len(site.seen) == 2


def test_asking_every_day_does_not_make_what_is_kept_grow(web: Api, site: Site) -> None:
    for _ in range(150):
        keep(web.folder, Repository(ONE, NOON - timedelta(days=3)))
    ask(web, ONE)
    assert (web.folder / FILE).read_bytes().count(b"\n") == 2


def test_what_a_clock_that_was_ahead_vouched_for_is_asked_again(web: Api, clock: Clock, site: Site) -> None:
    clock.moment = NOON + timedelta(days=900)
    ask(web, ONE)
    clock.moment = NOON
    ask(web, ONE)
    assert len(site.seen) == 2


def test_what_is_known_comes_first_and_only_the_rest_is_asked(web: Api, site: Site) -> None:
    ask(web, TWO)
    steps: list[tuple[int, int]] = []
    outcomes = ask(web, ONE, TWO, THREE, progress=lambda done, of: steps.append((done, of)))
    assert [outcome.repo for outcome in outcomes if isinstance(outcome, Repository)] == [TWO, ONE, THREE]
    assert steps == [(0, 2), (1, 2)]


def test_a_304_nobody_asked_for_is_a_failure(web: Api, use: Callable[..., Site]) -> None:
    use(answer(b"", status=304))
    assert "304 Not Modified" in failure(web, ONE)


# renamed and gone


def test_a_renamed_repository_is_followed_and_told_by_both_names(web: Api, hub: Hub, site: Site) -> None:
    hub.moved["example/old"] = "Example/New"
    hub.add("Example/New")
    [told] = ask(web, "example/old")
    assert isinstance(told, Repository)
    assert (told.repo, told.renamed, told.stars) == ("example/old", "Example/New", 1234)
    assert paths(site) == ["/repos/example/old", "/repositories/example/new"]


def test_a_renamed_repository_too_is_asked_whether_that_still_holds(
    web: Api, clock: Clock, hub: Hub, site: Site
) -> None:
    hub.moved["example/old"] = ONE
    [first] = ask(web, "example/old")
    clock.moment += timedelta(days=2)
    [again] = ask(web, "example/old")
    assert isinstance(first, Repository)
    assert isinstance(again, Repository)
    assert site.seen[-1].headers["If-None-Match"] == first.etag
    assert again.renamed == ONE


@pytest.mark.parametrize("status", [404, 410, 451])
def test_a_repository_that_is_gone_is_remembered_as_such(
    web: Api, clock: Clock, use: Callable[..., Site], status: int
) -> None:
    site = use(answer(b'{"message": "Not Found"}', status=status))
    [told] = ask(web, ONE)
    assert told == Repository(ONE, NOON, gone=True)
    clock.moment += timedelta(hours=23)
    assert ask(web, ONE) == [told]
    assert len(site.seen) == 1


def test_a_repository_can_go_and_come_back(web: Api, clock: Clock, hub: Hub, site: Site) -> None:
    ask(web, ONE)
    kept = hub.repos.pop(ONE)
    states = []
    for _ in range(2):
        clock.moment += timedelta(days=2)
        [told] = ask(web, ONE)
        assert isinstance(told, Repository)
        states.append((told.state, told.stars))
        hub.repos[ONE] = kept
    assert states == [("gone", None), ("", 1234)]


# the token


def test_a_token_goes_to_github_and_without_one_nothing_is_said(web: Api, site: Site) -> None:
    ask(web, ONE, token=SECRET)
    ask(web, TWO)
    assert [asked.headers["Authorization"] for asked in site.seen] == [f"Bearer {SECRET}", None]


def test_a_token_is_never_sent_through_a_redirect(web: Api, use: Callable[..., Site]) -> None:
    with Site(answer(b"{}")) as elsewhere:
        for host in ("localhost", "127.0.0.1"):
            use(answer(b"", status=301, Location=f"http://{host}:{elsewhere.port}/repos/{ONE}"))
            told = failure(web, ONE, token=SECRET)
            assert "sends us on to" in told
            assert SECRET not in told
        assert elsewhere.seen == []


def test_not_even_where_a_redirect_to_another_host_is_followed(
    web: Api, use: Callable[..., Site], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "redirected", urljoin)
    with Site(answer(json.dumps(described(ONE)).encode())) as elsewhere:
        site = use(answer(b"", status=301, Location=f"http://localhost:{elsewhere.port}/repos/{ONE}"))
        assert isinstance(ask(web, ONE, token=SECRET)[0], Repository)
        assert site.seen[0].headers["Authorization"] == f"Bearer {SECRET}"
        assert elsewhere.seen[0].headers["Authorization"] is None


def test_another_site_in_the_place_of_github_gets_no_token(
    web: Api, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(github.SITE_VARIABLE, f"http://localhost:{site.port}/")
    assert isinstance(ask(web, ONE, token=SECRET)[0], Repository)
    assert site.seen[0].headers["Authorization"] is None


@pytest.mark.parametrize("token", [f"{SECRET}\nHost: x", f"{SECRET} x", f"{SECRET}\x00", f"{SECRET}é"])
def test_a_token_that_cannot_be_sent_is_told_and_not_shown(web: Api, site: Site, token: str) -> None:
    told = failure(web, ONE, TWO, token=token)
    assert "holds characters that no token has" in told
    assert SECRET not in told
    assert site.seen == []


def test_a_token_that_is_not_accepted_ends_it(web: Api, use: Callable[..., Site]) -> None:
    site = use(answer(b'{"message": "Bad credentials"}', status=401))
    told = failure(web, ONE, TWO, token=SECRET)
    assert told == "GitHub does not accept the token; mend or unset GITHUB_TOKEN and GH_TOKEN"
    assert len(site.seen) == 1


def test_nothing_of_a_token_is_kept_or_logged(
    web: Api, site: Site, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(0):
        ask(web, ONE, "example/missing", token=SECRET)
    assert caplog.records  # httpx tells what it asks
    assert SECRET not in caplog.text
    assert not [file for file in tmp_path.rglob("*") if file.is_file() and SECRET in file.read_text()]


def test_the_token_is_the_readers_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", " ")
    monkeypatch.delenv("GH_TOKEN", raising=False)
    assert readers_token() is None
    monkeypatch.setenv("GH_TOKEN", f"{SECRET}\n")
    assert readers_token() == SECRET
    monkeypatch.setenv("GITHUB_TOKEN", "another")
    assert readers_token() == "another"


# the limit


def test_at_its_limit_it_stops_and_says_when_it_goes_on(web: Api, clock: Clock, hub: Hub, site: Site) -> None:
    hub.remaining = 2
    one, two, halted = ask(web, ONE, TWO, THREE, FOUR)
    assert isinstance(one, Repository)
    assert isinstance(two, Repository)
    assert isinstance(halted, Halted)
    assert len(site.seen) == 2  # the second answer said that there are no more
    goes_on = re.search(r"it goes on at (\d\d:\d\d); with a token in GITHUB_TOKEN", str(halted))
    assert goes_on
    assert goes_on[1] in [(NOON + timedelta(seconds=s)).astimezone().strftime("%H:%M") for s in (1799, 1800, 1801)]
    assert [type(outcome) for outcome in ask(web, THREE, ONE)] == [Repository, Halted]
    assert len(site.seen) == 2
    clock.moment += timedelta(seconds=1802)
    hub.remaining = 60
    assert all(isinstance(outcome, Repository) for outcome in ask(web, ONE, TWO, THREE, FOUR))
    assert len(site.seen) == 4


IN_AN_HOUR = "in an hour"  # of when the test runs, which may be long after this was read
LIMITS: list[tuple[int, dict[str, str], int]] = [
    (403, {"X_RateLimit_Remaining": "0", "X_RateLimit_Reset": IN_AN_HOUR}, 3600),
    (429, {"X_RateLimit_Remaining": "0", "X_RateLimit_Reset": IN_AN_HOUR}, 3600),
    (403, {"X_RateLimit_Remaining": "12", "Retry_After": "120"}, 120),
    (429, {"Retry_After": "120"}, 120),
    (429, {}, 60),
    (429, {"X_RateLimit_Reset": "soon"}, 60),
    (429, {"X_RateLimit_Reset": "9" * 400}, 60),
    (429, {"X_RateLimit_Reset": "99999999999"}, 86_400),
    (429, {"Retry_After": "Fri, 31 Dec 9999 23:59:59 GMT"}, 86_400),
]


@pytest.mark.parametrize(("status", "headers", "seconds"), LIMITS)
def test_a_limit_of_any_kind_ends_it_without_asking_again(
    web: Api, use: Callable[..., Site], status: int, headers: dict[str, str], seconds: int
) -> None:
    given = {name: str(int(time.time()) + 3600) if told == IN_AN_HOUR else told for name, told in headers.items()}
    site = use(answer(b"{}", status=status, **given))
    told = failure(web, ONE, TWO, token=SECRET)
    assert len(site.seen) == 1
    assert re.fullmatch(r"GitHub answers no more for now, it goes on at \d\d:\d\d", told)
    assert web.resumes
    assert abs((web.resumes - NOON).total_seconds() - seconds) < 30


def test_a_limit_over_by_its_own_clock_is_over(web: Api, hub: Hub, site: Site) -> None:
    hub.remaining, hub.reset = 1, -5
    assert [type(outcome) for outcome in ask(web, ONE)] == [Repository]
    hub.remaining = 60
    assert [type(outcome) for outcome in ask(web, TWO)] == [Repository]


# faults


FAULTS: dict[str, tuple[Act, str]] = {
    "forbidden": (answer(b'{"message": "Repository access blocked"}', status=403), "403 Forbidden"),
    "failing": (answer(b"", status=502), "502 Bad Gateway"),
    "cut off": (raw(b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{"), "broke off its answer"),
    "login page": (answer(b"<html>Sign in</html>", "text/html"), "is there a login page in between?"),
    "broken JSON": (answer(b'{"full_name": "exam'), "no repository (Unterminated string"),
    "deep": (answer(b"[" * 100_000), "no repository"),
    "empty": (answer(b""), "no repository"),
    "not UTF-8": (answer(b'{"full_name": "\xff"}'), "no repository"),
    "huge": (answer(b" " * 1_100_000), "larger than 1 MB"),
    "no object": (answer(b"[]"), "a field is missing"),
}
WRONG: dict[str, dict[str, Any]] = {
    "stars as text": {"stargazers_count": "many"},
    "stars below nothing": {"stargazers_count": -1},
    "stars beyond all": {"stargazers_count": 10**30},
    "no stars": {"stargazers_count": None},
    "a name that is none": {"full_name": "../../etc"},
    "a name that is a number": {"full_name": 7},
    "a date that is none": {"pushed_at": "yesterday"},
    "a licence as text": {"license": "MIT"},
    "a language in a list": {"language": ["C"]},
    "archived by word": {"archived": "no"},
    "a description by number": {"description": 7},
}
FAULTS |= {
    name: (answer(json.dumps(described(ONE, **changes)).encode()), "no repository") for name, changes in WRONG.items()
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_and_the_others_are_asked(web: Api, use: Callable[..., Site], hub: Hub, fault: str) -> None:
    act, told = FAULTS[fault]
    use(lambda asked: act(asked) if asked.path.endswith("/one") else hub(asked))
    one, two = ask(web, ONE, TWO)
    assert isinstance(one, FetchFailed)
    assert str(one).startswith("example/one: ")
    assert told in str(one)
    assert str(one).isprintable()
    assert isinstance(two, Repository)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_leaves_what_was_known(web: Api, clock: Clock, use: Callable[..., Site], hub: Hub, fault: str) -> None:
    use(hub)
    ask(web, ONE)
    before = known(web.folder)
    use(FAULTS[fault][0])
    clock.moment += timedelta(days=2)
    failure(web, ONE)
    assert known(web.folder) == before


def test_what_may_be_over_soon_is_asked_twice(web: Api, use: Callable[..., Site], hub: Hub) -> None:
    site = use(answer(b"", status=503), hub)
    assert isinstance(ask(web, ONE)[0], Repository)
    assert len(site.seen) == 2


def test_three_failures_in_a_row_end_it(web: Api) -> None:
    with nobody() as address, pytest.MonkeyPatch.context() as patch:
        patch.setenv(github.SITE_VARIABLE, address)
        outcomes = ask(web, ONE, TWO, THREE, FOUR)
    assert [str(outcome) for outcome in outcomes] == [
        f"{repo}: 127.0.0.1: refused the connection; try again later" for repo in (ONE, TWO, THREE)
    ]


def test_single_failures_do_not_end_it(web: Api, use: Callable[..., Site], hub: Hub) -> None:
    use(lambda asked: hub(asked) if asked.path.endswith("/even") else answer(b"?")(asked))
    repos = [f"example{number}/{'even' if number % 2 else 'odd'}" for number in range(8)]
    for repo in repos:
        hub.add(repo)
    assert sum(isinstance(outcome, Repository) for outcome in ask(web, *repos)) == 4


@pytest.mark.parametrize(
    "name", ["one", "a/b/c", "../..", "a/..", "-a/b", "a b/c", "a/b?x=1", "a/b.git", "a/b\x1b[2J", ""]
)
def test_what_is_no_name_is_not_asked(web: Api, site: Site, name: str) -> None:
    [outcome] = ask(web, name)
    assert str(outcome).endswith("no repository on GitHub; write it as owner/name")
    assert str(outcome).isprintable()
    assert site.seen == []


def test_where_nothing_can_be_kept_nothing_more_is_asked(web: Api, site: Site, tmp_path: Path) -> None:
    file = tmp_path / "a file where the folder should be"
    file.write_text("")
    [outcome] = github.ask([ONE, TWO], web, file)
    assert isinstance(outcome, Halted)
    assert str(outcome).startswith(f"{file}: File exists; ")
    assert len(site.seen) == 1


def test_cancel_ends_a_question_at_once_and_the_next_can_be_asked(web: Api, use: Callable[..., Site], hub: Hub) -> None:
    cancel = threading.Event()

    def slow(asked: Asked) -> None:
        cancel.set()
        asked.server.site.closing.wait(10)

    use(slow, hub)
    web.deadline = 10.0
    start = time.monotonic()
    assert ask(web, ONE, TWO, cancel=cancel) == []
    assert time.monotonic() - start < 3
    assert len(ask(web, TWO)) == 1
