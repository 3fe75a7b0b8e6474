"""``serve``: the screen in a browser."""

import asyncio
import shlex
import sys
from contextlib import redirect_stdout

import click

from digesttui import config
from digesttui.cli.browsing import takes_screen
from digesttui.cli.printing import tell, write_lines
from digesttui.errors import ActionFailed

PORT = 8000


@click.command()
@takes_screen
@click.option("--port", default=PORT, show_default=True, type=click.IntRange(0, 65535), help="0: any that is free.")
def serve(
    paths: tuple[str, ...],
    port: int,
    year: int | None,
    filter_text: str,
    theme: str | None,
    ascii_only: bool,
    fresh: bool,
) -> int:
    """Show the screen in a browser of this machine, for you alone: open the address that is printed."""
    if "-" in paths:
        raise click.UsageError("standard input cannot be served: each page reads the digests anew; save it to a file")
    if sys.platform == "win32":
        raise ActionFailed("serve does not work on Windows; in WSL it does")
    try:
        from digesttui.web import server
    except ImportError as error:
        raise ActionFailed(f"serve needs {error.name}, an extra: pip install 'digest-tui[serve]'") from error
    config.read()  # what is wrong with it is better told here
    given = {"--year": year, "--filter": filter_text, "--theme": theme}
    words = [
        *(sys.executable, "-P", "-m", "digesttui", "browse", "--on-page"),
        *(f"{name}={value}" for name, value in given.items() if value),
        *(["--ascii"] if ascii_only else []),
        *(["--fresh"] if fresh else []),
        *("--", *paths),
    ]
    with redirect_stdout(sys.stderr):  # where textual-serve tells what a program said when it failed
        return asyncio.run(server.serve(f"exec {shlex.join(words)}", port, _tell_address))


def _tell_address(address: str) -> None:
    with redirect_stdout(sys.__stdout__):
        write_lines([address])
    tell("open this address in your browser; nobody else knows it, so keep it to yourself. ctrl+c ends")
