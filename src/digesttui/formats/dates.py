"""Days as files write them: `2025-09-11`, `Sep 11`, `11 September 2025`, `Thu, 11 Sep 2025 00:00:00 GMT`."""

import datetime
import re
from contextlib import suppress
from dataclasses import dataclass

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    "(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    "|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?P<day>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_ISO = re.compile(r"(?<![^\W_])((?:19|20)\d\d)(?:[-_./](\d\d?)[-_./](\d\d?)|(\d\d)(\d\d))(?!\d)")
_MONTH_FIRST = re.compile(rf"{_WEEKDAY}\b{_MONTH}\.?\s+{_DAY}(?:,?\s+{_YEAR})?\b", re.I)
_DAY_FIRST = re.compile(rf"{_WEEKDAY}\b{_DAY}(?:\s+of)?[\s-]+{_MONTH}\.?(?:,?[\s-]+{_YEAR})?\b", re.I)
_WEEK = datetime.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the calendar, its year perhaps unknown."""

    month: int
    day: int
    year: int | None = None

    def __str__(self) -> str:
        return f"{MONTHS[self.month - 1].title()} {self.day}"

    def in_year(self, year: int) -> datetime.date | None:
        """This day in that year, unless it has no such day."""
        try:
            return datetime.date(year, self.month, self.day)
        except ValueError:
            return None


def iso_date(text: str) -> datetime.date | None:
    """The first `2025-09-11` (or 2025_09_11, 20250911) in ``text``, a file's name for example."""
    if text[:2] in ("19", "20") and text[4:5] == text[7:8] == "-" and text[10:11] == "T":
        with suppress(ValueError):
            return datetime.date.fromisoformat(text[:10])  # a timestamp, which most are, is read five times as fast
    for match in _ISO.finditer(text):
        year, *month_day = (int(part) for part in match.groups() if part)
        found = Day(*month_day).in_year(year)
        if found:
            return found
    return None


def whole_day(text: str) -> Day | None:
    """The day that ``text`` consists of; None where there is none or more beside it."""
    text = text.strip(" \t\n.,:;|·‹›<>←→()")
    for pattern in (_MONTH_FIRST, _DAY_FIRST):
        match = pattern.fullmatch(text)
        if match:
            return _day(match)
    iso = iso_date(text) if _ISO.fullmatch(text) else None
    return Day(iso.month, iso.day, iso.year) if iso else None


def find_date(text: str) -> datetime.date | None:
    """The first day with a year anywhere in ``text``: an ISO timestamp, a mail's date, a heading."""
    found = iso_date(text)
    if found:
        return found
    matches = (match for pattern in (_MONTH_FIRST, _DAY_FIRST) for match in pattern.finditer(text))
    days = (day for day in map(_day, matches) if day and day.year)
    return next((day.in_year(day.year) for day in days if day.year), None)


def resolve(day: Day, *, name: str, page_year: int | None, year: int | None) -> datetime.date | None:
    """The date of ``day``: its year from an ISO date in ``name``, else from the page, else as given.

    The name's year gives way to its neighbour where that brings the day within a week of the name's date (a page of
    31 December saved on 1 January).
    """
    named = iso_date(name)
    if named:
        same, *neighbours = (day.in_year(named.year + step) for step in (0, -1, 1))
        near = next((date for date in neighbours if date and abs(date - named) <= _WEEK), None)
        if near or same:
            return near or same
    known = day.year or page_year or year
    return day.in_year(known) if known else None


def latest(day: Day, until: datetime.date) -> datetime.date | None:
    """The latest such day that is not after ``until``."""
    past = (day.in_year(until.year - back) for back in range(9))  # 29 February may be eight years back
    return next((date for date in past if date and date <= until), None)


def _day(match: re.Match[str]) -> Day | None:
    month = MONTHS.index(match["month"][:3].lower()) + 1
    day = Day(month, int(match["day"]), int(match["year"]) if match["year"] else None)
    return day if day.in_year(day.year or 2024) else None  # 2024 has a 29 February
