"""The nouns of the program: what a digest holds, and what a paper is once digests are merged."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

LinkKind = Literal["code", "project", "demo", "model", "data", "paper", "other"]
KINDS: tuple[LinkKind, ...] = get_args(LinkKind)
"""The kinds of links, the most wanted first: a paper's links stand in this order."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address a paper names. ``repo`` is ``owner/name`` where ``kind`` is ``code`` and the host is known."""

    kind: LinkKind
    url: str
    repo: str | None = None

    @property
    def label(self) -> str:
        """What to show: ``owner/name``, else the address without its scheme."""
        return self.repo or self.url.split("://", 1)[-1].rstrip("/")


class Lead(NamedTuple):
    """What a paper leads to at once: the kind of its first link, and which repository on GitHub that is, folded."""

    kind: LinkKind = "other"
    repo: str = ""


class Entry(NamedTuple):
    """A paper as one digest tells it; every text has passed ``text.clean``.

    There are very many, and a named tuple is made four times as fast as a frozen dataclass.

    ``id`` is the arXiv identifier without version. ``rank`` counts from 1 in the order of the digest. ``date`` is
    the paper's own day in this digest where the form has one; else the digest's holds. ``links`` are those the
    form names apart from the abstract. ``stars`` are the repository's. ``line`` is where the entry starts.
    """

    title: str
    abstract: str
    rank: int
    id: str | None = None
    authors: tuple[str, ...] = ()
    date: datetime.date | None = None
    upvotes: int | None = None
    links: tuple[Link, ...] = ()
    keywords: tuple[str, ...] = ()
    summary: str | None = None
    stars: int | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Skipped:
    """A stretch of a file that became no paper: its first line (from 1), how many lines, why, and how it begins.

    ``lost`` says that a paper may have been lost, for the stretch is damaged; all else is only what surrounds papers.
    """

    line: int
    lines: int
    reason: str
    text: str
    lost: bool = False


@dataclass(frozen=True, slots=True)
class Digest:
    """One page, file or answer full of papers.

    ``name`` tells it from the others (the file's stem, made unique when opened). ``form`` is the short name of the
    format that read it. ``remarks`` are one-line notes for the reader, such as a guessed encoding.
    """

    name: str
    form: str
    date: datetime.date | None
    entries: tuple[Entry, ...]
    skipped: tuple[Skipped, ...] = ()
    remarks: tuple[str, ...] = ()
    path: str = ""

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)


@dataclass(frozen=True, slots=True)
class Sighting:
    """That a paper stood in a digest: when, and as which of how many."""

    digest: str
    date: datetime.date | None
    rank: int
    of: int


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper, merged from every digest that shows it.

    ``id`` is the arXiv identifier where one is known, else twelve hexadecimal digits made from the title. ``date``
    is the day it was last seen; ``seen`` lists every sighting, newest first, ``links`` code first, then in the order
    of ``KINDS``.
    """

    id: str
    title: str
    abstract: str
    date: datetime.date | None
    seen: tuple[Sighting, ...]
    links: tuple[Link, ...] = ()
    authors: tuple[str, ...] = ()
    upvotes: int | None = None
    keywords: tuple[str, ...] = ()
    summary: str | None = None
    stars: int | None = None

    @property
    def code(self) -> Link | None:
        """The first link to a repository."""
        return next((link for link in self.links if link.kind == "code"), None)

    @property
    def arxiv_id(self) -> str | None:
        """The arXiv identifier, where ``id`` is one."""
        return self.id if "." in self.id or "/" in self.id else None
