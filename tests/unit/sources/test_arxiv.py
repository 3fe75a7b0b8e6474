"""What is asked of arXiv, and which answers are whole."""

from datetime import UTC, date, datetime, timedelta

import pytest

from digesttui import formats
from digesttui.sources import arxiv
from digesttui.sources.wanted import NEVER
from tests.unit.sources.scripted import Scripted
from tests.unit.sources.site import feed

TUESDAY = date(2025, 3, 18)


def test_a_day_is_asked_for_by_category_and_submission() -> None:
    fetch = Scripted(feed(3))
    wanted = arxiv.day("cs.CL", TUESDAY)
    assert wanted.collect(fetch).body == feed(3)
    assert fetch.urls == ["https://export.arxiv.org/api/query"]
    assert fetch.params == [
        {
            "search_query": "cat:cs.CL AND submittedDate:[202503180000 TO 202503182359]",
            "start": 0,
            "max_results": 2000,
            "sortBy": "submittedDate",
            "sortOrder": "descending",
        }
    ]
    assert wanted.file == "arxiv/arxiv-cs.CL-2025-03-18.xml"
    assert wanted.label == "arxiv:cs.CL, 2025-03-18"


def test_words_narrow_a_day_and_cannot_say_more_than_words() -> None:
    wanted = arxiv.day("math.AG", TUESDAY, 'Deep kites") OR (cat:x')
    fetch = Scripted(feed(1))
    wanted.collect(fetch)
    assert fetch.params[0]["search_query"] == (
        "cat:math.AG AND all:Deep AND all:kites AND all:OR AND all:cat AND all:x"
        " AND submittedDate:[202503180000 TO 202503182359]"
    )
    assert wanted.file == "arxiv/arxiv-math.AG-2025-03-18-deep-kites-or-cat-x.xml"


def test_a_search_asks_for_the_newest() -> None:
    wanted = arxiv.search("quant-ph", "kites", TUESDAY)
    fetch = Scripted(feed(2, total=900))
    assert wanted.collect(fetch).body == feed(2, total=900)
    assert fetch.params[0]["search_query"] == "cat:quant-ph AND all:kites"
    assert fetch.params[0]["max_results"] == 200
    assert wanted.file == "arxiv/arxiv-quant-ph-2025-03-18-search-kites.xml"


def test_the_newest_announcement_is_the_feed_and_named_by_its_own_day() -> None:
    wanted = arxiv.newest("cs.CL")
    fetch = Scripted(b'<rss version="2.0"><channel><item><title>A</title></item></channel></rss>\n')
    assert wanted.collect(fetch).body
    assert fetch.urls == ["https://rss.arxiv.org/atom/cs.CL"]
    assert wanted.file == "arxiv/arxiv-cs.CL-{date}-new.xml"


@pytest.mark.parametrize("body", [feed(0), b"<rss><channel><title>cs.CL</title></channel></rss>"])
def test_a_day_without_papers_has_no_body(body: bytes) -> None:
    assert arxiv.newest("cs.CL").collect(Scripted(body)).body == b""


def test_a_day_of_more_papers_than_an_answer_holds_is_asked_for_in_several(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arxiv, "_PAGE", 3)
    fetch = Scripted(feed(3, total=7), feed(3, total=7, first=4), feed(1, total=7, first=7))
    body = arxiv.day("cs.CL", TUESDAY).collect(fetch).body
    assert [params["start"] for params in fetch.params] == [0, 3, 6]
    assert [entry.title for entry in formats.read(body, "x")] == [f"On Kites, Part {number}" for number in range(1, 8)]


def test_a_page_that_is_short_of_papers_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arxiv, "_PAGE", 3)
    with pytest.raises(ValueError, match="sent 5 of 7 papers"):
        arxiv.day("cs.CL", TUESDAY).collect(Scripted(feed(3, total=7), feed(2, total=7, first=4)))


ERROR = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>http://arxiv.org/api/errors#incorrect_id</id>
<title>Error</title><summary>incorrect id format for x</summary></entry></feed>"""


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (feed(3)[:-20], "no whole feed"),
        (b"", "no whole feed"),
        (b"<html><body>Busy</body></html>", "no whole feed"),
        (ERROR, "says: incorrect id format for x"),
        (feed(0, total=55), "sent 0 of 55 papers"),
        (feed(3, total=55), "sent 3 of 55 papers"),
    ],
)
def test_what_is_no_whole_day_is_told(body: bytes, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        arxiv.day("cs.CL", TUESDAY).collect(Scripted(body))


def test_a_paper_called_error_is_a_paper() -> None:
    body = feed(1).replace(b"On Kites, Part 1", b"Error")
    assert arxiv.day("cs.CL", TUESDAY).collect(Scripted(body)).body == body


def test_a_day_is_settled_when_all_of_it_was_announced_and_asked_for_once_a_day_until_then() -> None:
    wanted = arxiv.day("cs.CL", TUESDAY)
    assert wanted.settled == datetime(2025, 3, 24, tzinfo=UTC)
    fetch = Scripted(feed(1), feed(1))
    wanted.collect(fetch)
    arxiv.newest("cs.CL").collect(fetch)
    settled, change = fetch.fresh_since
    assert settled == wanted.settled
    assert change is not None
    assert timedelta(0) <= datetime.now(UTC) - change <= timedelta(days=1)
    assert change.hour == 5
    assert arxiv.newest("cs.CL").settled == NEVER


@pytest.mark.parametrize(
    ("now", "change"),
    [
        (datetime(2025, 3, 18, 4, 59, tzinfo=UTC), datetime(2025, 3, 17, 5, tzinfo=UTC)),
        (datetime(2025, 3, 18, 5, 0, tzinfo=UTC), datetime(2025, 3, 18, 5, tzinfo=UTC)),
    ],
)
def test_answers_change_at_midnight_in_new_york(now: datetime, change: datetime) -> None:
    assert arxiv.last_change(now) == change


@pytest.mark.parametrize("category", ["cs.CL", "math.AG", "quant-ph", "cond-mat.mes-hall", "q-bio.NC", "hep-th"])
def test_categories(category: str) -> None:
    assert arxiv.CATEGORY.fullmatch(category)


@pytest.mark.parametrize("category", ["", "cs CL", "cs.CL/../x", "cs.CL OR all", "CS", "-cs", "cs."])
def test_no_categories(category: str) -> None:
    assert not arxiv.CATEGORY.fullmatch(category)


def test_another_site_can_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(arxiv.SITE_VARIABLE, "https://mirror.example")
    fetch = Scripted(feed(1))
    arxiv.day("cs.CL", TUESDAY).collect(fetch)
    assert fetch.urls == ["https://mirror.example/api/query"]
