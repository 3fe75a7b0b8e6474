"""Data becomes strips: as given, never as markup, and never wider than asked."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from textual.strip import Strip

from digesttui.text import clean
from digesttui.tui import render
from digesttui.tui.theme import LOOKS

INK = LOOKS["ink"]
HOSTILE = [
    "[@click=app.quit]Press me[/]",
    "[/INST] leftover",
    "[RETRACTED] Results",
    "$P[X|Y]=[0,1)$ [bold red]loud[/]",
    "漢字の題名 mixed with ASCII",
    "👨‍👩‍👧 a family ❤️ and 👍🏽",
    "e\u0301\u0302\u0303 marks",
    "क्षि नमस्ते",
    "",
]
WIDTHS = st.integers(1, 120)


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_is_drawn_as_given(title: str) -> None:
    strip = drawn(render.steady(title), 100)
    assert render.steady(title) in strip.text
    assert strip.cell_length == 100
    assert not any(style and style.meta for _, style, _ in strip)


@pytest.mark.parametrize("title", HOSTILE)
def test_content_for_textuals_own_widgets_is_as_given(title: str) -> None:
    content = render.plain(title)
    assert content.plain == render.steady(title)
    assert not content.spans


def test_three_thousand_characters_are_cut_with_room_for_where_it_leads() -> None:
    strip = drawn("Long " * 600, 60, leads="‹›")
    assert strip.text.endswith("… ‹› ")
    assert strip.cell_length == 60


@given(st.text(max_size=200).map(clean), WIDTHS)
def test_every_row_is_exactly_as_wide_as_asked(title: str, width: int) -> None:
    strip = drawn(render.steady(title.replace("\n", " ")), width)
    assert strip.cell_length == width
    assert cell_len(strip.text) == width


@given(st.text(max_size=300).map(clean), WIDTHS)
def test_wrapping_loses_nothing_and_no_line_is_too_wide(text: str, width: int) -> None:
    text = render.steady(text)
    lines = [text[start:end] for start, end in render.wrapped(text, width)]
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line) <= max(width, 2) or len(line) == 1 for line in lines)


@given(st.text("ab -", max_size=60), WIDTHS)
def test_what_has_a_wide_letter_somewhere_is_wrapped_as_the_rest_before_it(text: str, width: int) -> None:
    lines = list(render.wrapped(text, width))
    assert list(render.wrapped(f"{text} 漢", width))[: max(0, len(lines) - 1)] == lines[:-1]


def test_wrapping_breaks_at_spaces_and_beside_wide_characters() -> None:
    def lines(text: str, width: int) -> list[str]:
        return [text[start:end] for start, end in render.wrapped(text, width)]

    assert lines("one two  three", 8) == ["one two", "three"]
    assert lines("漢字漢字", 4) == ["漢字", "漢字"]
    assert lines("a https://example.org/long", 10) == ["a", "https://ex", "ample.org/", "long"]


def test_wrapping_a_megabyte_without_a_space_is_linear() -> None:
    began = time.process_time()
    assert sum(1 for _ in render.wrapped("x" * 1_000_000, 50)) == 20_000
    assert time.process_time() - began < 2


@given(st.text(max_size=80), st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), max_size=5))
def test_marking_changes_no_letter(text: str, spans: list[tuple[int, int]]) -> None:
    pieces = render.marked(text, sorted(spans), INK.text, INK.match)
    assert "".join(piece for piece, _ in pieces) == text


def test_marks_lie_on_the_letters_of_their_spans() -> None:
    pieces = render.marked("a mixture of experts", [(2, 9), (13, 16)], INK.text, INK.match)
    assert [text for text, style in pieces if style == INK.text + INK.match] == ["mixture", "exp"]


def test_a_paragraph_carries_its_marks_over_line_ends() -> None:
    lines = list(render.paragraph("one two three", [(4, 13)], 8, INK.text, INK.match))
    assert lines == [
        [("one ", INK.text), ("two", INK.text + INK.match)],
        [("three", INK.text + INK.match)],
    ]


@given(st.text(max_size=100).map(clean), WIDTHS)
def test_a_cut_text_fits(text: str, width: int) -> None:
    assert cell_len(render.cut(render.steady(text), width)) <= width


def test_in_a_narrow_bar_the_middle_goes_first_then_the_right() -> None:
    left, middle, right = ([(word, Style())] for word in ("left", "middle", "right"))

    def bar(width: int) -> str:
        return render.spread(left, middle, right, width, Style()).text.rstrip()

    assert bar(40).split() == ["left", "middle", "right"]
    assert bar(20).split() == ["left", "middle", "right"]
    assert bar(18).split() == ["left", "right"]
    assert bar(11).split() == ["left", "right"]
    assert bar(10).split() == ["left"]
    assert bar(2) == "le"


def drawn(title: str, width: int, leads: str = "") -> Strip:
    shown = render.Row([("●  ", INK.strong)], title, (), leads)
    return render.row(shown, width, INK.text, INK.match, INK.faint, INK.bar, "…")


def test_a_bar_turned_inside_out_is_one_bar() -> None:
    bar, key, faint = Style(reverse=True), Style(color="yellow"), Style(color="bright_black")
    drawn = render.strip([("●", key), ("  ", key), ("A title", Style(bold=True)), (" ‹›", faint)], 20, bar)
    colours = {segment.text: segment.style.color for segment in drawn if segment.style}
    assert colours["●"] == key.color
    assert colours["  "] is None
    assert colours[" ‹›"] is None
