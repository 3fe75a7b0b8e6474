"""The positions a search found, best first, of which mostly only the first few are looked at."""

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import overload

import numpy as np

from digesttui.search.vocabulary import Ids


class Positions(Sequence[int]):
    """``count`` positions: the ``head`` at once, all of them (the head first) when somebody asks for more."""

    def __init__(self, count: int, head: Sequence[int], everything: Callable[[], Ids]) -> None:
        self._count = count
        self._head = head
        self._everything = everything

    @cached_property
    def _all(self) -> Ids:
        return self._everything()

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> int: ...

    @overload
    def __getitem__(self, at: slice) -> list[int]: ...

    def __getitem__(self, at: int | slice) -> int | list[int]:
        if isinstance(at, slice):
            start, stop, step = at.indices(self._count)
            if step > 0 and stop <= len(self._head):
                return list(self._head[start:stop:step])
            return [int(position) for position in self._all[at]]
        if 0 <= at < len(self._head):
            return self._head[at]
        return int(self._all[at])

    def __iter__(self) -> Iterator[int]:
        return iter(self._all.tolist())

    def __contains__(self, position: object) -> bool:
        return position in self._head or bool((self._all == position).any())

    def index(self, position: int, start: int = 0, stop: int | None = None) -> int:
        """Where ``position`` is; raises ``ValueError`` where it is not."""
        if not start and stop is None and position in self._head:
            return self._head.index(position)
        places = np.flatnonzero(self._all[start:stop] == position)
        if not len(places):
            raise ValueError(f"{position} is not here")
        return int(places[0]) + start
