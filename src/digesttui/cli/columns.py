"""The columns of ``list``: what each is called, and what stands in it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice

import click
from click.shell_completion import CompletionItem

from digesttui.export.facts import address
from digesttui.export.reading import Reading
from digesttui.model import Paper
from digesttui.text import one_line

Cell = Callable[[Paper, Reading | None], str]


def _day(paper: Paper, _: Reading | None) -> str:
    return paper.date.isoformat() if paper.date else ""


def _code(paper: Paper, _: Reading | None) -> str:
    return paper.code.url if paper.code else ""


def _count(number: int | None) -> str:
    return "" if number is None else str(number)


COLUMNS: dict[str, Cell] = {
    "id": lambda paper, _: paper.id,
    "date": _day,
    "title": lambda paper, _: paper.title,
    "authors": lambda paper, _: ", ".join(paper.authors),
    "code": _code,
    "repo": lambda paper, _: paper.code.label if paper.code else "",
    "links": lambda paper, _: " ".join(link.url for link in paper.links),
    "url": lambda paper, _: address(paper) or "",
    "upvotes": lambda paper, _: _count(paper.upvotes),
    "rank": lambda paper, _: str(paper.seen[0].rank),
    "digest": lambda paper, _: paper.seen[0].digest,
    "seen": lambda paper, _: str(len(paper.seen)),
    "read": lambda _, reading: "read" if reading and reading.read else "",
    "starred": lambda _, reading: "starred" if reading and reading.starred else "",
    "tags": lambda _, reading: ", ".join(reading.tags) if reading else "",
    "note": lambda _, reading: one_line(reading.note or "") if reading else "",
    "abstract": lambda paper, _: one_line(paper.abstract),
}
"""Every column by its name; no cell holds a tab or a line break."""

MARKS = frozenset({"read", "starred", "tags", "note"})
"""Those that tell what the reader did."""

NUMBERS = frozenset({"upvotes", "rank", "seen"})
"""Those that stand at the right."""

SIZED = 100
"""Rows after which the widths of a table are settled; later ones are cut to them."""

USUAL = ("id", "date", "title", "code")
"""What tab-separated papers have unless others are asked for."""


class ColumnNames(click.ParamType[tuple[str, ...]]):
    """Names of columns, parted by commas."""

    name = "columns"

    def convert(self, value: object, param: click.Parameter | None, context: click.Context | None) -> tuple[str, ...]:
        """The names; what is none is told."""
        if isinstance(value, tuple):
            return value
        names = tuple(name.strip().lower() for name in str(value).split(",") if name.strip())
        for name in names:
            if name not in COLUMNS:
                self.fail(f"no column {name!r}; there are {', '.join(COLUMNS)}", param, context)
        return names or self.fail("name one at least", param, context)

    def shell_complete(
        self, context: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[str]]:
        """The names that may stand behind the last comma."""
        before, comma, typed = incomplete.rpartition(",")
        taken = before.split(",")
        return [
            CompletionItem(before + comma + name) for name in COLUMNS if name.startswith(typed) and name not in taken
        ]


def rows(
    names: Sequence[str], papers: Iterable[Paper], reading: Callable[[Paper], Reading | None]
) -> Iterator[list[str]]:
    """What stands in the columns of these names, a list a paper."""
    wanted = [COLUMNS[name] for name in names]
    for paper in papers:
        marks = reading(paper)
        yield [cell(paper, marks) for cell in wanted]


def aligned(names: Sequence[str], rows: Iterator[list[str]], screen: int) -> Iterator[str]:
    """The rows as a table that fits ``screen`` characters, each line as it comes."""
    first = list(islice(rows, SIZED))
    widths = _fitting([max(map(len, column)) for column in zip(*first, strict=True)], screen)
    for row in chain(first, rows):
        cells = (
            cut(cell, width).rjust(width) if name in NUMBERS else cut(cell, width).ljust(width)
            for name, cell, width in zip(names, row, widths, strict=True)
        )
        yield "  ".join(cells).rstrip()


def _fitting(widths: Sequence[int], screen: int) -> list[int]:
    """The widths, the largest made smaller until a line fits."""
    fitting = [min(width, screen) for width in widths]
    while sum(fitting) + 2 * (len(fitting) - 1) > screen and max(fitting) > 1:
        fitting[fitting.index(max(fitting))] -= 1
    return fitting


def cut(text: str, width: int) -> str:
    """``text`` in at most ``width`` characters."""
    return text if len(text) <= width else text[: max(0, width - 1)] + "…"
