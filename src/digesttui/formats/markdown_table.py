"""Markdown tables, a row a paper, whose headings are sensible names: ``| Title | Authors | Summary |``.

A row that begins with a bar goes on to the next line that does, for some write cells of several lines. Links of a
row count wherever they stand.
"""

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from digesttui.formats import fields, markup, records
from digesttui.formats.dates import find_date, iso_date
from digesttui.formats.document import Contents, Document
from digesttui.formats.records import Numbered
from digesttui.model import Skipped
from digesttui.text import clean, one_line

FORM = "markdown-table"

_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_BAR = re.compile(r"(?<!\\)\|")
_READ_MORE = re.compile(r"\s*\(\s*Read more on .*?\)\s*$", re.IGNORECASE | re.DOTALL)


def recognises(head: str) -> bool:
    """Whether ``head`` holds a table with a column for titles."""
    return any(_titled(columns) for _, columns in _headings(head.split("\n")))


def read(document: Document) -> Contents:
    """The papers of every table with titles; ``InputError`` where there are none."""
    lines = document.text.split("\n")
    starts = [(number, columns) for number, columns in _headings(lines) if _titled(columns)]
    if not starts:
        raise document.refuse("a Markdown table without a column for titles", remedy="call one Title")
    date = iso_date(document.name) or find_date("\n".join(lines[: starts[0][0] - 2]))
    found = list(_rows(lines, starts))
    if not any(isinstance(row, tuple) for row in found):
        raise document.refuse("a Markdown table without rows", line=starts[0][0] - 1)
    return records.contents_of(document, found, date)


def _headings(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """The number of the line of dashes below each heading, and the columns' names."""
    for number, line in enumerate(lines[1:], 2):
        if "-" in line and "|" in line and _RULE.match(line):
            yield number, [fields.field_name(markup.plain(cell)) for cell in _cells(lines[number - 2])]


def _titled(columns: list[str]) -> bool:
    return any(column in fields.TITLE for column in columns)


def _rows(lines: list[str], starts: list[tuple[int, list[str]]]) -> Iterator[Numbered]:
    ends = [start - 2 for start, _ in starts[1:]]
    for (number, columns), last in zip(starts, [*ends, len(lines)], strict=True):
        while number < last and "|" in lines[number]:
            end = number + 1
            while _begins(lines[number]) and end < last and lines[end].strip() and not _begins(lines[end]):
                end += 1
            row = "\n".join(lines[number:end])
            cells = _cells(row)
            if len(cells) >= len(columns):
                yield number + 1, _record(columns, cells, row)
            else:
                yield Skipped(number + 1, end - number, "row with too few cells", one_line(clean(row))[:80])
            number = end


def _begins(line: str) -> bool:
    return line.lstrip().startswith("|")


def _cells(row: str) -> list[str]:
    return [cell.strip() for cell in _BAR.split(row.strip().removeprefix("|").removesuffix("|"))]


def _record(columns: list[str], cells: list[str], row: str) -> dict[str, Any]:
    record: dict[str, Any] = {}
    for column, cell in zip_longest(columns, cells, fillvalue=""):
        if column in fields.TITLE:
            record.setdefault("title", _READ_MORE.sub("", markup.plain(_READ_MORE.sub("", cell))))
        elif column and not markup.links(cell):
            record.setdefault(column, markup.plain(cell).replace(r"\|", "|"))
    addresses = [url for _, url in markup.links(row)]
    return {**record, "addresses": addresses}
