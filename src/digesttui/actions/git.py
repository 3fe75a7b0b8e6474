"""Running git on what strangers name: no shell, no prompt, no hooks, nothing but https."""

import os
import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import IO

from digesttui.actions.stopping import Cancel, stoppable
from digesttui.text import clean, one_line

Progress = Callable[[str, float | None], None]
"""Told what git does ("receiving objects") and how far it is (0 to 1, None where that is not known)."""

_SETTINGS = (
    "protocol.allow=never",
    "protocol.https.allow=always",
    "credential.helper=",
    "core.askPass=",
    f"core.hooksPath={os.devnull}",
    "core.fsmonitor=false",
    "gc.auto=0",
    "maintenance.auto=false",
    "http.lowSpeedLimit=1",
    "http.lowSpeedTime=60",
)
_ENVIRONMENT = {
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ASKPASS": "",
    "SSH_ASKPASS": "",
    "GCM_INTERACTIVE": "never",
    "GIT_LFS_SKIP_SMUDGE": "1",  # large files come from wherever the repository says
    "LC_ALL": "C",
}
# these would point git at another repository, or loosen what it may fetch from
_FORGOTTEN = frozenset(
    {
        "GIT_ALLOW_PROTOCOL",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_DIR",
        "GIT_INDEX_FILE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_TEMPLATE_DIR",
        "GIT_WORK_TREE",
    }
)

_STEP = re.compile(r"(?:remote: )?([A-Z][a-z]+ [a-z]+): +(?:([0-9]{1,3})%)?")
_COMPLAINT = re.compile(r"(?:fatal|error): *(.*)")
_REASONS = (
    ("could not read Username", "there is no such repository, or it is private"),
    ("not found", "there is no such repository, or it is private"),
    ("Could not resolve host", "the network or the site cannot be reached"),
    ("Failed to connect", "the network or the site cannot be reached"),
    ("No space left", "the disk is full"),
    ("not allowed", "your git configuration leads the address to something other than https"),
)


class GitFailed(Exception):
    """git said no; the text is why, in one line."""


class Cancelled(Exception):
    """The reader stopped it."""


def git(
    arguments: Sequence[str],
    *,
    folder: Path | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> str:
    """Run git and return what it printed. Raises ``GitFailed``, ``Cancelled``, or ``OSError`` without git."""
    settings = [word for setting in _SETTINGS for word in ("-c", setting)]
    process = subprocess.Popen(
        ["git", *settings, *arguments],
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    with process, stoppable(process, cancel):
        assert process.stdout and process.stderr
        try:
            complaints = _follow(process.stderr, progress)
            printed = process.stdout.read()
        finally:
            code = process.wait()
    if cancel and cancel.is_set() and code:
        raise Cancelled
    if code:
        raise GitFailed(_reason(complaints, code))
    return printed.decode(errors="replace").strip()


def _environment(folder: Path | None) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _FORGOTTEN}
    # a damaged repository must not be taken for the one it lies in
    return kept | _ENVIRONMENT | ({"GIT_CEILING_DIRECTORIES": str(folder.parent)} if folder else {})


def _follow(stream: IO[bytes], progress: Progress | None) -> list[str]:
    """Read git's messages to their end, pass progress on, and return the complaints among them."""
    complaints: list[str] = []
    for line in _lines(stream):
        if step := _STEP.match(line):
            if progress:
                progress(step[1].lower(), int(step[2]) / 100 if step[2] else None)
        elif complaint := _COMPLAINT.match(line):
            complaints.append(complaint[1])
    return complaints


def _lines(stream: IO[bytes]) -> Iterator[str]:
    """The lines of a stream as they come; a carriage return ends one too."""
    rest = b""
    while chunk := os.read(stream.fileno(), 4096):
        *lines, rest = re.split(rb"[\r\n]", rest + chunk)
        for line in lines:
            yield line.decode(errors="replace")
        rest = rest[-4096:]
    yield rest.decode(errors="replace")


def _reason(complaints: list[str], code: int) -> str:
    told = " ".join(complaints)
    known = next((reason for sign, reason in _REASONS if sign in told), None)
    return known or one_line(clean(complaints[0] if complaints else f"git ended with code {code}"))[:200]
