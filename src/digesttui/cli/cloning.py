"""``clone``: the code of every paper that a filter lets through."""

import shutil
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from digesttui import config
from digesttui.cli.opening import found, takes_filter, takes_paths
from digesttui.cli.printing import tell, write_lines

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
    folder = into or config.read().clone_into
    cancel = threading.Event()
    with _set_by_signals(cancel) as heard:
        results = actions.clone_all(wanted, folder, progress=_show, cancel=cancel)
    _show("")
    write_lines(f"{result.state}\t{result.repo}\t{result.path or ''}" for result in results)
    tell(actions.summary(results))
    if heard:
        return 128 + heard[0]
    return 1 if any(result.state == "failed" for result in results) else 0


def _agreed(count: int) -> bool:
    if not sys.stdin.isatty():
        tell(f"{count} repositories: narrow the filter, or say --yes")
        return False
    return click.confirm(f"Clone {count} repositories?", err=True)


def _show(how_far: str) -> None:
    """One line on the terminal, written over again and again."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{how_far[: shutil.get_terminal_size().columns - 1]}")
        sys.stderr.flush()


@contextmanager
def _set_by_signals(cancel: threading.Event) -> Iterator[list[int]]:
    """While inside, the first signal that would end the program sets ``cancel`` instead; gives which it was."""
    heard: list[int] = []
    before: dict[int, Any] = {}

    def restore() -> None:
        for number, handler in before.items():
            signal.signal(number, handler)

    def heed(number: int, frame: object) -> None:
        restore()
        heard.append(number)
        cancel.set()

    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number and signal.getsignal(number) is not signal.SIG_IGN:  # as nohup has it
            before[number] = signal.signal(number, heed)
    try:
        yield heard
    finally:
        restore()
