"""Dates and numbers as they are written in a filter."""

import calendar
import datetime
import re
from collections.abc import Callable
from math import inf, nextafter

from digesttui.query.mistakes import Mistake, did_you_mean

NAMED_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
_DAY = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?")
_DAY_BEGUN = re.compile(r"\d{0,4}|\d{4}[-/]|\d{4}[-/]\d{1,2}[-/]|-\d{0,5}")
_AGO = re.compile(r"-(\d{1,5})([dwmy])")
_DAYS_IN = {"d": 1, "w": 7, "m": 30, "y": 365}
_NUMBER = re.compile(r"(\d{1,12}(?:\.\d{1,9})?|\.\d{1,9})([km]?)", re.IGNORECASE)
_TIMES = {"": 1, "k": 1_000, "m": 1_000_000}

Range = tuple[float, float]


def date_range(text: str, today: datetime.date) -> Range:
    """First and last day that ``text`` means, as ordinals; raises ``Mistake``."""
    return _range(text, lambda day: _days(day.lower(), today))


def number_range(text: str) -> Range:
    """Least and greatest number that ``text`` means; raises ``Mistake``."""
    return _range(text, _number)


def _range(text: str, read: Callable[[str], Range]) -> Range:
    if text.endswith(".") and not text.endswith(".."):
        raise Mistake("unfinished range", unfinished=True)
    if ".." in text:
        low, high = text.split("..", 1)
        return read(low)[0] if low else -inf, read(high)[1] if high else inf
    value = text.lstrip("<>=")
    comparison = text[: len(text) - len(value)]
    if not value:
        raise Mistake("nothing to compare with", unfinished=True)
    low_of, high_of = read(value)
    match comparison:
        case ">":
            return nextafter(high_of, inf), inf
        case ">=":
            return low_of, inf
        case "<":
            return -inf, nextafter(low_of, -inf)
        case "<=":
            return -inf, high_of
        case "" | "=" | "==":
            return low_of, high_of
    raise Mistake(f'no comparison "{comparison}"', "use >, >=, <, <= or a range such as 10..20")


def _number(text: str) -> Range:
    match = _NUMBER.fullmatch(text)
    if match is None:
        raise Mistake("not a number", "such as 50, 1.5k, >=10 or 10..20")
    number = float(match[1]) * _TIMES[match[2].lower()]
    return number, number


def _days(text: str, today: datetime.date) -> Range:
    if text in NAMED_DAYS:
        day = today.toordinal() + NAMED_DAYS[text]
        return day, day
    if ago := _AGO.fullmatch(text):
        day = today.toordinal() - int(ago[1]) * _DAYS_IN[ago[2]]
        return day, day
    if written := _DAY.fullmatch(text):
        return _calendar_days(*(int(part) if part else None for part in written.groups()))
    unfinished = _DAY_BEGUN.fullmatch(text) is not None or any(name.startswith(text) for name in NAMED_DAYS)
    hint = did_you_mean(text, NAMED_DAYS) or "such as 2025-09-11, 2025-09, today or -7d.."
    raise Mistake("not a date", hint, unfinished=unfinished)


def _calendar_days(year: int | None, month: int | None = None, day: int | None = None) -> Range:
    assert year is not None
    try:
        first = datetime.date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        raise Mistake("no such day", unfinished=month == 0 or day == 0) from None
    if day:
        return first.toordinal(), first.toordinal()
    last = datetime.date(year, month or 12, calendar.monthrange(year, month or 12)[1])
    return first.toordinal(), last.toordinal()
