"""Papers of arXiv by category: the API (``/api/query``) for past days, the feed for the newest announcement.

Facts: answers change once a day, at midnight in New York; the feed is empty at weekends; a paper appears one to
five days after its submission; at most 2,000 papers an answer; an error is an entry titled "Error". "Thank you to
arXiv for use of its open access interoperability."
"""

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from digesttui.sources.fetch import Answer, Fetch
from digesttui.sources.wanted import NEVER, Wanted

API, FEEDS = "https://export.arxiv.org", "https://rss.arxiv.org"
SITE_VARIABLE = "DIGEST_TUI_ARXIV_URL"
CATEGORY = re.compile(r"[a-z]+(?:-[a-z]+)*(?:\.[A-Za-z]+(?:-[A-Za-z]+)*)?")

_MOST, _FOUND = 2_000, 200  # papers of a day, and of a search
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
    collect = partial(_collect, API, "/api/query", _params(clauses, _MOST), settled, True)
    return Wanted(_label(category, of, query), f"arxiv/arxiv-{category}-{of}{_dashed(query)}.xml", settled, collect)


def search(category: str, query: str, today: date) -> Wanted:
    """The newest papers of a category that hold all words of ``query``."""
    collect = partial(_collect, API, "/api/query", _params(_clauses(category, query), _FOUND), NEVER, False)
    file = f"arxiv/arxiv-{category}-{today}-search{_dashed(query)}.xml"
    return Wanted(_label(category, "newest", query), file, NEVER, collect)


def newest(category: str) -> Wanted:
    """What was announced last."""
    collect = partial(_collect, FEEDS, f"/atom/{category}", {}, NEVER, False)
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


def _collect(
    site: str, path: str, params: Mapping[str, str | int], settled: datetime, all_of_them: bool, fetch: Fetch
) -> Answer:
    address = os.environ.get(SITE_VARIABLE, site).rstrip("/") + path
    fresh_since = min(settled, last_change(datetime.now(UTC)))
    answer = fetch.get(address, params, accept=_XML, check=partial(_check, all_of_them), fresh_since=fresh_since)
    return answer if _ENTRY.search(answer.body) else replace(answer, body=b"")


def _check(all_of_them: bool, body: bytes) -> None:
    """Raise ``ValueError`` for what is no whole feed: cut off, an error, or short of the papers it counts."""
    if not body.rstrip().endswith((b"</feed>", b"</rss>")):
        raise ValueError("its answer is no whole feed; try again later")
    error = _ERROR.search(body)
    if error:
        raise ValueError(f"says: {error[1].decode('utf-8', 'replace')}")
    total, here = _TOTAL.search(body), len(_ENTRY.findall(body))
    if total and here < int(total[1]) and (all_of_them or not here):
        raise ValueError(f"sent {here} of {int(total[1])} papers; try again later")


def _label(category: str, *parts: object) -> str:
    return ", ".join((f"arxiv:{category}", *(str(part) for part in parts if part)))


def _dashed(query: str) -> str:
    return "".join(f"-{word.lower()}" for word in _WORD.findall(query))[:_LONGEST_NAME]
