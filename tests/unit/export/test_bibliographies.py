"""BibTeX, RIS and CSL-JSON, read back by the programs that others use."""

import json
import re
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest
import rispy  # type: ignore[import-untyped]
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given
from hypothesis import strategies as st

from digesttui.export import render
from digesttui.formats import read
from digesttui.model import Link, Paper
from digesttui.text import clean, one_line
from tests.unit.export.papers import ODD_PAPERS, paper

PLAIN = replace(
    ODD_PAPERS[0],
    id="2503.00634",
    title="The BERT of $x^2$: 5% better",
    authors=("Ada Lovelace", "Müller, Jörg"),
    links=ODD_PAPERS[0].links[:1],
    abstract="One.\n\nTwo.",
)


def bibtex(*papers: Paper) -> str:
    return "".join(render(papers, "bibtex"))


def parsed(text: str) -> Any:
    library = parse_string(text)
    assert not library.failed_blocks
    return library


def letters(text: str) -> str:
    """Letters and digits, to compare what passed through two languages of escapes."""
    return re.sub(r"[\W_]+", "", re.sub(r"\\(textbackslash|ensuremath|[lr]brace)", "", text))


def test_a_bibtex_entry_has_the_fields_of_a_preprint() -> None:
    assert bibtex(PLAIN) == (
        "@misc{lovelace2025bert,\n"
        "  title = {The {BERT} of $x^2$: 5\\% better},\n"
        "  author = {Ada Lovelace and Müller, Jörg},\n"
        "  year = {2025},\n"
        "  month = mar,\n"
        "  eprint = {2503.00634},\n"
        "  archivePrefix = {arXiv},\n"
        "  url = {https://arxiv.org/abs/2503.00634},\n"
        "  note = {Code: \\url{https://github.com/some-one/repo_1}},\n"
        "  abstract = {One. Two.},\n"
        "}\n\n"
    )


def test_odd_papers_come_back_from_bibtexparser() -> None:
    entries = parsed(bibtex(*ODD_PAPERS)).entries
    assert [letters(entry["title"]) for entry in entries] == [letters(paper.title) for paper in ODD_PAPERS]
    assert [letters(entry["abstract"]) for entry in entries] == [letters(paper.abstract) for paper in ODD_PAPERS]
    assert [entry.get("author") is None for entry in entries] == [not paper.authors for paper in ODD_PAPERS]
    assert len({entry.key for entry in entries}) == len(ODD_PAPERS)


@pytest.mark.parametrize("title", ["50% & $5 _a #1", "{unbalanced", "both}{ways", "a_b for $5", "BERTs and GPT4", "x}"])
def test_escaped_titles_are_the_same_once_a_tex_reader_has_decoded_them(title: str) -> None:
    library = parse_string(bibtex(replace(PLAIN, title=title)), append_middleware=[LatexDecodingMiddleware()])
    assert library.entries[0]["title"] == title


@given(st.text().map(clean))
def test_no_title_or_author_breaks_out_of_its_field(text: str) -> None:
    library = parsed(bibtex(replace(PLAIN, title=text, authors=(text,), abstract=text), PLAIN))
    assert [entry.key for entry in library.entries][-1].startswith("lovelace2025bert")
    assert len(library.blocks) == 2


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        (r"$\alpha^{2}$ and \emph{more}", r"$\alpha^{2}$ and \emph{more}"),
        (r"$\sim$100 of $5 and $6", r"$\sim$100 of \$5 and \$6"),
        (r"Schr\"odinger \& co", r"Schr\"odinger \& co"),
        (r"\input{x} \ours", r"\textbackslash{}input{x} \textbackslash{}ours"),
        (r"$\input{x} 5%$", r"$input{x} 5\%$"),
        ("~5 ^ 6", r"\~{}5 \^{} 6"),
        (r"a \{ b", r"a \ensuremath{\lbrace} b"),
    ],
)
def test_latex_is_kept_and_the_rest_escaped(source: str, kept: str) -> None:
    assert f"title = {{{kept}}}," in bibtex(replace(PLAIN, title=source))


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"authors": ("Vaswani, Ashish",), "title": "On the Attention"}, "vaswani2025attention"),
        ({"authors": ("Ludwig van Beethoven",)}, "beethoven2025bert"),
        ({"authors": ("Jörg Müller",)}, "muller2025bert"),
        ({"authors": ("李明",)}, "bert2025x"),
        ({"authors": ()}, "bert2025x"),
        ({"authors": (" ",)}, "bert2025x"),
        ({"authors": (), "title": "汉字"}, "paper2025"),
        ({"id": "0123456789ab", "date": None}, "lovelacebert"),
        ({"id": "hep-th/9901001"}, "lovelace1999bert"),
    ],
)
def test_keys_are_author_year_word(changes: dict[str, Any], key: str) -> None:
    assert bibtex(replace(PLAIN, **changes)).startswith(f"@misc{{{key},")


def test_equal_keys_get_letters() -> None:
    keys = [entry.key for entry in parsed(bibtex(*[PLAIN] * 29)).entries]
    assert keys[:3] == ["lovelace2025bert", "lovelace2025berta", "lovelace2025bertb"]
    assert keys[-3:] == ["lovelace2025bertz", "lovelace2025bertaa", "lovelace2025bertab"]


def test_an_author_called_and_stays_one() -> None:
    assert "author = {{Team and Co} and {A, B, C}}" in bibtex(replace(PLAIN, authors=("Team and Co", "A, B, C")))


def test_the_suffix_of_a_name_stands_where_each_form_wants_it() -> None:
    king = replace(PLAIN, authors=("Martin King, Jr.", "Ann King Jr."))
    assert "author = {King, Jr., Martin and King, Jr., Ann}" in bibtex(king)
    assert bibtex(king).startswith("@misc{king2025")
    (entry,) = rispy.load(StringIO("".join(render([king], "ris"))))
    assert entry["authors"] == ["King, Martin, Jr.", "King, Ann, Jr."]
    (item,) = json.loads("".join(render([king], "csl-json")))
    assert item["author"][0] == {"family": "King", "given": "Martin", "suffix": "Jr."}
    for form in ("bibtex", "ris", "csl-json"):
        assert read("".join(render([king], form)).encode(), "x").entries[0].authors == (
            "Martin King Jr.",
            "Ann King Jr.",
        )


def test_odd_papers_come_back_from_rispy() -> None:
    entries = rispy.load(StringIO("".join(render(ODD_PAPERS, "ris"))))
    assert [entry["title"] for entry in entries] == [one_line(paper.title) for paper in ODD_PAPERS]
    assert [entry["abstract"] for entry in entries] == [one_line(paper.abstract) for paper in ODD_PAPERS]
    assert [len(entry.get("authors", ())) for entry in entries] == [len(paper.authors) for paper in ODD_PAPERS]
    assert {entry["type_of_reference"] for entry in entries} == {"UNPB"}
    assert not [url for entry in entries for url in entry["urls"] if not url.startswith("https://")]


def test_a_ris_record_turns_names_and_dates_round() -> None:
    (entry,) = rispy.load(StringIO("".join(render([PLAIN], "ris"))))
    assert entry["authors"] == ["Lovelace, Ada", "Müller, Jörg"]
    assert (entry["year"], entry["date"], entry["publisher"]) == ("2025", "2025/03//", "arXiv")
    assert entry["urls"] == ["https://arxiv.org/abs/2503.00634", "https://github.com/some-one/repo_1"]


def test_odd_papers_come_back_from_csl_json() -> None:
    items = json.loads("".join(render(ODD_PAPERS, "csl-json")))
    assert [item["title"] for item in items] == [one_line(paper.title) for paper in ODD_PAPERS]
    assert [item["abstract"] for item in items] == [paper.abstract for paper in ODD_PAPERS]
    assert not [item for item in items if "javascript" in item["URL"]]


def test_a_csl_item_is_a_preprint_of_arxiv() -> None:
    (item,) = json.loads("".join(render([replace(PLAIN, authors=("Ada Lovelace", "OpenAI"))], "csl-json")))
    assert item["author"] == [{"family": "Lovelace", "given": "Ada"}, {"literal": "OpenAI"}]
    assert item["issued"] == {"date-parts": [[2025, 3]]}
    assert (item["type"], item["number"], item["URL"]) == (
        "article",
        "arXiv:2503.00634",
        "https://arxiv.org/abs/2503.00634",
    )


@pytest.mark.parametrize("form", ["bibtex", "ris", "csl-json"])
def test_code_that_the_abstract_does_not_name_is_read_back(form: str) -> None:
    code = Link("code", "https://github.com/example-lab/maps", "example-lab/maps")
    text = "".join(render([replace(PLAIN, abstract="Maps.", links=(code,))], form))
    (entry,) = read(text.encode(), "exported").entries
    assert code in entry.links


@pytest.mark.parametrize("form", ["bibtex", "ris", "csl-json"])
def test_no_papers_make_an_empty_bibliography(form: str) -> None:
    assert "".join(render([], form)).strip() in {"", "[]"}


def test_a_paper_without_anything_but_a_title_is_exported() -> None:
    bare = Paper("0123456789ab", "Bare", "", None, ())
    assert bibtex(bare) == "@misc{bare,\n  title = {Bare},\n}\n\n"
    assert "".join(render([bare], "ris")) == "TY  - UNPB\nID  - 0123456789ab\nTI  - Bare\nER  - \n\n"
    assert json.loads("".join(render([bare], "csl-json"))) == [{"id": bare.id, "type": "article", "title": "Bare"}]


def test_papers_are_asked_for_one_at_a_time() -> None:
    def papers() -> Any:
        yield paper(1, "First")
        raise AssertionError("asked for the second before the first was written")

    for form in ("bibtex", "ris", "csl-json", "markdown", "csv", "tsv", "json", "jsonl"):
        assert "First" in next(render(papers(), form))
