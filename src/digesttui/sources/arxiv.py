"""Papers of arXiv by category: the API (``/api/query``) for past days, the feed for the newest announcement.

Facts: answers change once a day, at midnight in New York; the feed is empty at weekends; a paper appears one to
five days after its submission; at most 2,000 papers an answer, and 30,000 by asking for the next ones; an error is an
entry titled "Error". "Thank you to
arXiv for use of its open access interoperability."
"""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from digesttui.sources.fetch import Answer, Fetch
from digesttui.sources.wanted import NEVER, Wanted

API, FEEDS = "https://export.arxiv.org", "https://rss.arxiv.org"
SITE_VARIABLE = "DIGEST_TUI_ARXIV_URL"
CATEGORY = re.compile(r"[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z]+(?:-[A-Za-z]+)*)?")

_PAGE, _FOUND = 2_000, 200  # papers in a page of a day, and in what a search finds
_MAX_PAGES = 15
_MIDNIGHT = time(5)  # in New York, in UTC and in winter
_ANNOUNCED = timedelta(days=6)
_XML = "application/atom+xml, application/rss+xml, application/xml, text/xml"
_TOTAL = re.compile(rb"<opensearch:totalResults[^>]*>\s*(\d+)")
_ENTRY = re.compile(rb"<(?:entry|item)\b")
_ERROR = re.compile(rb"<id>\s*https?://arxiv\.org/api/errors[^<]*</id>.*?<summary[^>]*>(.*?)</summary>", re.S)
_LONGEST_NAME = 40  # characters of a query in the name of a file
_WORD = re.compile(r"\w[\w-]*")


def day(category: str, of: date, query: str = "") -> Wanted:
    """The papers of a category that were submitted on a day (UTC); with a query those that hold all its words."""
    clauses = _clauses(category, query, f"submittedDate:[{of:%Y%m%d}0000 TO {of:%Y%m%d}2359]")
    settled = datetime.combine(of, time(), UTC) + _ANNOUNCED
    collect = partial(_all_pages, _params(clauses, _PAGE), settled)
    return Wanted(_label(category, of, query), f"arxiv/arxiv-{category}-{of}{_dashed(query)}.xml", settled, collect)


def search(category: str, query: str, today: date) -> Wanted:
    """The newest papers of a category that hold all words of ``query``."""
    collect = partial(_collect, API, "/api/query", _params(_clauses(category, query), _FOUND), NEVER)
    file = f"arxiv/arxiv-{category}-{today}-search{_dashed(query)}.xml"
    return Wanted(_label(category, "newest", query), file, NEVER, collect)


def newest(category: str) -> Wanted:
    """What was announced last."""
    collect = partial(_collect, FEEDS, f"/atom/{category}", {}, NEVER)
    return Wanted(_label(category, "newest"), f"arxiv/arxiv-{category}-{{date}}-new.xml", NEVER, collect)


def last_change(now: datetime) -> datetime:
    """When the site's answers changed last."""
    change = datetime.combine(now.date(), _MIDNIGHT, UTC)
    return change if change <= now else change - timedelta(days=1)


def _clauses(category: str, query: str, *more: str) -> str:
    return " AND ".join((f"cat:{category}", *(f"all:{word}" for word in _WORD.findall(query)), *more))


def _params(clauses: str, most: int) -> dict[str, str | int]:
    return {
        "search_query": clauses,
        "start": 0,
        "max_results": most,
        "sortBy": "submittedDate",
        "sortOrder": "descending",
    }


def _all_pages(params: Mapping[str, str | int], settled: datetime, fetch: Fetch) -> Answer:
    pages: list[Answer] = []
    while len(pages) < _MAX_PAGES:
        start = _PAGE * len(pages)
        asked = {**params, "start": start}
        pages.append(_collect(API, "/api/query", asked, settled, fetch, check=partial(_check_page, start)))
        if start + _PAGE >= _total(pages[-1].body):
            break
    oldest = min(pages, key=lambda page: page.fetched)
    remark = next((page.remark for page in pages if page.remark), "")
    return replace(oldest, body=_joined([page.body for page in pages]), remark=remark)


def _collect(
    site: str,
    path: str,
    params: Mapping[str, str | int],
    settled: datetime,
    fetch: Fetch,
    *,
    check: Callable[[bytes], None] | None = None,
) -> Answer:
    address = os.environ.get(SITE_VARIABLE, site).rstrip("/") + path
    fresh_since = min(settled, last_change(datetime.now(UTC)))
    answer = fetch.get(address, params, accept=_XML, check=check or _check, fresh_since=fresh_since)
    return answer if _ENTRY.search(answer.body) else replace(answer, body=b"")


def _check(body: bytes) -> None:
    """Raise ``ValueError`` for what is no whole feed: cut off, an error, or without the papers it counts."""
    if not body.rstrip().endswith((b"</feed>", b"</rss>")):
        raise ValueError("its answer is no whole feed; try again later")
    error = _ERROR.search(body)
    if error:
        raise ValueError(f"says: {error[1].decode('utf-8', 'replace')}")
    if _total(body) and not _ENTRY.search(body):
        raise ValueError(f"sent 0 of {_total(body)} papers; try again later")


def _check_page(start: int, body: bytes) -> None:
    """The same for a page from the paper ``start`` on (from 0), which holds all up to the next page."""
    _check(body)
    here, total = len(_ENTRY.findall(body)), _total(body)
    if here < min(_PAGE, total - start):
        raise ValueError(f"sent {start + here} of {total} papers; try again later")


def _total(body: bytes) -> int:
    """How many papers there are by the feed's own count; 0 where it has none."""
    total = _TOTAL.search(body)
    return int(total[1]) if total else 0


def _joined(feeds: list[bytes]) -> bytes:
    """Atom feeds as one: the first, with the entries of the others at its end."""
    end = b"</feed>"
    entries = [feed[match.start() : feed.rindex(end)] for feed in feeds[1:] if (match := _ENTRY.search(feed))]
    return feeds[0].replace(end, b"".join((*entries, end))) if entries else feeds[0]


def _label(category: str, *parts: object) -> str:
    return ", ".join((f"arxiv:{category}", *(str(part) for part in parts if part)))


def _dashed(query: str) -> str:
    return "".join(f"-{word.lower()}" for word in _WORD.findall(query))[:_LONGEST_NAME]
