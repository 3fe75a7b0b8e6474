"""The seam: fresh where that can be, kept where it cannot, and what is kept is always whole."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import run

import pytest

from digesttui.errors import FetchFailed
from digesttui.sources.cache import Cache
from digesttui.sources.exchange import Exchange
from digesttui.sources.fetch import Answer, Web
from tests.unit.sources.site import Act, Asked, Site, answer, nobody
from tests.unit.sources.test_exchange import FAULTS

NOON = datetime(2025, 3, 18, 12, tzinfo=UTC)
GOOD = answer(b'["good"]')
BROKEN: dict[str, tuple[Act, str]] = {
    "HTML for JSON": (answer(b"<html>Sign in</html>", "text/html"), "answered with text/html, not application/json"),
    "HTML that says it is JSON": (answer(b"<html>"), "Expecting value"),
    "broken JSON": (answer(b'["go'), "Unterminated string"),
    "empty body": (answer(b""), "Expecting value"),
}
BROKEN |= {fault: act for fault, act in FAULTS.items() if fault != "304 to a first question"}


class Clock:
    def __init__(self) -> None:
        self.moment = NOON

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def web(tmp_path: Path, clock: Clock) -> Iterator[Web]:
    with Web(
        Cache(tmp_path / "cache"), Exchange(tmp_path, deadline=0.6, limit=100_000, attempts=2, pause=0.01), clock
    ) as made:
        yield made


def get(web: Web, url: str, fresh_since: datetime | None = None) -> Answer:
    return web.get(url, {"date": "2025-03-18"}, accept="application/json", check=json.loads, fresh_since=fresh_since)


def test_an_answer_says_when_it_is_from(web: Web) -> None:
    with Site(GOOD) as site:
        assert get(web, site.url) == Answer(b'["good"]', "application/json", NOON)
        assert site.seen[0].params == {"date": "2025-03-18"}


@pytest.mark.parametrize("fault", BROKEN)
def test_with_a_cold_cache_a_fault_is_told(web: Web, fault: str) -> None:
    act, told = BROKEN[fault]
    with Site(act) as site, pytest.raises(FetchFailed, match=r"^127\.0\.0\.1: ") as error:
        get(web, site.url)
    assert told in str(error.value)


@pytest.mark.parametrize("fault", BROKEN)
def test_with_a_warm_cache_the_good_answer_stays_and_says_its_age(web: Web, clock: Clock, fault: str) -> None:
    act, told = BROKEN[fault]
    with Site(GOOD, act) as site:
        get(web, site.url)
        clock.moment += timedelta(hours=3)
        for _ in range(2):
            kept = get(web, site.url)
            assert (kept.body, kept.fetched, kept.from_cache) == (b'["good"]', NOON, True)
            assert kept.age == timedelta(hours=3)
            assert told in kept.remark
            assert "this is what was kept 3 hours ago" in kept.remark


def test_without_a_network_the_kept_answer_is_read(web: Web, clock: Clock) -> None:
    with Site(GOOD) as site:
        get(web, site.url)
    clock.moment += timedelta(days=1, minutes=5)
    kept = get(web, site.url)
    assert kept.body == b'["good"]'
    assert kept.remark == "127.0.0.1: refused the connection; try again later; this is what was kept 1 day ago"


def test_without_a_network_and_with_nothing_kept_it_fails(web: Web) -> None:
    with nobody() as address, pytest.raises(FetchFailed, match="refused the connection"):
        get(web, address)


def conditional(asked: Asked) -> None:
    """A site that knows ETags."""
    if asked.headers["If-None-Match"] == '"one"':
        answer(b"", status=304)(asked)
    else:
        answer(b'["marked"]', ETag='"one"')(asked)


def test_what_did_not_change_is_not_sent_again(web: Web, clock: Clock) -> None:
    with Site(conditional) as site:
        get(web, site.url)
        clock.moment += timedelta(hours=1)
        again = get(web, site.url)
        assert [one.headers["If-None-Match"] for one in site.seen] == [None, '"one"']
    assert (again.body, again.fetched, again.from_cache, again.remark) == (b'["marked"]', clock.moment, True, "")
    assert get(web, site.url).age == timedelta(0)  # the site vouched for it again, so that is its time


def test_a_site_that_only_knows_dates_is_asked_by_date(web: Web) -> None:
    day = "Tue, 18 Mar 2025 00:00:00 GMT"
    with Site(answer(b"[7]", Last_Modified=day), answer(b"", status=304)) as site:
        get(web, site.url)
        assert get(web, site.url).body == b"[7]"
        assert site.seen[1].headers["If-Modified-Since"] == day


def test_304_without_anything_kept_is_a_failure(web: Web) -> None:
    with Site(answer(b"", status=304)) as site, pytest.raises(FetchFailed, match="304 Not Modified"):
        get(web, site.url)


def test_a_deleted_cache_is_filled_again(web: Web, tmp_path: Path) -> None:
    with Site(conditional) as site:
        get(web, site.url)
        for file in (tmp_path / "cache").iterdir():
            file.unlink()
        assert get(web, site.url) == Answer(b'["marked"]', "application/json", NOON)


def test_what_was_fetched_late_enough_is_not_asked_for(web: Web) -> None:
    with Site(GOOD) as site:
        get(web, site.url)
        assert get(web, site.url, fresh_since=NOON - timedelta(hours=1)).from_cache
        assert not get(web, site.url, fresh_since=NOON + timedelta(hours=1)).from_cache
        assert len(site.seen) == 2


def test_a_clock_that_was_ahead_does_not_keep_an_answer_for_good(web: Web, clock: Clock) -> None:
    with Site(GOOD) as site:
        clock.moment = NOON + timedelta(days=900)
        get(web, site.url)
        clock.moment = NOON
        assert not get(web, site.url, fresh_since=NOON - timedelta(hours=1)).from_cache
        clock.moment = NOON - timedelta(days=1)
    assert get(web, site.url).age == timedelta(0)


def test_a_cache_that_cannot_be_written_is_a_remark(web: Web, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    with Site(GOOD) as site:
        fresh = get(web, site.url)
    assert fresh.body == b'["good"]'
    assert "not kept for reading without a network" in fresh.remark


def test_after_stop_nothing_is_asked_and_nothing_kept_is_passed_off_as_an_answer(web: Web) -> None:
    with Site(GOOD) as site:
        get(web, site.url)
        web.stop()
        with pytest.raises(FetchFailed, match="stopped"):
            get(web, site.url)
        assert len(site.seen) == 1


def test_an_answer_that_is_fresh_enough_needs_no_httpx(web: Web, tmp_path: Path) -> None:
    with Site(GOOD) as site:
        get(web, site.url)
    code = f"""
import json, sys
from datetime import datetime, UTC
from pathlib import Path
from digesttui.sources.cache import Cache
from digesttui.sources.fetch import Web
web = Web(Cache(Path({str(tmp_path / "cache")!r})))
print(web.get({site.url!r}, {{"date": "2025-03-18"}}, accept="", check=json.loads,
              fresh_since=datetime(2025, 1, 1, tzinfo=UTC)).body, [m for m in ("httpx", "stamina") if m in sys.modules])
"""
    done = run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "b'[\"good\"]' []\n"
