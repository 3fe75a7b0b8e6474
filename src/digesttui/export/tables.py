"""CSV (RFC 4180, but with plain line feeds) and TSV, safe to open in a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator
from io import StringIO

from digesttui.export.reading import Reading, ReadingOf
from digesttui.model import Paper
from digesttui.text import one_line

COLUMNS = (
    "id", "title", "authors", "date", "upvotes", "code", "links", "seen", "read", "starred", "tags", "note", "abstract",
)  # fmt: skip

# what makes a spreadsheet compute a cell, also in the full width of East Asian keyboards; see OWASP, "CSV Injection"
_FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")


def render_csv(papers: Iterable[Paper], reading: ReadingOf) -> Iterator[str]:
    """A line of column names, then a row a paper; several authors, links or tags are parted by ``; ``."""
    return _rows(papers, reading, delimiter=",")


def render_tsv(papers: Iterable[Paper], reading: ReadingOf) -> Iterator[str]:
    """The same, parted by tabs, every paper on one line."""
    return _rows(papers, reading, delimiter="\t")


def _rows(papers: Iterable[Paper], reading: ReadingOf, delimiter: str) -> Iterator[str]:
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\n")
    writer.writerow(COLUMNS)
    for paper in papers:
        cells = _cells(paper, reading(paper))
        writer.writerow(_inert(one_line(cell) if delimiter == "\t" else cell) for cell in cells)
        yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: StringIO) -> str:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def _cells(paper: Paper, reading: Reading | None) -> tuple[str, ...]:
    return (
        paper.id,
        paper.title,
        "; ".join(paper.authors),
        paper.date.isoformat() if paper.date else "",
        "" if paper.upvotes is None else str(paper.upvotes),
        paper.code.url if paper.code else "",
        "; ".join(link.url for link in paper.links),
        "; ".join(f"{seen.digest} {seen.rank}" for seen in paper.seen),
        "yes" if reading and reading.read else "no",
        "yes" if reading and reading.starred else "no",
        "; ".join(reading.tags) if reading else "",
        (reading.note if reading else None) or "",
        paper.abstract,
    )


def _inert(cell: str) -> str:
    """``cell`` with an apostrophe in front where a spreadsheet would take it for a formula."""
    return f"'{cell}" if cell.lstrip(" \n\xa0").startswith(_FORMULA_STARTS) else cell
