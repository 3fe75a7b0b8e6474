"""BibTeX, RIS, Web of Science."""

import datetime

import pytest

from digesttui import formats
from digesttui.errors import InputError
from digesttui.model import Digest

BIBTEX = r"""% a comment
@string{venue = "A Venue"}
@article{late,
  title = {{L}ate {R}outers: {\"U}ber $O(n^{2})$ \& More},
  author = {Lovelace, Ada and Alan Turing and {The Team}},
  journal = venue,
  year = 2025, month = sep, day = {11},
  eprint = {2509.00001},
  keywords = {routing, sparsity},
  note = {Code: \url{https://github.com/example/late}},
  abstract = {Routers settle
    late, see {\'e}t{\'e}.}
}
@misc{grammars, title = "Grammars", author = "Noether, E.", date = "2025-01-07", url = "https://arxiv.org/abs/2501.00002"}
@misc{untitled, author = "Nobody"}
@misc{grammars, title = "Grammars Again"}
@misc{broken, title = {never closed
"""
RIS = """1.
TY  - JOUR
TI  - Late Routers
AU  - Lovelace, Ada
AU  - Turing, Alan
DA  - 2025/09/11
AB  - Routers settle late,
as said before.
KW  - routing
KW  - sparsity
UR  - https://arxiv.org/abs/2509.00001
UR  - https://github.com/example/late
ER  -

TY  - JOUR
T1  - Grammars
N2  - Grammars are learned.
PY  - 2025//
ER  -

TY  - JOUR
AU  - Nobody
ER  -
"""
WOS = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Lovelace, A
   Turing, A
AF Lovelace, Ada
   Turing, Alan
TI Late Routers of
   Sparse Models
DE routing; sparsity
AB Routers settle
   late.
PY 2025
ER

EF
"""


def read(text: str) -> Digest:
    return formats.read(text.encode(), "x")


def test_bibtex_with_accents_braces_and_formulas(caplog: pytest.LogCaptureFixture) -> None:
    digest = read(BIBTEX)
    assert not caplog.records
    late, grammars, again = digest
    assert digest.form == "bibtex"
    assert late.title == "Late Routers: Über $O(n^{2})$ & More"
    assert late.authors == ("Ada Lovelace", "Alan Turing", "The Team")
    assert (late.id, late.abstract, late.keywords) == (
        "2509.00001",
        "Routers settle late, see été.",
        ("routing", "sparsity"),
    )
    assert [link.label for link in late.links] == ["example/late"]
    assert (grammars.id, grammars.date, grammars.line) == ("2501.00002", datetime.date(2025, 1, 7), 14)
    assert again.title == "Grammars Again"
    assert [(one.line, one.reason) for one in digest.skipped] == [
        (15, "record without title"),
        (17, "not valid BibTeX"),
    ]


def test_ris_with_wrapped_values_and_noise() -> None:
    digest = read(RIS)
    late, grammars = digest
    assert (digest.form, digest.date) == ("ris", datetime.date(2025, 9, 11))
    assert (late.title, late.abstract, late.line) == ("Late Routers", "Routers settle late, as said before.", 2)
    assert (late.authors, late.keywords, late.id) == (
        ("Ada Lovelace", "Alan Turing"),
        ("routing", "sparsity"),
        "2509.00001",
    )
    assert [link.label for link in late.links] == ["example/late"]
    assert (grammars.title, grammars.abstract, grammars.date) == ("Grammars", "Grammars are learned.", None)
    assert [(one.line, one.reason) for one in digest.skipped] == [(21, "record without title")]


def test_ris_that_ends_without_an_end() -> None:
    assert [paper.title for paper in read("TY  - JOUR\r\nTI  - Late Routers")] == ["Late Routers"]


def test_web_of_science() -> None:
    [paper] = read(WOS)
    assert (paper.title, paper.abstract) == ("Late Routers of Sparse Models", "Routers settle late.")
    assert (paper.authors, paper.keywords) == (("Ada Lovelace", "Alan Turing"), ("routing", "sparsity"))


@pytest.mark.parametrize("text", ["@misc{a, author = {given=A, family=B}}", "TY  - JOUR\nN2  - nothing\nER  -\n"])
def test_references_without_titles_are_told(text: str) -> None:
    with pytest.raises(
        InputError, match=r"x, line 1: read as (?:bibtex|ris), no papers: record without title; a paper needs a title"
    ):
        read(text)


def links_of(text: str) -> list[str]:
    return [link.url for link in formats.read(text.encode(), "x").entries[0].links]


def test_a_doi_is_a_link_however_it_is_written() -> None:
    doi = "10.1234/kites.5"
    address = [f"https://doi.org/{doi}"]
    assert links_of(f"@misc{{a, title = {{Kites}}, doi = {{{doi}}}, url = {{http://dx.doi.org/{doi}}}}}") == address
    assert links_of(f"TY  - JOUR\nTI  - Kites\nDO  - doi:{doi}\nER  -\n") == address
    assert links_of(f'[{{"title": "Kites", "DOI": "{doi}"}}]') == address
    assert links_of('[{"title": "Kites", "doi": "10.48550/arXiv.2509.00001"}]') == []
    assert links_of('[{"title": "Kites", "doi": "10.1234/a 10.1234/b"}]') == [
        "https://doi.org/10.1234/a",
        "https://doi.org/10.1234/b",
    ]
    assert links_of('[{"title": "Kites", "doi": "in print"}]') == []


def test_several_addresses_in_one_value() -> None:
    value = "http://example.org/a;b; https://example.org/c;http://example.org/d"
    assert links_of(f"TY  - JOUR\nTI  - Kites\nUR  - {value}\nER  -\n") == [
        "http://example.org/a;b",
        "https://example.org/c",
        "http://example.org/d",
    ]
