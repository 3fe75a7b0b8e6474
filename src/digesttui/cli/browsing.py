"""``digest-tui [PATH …]`` with options."""

import click

from digesttui.cli.completing import filters
from digesttui.cli.opening import takes_paths
from digesttui.cli.screen import show
from digesttui.config import THEMES


@click.command(hidden=True)
@takes_paths
@click.option(
    "-f",
    "--filter",
    "filter_text",
    metavar="FILTER",
    default="",
    shell_complete=filters,
    help="Start with this filter.",
)
@click.option("--theme", type=click.Choice(THEMES), help="Dark, light, the same in high contrast, or 16 colours.")
@click.option("--ascii", "ascii_only", is_flag=True, help="Draw with ASCII characters only.")
@click.option("--fresh", is_flag=True, help="Do not go on where the last reading stopped.")
def browse(
    paths: tuple[str, ...],
    year: int | None,
    filter_text: str,
    theme: str | None,
    ascii_only: bool,
    fresh: bool,
) -> int:
    """Browse files, folders, globs, or - for standard input; without PATH your library, else the samples."""
    return show(paths, year=year, filter_text=filter_text, theme=theme, ascii_only=ascii_only, fresh=fresh)
