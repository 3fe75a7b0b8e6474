"""What a reader can do to papers: each act is a ``Change``, one step for undo however many papers it touches."""

import datetime
import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from digesttui.library.state import LATER, NOTE, READ, STARRED, TAG, PaperKey, Value, note_text, tag_name


class Mark(enum.Enum):
    """``NOW`` sets a field to the time of the change where it is not set yet."""

    NOW = enum.auto()


Edits = Mapping[str, Value | Mark]
"""A field and what it becomes."""


@dataclass(frozen=True, slots=True)
class Change:
    """One act on ``papers``; ``told`` is what it did, before and after the count of papers."""

    told: tuple[str, str]
    papers: tuple[PaperKey, ...]
    edits: Edits

    def tell(self, papers: int) -> str:
        """What the change did to ``papers`` papers, such as "starred 3 papers"."""
        before, after = self.told
        return f"{before} {papers:,} paper{'' if papers == 1 else 's'}{after}"


def mark_read(papers: Iterable[PaperKey]) -> Change:
    """They were read now, those that were not read before."""
    return Change(("marked", " read"), tuple(papers), {READ: Mark.NOW})


def mark_unread(papers: Iterable[PaperKey]) -> Change:
    """They were not read after all."""
    return Change(("marked", " unread"), tuple(papers), {READ: None})


def star(papers: Iterable[PaperKey]) -> Change:
    """They matter."""
    return Change(("starred", ""), tuple(papers), {STARRED: Mark.NOW})


def unstar(papers: Iterable[PaperKey]) -> Change:
    """They do not matter any more."""
    return Change(("unstarred", ""), tuple(papers), {STARRED: None})


def add_tags(papers: Iterable[PaperKey], tags: Iterable[str]) -> Change:
    """They get these tags too. Raises ``LibraryError`` where a tag has no name."""
    names = [tag_name(tag) for tag in tags]
    return Change(("tagged", f": {', '.join(names)}"), tuple(papers), {TAG + name: Mark.NOW for name in names})


def remove_tags(papers: Iterable[PaperKey], tags: Iterable[str]) -> Change:
    """They lose these tags. Raises ``LibraryError`` where a tag has no name."""
    names = [tag_name(tag) for tag in tags]
    return Change(("untagged", f": {', '.join(names)}"), tuple(papers), dict.fromkeys(TAG + name for name in names))


def write_note(paper: PaperKey, text: str) -> Change:
    """The note becomes ``text``, in Markdown; an empty one takes it away.

    Raises ``LibraryError`` for a note that is far too long.
    """
    note = note_text(text)
    return Change(("wrote a note on" if note else "removed the note of", ""), (paper,), {NOTE: note})


def put_off(papers: Iterable[PaperKey], until: datetime.date | None) -> Change:
    """Set the day to look at the papers again; None takes it away."""
    if until is None:
        return Change(("took", " off the calendar"), tuple(papers), {LATER: None})
    return Change(("put off", f" until {until.isoformat()}"), tuple(papers), {LATER: until.toordinal()})
