"""Days as files write them."""

import datetime

import pytest

from digesttui.formats.dates import Day, find_date, iso_date, latest, resolve, whole_day

SEPTEMBER = datetime.date(2025, 9, 11)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Sep 11", Day(9, 11)),
        ("September 11, 2025", Day(9, 11, 2025)),
        ("Sept. 11th 2025", Day(9, 11, 2025)),
        ("Thu, Sep 11", Day(9, 11)),
        ("Thursday 11 September 2025", Day(9, 11, 2025)),
        ("11-Sep-2025", Day(9, 11, 2025)),
        ("2025-09-11", Day(9, 11, 2025)),
        ("‹ Sep 11 ›", Day(9, 11)),
        ("Feb 29", Day(2, 29)),
        ("Feb 30", None),
        ("Feb 29, 2025", None),
        ("2025-13-11", None),
        ("Sep 11 and more", None),
        ("March of the penguins", None),
        ("Mar", None),
    ],
)
def test_a_text_that_is_a_day(text: str, day: Day | None) -> None:
    assert whole_day(text) == day


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2025-09-11T00:00:00.000Z", SEPTEMBER),
        ("Thu, 11 Sep 2025 00:00:00 -0400", SEPTEMBER),
        ("Daily AI Papers (September 11, 2025)", SEPTEMBER),
        ("Sep 10 to Sep 11, 2025", SEPTEMBER),
        ("version 2025-99-99, then 2025/9/11", SEPTEMBER),
        ("2025-99-99T00:00 rather 2025-09-11", SEPTEMBER),
        ("Sep 11", None),
        ("nothing", None),
    ],
)
def test_a_date_somewhere_in_a_text(text: str, date: datetime.date | None) -> None:
    assert find_date(text) == date


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("daily-2025-09-11", SEPTEMBER),
        ("20250911", SEPTEMBER),
        ("2025_09_11 saved", SEPTEMBER),
        ("772dc8820250911", None),
        ("2501.01234", None),
        ("a20250911b", None),
    ],
)
def test_a_date_in_a_name(name: str, date: datetime.date | None) -> None:
    assert iso_date(name) == date


def test_the_year_of_the_name_gives_way_across_the_new_year_only() -> None:
    def dated(day: Day, name: str) -> datetime.date | None:
        return resolve(day, name=name, page_year=None, year=None)

    assert dated(Day(12, 31), "2026-01-01") == datetime.date(2025, 12, 31)
    assert dated(Day(1, 1), "2025-12-31") == datetime.date(2026, 1, 1)
    assert dated(Day(12, 20), "2026-01-01") == datetime.date(2026, 12, 20)


def test_a_day_no_year_has_is_unknown() -> None:
    assert resolve(Day(2, 29), name="", page_year=2025, year=None) is None
    assert latest(Day(2, 29), datetime.date(1903, 3, 1)) == datetime.date(1896, 2, 29)


def test_a_day_reads_as_pages_write_it() -> None:
    assert str(Day(9, 11, 2025)) == "Sep 11"
