"""One mail over several views."""

from pathlib import Path

import pytest

from digesttui.mail import edition as editions
from digesttui.mail.edition import Edition

from .papers import MONDAY, TUESDAY, paper

KITES, OLD = paper("Kites", TUESDAY), paper("Old Lamps", MONDAY)


def edition(folder: Path, recipient: str | None = "ada@example.org") -> Edition:
    made = Edition(folder, recipient)
    made.add("sky", "sky", [OLD, KITES])
    made.add("wind", "wind", [KITES])
    return made


def test_a_paper_of_two_views_stands_under_the_first_and_is_known_to_both(tmp_path: Path) -> None:
    first = edition(tmp_path)
    assert [(section.view, list(section.papers)) for section in first.sections] == [("sky", [KITES])]
    first.begin()
    first.sent()
    assert edition(tmp_path).sections == []
    only_wind = Edition(tmp_path, "ada@example.org")
    only_wind.add("wind", "wind", [KITES])
    assert only_wind.sections == []


def test_since_a_day_means_sent_or_not_and_newest_first(tmp_path: Path) -> None:
    edition(tmp_path).begin()
    again = Edition(tmp_path, "ada@example.org")
    again.add("sky", "sky", [OLD, KITES, paper("Undated", None)], MONDAY)
    assert [section.papers for section in again.sections] == [[KITES, OLD]]


def test_what_does_not_fit_comes_with_the_next_mail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(editions, "MOST", 2)
    many = [paper(f"Kite {number}", TUESDAY) for number in range(5)]
    told = []
    for _ in range(4):
        made = Edition(tmp_path, "ada@example.org")
        made.add("sky", "sky", many)
        told.append([(len(section.papers), section.left_out) for section in made.sections])
        made.begin()
        made.sent()
    assert told == [[(2, 3)], [(2, 1)], [(1, 0)], []]


def test_without_a_recipient_nothing_is_read_or_written(tmp_path: Path) -> None:
    assert [section.view for section in edition(tmp_path / "none", None).sections] == ["sky"]
    assert not (tmp_path / "none").exists()


def test_a_mail_tried_again_has_the_same_name_and_the_next_one_another(tmp_path: Path) -> None:
    first = edition(tmp_path)
    first.begin()
    again = edition(tmp_path)
    assert again.id == first.id
    again.sent()
    repeated = Edition(tmp_path, "ada@example.org")
    repeated.add("sky", "sky", [OLD, KITES], TUESDAY)
    repeated.add("wind", "wind", [KITES], TUESDAY)
    assert [section.view for section in repeated.sections] == ["sky"]
    assert repeated.id != first.id
