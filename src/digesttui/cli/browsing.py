"""``digest-tui [PATH …]``: the screen."""

import os
import sys

import click

from digesttui.cli.completing import filters
from digesttui.cli.opening import collection, takes_paths

NO_TERMINAL = "digest-tui: the screen needs a terminal; `digest-tui list` prints papers without one"


@click.command(hidden=True)
@takes_paths
@click.option("-f", "--filter", "filter_text", default="", shell_complete=filters, help="Start with this filter.")
@click.option("--theme", type=click.Choice(["ink", "paper", "ansi"]), help="Dark, light, or the terminal's 16 colours.")
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
    if not (sys.stdout.isatty() and (sys.stdin.isatty() or "-" in paths)):
        click.echo(NO_TERMINAL, err=True)
        return 2
    opened = collection(paths, year)
    # Textual reads this once, at its import; its default of 60 makes a key wait 32 ms for its picture
    os.environ.setdefault("TEXTUAL_FPS", "240")
    from digesttui.tui.app import run

    return run(opened, filter_text=filter_text, theme=theme, ascii_only=ascii_only, fresh=fresh)
