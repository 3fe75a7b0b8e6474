"""``list`` and ``show``: papers on standard output."""

import shutil
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from textwrap import fill
from typing import TYPE_CHECKING

import click

from digesttui.cli.columns import MARKS, USUAL, ColumnNames, aligned, cut, rows
from digesttui.cli.opening import loaded, marks, searched, settled, takes_filter, takes_paths
from digesttui.cli.printing import write, write_lines
from digesttui.collection import Collection
from digesttui.errors import DigestError
from digesttui.export.reading import nothing_read
from digesttui.model import Paper

if TYPE_CHECKING:
    from digesttui.query import Result

FORMATS = ("table", "tsv", "json", "jsonl")


@click.command("list")
@takes_paths
@takes_filter
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: table on a terminal, else tsv.")
@click.option("--columns", type=ColumnNames(), help="For table and tsv; names parted by commas, such as id,title,repo.")
@click.option("--limit", metavar="N", type=click.IntRange(min=1), help="At most so many papers.")
@click.option("--like", metavar="ID", help="Papers like this one, by id or title; the words shared are told.")
@click.option("--explain", is_flag=True, help="Say what each file held, and why each paper matched.")
def list_papers(
    paths: tuple[str, ...],
    year: int | None,
    filter_text: str,
    form: str | None,
    columns: tuple[str, ...] | None,
    limit: int | None,
    like: str | None,
    explain: bool,
) -> int:
    """Print papers: a table on a terminal, tab-separated when piped."""
    form = form or ("table" if sys.stdout.isatty() else "tsv")
    if columns and form in ("json", "jsonl"):
        raise click.UsageError("--columns are for table and tsv; JSON always has every field")
    opened = loaded(paths, year, to_search=bool(filter_text.strip() or like))
    result = searched(opened, filter_text)
    positions = (result.positions if like is None else _alike(opened, like, result))[:limit]
    if explain:
        _explain(opened, result, positions)
    found = (opened.store.paper(position) for position in positions)
    if form in ("json", "jsonl"):
        from digesttui.export import render

        write(render(found, form, marks()))
    else:
        write_lines(_lines(found, form, columns))
    return 0 if len(positions) else 1


def _lines(papers: Iterator[Paper], form: str, columns: Sequence[str] | None) -> Iterator[str]:
    if form == "table" and columns is None:
        return _table(papers)
    names = columns or USUAL
    cells = rows(names, papers, marks() if MARKS.intersection(names) else nothing_read)
    if form == "tsv":
        return map("\t".join, cells)
    return aligned(names, cells, shutil.get_terminal_size().columns)


@click.command()
@click.argument("paper")
@takes_paths
def show(paper: str, paths: tuple[str, ...], year: int | None) -> None:
    """Print one paper whole, found by its id, its title, or a filter that fits it best."""
    opened = loaded(paths, year)
    position = opened.store.find(paper)
    if position is None:
        best = settled(opened).search(paper).positions
        if not len(best):
            raise DigestError(f"no paper {paper!r}; `digest-tui list` prints ids and titles")
        position = best[0]
    write_lines(_page(opened.store.paper(position)))


def _alike(opened: Collection, like: str, result: "Result") -> list[int]:
    """The papers of ``result`` most like the one called ``like``; the words they share are told."""
    position = settled(opened).store.find(like)
    if position is None:
        raise DigestError(f"no paper {like!r}; `digest-tui list` prints ids and titles")
    wanted = set(map(int, result.positions))
    nearest = [one for one in opened.like(position) if one.position in wanted]
    for one in nearest:
        click.echo(f"{opened.store.title(one.position)}: {', '.join(one.shared)}", err=True)
    return [one.position for one in nearest]


def _table(papers: Iterator[Paper]) -> Iterator[str]:
    room = max(20, shutil.get_terminal_size().columns - 13)
    for paper in papers:
        # a title says more than a name, which `links` tells whole
        repo = cut(paper.code.label, max(room // 3, room - len(paper.title) - 2)) if paper.code else ""
        title = cut(paper.title, room - (len(repo) + 2 if repo else 0))
        yield f"{_day(paper):>11}  {title}" + (f"  {repo}" if repo else "")


def _page(paper: Paper) -> Iterator[str]:
    width = min(80, shutil.get_terminal_size().columns)
    yield fill(paper.title, width)
    for seen in paper.seen:
        day = f"{seen.date:%Y-%m-%d}" if seen.date else "undated"
        yield f"{day}  {seen.rank} of {seen.of}  {seen.digest}"
    if paper.authors:
        yield fill(", ".join(paper.authors), width)
    for paragraph in paper.abstract.split("\n\n"):
        yield ""
        yield fill(paragraph, width, break_long_words=False, break_on_hyphens=False)
    if paper.links:
        yield ""
    for link in paper.links:
        yield f"{link.kind:<8} {link.url}"


def _explain(opened: Collection, result: "Result", positions: Sequence[int]) -> None:
    explain = partial(click.echo, err=True)
    for digest in opened.store.digests:
        explain(f"{digest.path or digest.name}: {digest.papers} papers, read as {digest.form}")
        for remark in digest.remarks:
            explain(f"  {remark}")
        for skipped in digest.skipped:
            last = skipped.line + skipped.lines - 1
            lines = f"line {last}" if skipped.lines == 1 else f"lines {skipped.line}-{last}"
            explain(f"  {lines} skipped, {skipped.reason}: {skipped.text}")
    for clause, hidden in result.excluded_by():
        explain(f"hidden by {clause}: {hidden}")
    if result.ranked:
        for position in positions:
            explain(f"{opened.store.title(position)}: {result.reason(position)}")


def _day(paper: Paper) -> str:
    return f"{paper.date.day} {paper.date:%b %Y}" if paper.date else ""
