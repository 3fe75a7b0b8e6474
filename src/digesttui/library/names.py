"""Which papers are one: arXiv identifiers and titles, and the row in the database that each of them leads to."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from digesttui.library.state import PaperKey

_HALF = 1 << 63


class Lesson(NamedTuple):
    """What a key teaches about ``row``: an ``id`` it lacked, a further title (``alias``), or that it is another
    paper's row and belongs to ``into``."""

    kind: Literal["id", "alias", "merge"]
    row: int
    key: PaperKey
    into: int = 0


class Names:
    """The rows of papers by identifier and by title. A title is kept as SQLite does, as a signed number."""

    def __init__(self) -> None:
        self._by_id: dict[str, int] = {}
        self._by_title: dict[int, int] = {}
        self._id: dict[int, str] = {}
        self._title: dict[int, int] = {}
        self._into: dict[int, int] = {}

    def __contains__(self, row: int) -> bool:
        return row in self._title

    def find(self, key: PaperKey) -> int | None:
        """The row of the paper with this identifier, else with this title. The same title under another identifier
        is another paper."""
        if key.id is None:
            return self._titled(key.title)
        row = self._by_id.get(key.id)
        if row is None:
            row = self._titled(key.title)
            return None if row in self._id else row
        return row

    def resolve(self, row: int) -> int:
        """``row``, or the one it was merged into."""
        return self._into.get(row, row)

    def key(self, row: int) -> PaperKey:
        """What the paper at ``row`` is known by."""
        return PaperKey(self._id.get(row), unsigned(self._title[row]))

    def titles(self) -> dict[int, list[int]]:
        """The keys of all titles of each paper, in order."""
        found: dict[int, set[int]] = {}
        for row, title in self._title.items():
            found.setdefault(self.resolve(row), set()).add(unsigned(title))
        for title, row in self._by_title.items():
            found.setdefault(self.resolve(row), set()).add(unsigned(title))
        return {row: sorted(titles) for row, titles in found.items()}

    def lesson(self, key: PaperKey) -> Lesson | None:
        """What ``key`` says that is not known yet of a paper that is."""
        if key.id is None:
            return None
        by_id, by_title = self._by_id.get(key.id), self._titled(key.title)
        nameless = by_title is not None and by_title not in self._id
        if by_id is None:
            return Lesson("id", by_title, key) if by_title is not None and nameless else None
        if by_title is None:
            return Lesson("alias", by_id, key)
        return Lesson("merge", by_title, key, by_id) if nameless else None

    def load(self, rows: Iterable[tuple[int, str | None, int, int | None]]) -> list[int]:
        """Take in rows of the table ``paper`` (number, id, title, merged_into), oldest first; return their numbers."""
        numbers = []
        for number, id_, title, into in rows:
            numbers.append(number)
            self.add(number, id_, title)
            if into is not None:
                self._into[number] = into
        return numbers

    def add(self, number: int, id_: str | None, title: int) -> None:
        """Take in the row ``number``; ``title`` is signed."""
        self._title[number] = title
        self._by_title.setdefault(title, number)
        if id_ is not None:
            self._id[number] = id_
            self._by_id[id_] = number

    def load_aliases(self, rows: Iterable[tuple[int, int]]) -> None:
        """Take in rows of the table ``alias`` (title, paper)."""
        for title, number in rows:
            self._by_title.setdefault(title, number)

    def _titled(self, title: int) -> int | None:
        row = self._by_title.get(signed(title))
        return None if row is None else self._into.get(row, row)


def signed(title: int) -> int:
    """A 64-bit title key as SQLite can hold it."""
    return title - 2 * _HALF if title >= _HALF else title


def unsigned(title: int) -> int:
    """A title key as ``text.title_key`` makes it, from what SQLite holds."""
    return title + 2 * _HALF if title < 0 else title
