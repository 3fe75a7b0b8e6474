"""CSV and TSV, a row a paper, under a line of sensible names."""

import csv
from collections.abc import Iterator
from typing import Any

from digesttui.formats import fields, records
from digesttui.formats.document import Contents, Document
from digesttui.formats.lines import lines_of
from digesttui.formats.records import Numbered
from digesttui.model import Skipped
from digesttui.text import clean, one_line

FORM = "csv"

_DELIMITERS = ("\t", ",", ";")
_LONGEST_HEADING = 10_000
_TABBED = 4  # lines that show a table
_LONGEST_FIELD = 10_000_000


def recognises(head: str) -> bool:
    """Whether the first line of ``head`` names columns, one of them the title's, or many lines are parted by tabs."""
    return _delimiter(head) is not None or _is_tabbed(head)


def read(document: Document) -> Contents:
    """The papers of ``document``; ``InputError`` where no row has a title."""
    if _delimiter(document.text.lstrip()) is None:
        raise document.refuse("a table, but no column is called title", line=1, remedy="call the titles' column so")
    return records.contents_of(document, _rows(clean(document.text).lstrip()))


def _delimiter(text: str) -> str | None:
    first = text.split("\n", 1)[0].replace("\r", "")[:_LONGEST_HEADING]
    for delimiter in _DELIMITERS:
        columns = _columns(next(csv.reader([first], delimiter=delimiter), []))
        if len(columns) > 1 and any(column in fields.TITLE for column in columns):
            return delimiter
    return None


def _is_tabbed(head: str) -> bool:
    """Whether the first lines have as many tabs each: no page or mail does that."""
    lines = head.split("\n")[:_TABBED]
    return len(lines) == _TABBED and len({line.count("\t") for line in lines}) == 1 and lines[0].count("\t") > 1


def _columns(cells: list[str]) -> list[str]:
    return [fields.field_name(cell) for cell in cells]


def _rows(text: str) -> Iterator[Numbered]:
    csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader((line + "\n" for line in lines_of(text)), delimiter=_delimiter(text) or ",")
    columns = _columns(next(reader))
    line = reader.line_num + 1
    try:
        for cells in reader:
            if any(cells):
                record: dict[str, Any] = dict(zip(columns, cells, strict=False))
                yield line, record
            line = reader.line_num + 1
    except csv.Error as error:
        yield Skipped(
            line, 1, f"not valid CSV ({error})", one_line(clean(text.split("\n", line)[line - 1]))[:80], lost=True
        )
