"""A paper as a page: which lines, in which order."""

import datetime
from collections.abc import Sequence

import pytest

from digesttui.model import Link, Paper, Sighting
from digesttui.tui.abstract import Abstract, ordinal
from digesttui.tui.render import Span
from digesttui.tui.theme import LOOKS, UNICODE

INK = LOOKS["ink"]
MARCH, MAY = datetime.date(2025, 3, 18), datetime.date(2025, 5, 1)
SEEN = (Sighting("may", MAY, 2, 30), Sighting("march", MARCH, 11, 59))


def no_spans(text: str, field: str) -> Sequence[Span]:
    return ()


def paper(
    abstract: str = "First words.\n\nSecond words.",
    seen: tuple[Sighting, ...] = SEEN,
    links: tuple[Link, ...] = (),
    authors: tuple[str, ...] = (),
    upvotes: int | None = None,
) -> Paper:
    return Paper("id", "A Title", abstract, seen[0].date, seen, links, authors, upvotes)


def lines(shown: Paper, width: int = 60, within: str | None = None, source: bool = False) -> list[str]:
    page = Abstract(shown, no_spans, INK, UNICODE, within, source)
    return ["".join(text for text, _ in line) for line in page.lines(width)]


def test_title_facts_and_paragraphs() -> None:
    assert lines(paper()) == [
        "A Title",
        "",
        "1 May 2025  ·  2nd of 30  ·  also 18 Mar 2025",
        "",
        "First words.",
        "",
        "Second words.",
    ]


def test_code_that_is_only_promised_is_told_as_such() -> None:
    promise = "Our code will be released upon acceptance."
    assert lines(paper(promise))[-3:] == ["", "Code", "promised; no link to it yet"]
    assert lines(paper(promise), width=12)[-4:] == ["Code", "promised; no", "link to it", "yet"]
    code = Link("code", "https://github.com/ann/tool", "ann/tool")
    assert lines(paper(promise, links=(code,)))[-2:] == ["Code", "1 ann/tool"]


def test_the_digest_in_view_comes_first() -> None:
    assert lines(paper(), within="march")[2] == "18 Mar 2025  ·  11th of 59  ·  also 1 May 2025"


def test_facts_break_at_a_dot() -> None:
    assert lines(paper(), width=30)[2:4] == ["1 May 2025  ·  2nd of 30", "also 18 Mar 2025"]


def test_two_digests_of_one_day_are_told_by_name() -> None:
    seen = (Sighting("all", MAY, 1, 9), Sighting("moe", MAY, 3, 9))
    assert lines(paper(seen=seen))[2] == "1 May 2025  ·  1st of 9  ·  also in moe"


def test_many_days_are_counted() -> None:
    seen = tuple(Sighting(f"d{day}", MAY.replace(day=day), 1, 9) for day in range(9, 1, -1))
    assert lines(paper(seen=seen), 100)[2].endswith("also 8 May 2025  ·  7 May 2025  ·  6 May 2025  ·  and 4 more")


def test_undated_digests() -> None:
    seen = (Sighting("found", None, 1, 9),)
    assert lines(paper(seen=seen))[2] == "no date  ·  1st of 9"


def test_upvotes_and_authors() -> None:
    shown = lines(paper(upvotes=1, authors=tuple("ABCDEFGH")), 80)
    assert "1 upvote  ·" in shown[2]
    assert shown[3] == "A, B, C, D, E, F and 2 others"
    assert lines(paper(upvotes=0, authors=("A", "B")))[3] == "A, B"


def test_latex_is_readable_unless_the_source_is_asked_for() -> None:
    text = "A cost of $\\alpha$ per\nstep."
    assert "α" in lines(paper(text))[4]
    source = lines(paper(text), source=True)
    assert source[-2:] == ["A cost of $\\alpha$ per", "step."]
    assert "source text" in source


def test_links_are_numbered_in_their_order_under_headings() -> None:
    links = (
        Link("demo", "https://demo.example/x"),
        Link("code", "https://github.com/a/b", "a/b"),
        Link("demo", "https://other.example"),
    )
    shown = lines(paper(links=links))
    assert shown[-7:] == ["", "Demo", "1 demo.example/x", "3 other.example", "", "Code", "2 a/b"]


def test_matches_are_marked_in_title_and_abstract() -> None:
    def spans(text: str, field: str) -> Sequence[Span]:
        at = text.find("words")
        return [(at, at + 5)] if at >= 0 else [(2, 7)]

    page = Abstract(paper(), spans, INK, UNICODE)
    marked = [text for line in page.lines(60) for text, style in line if style.color == INK.match.color]
    assert marked == ["Title", "words", "words"]


@pytest.mark.parametrize(
    ("number", "written"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st")],
)
def test_ordinals(number: int, written: str) -> None:
    assert ordinal(number) == written
