"""JSON, JSON lines, CSV and TSV: for programs and spreadsheets."""

import csv
import json
import subprocess
import sys
from dataclasses import dataclass, replace
from io import StringIO

import pytest

from digesttui.export import FORMATS, render, write
from digesttui.export.records import record
from digesttui.model import Link, Paper, Sighting
from digesttui.text import one_line
from tests.unit.export.papers import ODD_PAPERS


@dataclass(frozen=True)
class Noted:
    read: bool = True
    starred: bool = True
    tags: tuple[str, ...] = ("to read", "moe")
    note: str | None = "=good"


def test_a_record_has_every_field_in_order() -> None:
    paper = replace(
        ODD_PAPERS[0],
        seen=(Sighting("daily-2025", ODD_PAPERS[0].date, 2, 40), Sighting("undated", None, 1, 1)),
        links=(Link("code", "https://github.com/a/b", "a/b"), Link("other", "https://a.example")),
        authors=("Ada Lovelace",),
    )
    assert list(record(paper).items()) == [
        ("id", "2503.00001"),
        ("title", paper.title),
        ("abstract", paper.abstract),
        ("authors", ["Ada Lovelace"]),
        ("date", "2025-09-02"),
        ("upvotes", 1),
        (
            "seen",
            [{"digest": "daily-2025", "date": "2025-09-02", "rank": 2}, {"digest": "undated", "date": None, "rank": 1}],
        ),
        (
            "links",
            [
                {"kind": "code", "url": "https://github.com/a/b", "repo": "a/b"},
                {"kind": "other", "url": "https://a.example"},
            ],
        ),
        ("read", False),
        ("starred", False),
        ("tags", []),
        ("note", None),
    ]


def test_a_record_tells_what_the_reader_did() -> None:
    told = record(ODD_PAPERS[0], Noted())
    assert (told["read"], told["starred"], told["tags"], told["note"]) == (True, True, ["to read", "moe"], "=good")


def test_odd_papers_come_back_from_json() -> None:
    records = [record(paper) for paper in ODD_PAPERS]
    assert json.loads("".join(render(ODD_PAPERS, "json"))) == records
    assert [json.loads(line) for line in "".join(render(ODD_PAPERS, "jsonl")).splitlines()] == records


def test_no_papers_are_an_empty_array_or_no_lines() -> None:
    assert json.loads("".join(render([], "json"))) == []
    assert "".join(render([], "jsonl")) == ""


@pytest.mark.parametrize(("form", "delimiter"), [("csv", ","), ("tsv", "\t")])
def test_odd_papers_come_back_from_a_table(form: str, delimiter: str) -> None:
    rows = list(csv.DictReader(StringIO("".join(render(ODD_PAPERS, form)), newline=""), delimiter=delimiter))
    inert = [row["title"].removeprefix("'") for row in rows]
    assert inert == [one_line(paper.title) if form == "tsv" else paper.title for paper in ODD_PAPERS]
    assert [row["id"] for row in rows] == [paper.id for paper in ODD_PAPERS]
    assert [row["code"] for row in rows] == [paper.code and paper.code.url for paper in ODD_PAPERS]


def test_every_paper_is_one_line_of_a_tsv() -> None:
    assert "".join(render(ODD_PAPERS, "tsv")).count("\n") == len(ODD_PAPERS) + 1


@pytest.mark.parametrize("start", ["=", "+", "-", "@", " =", "\n=", "\t=", "＝", "＠"])
def test_no_cell_is_computed(start: str) -> None:
    text = start + "cmd()"
    odd = replace(ODD_PAPERS[0], title=text, abstract=text, authors=(text,), links=(Link("code", text),))
    _, row = csv.reader(StringIO("".join(render([odd], "csv")), newline=""))
    assert row.count("'" + text) == 5  # title, authors, code, links, abstract


def test_a_table_tells_what_the_reader_did() -> None:
    (row,) = csv.DictReader(StringIO("".join(render(ODD_PAPERS[:1], "csv", lambda _: Noted())), newline=""))
    assert (row["read"], row["starred"], row["tags"], row["note"]) == ("yes", "yes", "to read; moe", "'=good")


def test_write_puts_the_whole_export_into_a_stream() -> None:
    stream = StringIO()
    write(ODD_PAPERS, "csv", stream)
    assert stream.getvalue() == "".join(render(ODD_PAPERS, "csv"))


@pytest.mark.parametrize("form", FORMATS)
def test_a_paper_with_a_title_only_is_exported_in_every_form(form: str) -> None:
    assert "Bare" in "".join(render([Paper("0123456789ab", "Bare", "", None, ())], form))


def test_only_the_module_of_the_form_is_loaded() -> None:
    code = (
        "import sys; from digesttui.export import render; ''.join(render([], 'jsonl'));"
        "print(*sorted(name for name in sys.modules if name.startswith('digesttui.export.')))"
        "; print({'csv', 'email', 'html', 'xml.sax'} & set(sys.modules))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told == "digesttui.export.reading digesttui.export.records\nset()\n"
