"""Digests in files, folders and archives, and on standard input."""

import datetime
import glob
import os
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from digesttui import formats
from digesttui.errors import InputError
from digesttui.model import Digest
from digesttui.sources import archives
from digesttui.text import clean, one_line

MAX_BYTES = 200_000_000  # of one file
MAX_LINE = 32_000_000  # bytes in one line
STANDARD_INPUT = "stdin"

_MEGABYTE = 1_000_000
_PACKED = re.compile(r"\.(?:gz|zip)$", re.I)
_SUFFIX = re.compile(r"\.[a-z][a-z0-9]{0,9}$", re.I)


@dataclass(frozen=True, slots=True)
class Found:
    """A place to read: a file, or standard input where ``path`` is None. ``name`` is its digest's, unique."""

    path: Path | None
    name: str

    @property
    def called(self) -> str:
        """What to call the place in a message."""
        return clean(str(self.path or STANDARD_INPUT))


def find(paths: Sequence[str]) -> Iterator[Found | InputError]:
    """The files behind ``paths``: files, folders (all that is in them, but nothing hidden), globs, ``-``.

    A file that two paths lead to is found once. What is missing or empty is told in its place.
    """
    outcomes = [outcome for path in paths for outcome in _files_behind(path)]
    files = list(dict.fromkeys(outcome for outcome in outcomes if isinstance(outcome, Path)))
    names = dict(zip(files, _unique_names(files), strict=True))
    seen: set[Path | None] = set()
    for outcome in outcomes:
        if isinstance(outcome, InputError):
            yield outcome
        elif outcome not in seen:
            seen.add(outcome)
            yield Found(outcome, names[outcome] if outcome else STANDARD_INPUT)


def load(found: Found, *, year: int | None = None) -> Iterator[Digest | InputError]:
    """The digest in a found place, or several where it is an archive; what cannot be read is told instead."""
    try:
        data, modified = _bytes_of(found)
    except InputError as error:
        yield error
        return
    except OSError as error:
        yield InputError(found.called, error.strerror or str(error))
        return
    for member in archives.members(data, found.called):
        if isinstance(member, InputError):
            yield member
            continue
        try:
            yield _read(member, found, modified, year)
        except InputError as error:
            yield error


def open_all(paths: Sequence[str], *, year: int | None = None) -> Iterator[Digest | InputError]:
    """Every digest behind ``paths``, one after another; ``year`` is that of pages that name none."""
    for outcome in find(paths):
        if isinstance(outcome, InputError):
            yield outcome
        else:
            yield from load(outcome, year=year)


def _read(member: archives.Member, found: Found, modified: datetime.date, year: int | None) -> Digest:
    within = f"/{member.name}" if member.name else ""
    _refuse_long_lines(member.data, found.called + within)
    name, path = f"{found.name}{within}", f"{found.path or STANDARD_INPUT}{within}"
    return formats.read(member.data, name, path=path, modified=member.modified or modified, year=year)


def _files_behind(path: str) -> Iterator[Path | InputError | None]:
    if path == "-":
        yield None
        return
    place = Path(path)
    # Path.glob would find hidden files too
    places = [place] if place.exists() else [Path(match) for match in sorted(glob.glob(path, recursive=True))]  # noqa: PTH207
    if not places:
        yield InputError(clean(path), "no such file or folder")
    for place in places:
        inside = _files_in(place) if place.is_dir() else [place]
        if not inside:
            yield InputError(clean(str(place)), "no digest in this folder")
        yield from inside


def _files_in(folder: Path) -> list[Path]:
    found: list[Path] = []
    for inside, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name[0] != "."]
        found += [Path(inside, name) for name in names if name[0] != "."]
    return sorted((path for path in found if path.is_file()), key=lambda path: path.parts)


def _unique_names(files: Sequence[Path]) -> list[str]:
    """The stem of each file, with its suffix or as many folders in front as tell it from the others."""
    stems = [(file.parent, _stem(file)) for file in files]
    beside = Counter(stems)
    bases = [stem[1] if beside[stem] == 1 else file.name for file, stem in zip(files, stems, strict=True)]
    names = bases.copy()
    for depth in range(1, max((len(file.parts) for file in files), default=0)):
        count = Counter(names)
        if len(count) == len(names):
            break
        for number, file in enumerate(files):
            if count[names[number]] > 1:
                names[number] = "/".join((*file.parts[:-1][-depth:], bases[number]))
    return [one_line(clean(name)) for name in names]


def _stem(file: Path) -> str:
    name = _PACKED.sub("", file.name)
    return _SUFFIX.sub("", name) or name


def _bytes_of(found: Found) -> tuple[bytes, datetime.date]:
    """What is there, and the day it was last changed; of standard input that is today."""
    if found.path is None:
        return _limited(sys.stdin.buffer, found.called), datetime.date.today()
    with found.path.open("rb") as stream:
        status = os.fstat(stream.fileno())
        return _limited(stream, found.called, status.st_size), datetime.date.fromtimestamp(status.st_mtime)


def _limited(stream: BinaryIO, called: str, size: int = 0) -> bytes:
    """All of ``stream``, of which ``size`` bytes are expected: room for the limit would have to be made for each."""
    data = stream.read(min(size, MAX_BYTES) + 1)
    if len(data) > size:
        data += stream.read(MAX_BYTES + 1 - len(data))
    if len(data) > MAX_BYTES:
        raise InputError(called, f"more than {MAX_BYTES // _MEGABYTE} MB", remedy="split it into several digests")
    return data


def _refuse_long_lines(data: bytes, called: str) -> None:
    start = 0
    while len(data) - start > MAX_LINE:
        end = data.rfind(b"\n", start, start + MAX_LINE)
        if end < 0:
            line = data.count(b"\n", 0, start) + 1
            raise InputError(called, f"a line of more than {MAX_LINE // _MEGABYTE} MB", place=f"line {line}")
        start = end + 1
