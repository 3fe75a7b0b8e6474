"""What is asked of Hugging Face, and which answers are digests."""

import json
from datetime import UTC, date, datetime

import pytest

from digesttui.sources import huggingface
from digesttui.sources.fetch import Answer
from digesttui.sources.wanted import NEVER, Wanted
from tests.unit.sources.scripted import Scripted
from tests.unit.sources.site import entries

TUESDAY = date(2025, 3, 18)


def test_a_day_is_asked_for_with_the_largest_page() -> None:
    fetch = Scripted(entries(3))
    answer = huggingface.day(TUESDAY).collect(fetch)
    assert answer.body == entries(3)
    assert fetch.urls == ["https://huggingface.co/api/daily_papers"]
    assert fetch.params == [{"date": "2025-03-18", "limit": 100, "p": 0}]


def test_the_raw_answer_of_several_pages_is_one_list() -> None:
    fetch = Scripted(entries(100), b"\n " + entries(100, first=101) + b"\n", entries(7, first=201))
    whole = json.loads(huggingface.month(TUESDAY).collect(fetch).body)
    assert [one["paper"]["id"] for one in whole] == [f"2503.{number:05}" for number in range(1, 208)]
    assert [one["p"] for one in fetch.params] == [0, 1, 2]


def test_a_last_page_that_is_exactly_full_is_followed_by_an_empty_one() -> None:
    fetch = Scripted(entries(100), b"[]")
    assert huggingface.day(TUESDAY).collect(fetch).body == entries(100)
    assert len(fetch.params) == 2


def test_pages_that_do_not_end_are_given_up() -> None:
    fetch = Scripted(*[entries(100)] * 60)
    assert len(json.loads(huggingface.day(TUESDAY).collect(fetch).body)) == 5000


def test_an_empty_day_has_no_body() -> None:
    assert huggingface.day(TUESDAY).collect(Scripted(b" [ ] ")).body == b""


@pytest.mark.parametrize(
    ("wanted", "params", "file", "settled"),
    [
        (huggingface.day(TUESDAY), {"date": "2025-03-18"}, "huggingface-2025-03-18.json", date(2025, 3, 19)),
        (huggingface.week(TUESDAY), {"week": "2025-W12"}, "huggingface-2025-W12.json", date(2025, 3, 24)),
        (huggingface.week(date(2024, 12, 30)), {"week": "2025-W01"}, "huggingface-2025-W01.json", date(2025, 1, 6)),
        (huggingface.month(TUESDAY), {"month": "2025-03"}, "huggingface-2025-03.json", date(2025, 4, 1)),
        (huggingface.month(date(2024, 12, 31)), {"month": "2024-12"}, "huggingface-2024-12.json", date(2025, 1, 1)),
    ],
)
def test_periods(wanted: Wanted, params: dict[str, str], file: str, settled: date) -> None:
    fetch = Scripted(entries(1))
    wanted.collect(fetch)
    assert params.items() <= fetch.params[0].items()
    assert wanted.file == f"huggingface/{file}"
    assert wanted.settled == datetime(settled.year, settled.month, settled.day, tzinfo=UTC)
    assert fetch.fresh_since == [wanted.settled]


def test_a_search_is_a_digest_of_its_day() -> None:
    wanted = huggingface.search("Mixture of  Experts: ../../é", TUESDAY)
    fetch = Scripted(entries(2))
    assert wanted.collect(fetch).body == entries(2)
    assert fetch.params == [{"q": "Mixture of  Experts: ../../é", "limit": 120}]
    assert wanted.file == "huggingface/huggingface-2025-03-18-search-mixture-of-experts-é.json"
    assert wanted.settled == NEVER
    assert huggingface.search("???", TUESDAY).file.endswith("-search-search.json")
    assert wanted.collect(Scripted(b"[]")).body == b""


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b'{"error": "Invalid date\x1b[2J"}', "says: Invalid"),
        (b'{"papers": []}', "no list of papers"),
        (b"[1]", "no list of papers"),
        (b"3", "no list of papers"),
        (b"[" * 100_000, "no JSON"),
        (b'[{"paper"', "no JSON"),
        (b"\xff\xfe", "no JSON"),
    ],
)
def test_what_is_no_list_of_papers_is_told(body: bytes, told: str) -> None:
    body = body.replace(b"\x1b", b"\\u001b")
    with pytest.raises(ValueError, match=told):
        huggingface.day(TUESDAY).collect(Scripted(body))


def test_another_site_can_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(huggingface.SITE_VARIABLE, "https://mirror.example/")
    fetch = Scripted(entries(1))
    huggingface.day(TUESDAY).collect(fetch)
    assert fetch.urls == ["https://mirror.example/api/daily_papers"]


def test_pages_of_different_age_are_as_old_as_the_oldest() -> None:
    class Ageing(Scripted):
        def get(self, *args: object, **kwargs: object) -> Answer:
            self.fetched = datetime(2025, 3, 20 - len(self.bodies), tzinfo=UTC)
            self.remark = "kept" if len(self.bodies) == 1 else ""
            return super().get(*args, **kwargs)  # type: ignore[arg-type]

    answer = huggingface.day(TUESDAY).collect(Ageing(entries(100), entries(2, first=101)))
    assert answer.fetched == datetime(2025, 3, 18, tzinfo=UTC)
    assert answer.remark == "kept"
