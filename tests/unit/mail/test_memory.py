"""What a recipient has had: nothing twice, nothing left out."""

import json
from pathlib import Path

import pytest

from digesttui.errors import LibraryError
from digesttui.mail.memory import Memory

from .papers import MONDAY, TUESDAY, paper

OLD, KITES = paper("Old Lamps", MONDAY), paper("Kites", TUESDAY)


def memory(folder: Path, recipient: str = "ada@example.org", view: str = "sky", filter_text: str = "sky") -> Memory:
    return Memory(folder / "mail", recipient, view, filter_text).recall()


def send(of: Memory, *papers: object) -> list[str]:
    """Send what is new among ``papers``; the titles."""
    given = [one for one in papers if isinstance(one, type(KITES))]
    chosen = of.new(given)
    of.begin(given, chosen)
    of.sent(chosen)
    return [one.title for one in chosen]


def test_the_first_mail_holds_the_newest_day_and_what_has_no_date(tmp_path: Path) -> None:
    undated = paper("Undated", None)
    assert send(memory(tmp_path), KITES, OLD, undated) == ["Kites", "Undated"]


def test_what_was_sent_does_not_come_again(tmp_path: Path) -> None:
    send(memory(tmp_path), KITES, OLD)
    assert send(memory(tmp_path), KITES, OLD) == []


def test_a_paper_that_arrives_late_is_new_whatever_its_date(tmp_path: Path) -> None:
    send(memory(tmp_path), KITES)
    assert send(memory(tmp_path), KITES, OLD) == ["Old Lamps"]


def test_where_sending_failed_the_first_days_papers_are_still_to_come(tmp_path: Path) -> None:
    memory(tmp_path).begin([KITES, OLD], [KITES])
    assert send(memory(tmp_path), KITES, OLD) == ["Kites"]


def test_another_recipient_or_view_has_a_memory_of_its_own(tmp_path: Path) -> None:
    send(memory(tmp_path), KITES)
    assert send(memory(tmp_path, recipient="ADA@example.org"), KITES) == []
    assert send(memory(tmp_path, recipient="bo@example.org"), KITES) == ["Kites"]
    assert send(memory(tmp_path, view="wind"), KITES) == ["Kites"]


def test_a_changed_filter_brings_the_newest_day_and_repeats_nothing(tmp_path: Path) -> None:
    send(memory(tmp_path), KITES)
    wind = paper("Wind", TUESDAY)
    assert send(memory(tmp_path, filter_text="sky | wind"), KITES, wind, OLD) == ["Wind"]
    assert send(memory(tmp_path, filter_text="sky | wind"), KITES, wind, OLD) == []


def test_a_paper_whose_identifier_is_learnt_later_is_the_same(tmp_path: Path) -> None:
    send(memory(tmp_path), paper("Kites"))
    assert send(memory(tmp_path), paper("KITES", id_="2509.00001")) == []
    send(memory(tmp_path), paper("Lamps", id_="2509.00002"))
    assert send(memory(tmp_path), paper("Lamps"), paper("A Better Title", id_="2509.00002")) == []


def test_the_same_title_under_another_identifier_is_another_paper(tmp_path: Path) -> None:
    send(memory(tmp_path), paper("Kites", id_="2509.00001"))
    assert send(memory(tmp_path), paper("Kites", id_="2509.00007")) == ["Kites"]


def test_a_damaged_memory_is_told_and_not_guessed(tmp_path: Path) -> None:
    of = memory(tmp_path)
    send(of, KITES)
    good = of.path.read_text()
    for bad in ("", "[]", good[:-9], good.replace('"version": 1', '"version": 2'), good.replace('"sent"', '"x"')):
        of.path.write_text(bad)
        with pytest.raises(LibraryError, match="delete it to begin anew"):
            memory(tmp_path)


def test_the_file_says_whose_it_is_and_nothing_of_the_papers(tmp_path: Path) -> None:
    of = memory(tmp_path)
    send(of, paper("Kites", id_="2509.00001"))
    kept = json.loads(of.path.read_text())
    assert (kept["to"], kept["view"], kept["mails"]) == ("ada@example.org", "sky", 1)
    assert kept["sent"][0][0] == "2509.00001"
    assert "Kites" not in of.path.read_text()


def test_a_folder_that_cannot_be_made_is_told_before_anything_is_sent(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file")
    with pytest.raises(LibraryError, match="mail: cannot be made"):
        Memory(tmp_path / "mail", "ada@example.org", "sky", "").begin([KITES], [KITES])


def test_a_mail_that_cannot_be_remembered_is_told_as_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    of = memory(tmp_path)
    of.begin([KITES], [KITES])

    def full(*_: object, **__: object) -> None:
        raise LibraryError("the disk is full")

    monkeypatch.setattr("digesttui.mail.memory.write_whole", full)
    with pytest.raises(LibraryError, match="the disk is full; the mail was sent"):
        of.sent([KITES])
