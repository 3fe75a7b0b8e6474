"""Markdown with a heading a paper, what is said of it below.

Papers are the headings of the level at which most sections name a paper (in the heading or right below it), else of
the level with most sections of prose. Labelled paragraphs and sections (``**Authors:** …``, ``### 摘要``) are fields;
a first paragraph without a sentence, or with `` · ``, tells authors and day; all other prose is the abstract.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice, pairwise
from typing import Any

from digesttui.formats import arxiv_id, fields, labels, markup, records
from digesttui.formats.dates import find_date, iso_date, whole_day
from digesttui.formats.document import Contents, Document
from digesttui.formats.page_text import Kind, kind_of
from digesttui.formats.records import Numbered
from digesttui.model import Skipped
from digesttui.text import clean, one_line

FORM = "markdown"

_HEADING = re.compile(r"^(#{1,6})[ \t]+(\S.*?)[ \t]*#*$", re.MULTILINE)
_NUMBERING = re.compile(r"^(?:\d{1,3}[.)、:]|#\d+[.:]?)\s+")
_BLANK_LINE = re.compile(r"\n\s*\n")
_FACTS = " · "
_TELLING = 10_000  # sections that tell of which level the papers are


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the text up to the next heading of any level."""

    level: int
    heading: str
    body: str
    line: int

    @property
    def names_paper(self) -> bool:
        return any(map(arxiv_id.named, (self.heading, self.body)))

    @property
    def paragraphs(self) -> list[str]:
        return [part for part in map(str.strip, _BLANK_LINE.split(self.body)) if part]


def recognises(head: str) -> bool:
    """Whether ``head`` holds a heading."""
    return bool(_HEADING.search(head))


def read(document: Document) -> Contents:
    """The papers of ``document``; ``InputError`` where no heading has one."""
    text = clean(document.text)
    sections = _sections(text)
    first = list(islice(sections, _TELLING))
    level = _papers_level(first)
    if level is None:
        raise document.refuse(
            "Markdown whose headings name no paper and have no abstract below", remedy="give each paper a heading"
        )
    date = iso_date(document.name) or find_date("\n".join(one.heading for one in first if one.level < level))
    return records.contents_of(document, _records(chain(first, sections), level), date)


def _sections(text: str) -> Iterator[Section]:
    line = 1
    counted = 0
    for heading, following in pairwise(chain(_HEADING.finditer(text), [None])):
        if heading is None:
            return
        line, counted = line + text.count("\n", counted, heading.start()), heading.start()
        end = following.start() if following else len(text)
        yield Section(len(heading[1]), heading[2], text[heading.end() : end], line)


def _papers_level(sections: list[Section]) -> int | None:
    levels = sorted({section.level for section in sections})

    def most(count: list[int]) -> int | None:
        return levels[count.index(max(count))] if any(count) else None

    naming = [sum(one.names_paper for one in sections if one.level == level) for level in levels]
    telling = [sum(_is_told(one) for one in sections if one.level == level) for level in levels]
    return most(naming) or most(telling)


def _is_told(section: Section) -> bool:
    return any(kind_of(markup.plain(part)) is Kind.PROSE for part in section.paragraphs)


def _records(sections: Iterable[Section], level: int) -> Iterator[Numbered]:
    """A record for each section of ``level``, what deeper ones say within it."""
    record: dict[str, Any] = {}
    line = 0
    for section in sections:
        if section.level > level:
            _add_part(record, section)
            continue
        if record:
            yield line, record
        record, line = {}, section.line
        if section.level == level and (section.names_paper or section.paragraphs):
            record = _record(section)
        else:
            yield Skipped(section.line, 1, "heading without paper", one_line(section.heading)[:80])
    if record:
        yield line, record


def _record(section: Section) -> dict[str, Any]:
    addresses = [url for _, url in markup.links(f"{section.heading}\n{section.body}")]
    paragraphs = section.paragraphs
    facts = _facts(paragraphs)
    if facts:
        del paragraphs[0]
    fields, prose = labels.parted(map(markup.plain, filter(_is_more_than_links, paragraphs)))
    title = _NUMBERING.sub("", markup.plain(section.heading))
    told = {"summary": "\n\n".join(prose)} if prose else {}
    return {**facts, **fields, "title": title, "addresses": addresses, **told}


def _facts(paragraphs: list[str]) -> dict[str, Any]:
    """Authors and day, where the first of several paragraphs tells no more."""
    if not paragraphs or (len(paragraphs) == 1 and _FACTS not in paragraphs[0]):
        return {}
    if _FACTS not in paragraphs[0] and (kind_of(paragraphs[0]) is not Kind.TITLE or labels.labelled(paragraphs[0])):
        return {}
    facts: dict[str, Any] = {}
    for fact in filter(_is_more_than_links, one_line(paragraphs[0]).split(_FACTS)):
        words = markup.plain(fact)
        facts.setdefault("date" if whole_day(words) else "authors", words)
    return facts


def _add_part(record: dict[str, Any], section: Section) -> None:
    """Put a section within a paper's into the paper's record."""
    if not record:
        return
    name = fields.field_name(markup.plain(section.heading))
    body = markup.plain(section.body).strip()
    if name in (*fields.AUTHORS, *fields.KEYWORDS, *fields.ABSTRACT):
        record.setdefault(name, body)
    elif body and name not in fields.TITLE:
        record["summary"] = "\n\n".join(filter(None, [record.get("summary", ""), body]))


def _is_more_than_links(text: str) -> bool:
    return bool(markup.LINK.sub("", text).strip(" \n-*·|"))
