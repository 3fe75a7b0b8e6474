"""Dates and numbers as they are written."""

import datetime
from math import inf

import pytest

from digesttui.query.mistakes import Mistake, nearest
from digesttui.query.values import date_range, number_range

TODAY = datetime.date(2025, 9, 12)


def days(text: str) -> tuple[str, str]:
    first, last = date_range(text, TODAY)
    return tuple("" if abs(day) == inf else str(datetime.date.fromordinal(round(day))) for day in (first, last))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-09-11", "2025-09-11", "2025-09-11"),
        ("2025/9/1", "2025-09-01", "2025-09-01"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-09-01..2025-09-11", "2025-09-01", "2025-09-11"),
        ("2025-08..2025-09", "2025-08-01", "2025-09-30"),
        ("2025-09..", "2025-09-01", ""),
        ("..2025-09", "", "2025-09-30"),
        (">=2025-09", "2025-09-01", ""),
        ("<=2025-09", "", "2025-09-30"),
        ("=2025-09", "2025-09-01", "2025-09-30"),
        ("today", "2025-09-12", "2025-09-12"),
        ("Yesterday", "2025-09-11", "2025-09-11"),
        ("tomorrow", "2025-09-13", "2025-09-13"),
        ("-7d..", "2025-09-05", ""),
        ("-2w..yesterday", "2025-08-29", "2025-09-11"),
        ("-1m", "2025-08-13", "2025-08-13"),
        ("-1y", "2024-09-12", "2024-09-12"),
    ],
)
def test_a_date_is_a_range_of_days(text: str, first: str, last: str) -> None:
    assert days(text) == (first, last)


def test_after_and_before_leave_the_whole_period_out() -> None:
    september = date_range("2025-09", TODAY)
    assert september[1] < date_range(">2025-09", TODAY)[0] < september[1] + 1
    assert september[0] - 1 < date_range("<2025-09", TODAY)[1] < september[0]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("5", 5, 5),
        (">=50", 50, inf),
        ("<=10", -inf, 10),
        ("1..3", 1, 3),
        ("2..", 2, inf),
        ("1.5K", 1500, 1500),
        ("2M", 2e6, 2e6),
    ],
)
def test_a_number_is_a_range_too(text: str, low: float, high: float) -> None:
    assert number_range(text) == (low, high)


def test_more_and_less_are_strict() -> None:
    assert 1 < number_range(">1")[0] < 2
    assert 4 < number_range("<5")[1] < 5


@pytest.mark.parametrize(
    ("text", "unfinished"),
    [
        ("2025-02-30", False),
        ("2025-0", True),
        ("2025-09-0", True),
        ("20", True),
        ("yest", True),
        ("-3", True),
        ("soon", False),
        ("", True),
    ],
)
def test_what_is_no_date_is_told_from_what_is_none_yet(text: str, unfinished: bool) -> None:
    with pytest.raises(Mistake) as caught:
        date_range(text, TODAY)
    assert caught.value.unfinished is unfinished


def test_the_nearest_name_is_one_slip_away_or_two_in_long_ones() -> None:
    names = ["date", "title", "author"]
    assert nearest("dat", names) == "date"
    assert nearest("auhtro", names) == "author"
    assert nearest("dote", names) == "date"
    assert nearest("code", names) is None
    assert nearest("x", []) is None
