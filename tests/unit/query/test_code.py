"""Filtering by what GitHub told of the code that papers name."""

import datetime
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from digesttui.model import Link
from digesttui.query import Result, run
from digesttui.search.door import Searcher
from digesttui.search.scan import Scan
from digesttui.store import Store
from tests.unit.search.papers import TODAY, entry, index_of, store_of, titles


def code(repo: str) -> tuple[Link, ...]:
    return (Link("code", f"https://github.com/{repo}", repo),)


PAPERS = store_of(
    entry("Kites", links=code("Ann/Kite"), stars=5),
    entry("Boats", links=code("bob/boat"), stars=2000),
    entry("Lanterns", links=code("ann/lantern"), stars=7),
    entry("Words"),
)


class Told:
    """The kite has become famous since the digest; of the lantern nothing is known."""

    def words(self, name: str) -> Mapping[str, str]:
        told = {
            "license": {"ann/kite": "Apache-2.0", "bob/boat": "MIT"},
            "language": {"ann/kite": "Jupyter Notebook", "bob/boat": "C++"},
        }
        return told[name]

    def numbers(self, name: str) -> Mapping[str, int]:
        days = {"ann/kite": datetime.date(2025, 3, 1), "bob/boat": datetime.date(2024, 1, 31)}
        return {"ann/kite": 12_000, "bob/boat": 3} if name == "stars" else {k: d.toordinal() for k, d in days.items()}


class Untold:
    def words(self, name: str) -> Mapping[str, str]:
        return {}

    def numbers(self, name: str) -> Mapping[str, int]:
        return {}


Searching = Callable[[Store], Searcher[Any]]


@pytest.mark.parametrize("searching", [Scan, index_of])
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("license:mit", ["Boats"]),
        ("license:apache", ["Kites"]),
        ("license:2.0", ["Kites"]),
        ("license:gpl", []),
        ("language:jupyter", ["Kites"]),
        ("language:Notebook", ["Kites"]),
        ('language:"c++"', ["Boats"]),
        ("-license:mit", ["Kites", "Lanterns", "Words"]),
        ("pushed:>2025-01", ["Kites"]),
        ("pushed:2024", ["Boats"]),
        ("pushed:..2025-03-01", ["Kites", "Boats"]),
        ("stars:>10k", ["Kites"]),
        ("stars:<=7", ["Boats", "Lanterns"]),
        ("stars:<=7 repo:ann", ["Lanterns"]),
    ],
)
def test_facts_of_the_code_filter_its_papers(searching: Searching, text: str, expected: list[str]) -> None:
    result = run(text, searching(PAPERS), today=TODAY, code=Told())
    assert titles(PAPERS, result.positions) == expected
    assert result.problems == ()


def ask(text: str, code: Untold | None) -> Result:
    return run(text, Scan(PAPERS), today=TODAY, code=code)


@pytest.mark.parametrize("known", [None, Untold()])
def test_before_github_was_asked_the_rest_applies_and_the_remedy_is_told(known: Untold | None) -> None:
    result = ask("kites license:mit pushed:2025", known)
    assert titles(PAPERS, result.positions) == ["Kites"]
    assert [str(problem) for problem in result.problems] == [
        "GitHub was not asked yet; i asks about one, `digest-tui repos` about many"
    ] * 2
    assert titles(PAPERS, ask("stars:>1k", known).positions) == ["Boats"]
