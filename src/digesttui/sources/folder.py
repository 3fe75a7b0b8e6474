"""The library folder: the reader's digests as plain files, which they may read, sync, edit or delete."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from digesttui import whole
from digesttui.errors import InputError, LibraryError
from digesttui.model import Digest
from digesttui.sources import files


@dataclass(frozen=True, slots=True)
class Added:
    """That ``source`` is in the library as ``path``, with so many papers; ``is_new`` unless it was there before."""

    source: Path
    path: Path
    papers: int
    is_new: bool


def keep(path: Path, data: bytes, fetched: float) -> bool:
    """Make ``path`` hold ``data`` as of ``fetched`` (seconds of the epoch); whether that changed anything.

    Raises ``LibraryError``; then what was there is there still.
    """
    try:
        if path.is_file() and path.read_bytes() == data:
            os.utime(path, (fetched, fetched))
            return False
        whole.replace(path, data, modified=fetched)
    except OSError as error:
        raise _not_written(path, error) from error
    return True


def add(library: Path, paths: list[str]) -> Iterator[Added | InputError]:
    """Copy what is behind ``paths`` into the library under its own name, made unique; a twin is not copied again.

    What is no digest is told in its place. Raises ``LibraryError`` where the library cannot be written.
    """
    by_size: dict[int, list[Path]] = {}
    for path in paths_in(library):
        by_size.setdefault(path.stat().st_size, []).append(path)
    for found in files.find(paths):
        if isinstance(found, InputError):
            yield found
        elif found.path is None:
            yield InputError(found.name, "only files can be added", remedy="save it as a file first")
        else:
            outcomes = list(files.load(found))
            yield from (outcome for outcome in outcomes if isinstance(outcome, InputError))
            digests = [outcome for outcome in outcomes if isinstance(outcome, Digest)]
            if digests:
                yield _added(library, found.path, sum(map(len, digests)), by_size)


def paths_in(library: Path) -> list[Path]:
    """The files of the library."""
    if not library.is_dir():
        return []
    return [found.path for found in files.find([str(library)]) if isinstance(found, files.Found) and found.path]


def named(library: Path, name: str) -> Path:
    """The file of the digest that is called ``name``, by its digest's or its file's name. ``LibraryError``."""
    found = list(files.find([str(library)])) if library.is_dir() else []
    places = {place.path: place.name for place in found if isinstance(place, files.Found) and place.path}
    matching = [path for path, known in places.items() if name in (known, path.name, str(path.relative_to(library)))]
    if not matching:
        raise LibraryError(f"{name}: no such digest in {library}; `digest-tui digests` prints their names")
    if len(matching) > 1:
        raise LibraryError(f"{name}: could be {' or '.join(places[path] for path in matching)}; give one of these")
    return matching[0]


def remove(path: Path) -> None:
    """Delete a digest's file. Raises ``LibraryError``."""
    try:
        path.unlink()
    except OSError as error:
        raise LibraryError(f"{path}: cannot be deleted, {error.strerror or error}") from error


def _added(library: Path, source: Path, papers: int, by_size: dict[int, list[Path]]) -> Added:
    try:
        data = source.read_bytes()
        twins = by_size.setdefault(len(data), [])
        for twin in twins:
            if twin.read_bytes() == data:
                return Added(source, twin, papers, is_new=False)
        path = _created(library, source, data)
    except OSError as error:
        raise _not_written(library, error) from error
    twins.append(path)
    return Added(source, path, papers, is_new=True)


def _created(library: Path, source: Path, data: bytes) -> Path:
    stem = source.stem.lstrip(".") or "digest"  # what begins with a dot is not opened
    for number in count(1):
        path = library / f"{stem}{f'-{number}' if number > 1 else ''}{source.suffix}"
        try:
            whole.create(path, data, modified=source.stat().st_mtime)  # pages without a year take it from there
        except FileExistsError:
            continue
        return path
    raise AssertionError("numbers do not end")


def _not_written(path: Path, error: OSError) -> LibraryError:
    return LibraryError(f"{path}: cannot be written, {error.strerror or error}; what is in the library stays as it is")
