"""The papers the reader has chosen to do something with."""

from collections.abc import Container, Iterable


class Selection:
    """Positions of papers; besides those taken one by one a stretch that grows with the highlight.

    It outlives the filter, so that papers found one after another can be taken together.
    """

    def __init__(self) -> None:
        self._taken: set[int] = set()
        self._stretch: frozenset[int] = frozenset()
        self.anchor: int | None = None
        """The row where the stretch begins, while it grows."""

    def __contains__(self, position: int) -> bool:
        return position in self._taken or position in self._stretch

    def __len__(self) -> int:
        return len(self._taken | self._stretch) if self._stretch else len(self._taken)

    @property
    def positions(self) -> set[int]:
        """All of them."""
        return self._taken | self._stretch

    def toggle(self, position: int) -> None:
        """Take a paper, or let it go."""
        self._taken ^= {position}

    def begin(self, row: int, position: int) -> None:
        """Let a stretch grow from here."""
        self.anchor, self._stretch = row, frozenset([position])

    def reach(self, positions: Iterable[int]) -> None:
        """The stretch holds these now."""
        self._stretch = frozenset(positions)

    def end(self) -> None:
        """Keep the stretch as it is; the highlight moves on its own again."""
        self._taken |= self._stretch
        self.anchor, self._stretch = None, frozenset()

    def take_all(self, positions: Iterable[int]) -> None:
        """Take these too; where all are taken already, let them go."""
        self.end()
        wanted = set(positions)
        self._taken = self._taken - wanted if wanted <= self._taken else self._taken | wanted

    def invert(self, positions: Iterable[int]) -> None:
        """Of these, take the others."""
        self.end()
        self._taken ^= set(positions)

    def drop(self) -> None:
        """Let all go."""
        self._taken = set()
        self.anchor, self._stretch = None, frozenset()

    def keep(self, positions: Container[int]) -> None:
        """Let those go that are not among ``positions`` any more."""
        self._taken = {position for position in self._taken if position in positions}
        self._stretch = frozenset(position for position in self._stretch if position in positions)
