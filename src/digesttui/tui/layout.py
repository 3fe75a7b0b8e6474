"""How the panes share the window."""

from dataclasses import dataclass, replace
from typing import Literal, get_args

Arrangement = Literal["beside", "stacked", "alone", "zen", "bare"]
"""List and abstract side by side, one above the other, either of them alone, or the list without any frame."""

ARRANGEMENTS: tuple[Arrangement, ...] = get_args(Arrangement)
STACK_BELOW = 90
ROWS_TO_STACK = 14
BARE_BELOW = (40, 10)
SPLITS = range(23, 79, 5)


@dataclass(frozen=True, slots=True)
class Layout:
    """The reader's wishes. ``split`` is the list's share in percent; ``stacked`` is None while the width decides."""

    split: int = 53
    stacked: bool | None = None
    abstract: bool = True
    zen: bool = False

    def arrangement(self, width: int, height: int) -> Arrangement:
        """What these wishes come to in a window of ``width`` columns and ``height`` rows."""
        if self.zen:
            return "zen"
        if width < BARE_BELOW[0] or height < BARE_BELOW[1]:
            return "bare"
        stacked = width < STACK_BELOW if self.stacked is None else self.stacked
        if not self.abstract or (stacked and height < ROWS_TO_STACK):
            return "alone"
        return "stacked" if stacked else "beside"

    def turned(self, width: int) -> "Layout":
        """The other of side by side and stacked."""
        stacked = width < STACK_BELOW if self.stacked is None else self.stacked
        return replace(self, stacked=not stacked, abstract=True)

    def grown(self, steps: int) -> "Layout":
        """``steps`` times five percent more for the list, as far as both panes stay of use."""
        return replace(self, split=min(max(self.split + steps * SPLITS.step, SPLITS[0]), SPLITS[-1]))
