"""Data on standard output, everything else on standard error."""

import os
import sys
from collections.abc import Iterable

import click

BROKEN_PIPE = 141  # what a shell reports of a program that SIGPIPE ended


def write_lines(lines: Iterable[str]) -> None:
    """Write data, line by line as it comes."""
    write(line + "\n" for line in lines)


def write(pieces: Iterable[str]) -> None:
    """Write data, piece by piece as it comes; when its reader goes away, so do we, without a word."""
    try:
        sys.stdout.writelines(pieces)
        sys.stdout.flush()
    except BrokenPipeError as error:
        # Python flushes standard output once more when it ends, and would complain
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise click.exceptions.Exit(BROKEN_PIPE) from error


def tell(line: object) -> None:
    """Say something to the person, not to the program behind the pipe."""
    click.echo(f"digest-tui: {line}", err=True)
