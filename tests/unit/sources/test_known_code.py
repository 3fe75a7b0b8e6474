"""What is known of repositories, as the screen and the filter ask for it."""

from datetime import UTC, date, datetime
from pathlib import Path

from digesttui.sources.known_code import KnownCode
from digesttui.sources.repositories import Repository, keep

NOON = datetime(2025, 3, 18, 12, tzinfo=UTC)
LANTERN = Repository("Ann/Lantern", NOON, 12, date(2025, 3, 1), "MIT", "C++")


def test_facts_are_found_by_name_and_as_columns(tmp_path: Path) -> None:
    keep(tmp_path, LANTERN)
    keep(tmp_path, Repository("ann/gone", NOON, gone=True))
    code = KnownCode(lambda: tmp_path)
    assert code.of("ann/LANTERN") == LANTERN
    assert code.of("ann/kite") is None
    assert code.words("license") == {"ann/lantern": "MIT"}
    assert code.words("language") == {"ann/lantern": "C++"}
    assert code.numbers("stars") == {"ann/lantern": 12}
    assert code.numbers("pushed") == {"ann/lantern": date(2025, 3, 1).toordinal()}


def test_what_another_process_asked_is_known_at_the_next_question(tmp_path: Path) -> None:
    code = KnownCode(lambda: tmp_path)
    assert code.numbers("stars") == {}
    keep(tmp_path, LANTERN)
    assert code.of("ann/lantern") == LANTERN
    keep(tmp_path, Repository("ann/kite", NOON, 3))
    assert code.numbers("stars") == {"ann/lantern": 12, "ann/kite": 3}


def test_a_cache_that_was_deleted_is_no_longer_known(tmp_path: Path) -> None:
    keep(tmp_path, LANTERN)
    code = KnownCode(lambda: tmp_path)
    assert code.of("ann/lantern")
    (tmp_path / "repositories.tsv").unlink()
    assert code.of("ann/lantern") is None
