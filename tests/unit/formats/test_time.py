"""Files made to take quadratic time: minutes where reading is not linear, well under a second where it is; and large
ones that hold nothing, which are refused before they are read to the end."""

import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from digesttui import formats
from digesttui.errors import InputError
from digesttui.formats import html_page, html_text, markdown_sections, page_text

LIMIT = 5.0  # seconds of this process


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body>" + b"<a " * 100_000,
        b"<html><p>" + b"<!" * 100_000,
        b"<html>" + b"<div>" * 100_000,
        b"<html>" + b"<script>" * 100_000,
        b"a b c\n" * 100_000,
        b"| title | b |\n|---|---|\n" * 15_000,
        b"[" * 1_000_000,
        b'{"a":' * 500_000,
        b"@misc{a, title={" + b"{" * 200_000,
        b"<feed>" + b"<entry>" * 50_000,
        b"A title\n\nWe do it.\n\n" * 15_000,
        b"\\\\\narXiv:2501.00001\n" * 50_000,
        b"# a\n" + b"[[a]" * 50_000,
        b"Title: a\nPDF: b\n" + b"x\n" * 200_000,
    ],
    ids=lambda data: data[:12].decode(),
)
def test_hostile_files_take_linear_time(data: bytes) -> None:
    start = time.process_time()
    try:
        formats.read(data, "x")
    except InputError as error:
        assert len(str(error)) < 200
    assert time.process_time() - start < LIMIT


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any, str], list[object]]:
    """Let the calls of a function be counted: what it gave stands in the list."""

    def count(place: ModuleType | type, name: str) -> list[object]:
        calls: list[object] = []
        function = getattr(place, name)

        def counting(*given: object, **named: object) -> object:
            calls.append(function(*given, **named))
            return calls[-1]

        monkeypatch.setattr(place, name, counting)
        return calls

    return count


def refused(text: str) -> str:
    with pytest.raises(InputError) as caught:
        formats.read(text.encode(), "x")
    return str(caught.value)


@pytest.mark.parametrize("tag", ["<div>", "<p a=1>x", "<li>x", "<br>", "<"])
def test_a_page_of_tags_alone_is_refused_before_it_is_read(
    tag: str, counted: Callable[[Any, str], list[object]]
) -> None:
    read = counted(html_text, "markdown")
    told = refused("<html>" + tag * 200_000)
    assert told.startswith("x: an HTML page of 200,001 tags with hardly any text between them")
    assert not read


def test_a_page_of_very_many_papers_is_read_however_short_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(html_page, "_MANY_TAGS", 100)
    rows = (
        f'<li><h3><a href="https://huggingface.co/papers/2501.{n:05d}">Short {n}</a></h3><p>We do it.</p></li>'
        for n in range(100)
    )
    assert len(formats.read(f"<html><ul>{''.join(rows)}</ul></html>".encode(), "x")) == 100


def test_headings_that_tell_nothing_are_not_all_looked_at(counted: Callable[[Any, str], list[object]]) -> None:
    looked_at = counted(markdown_sections, "_is_told")
    assert "headings name no paper" in refused("# a\n\nb\n\n" * 30_000)
    assert len(looked_at) == 10_000


def test_sections_beyond_those_that_tell_the_level_are_read_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown_sections, "_TELLING", 3)
    text = "# Digest\n\n" + "".join(f"## Paper {n}\n\nWe show that it holds. It does.\n\n" for n in range(9))
    assert [entry.title for entry in formats.read(text.encode(), "x")] == [f"Paper {n}" for n in range(9)]


def test_paragraphs_without_a_paper_are_not_all_looked_at(
    monkeypatch: pytest.MonkeyPatch, counted: Callable[[Any, str], list[object]]
) -> None:
    monkeypatch.setattr(page_text, "_LONGEST_START", 100)
    looked_at = counted(page_text._Page, "take")
    assert "but no abstract" in refused("A title and no more\n\n" * 1_000)
    assert 100 < len(looked_at) < 110


def test_a_tag_of_a_million_characters_is_refused() -> None:
    attributes = " ".join(f"a{number}='1'" for number in range(150_000))
    assert refused(f"<?xml version='1.0'?>\n<feed {attributes}/>") == "x, line 2: a tag of more than 1 MB"
    abstract = "We do it, and do it again. " * 40_000
    feed = (
        f"<rss><channel><item><title>A</title><description><![CDATA[{abstract}]]></description></item></channel></rss>"
    )
    assert len(formats.read(feed.encode(), "x")) == 1
