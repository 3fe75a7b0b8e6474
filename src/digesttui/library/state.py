"""How the library knows a paper, and what it knows about one."""

import datetime
from dataclasses import dataclass
from typing import Final, NamedTuple

from digesttui.errors import LibraryError
from digesttui.model import Paper
from digesttui.text import clean, one_line, title_key

Value = int | str | None
"""What a field holds: milliseconds since 1970 in ``read``, ``starred`` and tags, a proleptic ordinal in ``later``,
Markdown in ``note``; None where it is not set."""

READ: Final = "read"
STARRED: Final = "starred"
LATER: Final = "later"
NOTE: Final = "note"
TAG: Final = "tag:"  # every tag is a field of its own, so that two windows can tag one paper at a time

MAX_TAG = 100
MAX_NOTE = 1_000_000
MAX_TIME = 221_845_392_000_000  # the year 9000: a datetime in any time zone can hold it


class PaperKey(NamedTuple):
    """What a paper is known by: its arXiv identifier where there is one, and ``text.title_key`` of its title."""

    id: str | None
    title: int

    @classmethod
    def of(cls, paper: Paper) -> "PaperKey":
        """The key of a merged paper."""
        return cls(paper.arxiv_id, title_key(paper.title))


@dataclass(frozen=True, slots=True)
class State:
    """What the reader did with one paper. ``tags`` are in alphabetical order, ``later`` is the day to look again."""

    read: datetime.datetime | None = None
    starred: datetime.datetime | None = None
    tags: tuple[str, ...] = ()
    note: str | None = None
    later: datetime.date | None = None

    def is_due(self, today: datetime.date) -> bool:
        """Whether the day to look again has come."""
        return self.later is not None and self.later <= today


UNTOUCHED = State()


def tag_name(text: str) -> str:
    """``text`` as the name of a tag: clean, one line, no ``#`` in front. Raises ``LibraryError`` for no name."""
    name = one_line(clean(text)).lstrip("#").strip()
    if not name or len(name) > MAX_TAG:
        raise LibraryError(f"{name[:20]!r} cannot be a tag: a tag has 1 to {MAX_TAG} characters")
    return name


def note_text(text: str) -> str | None:
    """``text`` as a note: clean, no white space around it; None for an empty one. Raises ``LibraryError``."""
    if len(text) > MAX_NOTE:
        raise LibraryError(f"the note has {len(text):,} characters; a note has at most {MAX_NOTE:,}")
    return clean(text).strip() or None
