"""Digests land whole or not at all; a walk goes on where it stopped; what is missing is found."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from digesttui import whole
from digesttui.errors import FetchFailed
from digesttui.sources import arxiv, daily, huggingface
from digesttui.sources.cache import Cache
from digesttui.sources.daily import Outcome
from digesttui.sources.exchange import Exchange
from digesttui.sources.fetch import Web
from digesttui.sources.wanted import Wanted
from tests.unit.sources.scripted import FETCHED, Scripted
from tests.unit.sources.site import Asked, Site, answer, entries, feed

TUESDAY, THURSDAY = date(2025, 3, 18), date(2025, 3, 20)
OFFLINE = FetchFailed("huggingface.co: its name is not known here; is there a network?")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "library"


def names(library: Path) -> list[str]:
    return sorted(str(path.relative_to(library)) for path in library.rglob("*") if path.is_file())


def states(outcomes: list[Outcome]) -> list[str]:
    return [outcome.state for outcome in outcomes]


def test_a_digest_lands_as_the_raw_answer_and_is_dated_when_it_was_fetched(library: Path) -> None:
    outcome = daily.land(huggingface.day(TUESDAY), library, Scripted(entries(3)))
    path = library / "huggingface" / "huggingface-2025-03-18.json"
    assert outcome == Outcome("huggingface, 2025-03-18", "landed", path, 3)
    assert path.read_bytes() == entries(3)
    assert path.stat().st_mtime == FETCHED.timestamp()


def test_a_feed_is_named_by_its_own_day(library: Path) -> None:
    outcome = daily.land(arxiv.newest("cs.CL"), library, Scripted(feed(2)))
    assert outcome.state == "landed"
    assert names(library) == ["arxiv/arxiv-cs.CL-2025-03-18-new.xml"]


def test_the_same_answer_again_changes_nothing_but_its_time(library: Path) -> None:
    daily.land(huggingface.day(TUESDAY), library, Scripted(entries(3), fetched=datetime(2025, 3, 18, tzinfo=UTC)))
    again = daily.land(huggingface.day(TUESDAY), library, Scripted(entries(3)))
    assert again.state == "unchanged"
    assert again.path
    assert again.path.stat().st_mtime == FETCHED.timestamp()


def test_an_empty_day_is_told_and_not_written(library: Path) -> None:
    assert daily.land(huggingface.day(TUESDAY), library, Scripted(b"[]")) == Outcome("huggingface, 2025-03-18", "empty")
    assert not library.exists()


def test_a_failure_is_told_and_what_was_there_stays(library: Path) -> None:
    daily.land(huggingface.day(TUESDAY), library, Scripted(entries(3)))
    outcome = daily.land(huggingface.day(TUESDAY), library, Scripted(OFFLINE))
    assert (outcome.state, outcome.error) == ("failed", OFFLINE)
    assert (library / "huggingface" / "huggingface-2025-03-18.json").read_bytes() == entries(3)


def test_an_answer_that_is_no_digest_is_not_written(library: Path) -> None:
    outcome = daily.land(huggingface.day(TUESDAY), library, Scripted(b'[{"a": 1}]'))
    assert outcome.state == "failed"
    assert "huggingface, 2025-03-18" in str(outcome.error)
    assert "nothing was written" in str(outcome.error)
    assert not library.exists()


def test_a_full_disk_is_a_failure_in_one_line(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(whole, "replace", full)
    outcome = daily.land(huggingface.day(TUESDAY), library, Scripted(entries(3)))
    assert outcome.state == "failed"
    assert "No space left on device" in str(outcome.error)


def test_a_remark_comes_along(library: Path) -> None:
    kept = Scripted(entries(3), remark="huggingface.co: refused; this is what was kept 3 hours ago")
    assert "3 hours ago" in daily.land(huggingface.day(TUESDAY), library, kept).remark


def week() -> list[Wanted]:
    return [huggingface.day(date(2025, 3, day)) for day in range(15, 20)]


def test_a_walk_ends_at_a_failure_and_goes_on_from_there(library: Path) -> None:
    first = list(daily.walk(week(), library, Scripted(b"[]", b"[]", entries(3, "2025-03-17"), OFFLINE)))
    assert states(first) == ["empty", "empty", "landed", "failed"]
    rest = Scripted(b"[]", b"[]", entries(4), entries(5, "2025-03-19"))
    second = list(daily.walk(week(), library, rest))
    assert states(second) == ["empty", "empty", "settled", "landed", "landed"]
    assert [params["date"] for params in rest.params] == [f"2025-03-{day}" for day in (15, 16, 18, 19)]


def test_a_day_that_was_not_over_when_it_was_fetched_is_asked_for_again(library: Path) -> None:
    evening = datetime(2025, 3, 18, 20, tzinfo=UTC)
    daily.land(huggingface.day(TUESDAY), library, Scripted(entries(3), fetched=evening))
    assert states(list(daily.walk([huggingface.day(TUESDAY)], library, Scripted(entries(5))))) == ["landed"]
    assert states(list(daily.walk([huggingface.day(TUESDAY)], library, Scripted()))) == ["settled"]


def test_a_digest_that_the_reader_edited_later_is_left_alone(library: Path) -> None:
    daily.land(huggingface.day(TUESDAY), library, Scripted(entries(3), fetched=datetime(2025, 3, 18, tzinfo=UTC)))
    [name] = names(library)
    (library / name).write_bytes(entries(1))
    assert states(list(daily.walk([huggingface.day(TUESDAY)], library, Scripted()))) == ["settled"]


# what is missing


def dates(fetch: Scripted) -> list[str]:
    return [str(params["date"]) for params in fetch.params]


def test_an_empty_library_wants_today(library: Path) -> None:
    fetch = Scripted(entries(3, "2025-03-20"))
    assert states(list(daily.fetch_missing(library, fetch, THURSDAY))) == ["landed"]
    assert dates(fetch) == ["2025-03-20"]


def test_a_library_wants_the_days_since_its_last(library: Path) -> None:
    for day in (10, 17):
        daily.land(huggingface.day(date(2025, 3, day)), library, Scripted(entries(3, f"2025-03-{day}")))
    fetch = Scripted(*[entries(3, f"2025-03-{day}") for day in (18, 19, 20)])
    list(daily.fetch_missing(library, fetch, THURSDAY))
    assert dates(fetch) == ["2025-03-18", "2025-03-19", "2025-03-20"]


def test_every_series_of_the_library_is_brought_up_to_date(library: Path) -> None:
    settled = datetime(2025, 4, 1, tzinfo=UTC)
    daily.land(arxiv.day("cs.CL", date(2025, 3, 19)), library, Scripted(feed(1, "2025-03-19"), fetched=settled))
    daily.land(arxiv.day("quant-ph", date(2025, 3, 20)), library, Scripted(feed(1, "2025-03-20")))
    daily.land(arxiv.newest("math.AG"), library, Scripted(feed(1, "2025-03-19")))
    fetch = Scripted(feed(1, "2025-03-20"), feed(2, "2025-03-20"), feed(1, "2025-03-20"))
    told = [outcome.label for outcome in daily.fetch_missing(library, fetch, THURSDAY)]
    assert told == [
        "arxiv:cs.CL, 2025-03-19",
        "arxiv:cs.CL, 2025-03-20",
        "arxiv:quant-ph, 2025-03-20",
        "arxiv:math.AG, newest",
    ]
    assert fetch.urls[-1] == "https://rss.arxiv.org/atom/math.AG"


def test_searches_other_files_and_impossible_days_are_no_series(library: Path) -> None:
    for name in (
        "huggingface-2025-13-45.json",
        "huggingface-2025-03-01-search-x.json",
        "arxiv-cs.CL-2025-03-01-kites.xml",
        "huggingface-notes.txt",
    ):
        for place in (library / name.partition("-")[0], library):
            place.mkdir(parents=True, exist_ok=True)
            (place / name).write_text("x")
    fetch = Scripted(entries(1))
    list(daily.fetch_missing(library, fetch, THURSDAY))
    assert dates(fetch) == ["2025-03-20"]


def test_a_day_to_come_is_not_waited_for(library: Path) -> None:
    daily.land(huggingface.day(date(2025, 12, 1)), library, Scripted(entries(1)))
    fetch = Scripted(entries(1))
    list(daily.fetch_missing(library, fetch, THURSDAY))
    assert dates(fetch) == ["2025-03-20"]


# with a real site


@pytest.fixture
def web(tmp_path: Path) -> Web:
    return Web(Cache(tmp_path / "cache"), Exchange(tmp_path / "cache", deadline=5, attempts=2, pause=0.01))


def weekend(asked: Asked) -> None:
    """A site whose weekends are empty."""
    day = date.fromisoformat(asked.params["date"])
    answer(b"[]" if day.isoweekday() > 5 else entries(2, str(day)))(asked)


def test_empty_days_are_remembered(library: Path, web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    with Site(weekend) as site, web:
        monkeypatch.setenv(huggingface.SITE_VARIABLE, site.url)
        assert states(list(daily.walk(week(), library, web))) == ["empty", "empty", "landed", "landed", "landed"]
        assert states(list(daily.walk(week(), library, web))) == ["empty", "empty", "settled", "settled", "settled"]
        assert len(site.seen) == 5


def test_without_a_network_a_warm_cache_fills_the_library(
    library: Path, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Site(weekend) as site, web:
        monkeypatch.setenv(huggingface.SITE_VARIABLE, site.url)
        list(daily.walk(week(), library, web))
    [path, *_] = sorted(library.rglob("*.json"))
    path.unlink()
    assert states(list(daily.walk(week(), library, web))) == ["empty", "empty", "landed", "settled", "settled"]


def test_stop_ends_it_within_a_moment(library: Path, web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    with Site(lambda asked: asked.raw(b"", every=30)) as site, web:
        monkeypatch.setenv(huggingface.SITE_VARIABLE, site.url)
        threading.Timer(0.1, web.stop).start()
        start = time.monotonic()
        assert states(list(daily.fetch_missing(library, web, THURSDAY))) == ["failed"]
        assert time.monotonic() - start < 1
    assert not library.exists()


def test_a_kill_at_any_point_leaves_the_library_whole(library: Path, tmp_path: Path) -> None:
    code = """
import sys
from datetime import date, timedelta
from pathlib import Path
from digesttui.sources import daily, huggingface
from digesttui.sources.cache import Cache
from digesttui.sources.exchange import Exchange
from digesttui.sources.fetch import Web
import httpx, stamina
library, cache, start = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
print(flush=True)
days = (date(2025, 1, 1) + timedelta(days=start + number) for number in range(10_000))
for outcome in daily.walk(map(huggingface.day, days), library, Web(Cache(cache), Exchange(cache))):
    pass
"""
    with Site(lambda asked: answer(entries(40, asked.params["date"]))(asked)) as site:
        for round_ in range(10):
            arguments = [sys.executable, "-c", code, str(library), str(tmp_path / f"cache{round_}"), str(round_)]
            environment = {**os.environ, huggingface.SITE_VARIABLE: site.url}
            with subprocess.Popen(arguments, stdout=subprocess.PIPE, env=environment) as child:
                assert child.stdout
                child.stdout.readline()
                time.sleep(0.02 + round_ * 0.013)
                until = time.monotonic() + 20 * (round_ == 9)  # on a slow machine nothing may have landed so far
                while not any(library.rglob("huggingface-*.json")) and time.monotonic() < until:
                    time.sleep(0.01)
                child.send_signal(signal.SIGKILL)
    whole_ones = list(library.rglob("huggingface-*.json"))
    assert whole_ones
    for path in whole_ones:
        assert len(json.loads(path.read_bytes())) == 40
