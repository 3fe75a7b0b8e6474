"""Opening collections for the verbs, and telling what could not be read."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import click

from digesttui import config
from digesttui.cli.completing import filters
from digesttui.cli.printing import tell
from digesttui.cli.progress import watched
from digesttui.collection import Collection
from digesttui.errors import LibraryError
from digesttui.export.reading import Reading, ReadingOf
from digesttui.model import Paper, Skipped
from digesttui.store import Store

if TYPE_CHECKING:
    from digesttui.library.library import Library
    from digesttui.query import Result

_MOST_PLACES = 6

YEARS = click.IntRange(1900, 2200)


def takes_paths(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb the arguments that say which digests to open."""
    command = click.option(
        "--year", metavar="YEAR", type=YEARS, help="The year of pages that give only day and month."
    )(command)
    return click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(allow_dash=True))(command)


def collection(paths: Iterable[str], year: int | None) -> Collection:
    """A collection over ``paths``, with the reader's settings; nothing is read yet."""
    return Collection(tuple(paths), year=year, settings=config.read())


def loaded(paths: Iterable[str], year: int | None, *, to_search: bool = True) -> Collection:
    """The same, read; each file that failed is told on standard error. Ends the program when nothing could be read.

    An index that was kept is opened for those who mean ``to_search``.
    """
    opened = collection(paths, year)
    for outcome in watched(opened.read(to_search=to_search), lambda _: f"Reading {len(opened.store):,} papers"):
        opened.add(outcome)
    if not to_search:  # else it is kept with its index
        _keep(opened)
    for problem in opened.problems:
        tell(problem)
    for digest in opened.store.digests:
        if lost := [one for one in digest.skipped if one.lost]:
            tell(f"{digest.path}, line {places(lost)}: {lost[0].reason}; the other papers were read")
    if opened.problems and not len(opened.store):
        raise click.exceptions.Exit(1)  # all that is wrong was just told
    return opened


def places(skipped: Sequence[Skipped]) -> str:
    """The lines of stretches; of many the first few."""
    lines = [
        f"{one.line}" if one.lines == 1 else f"{one.line}–{one.line + one.lines - 1}" for one in skipped[:_MOST_PLACES]
    ]
    more = len(skipped) - len(lines)
    return ", ".join(lines) + (f" and {more} more" if more else "")


def settled(opened: Collection) -> Collection:
    """The same, with an index where there is much to search."""
    if not opened.answers_at_once:
        for _ in watched(opened.index(), lambda share: f"Indexing {share:.0%}"):
            continue
    return opened


def _keep(opened: Collection) -> None:
    with suppress(OSError):  # the next time takes longer, no more
        opened.keep()


def takes_filter(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb the option that chooses papers."""
    help_text = "Only these papers, best first."
    return click.option(
        "-f", "--filter", "filter_text", metavar="FILTER", default="", shell_complete=filters, help=help_text
    )(command)


def searched(opened: Collection, filter_text: str) -> "Result":
    """What the filter lets through; its mistakes are told on standard error."""
    if filter_text.strip():
        _keep(settled(opened))
        if opened.parse(filter_text).asks_reading:
            opened.remember(to_change=False)
    result = opened.search(filter_text)
    for problem in result.problems:
        tell(f"filter, column {problem.start + 1}: {problem}")
    return result


def marks() -> ReadingOf:
    """What the reader did with a paper, for those who print it; a library that cannot be read is told.

    The library is opened when the first paper is asked about.
    """

    @cache
    def library() -> "Library | None":
        from digesttui.library.library import Library

        try:
            return Library.open_to_read(config.folders().state)
        except LibraryError as error:
            tell(error)
            return None

    def of(paper: Paper) -> Reading | None:
        from digesttui.library.state import PaperKey

        opened = library()
        return None if opened is None else opened.state(PaperKey.of(paper))

    return of


@dataclass(frozen=True, slots=True)
class Found:
    """The papers that a filter let through, best first, each made when it is looked at."""

    store: Store
    positions: Sequence[int]

    def __len__(self) -> int:
        return len(self.positions)

    def __iter__(self) -> Iterator[Paper]:
        return map(self.store.paper, self.positions)


def found(paths: Iterable[str], year: int | None, filter_text: str) -> Found:
    """The papers in ``paths`` that the filter lets through."""
    opened = loaded(paths, year, to_search=bool(filter_text.strip()))
    return Found(opened.store, searched(opened, filter_text).positions)
