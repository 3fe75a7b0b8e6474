"""What every format is given, and what it gives back."""

import datetime
from dataclasses import dataclass
from typing import Protocol

from digesttui.errors import InputError
from digesttui.model import Entry, Skipped
from digesttui.text import clean


@dataclass(frozen=True, slots=True)
class Document:
    """A decoded file. ``modified`` and ``year`` help where a page names a day without its year.

    ``form`` is the short name of the format it is read as.
    """

    name: str
    text: str
    path: str = ""
    modified: datetime.date | None = None
    year: int | None = None
    form: str = ""

    def refuse(self, reason: str, *, line: int | None = None, remedy: str = "") -> InputError:
        """The error to raise when this document holds no paper."""
        return InputError(clean(self.path or self.name), reason, place=f"line {line}" if line else "", remedy=remedy)


@dataclass(frozen=True, slots=True)
class Contents:
    """The papers of a document, in its order, and what else there is to say about it."""

    entries: tuple[Entry, ...]
    date: datetime.date | None = None
    skipped: tuple[Skipped, ...] = ()
    remarks: tuple[str, ...] = ()


class Format(Protocol):
    """What the module of a format offers."""

    FORM: str

    def recognises(self, head: str) -> bool:
        """Whether a text that begins with ``head`` is in this format."""
        ...

    def read(self, document: Document) -> Contents:
        """The papers of ``document``; ``InputError`` where there are none."""
        ...
