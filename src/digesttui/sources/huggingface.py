"""The Daily Papers of Hugging Face, from their API (``/api/daily_papers``, ``/api/papers/search``).

Facts: an answer is a list of entries, at most 100 (a search 120) of them; an error is an object with ``error``.
A day is a day in UTC, a week an ISO week.
"""

import json
import os
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from typing import Any

from digesttui.sources.fetch import Answer, Fetch
from digesttui.sources.wanted import NEVER, Wanted

SITE = "https://huggingface.co"
SITE_VARIABLE = "DIGEST_TUI_HUGGINGFACE_URL"
MAX_QUERY = 250  # characters

_PAGE, _FOUND = 100, 120  # entries in a page, and in what a search finds
_MAX_PAGES = 50
_LONGEST_NAME = 40  # characters of a query in the name of a file
_NOT_IN_NAME = re.compile(r"[\W_]+")


def day(of: date) -> Wanted:
    """The digest of a day."""
    return _listing("date", of.isoformat(), of + timedelta(days=1))


def week(of: date) -> Wanted:
    """The digest of the ISO week in which a day lies."""
    return _listing("week", f"{of:%G-W%V}", of + timedelta(days=8 - of.isoweekday()))


def month(of: date) -> Wanted:
    """The digest of the month in which a day lies."""
    return _listing("month", f"{of:%Y-%m}", (of.replace(day=1) + timedelta(days=31)).replace(day=1))


def search(query: str, today: date) -> Wanted:
    """What the site finds for ``query`` today; at most ``MAX_QUERY`` characters."""
    words = _NOT_IN_NAME.sub("-", query.lower()).strip("-")[:_LONGEST_NAME] or "search"
    return Wanted(
        f"huggingface, {query}",
        f"huggingface/huggingface-{today}-search-{words}.json",
        NEVER,
        partial(_found, query),
    )


def _listing(unit: str, called: str, after: date) -> Wanted:
    settled = datetime.combine(after, time(), UTC)
    collect = partial(_all_pages, {unit: called}, settled)
    return Wanted(f"huggingface, {called}", f"huggingface/huggingface-{called}.json", settled, collect)


def _all_pages(params: Mapping[str, str], settled: datetime, fetch: Fetch) -> Answer:
    answers: list[Answer] = []
    while len(answers) < _MAX_PAGES:
        answer = _get(fetch, "/api/daily_papers", {**params, "limit": _PAGE, "p": len(answers)}, settled)
        count = len(_entries(answer.body))
        if count or not answers:
            answers.append(answer)
        if count < _PAGE:
            break
    oldest = min(answers, key=lambda answer: answer.fetched)
    remark = next((answer.remark for answer in answers if answer.remark), "")
    return replace(oldest, body=_joined([answer.body for answer in answers]), remark=remark)


def _found(query: str, fetch: Fetch) -> Answer:
    answer = _get(fetch, "/api/papers/search", {"q": query, "limit": _FOUND}, NEVER)
    return answer if _entries(answer.body) else replace(answer, body=b"")


def _get(fetch: Fetch, path: str, params: Mapping[str, str | int], settled: datetime) -> Answer:
    site = os.environ.get(SITE_VARIABLE, SITE).rstrip("/")
    return fetch.get(site + path, params, accept="application/json", check=_entries, fresh_since=settled)


def _entries(body: bytes) -> list[Any]:
    """The entries of an answer. Raises ``ValueError`` where it is none."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"its answer is no JSON ({error}); try again later") from error
    if isinstance(answer, dict) and "error" in answer:
        raise ValueError(f"says: {answer['error']}")
    if not isinstance(answer, list) or not all(isinstance(entry, dict) for entry in answer):
        raise ValueError("its answer is no list of papers; a newer digest-tui may understand it")
    return answer


def _joined(lists: list[bytes]) -> bytes:
    """Lists in JSON as one, byte for byte; nothing where that has no entries."""
    if len(lists) == 1:
        return lists[0] if _entries(lists[0]) else b""
    return b"[" + b",\n".join(one.strip()[1:-1] for one in lists) + b"]"
