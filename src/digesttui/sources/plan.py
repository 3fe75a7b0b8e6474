"""What a reader asks for (a source, a period, words) → the digests to fetch."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from digesttui.sources import arxiv, huggingface
from digesttui.sources.wanted import Wanted

_AGO = re.compile(r"-(\d{1,4})([dw])")
_WEEK, _MONTH = re.compile(r"(\d{4})-W(\d\d)"), re.compile(r"(\d{4})-(\d\d)")


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``first`` to ``last``; ``unit`` is how they were named."""

    unit: Literal["days", "week", "month"]
    first: date
    last: date

    @property
    def days(self) -> list[date]:
        """Each day."""
        return [self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1)]


Reader = Callable[[str, date], Period]
"""Reads a period as it was written, knowing what day it is; ``ValueError`` tells what would be right."""


def day(written: str, today: date) -> Period:
    """``2025-03-18``, ``today``, ``yesterday``, or so many days or weeks ago: ``-7d``, ``-2w``."""
    named = {"today": today, "yesterday": today - timedelta(days=1)}
    if ago := _AGO.fullmatch(written):
        named[written] = today - timedelta(days=int(ago[1]) * (7 if ago[2] == "w" else 1))
    try:
        found = named.get(written) or date.fromisoformat(written)
    except ValueError:
        raise ValueError(f"{written!r} is no day; write it as {today}, today, yesterday, or -7d") from None
    return _begun("days", found, found, today)


def since(written: str, today: date) -> Period:
    """From a day to today."""
    return Period("days", day(written, today).first, today)


def week(written: str, today: date) -> Period:
    """An ISO week, as ``2025-W16``."""
    match = _WEEK.fullmatch(written)
    try:
        monday = date.fromisocalendar(int(match[1]), int(match[2]), 1) if match else None
    except ValueError:
        monday = None
    if monday is None:
        raise ValueError(f"{written!r} is no week; write it as {today:%G-W%V}")
    return _begun("week", monday, monday + timedelta(days=6), today)


def month(written: str, today: date) -> Period:
    """A month, as ``2025-04``."""
    match = _MONTH.fullmatch(written)
    try:
        first = date(int(match[1]), int(match[2]), 1) if match else None
    except ValueError:
        first = None
    if first is None:
        raise ValueError(f"{written!r} is no month; write it as {today:%Y-%m}")
    return _begun("month", first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1), today)


def plan(source: str, period: Period | None, query: str, today: date) -> list[Wanted]:
    """The digests of ``source`` (``huggingface``, or ``arxiv:`` and a category), by default the newest."""
    site, _, category = source.partition(":")
    if source == "huggingface":
        return _of_huggingface(period, query, today)
    if site == "arxiv" and arxiv.CATEGORY.fullmatch(category):
        if period:
            return [arxiv.day(category, of, query) for of in period.days]
        return [arxiv.search(category, query, today) if query else arxiv.newest(category)]
    raise ValueError(f"no source {source!r}; there are huggingface, and arxiv: with a category, as arxiv:cs.CL")


def _of_huggingface(period: Period | None, query: str, today: date) -> list[Wanted]:
    if query and period:
        raise ValueError("huggingface finds words among all days; leave the days away, or the words")
    if len(query) > huggingface.MAX_QUERY:
        raise ValueError(f"huggingface takes at most {huggingface.MAX_QUERY} characters of a query")
    if query:
        return [huggingface.search(query, today)]
    match period:
        case None:
            return [huggingface.day(today)]
        case Period("week", first):
            return [huggingface.week(first)]
        case Period("month", first):
            return [huggingface.month(first)]
        case _:
            return [huggingface.day(of) for of in period.days]


def _begun(unit: Literal["days", "week", "month"], first: date, last: date, today: date) -> Period:
    if first > today:
        raise ValueError(f"{first} has not come yet (the sites count days in UTC)")
    return Period(unit, first, min(last, today))
