"""Data on standard output, everything else on standard error."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

import click

from digesttui.errors import ActionFailed
from digesttui.text import clean, one_line

BROKEN_PIPE = 141  # what a shell reports of a program that SIGPIPE ended


def write_lines(lines: Iterable[str]) -> None:
    """Write data, line by line as it comes."""
    write(line + "\n" for line in lines)


def write(pieces: Iterable[str]) -> None:
    """Write data, piece by piece as it comes; when its reader goes away, so do we, without a word.

    Raises ``ActionFailed`` where it cannot be written, as on a full disk.
    """
    for piece in pieces:
        with _writing():
            sys.stdout.write(piece)
    with _writing():
        sys.stdout.flush()


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        _let_go()
        raise click.exceptions.Exit(BROKEN_PIPE) from error
    except OSError as error:
        _let_go()
        raise ActionFailed(f"standard output: cannot be written, {(error.strerror or str(error)).lower()}") from error


def _let_go() -> None:
    """Python flushes standard output once more when it ends, and would complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def tell(line: object) -> None:
    """Say something to the person, not to the program behind the pipe; names in it may be a stranger's."""
    with suppress(OSError):  # there is nobody to say it to
        click.echo(f"digest-tui: {one_line(clean(str(line)))}", err=True)
