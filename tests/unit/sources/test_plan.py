"""From what a reader asks for to the digests to fetch."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digesttui.sources import plan
from digesttui.sources.plan import Period

TODAY = date(2025, 3, 19)


def files(source: str, period: Period | None = None, query: str = "") -> list[str]:
    return [wanted.file.partition("/")[2] for wanted in plan.plan(source, period, query, TODAY)]


def test_by_default_it_is_the_newest() -> None:
    assert files("huggingface") == ["huggingface-2025-03-19.json"]
    assert files("arxiv:cs.CL") == ["arxiv-cs.CL-{date}-new.xml"]


def test_since_walks_days_up_to_today() -> None:
    period = plan.since("2025-03-17", TODAY)
    assert files("huggingface", period) == [f"huggingface-2025-03-{day}.json" for day in (17, 18, 19)]
    assert files("arxiv:cs.CL", period) == [f"arxiv-cs.CL-2025-03-{day}.xml" for day in (17, 18, 19)]


@pytest.mark.parametrize(("written", "first"), [("-2d", date(2025, 3, 17)), ("-0d", TODAY), ("-2w", date(2025, 3, 5))])
def test_a_day_may_be_so_many_days_or_weeks_ago(written: str, first: date) -> None:
    assert plan.since(written, TODAY).first == plan.day(written, TODAY).first == first


def test_weeks_and_months_are_one_answer_of_huggingface_and_days_of_arxiv() -> None:
    week, month = plan.week("2025-W12", TODAY), plan.month("2025-03", TODAY)
    assert files("huggingface", week) == ["huggingface-2025-W12.json"]
    assert files("huggingface", month) == ["huggingface-2025-03.json"]
    assert files("arxiv:cs.CL", week) == [f"arxiv-cs.CL-2025-03-{day}.xml" for day in (17, 18, 19)]
    assert len(files("arxiv:cs.CL", month)) == 19


def test_past_weeks_and_months_are_whole() -> None:
    assert len(plan.week("2025-W01", TODAY).days) == 7
    assert len(plan.month("2024-02", TODAY).days) == 29
    assert plan.month("2024-12", TODAY).last == date(2024, 12, 31)


def test_words_are_searched_for() -> None:
    assert files("huggingface", None, "kites") == ["huggingface-2025-03-19-search-kites.json"]
    assert files("arxiv:cs.CL", None, "kites") == ["arxiv-cs.CL-2025-03-19-search-kites.xml"]
    assert files("arxiv:cs.CL", plan.day("yesterday", TODAY), "kites") == ["arxiv-cs.CL-2025-03-18-kites.xml"]


@pytest.mark.parametrize(
    ("source", "period", "query", "told"),
    [
        ("huggingface", plan.day("today", TODAY), "kites", "leave the days away"),
        ("huggingface", None, "k" * 251, "at most 250 characters"),
        ("arxiv", None, "", "no source 'arxiv'; there are"),
        ("arxiv:", None, "", "no source"),
        ("arxiv:cs CL", None, "", "no source"),
        ("arxiv:../x", None, "", "no source"),
        ("reddit", None, "", "no source 'reddit'"),
        ("huggingface:cs.CL", None, "", "no source"),
    ],
)
def test_what_a_source_cannot_give_is_told(source: str, period: Period | None, query: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        plan.plan(source, period, query, TODAY)


@pytest.mark.parametrize(
    ("read", "written", "told"),
    [
        (plan.day, "tomorrow", "is no day; write it as 2025-03-19, today, yesterday, or -7d"),
        (plan.day, "2025-02-30", "is no day"),
        (plan.day, "2025-03-20", "has not come yet"),
        (plan.since, "18 March", "is no day"),
        (plan.week, "2025-12", "is no week; write it as 2025-W12"),
        (plan.week, "2025-W54", "is no week"),
        (plan.week, "2025-W13", "has not come yet"),
        (plan.month, "2025-13", "is no month; write it as 2025-03"),
        (plan.month, "March", "is no month"),
        (plan.month, "2025-04", "has not come yet"),
    ],
)
def test_a_mistake_is_told_with_what_would_be_right(read: plan.Reader, written: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        read(written, TODAY)


@given(st.dates(date(1999, 1, 1), date(2100, 1, 1)), st.integers(0, 60))
def test_a_period_ends_today_at_the_latest_and_holds_the_day_it_is_named_after(of: date, later: int) -> None:
    today = of + timedelta(days=later)
    for period in (plan.day(str(of), today), plan.week(f"{of:%G-W%V}", today), plan.month(str(of)[:7], today)):
        assert of in period.days
        assert period.days[-1] == period.last <= today
        assert period.days == sorted(set(period.days))
