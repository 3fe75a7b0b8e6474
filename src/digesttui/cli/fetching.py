"""``fetch``: digests of the two sites into the library."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digesttui import config
from digesttui.cli import completing
from digesttui.cli.printing import tell, write_lines

if TYPE_CHECKING:
    from digesttui.sources.daily import Outcome
    from digesttui.sources.plan import Period


@click.command()
@click.argument(
    "source",
    default="huggingface",
    metavar="[huggingface|arxiv:CATEGORY]",
    shell_complete=completing.sources,
)
@click.option("--date", "day", metavar="DAY", help="One day: 2025-03-18, today, yesterday, or -7d.")
@click.option("--since", metavar="DAY", help="Every day from that one, such as -7d; goes on where it stopped.")
@click.option("--week", metavar="WEEK", help="A week, as 2025-W16.")
@click.option("--month", metavar="MONTH", help="A month, as 2025-04.")
@click.option("-q", "--query", metavar="WORDS", default="", help="Papers with these words.")
@click.option("--repos", is_flag=True, help="Ask GitHub about the code that these papers name, too.")
def fetch(
    source: str, day: str | None, since: str | None, week: str | None, month: str | None, query: str, repos: bool
) -> int:
    """Fetch digests into the library: by default today's Daily Papers, of arXiv the newest announcement."""
    from digesttui.sources import daily
    from digesttui.sources.cache import Cache
    from digesttui.sources.fetch import Web
    from digesttui.sources.plan import plan

    today = datetime.now(UTC).date()  # the sites' day
    try:
        period = _period({"day": day, "since": since, "week": week, "month": month}, today)
        wanteds = plan(source, period, query.strip(), today)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    folders = config.folders()
    paths: list[Path] = []
    with Web(Cache(folders.cache)) as web:
        if len(wanteds) == 1:
            outcomes = _noting(paths, [daily.land(wanteds[0], folders.library, web)])
            code = _tell_one(next(outcomes))
        else:
            outcomes = _noting(paths, daily.walk(wanteds, folders.library, web))
            code = _tell_all(_with_progress(outcomes, len(wanteds)))
    return max(code, _ask_about_code(paths)) if repos and paths else code


def _noting(paths: list[Path], outcomes: "Iterable[Outcome]") -> "Iterator[Outcome]":
    """The outcomes as they come; ``paths`` gets where each digest is, which may have been there before."""
    for outcome in outcomes:
        if outcome.path:
            paths.append(outcome.path)
        yield outcome


def _ask_about_code(paths: Sequence[Path]) -> int:
    from digesttui.cli.opening import found
    from digesttui.cli.repositories import ask_about

    return ask_about(found(tuple(map(str, paths)), None, ""))


def _period(named: dict[str, str | None], today: date) -> "Period | None":
    """The one period that is named; ``ValueError`` where there are more, or it is written wrongly."""
    from digesttui.sources import plan

    given = {name: written for name, written in named.items() if written is not None}
    if len(given) > 1:
        raise ValueError("give one of --date, --since, --week and --month")
    read = {"day": plan.day, "since": plan.since, "week": plan.week, "month": plan.month}
    return next((read[name](written, today) for name, written in given.items()), None)


def _tell_one(outcome: "Outcome") -> int:
    _tell_trouble(outcome)
    if outcome.state == "landed" and sys.stdout.isatty():
        write_lines([f"{outcome.label}: {outcome.papers} papers, {outcome.path}"])
    elif outcome.state == "landed":
        write_lines([f"{outcome.path}\t{outcome.papers}"])
    elif outcome.state != "failed":
        tell(f"{outcome.label}: {'no papers there' if outcome.state == 'empty' else 'nothing new'}")
    return 1 if outcome.state in ("failed", "empty") else 0


def _tell_all(outcomes: "Iterable[Outcome]") -> int:
    """Tell each digest that landed, unless a reader sits there: for them the sum will do."""
    states: list[str] = []
    for outcome in outcomes:
        states.append(outcome.state)
        _tell_trouble(outcome)
        if outcome.state == "landed" and not sys.stdout.isatty():
            write_lines([f"{outcome.path}\t{outcome.papers}"])
    there = states.count("settled") + states.count("unchanged")
    stopped = "failed" in states
    tell(
        f"{states.count('landed')} fetched, {there} were there, {states.count('empty')} days without papers"
        + ("; the same command goes on from here" if stopped else "")
    )
    return 1 if stopped or states.count("empty") == len(states) else 0


def _tell_trouble(outcome: "Outcome") -> None:
    for line in (outcome.remark, outcome.error):
        if line:
            tell(line)


def _with_progress(outcomes: "Iterator[Outcome]", count: int) -> "Iterable[Outcome]":
    """The outcomes as they come; all at the end, behind a bar, where standard error is a terminal."""
    if not sys.stderr.isatty():
        return outcomes
    with click.progressbar(outcomes, length=count, label="Fetching", file=sys.stderr) as bar:
        return list(bar)
