"""Which entries are one paper: by arXiv id, else by title."""

from array import array
from collections.abc import Iterator, Mapping
from functools import cached_property

from digesttui.records import Column
from digesttui.text import stable_key, title_key


class Identities:
    """The *position* of each paper, a number from 0 on in the order in which they came, by 64-bit keys.

    A paper without an id takes the first one that comes with its title. The same title under another id is another
    paper.
    """

    def __init__(self) -> None:
        self.of_title = array("Q")
        self.of_id = array("Q")  # 0: no id
        self._kept: tuple[Column, Column] = (b"", b"")  # of ``_positions``, where they were restored

    @cached_property
    def _positions(self) -> dict[int, int]:
        """The position of each key; made when first looked at."""
        keys, positions = array("Q"), array("i")
        for column, kept in zip((keys, positions), self._kept, strict=True):
            column.frombytes(kept)
        return dict(zip(keys, positions, strict=True))

    def __len__(self) -> int:
        return len(self.of_title)

    def position_of(self, id_: str | None, title: str) -> int:
        """The position of the paper with this id and title, which may be new: then there is one position more."""
        by_title, by_id = title_key(title), _id_key(id_)
        position = self._known_as(by_id, by_title)
        if position is None:
            position = len(self)
            self.of_title.append(by_title)
            self.of_id.append(0)
        self._positions.setdefault(by_title, position)
        if by_id:
            self.of_id[position] = by_id
            self._positions[by_id] = position
        return position

    def known_as(self, id_: str | None, by_title: int) -> int | None:
        """The position of the paper with this id; else, unless it has another id, with this ``title_key``."""
        return self._known_as(_id_key(id_), by_title)

    def like(self, id_or_title: str) -> Iterator[int]:
        """The positions of the papers with this id, title or short id."""
        wanted = id_or_title.strip()
        for key in (_id_key(wanted), title_key(wanted)):
            if key in self._positions:
                yield self._positions[key]
        try:
            short = int(wanted, 16) if len(wanted) == 12 else None
        except ValueError:
            return
        yield from (position for position, key in enumerate(self.of_title) if key >> 16 == short)

    def short_id(self, position: int) -> str:
        """What names a paper that has no id: the first twelve digits of its ``title_key``."""
        return f"{self.of_title[position]:016x}"[:12]

    def columns(self) -> dict[str, Column]:
        """Everything, by name; ``restored`` takes it back."""
        return {
            "title_key": self.of_title,
            "id_key": self.of_id,
            "keys": array("Q", self._positions),
            "positions": array("i", self._positions.values()),
        }

    @classmethod
    def restored(cls, columns: Mapping[str, Column]) -> "Identities":
        """Those of which ``columns`` were kept."""
        identities = cls()
        identities.of_title.frombytes(columns["title_key"])
        identities.of_id.frombytes(columns["id_key"])
        identities._kept = columns["keys"], columns["positions"]
        return identities

    def _known_as(self, by_id: int, by_title: int) -> int | None:
        position = self._positions.get(by_id) if by_id else None
        if position is None:
            position = self._positions.get(by_title)
            if position is not None and by_id and self.of_id[position]:
                return None
        return position


def _id_key(id_: str | None) -> int:
    return stable_key("id:" + id_) if id_ else 0
