"""Whom we ask, and where a redirect may lead."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from digesttui.errors import FetchFailed
from digesttui.sources import addresses


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/b", "https://export.arxiv.org/b"),
        ("?x=1", "https://export.arxiv.org/a?x=1"),
        ("https://arxiv.org/a", "https://arxiv.org/a"),
        ("//rss.arxiv.org/a", "https://rss.arxiv.org/a"),
    ],
)
def test_a_redirect_may_lead_within_the_site(location: str, target: str) -> None:
    assert addresses.redirected("https://export.arxiv.org/a", location) == target


@pytest.mark.parametrize(
    "location",
    [
        "http://export.arxiv.org/a",
        "https://arxiv.org:8443/a",
        "https://evilarxiv.org/a",
        "https://arxiv.org.evil.example/a",
        "https://arxiv.org@evil.example/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://[::1",
    ],
)
def test_a_redirect_may_not_lead_away_or_to_less_safety(location: str) -> None:
    with pytest.raises(FetchFailed):
        addresses.redirected("https://export.arxiv.org/a", location)


@given(st.text())
@example("\x1b]52;c;x\x07")
def test_no_location_however_odd_leads_elsewhere(location: str) -> None:
    try:
        target = addresses.redirected("https://arxiv.org/a", location)
    except FetchFailed as error:
        assert "\x1b" not in str(error)
    else:
        assert target.startswith("https://arxiv.org")
        assert addresses.site(target) == "arxiv.org"
