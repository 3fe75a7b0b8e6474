"""``digest-tui [PATH …]`` with options, and the options of the screen."""

from collections.abc import Callable
from typing import Any

import click

from digesttui.cli.completing import filters
from digesttui.cli.opening import takes_paths
from digesttui.cli.screen import show, show_on_page
from digesttui.config import THEMES

_FILTER = "Start with this filter."
_OPTIONS = (
    click.option("-f", "--filter", "filter_text", metavar="FILTER", default="", shell_complete=filters, help=_FILTER),
    click.option("--theme", type=click.Choice(THEMES), help="Dark, light, the same in high contrast, or 16 colours."),
    click.option("--ascii", "ascii_only", is_flag=True, help="Draw with ASCII characters only."),
    click.option("--fresh", is_flag=True, help="Do not go on where the last reading stopped."),
)


def takes_screen(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a verb the arguments of the screen: which digests, and how it looks."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return takes_paths(command)


@click.command(hidden=True)
@takes_screen
@click.option("--on-page", is_flag=True, hidden=True, help="Speak with `digest-tui serve` instead of a terminal.")
def browse(paths: tuple[str, ...], *, on_page: bool, **screen: Any) -> int:
    """Browse files, folders, globs, or - for standard input; without PATH your library, else the samples."""
    return (show_on_page if on_page else show)(paths, **screen)
