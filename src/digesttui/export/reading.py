"""What a reader did with a paper, as far as exports care: the library's states fit, and so may anything else."""

from collections.abc import Callable, Sequence
from typing import Protocol

from digesttui.model import Paper


class Reading(Protocol):
    """What the reader did with a paper."""

    @property
    def read(self) -> object:
        """True, or when it was read."""

    @property
    def starred(self) -> object:
        """True, or when it was starred."""

    @property
    def tags(self) -> Sequence[str]:
        """Its tags."""

    @property
    def note(self) -> str | None:
        """The note on it."""


ReadingOf = Callable[[Paper], Reading | None]


def nothing_read(_paper: Paper) -> None:
    """The reading of somebody who has done nothing yet."""
