"""Digests from Python. What is public here can be imported from ``digesttui`` itself; ``docs/python.md`` shows it.

Nothing here knows the screen, and nothing is loaded before a name is asked for.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, overload

from digesttui import query
from digesttui.collection import Collection
from digesttui.errors import ActionFailed, DigestError, InputError
from digesttui.export import FORMATS, render
from digesttui.export.files import write_whole
from digesttui.export.records import record
from digesttui.library.state import UNTOUCHED, PaperKey, State
from digesttui.model import Link, Paper, Sighting
from digesttui.query import Problem
from digesttui.store import DigestFacts

__all__ = [
    "FORMATS",
    "ActionFailed",
    "DigestError",
    "DigestFacts",
    "InputError",
    "Link",
    "Paper",
    "Papers",
    "Problem",
    "Result",
    "Sighting",
    "State",
    "open_digests",
    "to_file",
    "to_record",
    "to_text",
]

Place = str | os.PathLike[str]
"""A file, a folder, an archive, or a glob."""


class Papers:
    """The papers of all digests that were opened, each once, in the order they came: the newest files first.

    ``problems`` are the files that could not be read, and why.
    """

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._asked = False
        self.problems: tuple[InputError, ...] = tuple(collection.problems)

    def __len__(self) -> int:
        return len(self._collection.store)

    def __iter__(self) -> Iterator[Paper]:
        return map(self._collection.store.paper, self._collection.store)

    @property
    def digests(self) -> tuple[DigestFacts, ...]:
        """What is known of each digest, newest first."""
        return self._collection.store.digests

    def find(self, id_or_title: str) -> Paper | None:
        """The paper with this arXiv identifier, short id or title (in any case and spacing), if there is one."""
        position = self._collection.store.find(id_or_title)
        return None if position is None else self._collection.store.paper(position)

    def marks(self, paper: Paper) -> State:
        """What the reader did with ``paper``; nothing unless the digests were opened with ``marks``."""
        library = self._collection.library
        return UNTOUCHED if library is None else library.state(PaperKey.of(paper))

    def search(self, filter_text: str) -> "Result":
        """The papers that ``filter_text`` lets through, best first. Never raises: see ``Result.problems``."""
        if self._asked:
            self._collection.settle()  # one question is answered by a scan; who asks again is worth an index
        self._asked = True
        return Result(self._collection, self._collection.search(filter_text))


class Result(Sequence[Paper]):
    """The papers that a filter let through, best first; each is made when it is looked at.

    ``problems`` tell what of the filter could not be read: the rest of it was applied.
    """

    def __init__(self, collection: Collection, found: query.Result) -> None:
        self._store = collection.store
        self._found = found
        self.problems: tuple[Problem, ...] = found.problems

    def __len__(self) -> int:
        return len(self._found)

    @overload
    def __getitem__(self, index: int) -> Paper: ...
    @overload
    def __getitem__(self, index: slice) -> list[Paper]: ...
    def __getitem__(self, index: int | slice) -> Paper | list[Paper]:
        positions = self._found.positions
        if isinstance(index, slice):
            return [self._store.paper(position) for position in positions[index]]
        return self._store.paper(positions[index])

    def reason(self, index: int) -> str:
        """Why the paper at ``index`` matched: field, word, and how far off; empty where no word decided."""
        return self._found.reason(self._found.positions[index])

    def excluded_by(self) -> list[tuple[str, int]]:
        """Each clause of the filter, and how many papers it alone hides."""
        return self._found.excluded_by()


def open_digests(paths: Place | Iterable[Place] = (), *, year: int | None = None, marks: bool = False) -> Papers:
    """Read and merge digests from ``paths``: files of every form, folders, archives, globs.

    Without paths these are the library folder's, else the bundled samples. ``year`` is the year of pages that give
    only day and month. With ``marks`` what the reader did in the program is looked at, never changed; that raises
    ``DigestError`` where it cannot be read. Files that cannot be read are told in ``Papers.problems``; nothing is
    raised for them.
    """
    places = [paths] if isinstance(paths, str | os.PathLike) else paths
    collection = Collection([os.fspath(place) for place in places], year=year).load()
    if marks:
        collection.remember(to_change=False)
    return Papers(collection)


def to_text(papers: Iterable[Paper], form: str) -> str:
    """``papers`` as ``form``, one of ``FORMATS``."""
    return "".join(render(papers, _known(form)))


def to_file(papers: Iterable[Paper], path: Place, form: str, *, force: bool = False) -> None:
    """Write ``papers`` as ``form`` to ``path``, whole or not at all.

    Raises ``ActionFailed`` where the file cannot be written, or exists already and ``force`` is not given.
    """
    write_whole(Path(path), render(papers, _known(form)), force=force)


def to_record(paper: Paper) -> dict[str, Any]:
    """``paper`` as the JSON object that ``digest-tui list --format json`` prints."""
    return record(paper)


def _known(form: str) -> str:
    if form not in FORMATS:
        raise ValueError(f"no format {form!r}; there are {', '.join(FORMATS)}")
    return form
