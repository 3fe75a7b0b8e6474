"""``repos``: what GitHub knows of the code that papers name."""

import json
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence, Sized
from contextlib import closing
from datetime import timedelta
from typing import Any

import click

from digesttui import config
from digesttui.cli.listing import FORMATS
from digesttui.cli.opening import found, takes_filter, takes_paths
from digesttui.cli.printing import tell, write_lines
from digesttui.errors import FetchFailed
from digesttui.model import Paper
from digesttui.sources import repositories
from digesttui.sources.repositories import Repository

_OVER_AGAIN = "\r\x1b[K"  # writes the line of a terminal anew


@click.command()
@takes_paths
@takes_filter
@click.option("--refresh", is_flag=True, help="Ask about what was asked within a day, too.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Default: table on a terminal, else tsv.")
def repos(paths: tuple[str, ...], year: int | None, filter_text: str, refresh: bool, form: str | None) -> int:
    """Ask GitHub for stars, last push, licence and language of the code that papers name.

    Answers are kept for a day. With a token in GITHUB_TOKEN it answers 5,000 questions an hour, else 60.
    """
    named = _named(found(paths, year, filter_text))
    if not named:
        tell("no paper here names a repository on GitHub")
        return 1
    told = _asked(named, refresh)
    facts = {**repositories.known(config.folders().cache), **told}
    rows = [facts[repo.lower()] for repo in named if repo.lower() in facts]
    write = {"table": _table, "tsv": _tsv, "json": _json, "jsonl": _json_lines}
    write_lines(write[form or ("table" if sys.stdout.isatty() else "tsv")](rows))
    return _tell_left(named, told)


def ask_about(papers: Iterable[Paper]) -> int:
    """Ask GitHub about all the code they name, and tell how many answers there are; the exit code."""
    named = _named(papers)
    told = _asked(named, refresh=False)
    tell(f"GitHub told of {len(told)} repositor{'y' if len(told) == 1 else 'ies'}")
    return _tell_left(named, told)


def _named(papers: Iterable[Paper]) -> list[str]:
    return repositories.on_github(link for paper in papers for link in paper.links)


def _tell_left(named: Sequence[str], told: Sized) -> int:
    if left := len(named) - len(told):
        tell(f"{left} of {len(named)} repositories not answered; the same command goes on with them")
    return 1 if left else 0


def _asked(named: Sequence[str], refresh: bool) -> dict[str, Repository]:
    """What GitHub told, today or now, by name in lower case; what went wrong is told."""
    from digesttui.sources import github
    from digesttui.sources.github_api import Api, readers_token

    cache, max_age = config.folders().cache, timedelta(0) if refresh else github.DAY
    progress = _show if sys.stderr.isatty() else None
    with closing(Api(cache)) as web:
        outcomes = list(github.ask(named, web, cache, token=readers_token(), max_age=max_age, progress=progress))
    if progress:
        sys.stderr.write(_OVER_AGAIN)
    for outcome in outcomes:
        if isinstance(outcome, FetchFailed):
            tell(outcome)
    return {outcome.repo.lower(): outcome for outcome in outcomes if isinstance(outcome, Repository)}


def _show(done: int, of: int) -> None:
    sys.stderr.write(f"{_OVER_AGAIN}Asking GitHub: {done} of {of}")
    sys.stderr.flush()


def _table(rows: Sequence[Repository]) -> Iterator[str]:
    """Columns as wide as they need to be; the last, the description, gets what is left."""
    cells = [_cells(row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)][:-1]
    screen = shutil.get_terminal_size().columns
    for repo, stars, *others, description in cells:
        aligned = [repo.ljust(widths[0]), stars.rjust(widths[1]), *map(str.ljust, others, widths[2:])]
        line = "  ".join((*(cell for cell in aligned if cell), description))
        yield (line if len(line) <= screen else line[: screen - 1] + "…").rstrip()


def _cells(row: Repository) -> tuple[str, ...]:
    name = f"{row.repo} → {row.renamed}" if row.renamed else row.repo
    stars = "" if row.stars is None else f"{row.stars:,}"
    return name, stars, _day(row), row.license, row.language, row.state, row.description


def _tsv(rows: Sequence[Repository]) -> Iterator[str]:
    for row in rows:
        stars = "" if row.stars is None else str(row.stars)
        fields = (row.repo, stars, _day(row), row.license, row.language, row.state, row.renamed, row.description)
        yield "\t".join(fields)


def _json(rows: Sequence[Repository]) -> Iterator[str]:
    yield json.dumps([_record(row) for row in rows], ensure_ascii=False, indent=1)


def _json_lines(rows: Sequence[Repository]) -> Iterator[str]:
    for row in rows:
        yield json.dumps(_record(row), ensure_ascii=False)


def _record(row: Repository) -> dict[str, Any]:
    return {
        "repo": row.repo,
        "renamed": row.renamed or None,
        "stars": row.stars,
        "pushed": _day(row) or None,
        "license": row.license or None,
        "language": row.language or None,
        "archived": row.archived,
        "gone": row.gone,
        "description": row.description or None,
        "asked": row.asked.isoformat(),
    }


def _day(row: Repository) -> str:
    return row.pushed.isoformat() if row.pushed else ""
