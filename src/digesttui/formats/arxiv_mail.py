r"""arXiv's daily mails, listings and ``.abs`` files.

A block begins with a line ``\\``, then come headers (``arXiv:ID``, ``Title:`` …, wrapped lines indented), ``\\``, the
abstract indented by two, and ``\\`` with the address. A replaced paper has no abstract.
Source: https://info.arxiv.org/help/subscribe.html.
"""

import datetime
import re
from collections.abc import Iterator

from digesttui.formats import arxiv_id, records
from digesttui.formats.dates import find_date, iso_date
from digesttui.formats.document import Contents, Document
from digesttui.formats.records import Numbered
from digesttui.model import Skipped
from digesttui.text import clean, one_line

FORM = "arxiv-mail"

_MARK = "\\\\"
_START = re.compile(r"^\\\\[^\S\n]*\n(?:arXiv|Paper)\b", re.MULTILINE)
_RULE = re.compile(r"^[-%=]{20,}|^%[-%]{20,}")
_HEADER = re.compile(r"^([A-Z][\w -]*?)(?:\s*\([^)]*\))?:[^\S\n]*(.*)")
_SHORT_DATE = re.compile(r"\b(\d{1,2} [A-Z][a-z]{2}) (\d\d) \d\d:\d\d")


def recognises(head: str) -> bool:
    """Whether ``head`` holds the beginning of a block."""
    return bool(_START.search(head.replace("\r", "")))


def read(document: Document) -> Contents:
    """The papers of a mail, listing or ``.abs`` file."""
    text = clean(document.text)
    return records.contents_of(document, _blocks(text.split("\n")), iso_date(document.name) or _date(text))


def _date(text: str) -> datetime.date | None:
    """The latest day in the header of a mail, which writes its years with two digits."""
    days = _SHORT_DATE.findall(text[: _START.search(text).start()])  # type: ignore[union-attr]  # recognised by it
    return max(filter(None, (find_date(f"{day} 20{year}") for day, year in days)), default=None)


def _blocks(lines: list[str]) -> Iterator[Numbered]:
    number = 0
    while number < len(lines):
        if lines[number].strip() != _MARK:
            number += 1
            continue
        end = number + 1
        marks: list[int] = []
        while end < len(lines) and not _RULE.match(lines[end]) and len(marks) < 2:
            if lines[end].startswith(_MARK):
                marks.append(end)
            end += 1
        first_mark = marks[0] if marks else end
        yield _block(lines[number + 1 : first_mark], lines[first_mark + 1 : marks[1] if marks[1:] else end], number + 1)
        number = end


def _block(header: list[str], abstract: list[str], line: int) -> Numbered:
    fields: dict[str, str] = {}
    name = ""
    for written in header:
        match = _HEADER.match(written)
        if match:
            name = match[1].lower()
            fields.setdefault(name, match[2])
        elif name and written.startswith(" "):
            fields[name] += "\n" + written
        else:
            name = ""
    if not fields.get("title"):
        return Skipped(line, len(header) + 2, "block without title", one_line(" ".join(header))[:80])
    return line, {
        "id": arxiv_id.named("\n".join(header)) or arxiv_id.exact(fields.get("paper", "")),
        "title": fields["title"],
        "authors": one_line(fields.get("authors", "")),
        "comments": fields.get("comments"),
        "categories": fields.get("categories"),
        "date": fields.get("date"),
        "doi": fields.get("doi"),
        "abstract": _text(abstract),
    }


def _text(abstract: list[str]) -> str:
    """The abstract; a line indented after the first begins a paragraph."""
    paragraphs = re.split(r"\n[ \t]+(?=\S)", "\n".join(abstract).strip("\n"))
    return "\n\n".join(paragraphs)
