"""How long a site asks us to wait, in each of the ways it can say so."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digesttui.sources.faults import broken_off, overloaded, retry_after

TEN = "Tue, 18 Mar 2025 10:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "7"}, 7.0),
        ({"retry-after": " 0 "}, 0.0),
        ({"retry-after": "Tue, 18 Mar 2025 10:02:00 GMT", "date": TEN}, 120.0),
        ({"retry-after": "Tue, 18 Mar 2025 09:00:00 GMT", "date": TEN}, 0.0),
        ({"retry-after": "Tue, 18 Mar 2025 10:02:00", "date": TEN}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-3"}, None),
        ({"retry-after": "9" * 400}, None),
        ({"retry-after": TEN, "date": "nonsense"}, None),
        ({"ratelimit": '"api";r=0;t=55'}, 55.0),
        ({"retry-after": "7", "ratelimit": '"api";r=0;t=55'}, 7.0),
        ({"ratelimit": "limit=500"}, None),
        ({}, None),
    ],
)
def test_the_wait_a_site_asks_for(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers) == seconds


def test_a_moment_without_the_sites_own_clock_is_taken_by_ours() -> None:
    moment = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    wait = retry_after({"retry-after": moment})
    assert wait is not None
    assert 25 < wait <= 30


@given(st.dictionaries(st.sampled_from(["retry-after", "ratelimit", "date"]), st.text()))
def test_no_header_however_odd_breaks_it(headers: dict[str, str]) -> None:
    wait = retry_after(headers)
    assert wait is None or wait >= 0
    assert str(overloaded("example.org", 429, headers)).isprintable()


@given(st.text())
def test_what_the_system_says_is_one_clean_line(text: str) -> None:
    told = str(broken_off("example.org", OSError(text)))
    assert "\n" not in told
    assert "\x1b" not in told
    assert len(told) < 200
