"""Which digest is in view, and how it is called."""

import datetime

from digesttui.store import DigestFacts
from digesttui.tui import scope

MARCH, MAY = datetime.date(2025, 3, 18), datetime.date(2025, 5, 1)
DIGESTS = (
    DigestFacts("late", "page", MAY, 3),
    DigestFacts("early", "page", MARCH, 2),
    DigestFacts("early-moe", "page", MARCH, 2),
    DigestFacts("someday", "page", None, 1),
)


def test_stepping_ends_at_all_and_at_the_oldest() -> None:
    assert scope.stepped(None, 1, DIGESTS) == "late"
    assert scope.stepped("late", 1, DIGESTS) == "early"
    assert scope.stepped("someday", 1, DIGESTS) == "someday"
    assert scope.stepped("late", -1, DIGESTS) is None
    assert scope.stepped(None, -1, DIGESTS) is None


def test_a_digest_that_is_gone_counts_as_all() -> None:
    assert scope.stepped("removed", 1, DIGESTS) == "late"
    assert scope.title("removed", DIGESTS, "·") == "all 4 digests"


def test_a_digest_is_called_by_its_date_and_by_its_name_where_that_is_not_enough() -> None:
    assert scope.title("late", DIGESTS, "·") == "1 May 2025"
    assert scope.title("early", DIGESTS, "·") == "18 Mar 2025 · early"
    assert scope.title("someday", DIGESTS, "·") == "someday"


def test_all_digests_are_counted_but_a_single_one_is_called_by_its_name() -> None:
    assert scope.title(None, DIGESTS, "·") == "all 4 digests"
    assert scope.title(None, DIGESTS[:1], "·") == "1 May 2025"
    assert scope.title(None, (), "·") == "no digests"
