"""Handing text to a command of the reader's, and hearing what it says."""

import re
import shlex
import subprocess
import sys
import threading
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

from digesttui.actions.stopping import Cancel, stoppable
from digesttui.errors import ActionFailed
from digesttui.text import clean

MAX_OUTPUT = 1_000_000
"""Bytes of output that are kept; a command that says more goes on, but nobody reads that."""

_FOR_A_SHELL = re.compile(r"[|&;<>()$`*?~\n]")


@dataclass(frozen=True, slots=True)
class Piped:
    """How a command ended: its exit code, negative where a signal ended it, and what it said on both streams, clean
    text."""

    code: int
    output: str


def pipe(command: str, pieces: Iterable[str], cancel: Cancel | None = None) -> Piped:
    """Run the reader's ``command`` with ``pieces`` on its standard input, apart from the terminal.

    Its words go to the program as they are; where they hold what only a shell understands (``|``, ``>``, ``$``, ``*``
    and their like), to the system's shell. Text of papers never stands in a command. Raises ``ActionFailed`` where it
    cannot start, and where ``cancel`` ended it.
    """
    words = _words(command)
    try:
        process = subprocess.Popen(
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    except OSError as error:
        raise ActionFailed(f"{words[0]} did not start: {error.strerror}") from error
    assert process.stdin and process.stdout
    with process, stoppable(process, cancel):
        feeder = threading.Thread(target=_feed, args=(process.stdin, pieces), daemon=True)
        feeder.start()
        said = _heard(process.stdout)
        code = process.wait()
        feeder.join()
    if cancel and cancel.is_set():
        raise ActionFailed(f"{words[0]} was stopped")
    return Piped(code, clean(said.decode(errors="replace")))


def _words(command: str) -> list[str]:
    if _FOR_A_SHELL.search(command):
        return ["cmd.exe", "/c", command] if sys.platform == "win32" else ["/bin/sh", "-c", command]
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise ActionFailed(f"not run: {command[:40]!r} cannot be read ({str(error).lower()})") from error
    if not words:
        raise ActionFailed("not run: there is no command")
    return words


def _feed(stream: IO[bytes], pieces: Iterable[str]) -> None:
    """Write everything, unless the command has read enough and is gone."""
    with suppress(BrokenPipeError), stream:
        stream.writelines(piece.encode("utf-8", "replace") for piece in pieces)


def _heard(stream: IO[bytes]) -> bytes:
    """Everything up to the end, of which the beginning is kept."""
    said = b""
    while chunk := stream.read1(65536):  # type: ignore[attr-defined]  # a BufferedReader
        said += chunk[: MAX_OUTPUT - len(said)]
    return said
