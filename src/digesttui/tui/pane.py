"""A pane that shows a page of text."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from itertools import islice
from typing import Any, ClassVar, Protocol

from textual import events
from textual.message import Message
from textual.strip import Strip

from digesttui.tui import render
from digesttui.tui.render import Line
from digesttui.tui.scroller import Scroller
from digesttui.tui.theme import Glyphs, Look

MEASURE = 80
FIRST_LINES = 300
MORE_LINES = 500
BETWEEN_SLICES = 0.01
"""Seconds left to keys and pictures."""
LOW = 12
"""Rows up to which a pane goes without an empty line above its text."""


class Page(Protocol):
    """Something to read, a dataclass. ``about`` says what: a page about the same thing is shown from where the reader
    was. ``look`` is what its lines are drawn with."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def look(self) -> Look: ...

    @property
    def about(self) -> str: ...

    def lines(self, width: int) -> Iterator[Line]:
        """Its lines, lazily, none wider than ``width`` cells."""
        ...


class Pane(Scroller):
    """A page, scrolled. Only its first lines are laid out at once: those of a megabyte follow in slices between
    keys."""

    class LinkClicked(Message, bubble=True):
        """The reader clicked the link of this number, counted from 1."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.centred = False
        self._page: Page | None = None
        self._lines: list[Line] = []
        self._more: Iterator[Line] = iter(())
        self._strips: dict[int, Strip] = {}
        self._laid_out_for = (0, False)

    def show(self, page: Page | None) -> None:
        """Show ``page``, or nothing."""
        same = page is not None and self._page is not None and page.about == self._page.about
        self._page = page
        if not same:
            self.scroll_to_line(0)
        if self.view.width:
            self._lay_out()

    def dress(self, look: Look, glyphs: Glyphs) -> None:
        """Change colours and glyphs, those of the page too."""
        super().dress(look, glyphs)
        if self._page is not None and self._page.look is not look:
            self.show(replace(self._page, look=look))

    def centre(self, centred: bool) -> None:
        """Put the measure in the middle of a wide pane, or at its left."""
        self.centred = centred
        self.refresh()

    # laying out

    @property
    def _margin(self) -> int:
        """Columns free at the left of the text."""
        width = self.view.width
        if self.centred and width > MEASURE + 6:
            return (width - MEASURE) // 2
        return 3 if width >= 40 else 1

    @property
    def _free(self) -> int:
        """Lines free above the text."""
        return int(self.view.height > LOW)

    def _lay_out(self) -> None:
        width = self.view.width
        self._laid_out_for = (width, self.centred)
        self._strips.clear()
        self._lines = []
        measure = max(1, min(MEASURE, width - 2 * self._margin))
        self._more = iter(()) if self._page is None else self._page.lines(measure)
        if not self._take(FIRST_LINES):
            self._soon(self._page)
        self.refresh_changed()

    def _take(self, lines: int) -> bool:
        """Lay out that many lines more; whether that was all."""
        before = len(self._lines)
        self._lines.extend(islice(self._more, lines))
        self.hold(len(self._lines) + 2 * self._free)
        return len(self._lines) - before < lines

    def _soon(self, page: Page | None) -> None:
        # by a timer: messages to ourselves would be answered in one go, before any key and any picture
        self.set_timer(BETWEEN_SLICES, partial(self._lay_out_more, page))

    def _lay_out_more(self, page: Page | None) -> None:
        if page is self._page and not self._take(MORE_LINES):
            self._soon(page)

    def _fit(self) -> None:
        """Wrap anew for another width."""
        if (self.view.width, self.centred) != self._laid_out_for:
            self._lay_out()

    def line(self, number: int, width: int) -> Strip:
        """That line of the page, which starts below what is free above it."""
        self._fit()
        number -= self._free
        if not 0 <= number < len(self._lines):
            return Strip.blank(width, self.look.ground)
        found = self._strips.get(number)
        if found is None:
            found = self._strips[number] = render.indented(self._lines[number], self._margin, width, self.look.ground)
        return found

    # moving

    def step(self, by: int) -> None:
        """Scroll ``by`` lines."""
        self._scroll(self.top + by)

    def leap(self, pages: float) -> None:
        """Scroll that many times what is in view."""
        self.step(round(pages * (self.view.height - 1)))

    def to_start(self) -> None:
        """Scroll to the first line."""
        self._scroll(0)

    def to_end(self) -> None:
        """Scroll to the last line."""
        self._scroll(self.max_scroll_y)

    def _scroll(self, line: int) -> None:
        self.scroll_to_line(line)
        self.refresh_changed()

    def on_click(self, event: events.Click) -> None:
        """Tell which link was clicked."""
        number = event.style.meta.get("link")
        if number is not None:
            event.stop()
            self.post_message(self.LinkClicked(number))
