"""A day to come, as a reader writes it."""

import datetime

import pytest

from digesttui.errors import DigestError
from digesttui.tui.coming import coming_day

TODAY = datetime.date(2025, 9, 12)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3d", "2025-09-15"),
        (" +2W ", "2025-09-26"),
        ("1 m", "2025-10-12"),
        ("1y", "2026-09-12"),
        ("tomorrow", "2025-09-13"),
        ("2026-01-31", "2026-01-31"),
        ("2026-02", "2026-02-01"),
    ],
)
def test_a_day_can_be_written_in_several_ways(text: str, day: str) -> None:
    assert coming_day(text, TODAY).isoformat() == day


@pytest.mark.parametrize(
    "text", ["", "never", "0d", "today", "yesterday", "-3d", "2025", "<2026", "9999y", "..", "2025-02-30"]
)
def test_what_is_no_day_to_come_is_told_in_one_line(text: str) -> None:
    with pytest.raises(DigestError, match="write 3d, 2w, tomorrow or 2026-01-31") as told:
        coming_day(text, TODAY)
    assert "\n" not in str(told.value)
