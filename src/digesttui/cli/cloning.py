"""``clone``: the code of every paper that a filter lets through."""

import sys
import threading
from pathlib import Path

import click

from digesttui import config
from digesttui.cli.opening import found, takes_filter, takes_paths
from digesttui.cli.printing import tell, write_lines
from digesttui.model import Link

MANY = 20  # repositories; more are asked about first


@click.command()
@takes_paths
@takes_filter
@click.option(
    "--into",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Default: clone_into of the settings.",
)
@click.option("--yes", is_flag=True, help=f"Do not ask before cloning more than {MANY}.")
def clone(paths: tuple[str, ...], year: int | None, filter_text: str, into: Path | None, yes: bool) -> int:
    """Clone the code of papers as OWNER/NAME, latest commit only; what is there already is brought up to date."""
    from digesttui import actions

    wanted = [link for paper in found(paths, year, filter_text) if (link := paper.code)]
    if not wanted:
        tell("no paper here names a repository")
        return 1
    if len(wanted) > MANY and not yes and not _agreed(len(wanted)):
        return 1
    cancel = threading.Event()
    folder = into or config.read().clone_into
    try:
        results = actions.clone_all(wanted, folder, progress=_show if sys.stderr.isatty() else None, cancel=cancel)
    except KeyboardInterrupt:
        cancel.set()
        raise
    write_lines(f"{result.state}\t{result.repo}\t{result.path or ''}" for result in results)
    tell(actions.summary(results))
    return 1 if any(result.state == "failed" for result in results) else 0


def _agreed(count: int) -> bool:
    if not sys.stdin.isatty():
        tell(f"{count} repositories: narrow the filter, or say --yes")
        return False
    return click.confirm(f"Clone {count} repositories?", err=True)


def _show(link: Link, doing: str, share: float | None) -> None:
    """One line on the terminal, written over again and again."""
    done = "" if share is None else f" {share:4.0%}"
    sys.stderr.write(f"\r\x1b[K{link.label}: {doing}{done}")
    sys.stderr.flush()
