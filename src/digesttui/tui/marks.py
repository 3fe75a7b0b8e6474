"""What the reader did to the papers of a collection, by position: asked by the screen, changed by its keys."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from digesttui.collection import Collection
from digesttui.errors import LibraryError

if TYPE_CHECKING:
    from digesttui.library.changes import Change
    from digesttui.library.library import Library
    from digesttui.library.state import PaperKey, State
    from digesttui.library.steps import Step

NOT_OPEN = "your library is still being opened"


class Marks:
    """The marks of a collection's papers; until ``remember`` is done nothing is known, and nothing is shown."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection
        self._problem = NOT_OPEN
        self._at_first = 0
        self._revision: tuple[object, int] | None = None

    def remember(self) -> tuple[str, ...]:
        """Open the library, or look again after papers came or went; return what the reader should be told.

        Takes its time with many papers: for a thread, while nothing is added to the collection.
        """
        store = self._collection.store
        first = self._collection.library is None
        try:
            self._collection.remember()
        except LibraryError as error:
            self._problem = str(error)
            return (self._problem,)
        if self._revision is None:
            self._at_first = store.size
        self._revision = (store, store.revision)
        return self.library.remarks if first else ()

    @property
    def known(self) -> bool:
        """Whether the library is open."""
        return self._revision is not None

    @property
    def library(self) -> "Library":
        """The library. Raises ``LibraryError`` where it is not open, saying why."""
        if self._collection.library is None:
            raise LibraryError(self._problem)
        return self._collection.library

    # asking

    def is_unread(self, position: int) -> bool:
        """Whether the paper was never marked read."""
        reading = self._collection.reading
        if not self.known or reading is None:
            return False
        return position >= len(reading.read) or not reading.read[position]

    def is_starred(self, position: int) -> bool:
        """Whether the paper is starred."""
        reading = self._collection.reading
        if not self.known or reading is None:
            return False
        return position < len(reading.starred) and bool(reading.starred[position])

    def is_new(self, position: int) -> bool:
        """Whether the paper is unread, and came while the program runs or with the last that came.

        A mark that all papers have would tell nothing: those that were the first ever to come do not have it.
        """
        reading = self._collection.reading
        if reading is None or not self.is_unread(position):
            return False
        came_last = position < len(reading.new) and bool(reading.new[position])
        return position >= self._at_first or (came_last and reading.new_count < self._at_first)

    def is_put_off(self, position: int) -> bool:
        """Whether there is a day to look at the paper again."""
        reading = self._collection.reading
        if not self.known or reading is None:
            return False
        return position < len(reading.later) and bool(reading.later[position])

    def state(self, position: int) -> "State | None":
        """All of it, where it is known."""
        return self._collection.state(position) if self.known else None

    def common_tags(self, positions: Iterable[int]) -> list[str] | None:
        """The tags that all these papers have, in alphabetical order, where that is known."""
        reading = self._collection.reading
        if not self.known or reading is None:
            return None
        return sorted(tag for tag, tagged in reading.tags.items() if tagged and tagged.issuperset(positions))

    def counts(self) -> tuple[int, int] | None:
        """How many papers are unread and how many starred, where it is known."""
        reading = self._collection.reading
        if not self.known or reading is None:
            return None
        return len(self._collection.store) - reading.read_count, reading.starred_count

    def keys(self, positions: Iterable[int]) -> list["PaperKey"]:
        """What the library knows the papers by."""
        return [self._collection.key(position) for position in positions]

    def asked_by(self, filter_text: str) -> bool:
        """Whether that filter may give other papers once a mark changes."""
        return bool(filter_text.strip()) and self._collection.parse(filter_text).asks_reading

    # changing

    def apply(self, change: "Change") -> str:
        """Do it, and tell in one sentence. Raises ``LibraryError`` where it was not kept."""
        step = self.library.apply(change)
        return step.told if step else "nothing to change: it is so already"

    def rename_tag(self, old: str, new: str) -> str:
        """Give all papers tagged ``old`` the tag ``new`` instead, and tell. Raises ``LibraryError``."""
        step = self.library.rename_tag(old, new)
        return step.told if step else f"no paper has the tag {old} any more"

    def undo(self) -> str:
        """Take back the newest step, and tell which."""
        return _told("undone", self.library.undo())

    def redo(self) -> str:
        """Do again what was undone last, and tell which."""
        return _told("done again", self.library.redo())

    def prepare(self) -> None:
        """Do what takes long of ``follow``: for the thread that made the change."""
        if self.known and self._collection.reading is not None:
            self._collection.reading.prepare()

    def follow(self, *, others: bool = False) -> set[int]:
        """Show what has changed, with ``others`` also by other windows; return the positions it concerns.

        Raises ``LibraryError`` where the library cannot be read any more.
        """
        if not self.known or self._collection.reading is None:
            return set()
        if others:
            self.library.poll()
        return self._collection.reading.follow()


def _told(what: str, step: "Step | None") -> str:
    if step is None:
        return f"nothing is left that could be {what}"
    left = "" if not step.left else "; what was changed since stays as it is"
    return f"{what}: {step.told}{left}"
