"""The keys that follow a paper: to its code and its links, to the clipboard, to papers like it."""

from typing import TYPE_CHECKING

from digesttui.tui import choices, render
from digesttui.tui.outside import Outside

if TYPE_CHECKING:
    from digesttui.tui.browse import BrowseScreen

NEAREST = 12
"""Papers like another that are offered."""
TITLE_CELLS = 56
"""Cells of their titles."""


class Following:
    """What these keys do on ``screen``."""

    def __init__(self, screen: "BrowseScreen") -> None:
        self._screen = screen
        self._outside = Outside(screen)

    def open_paper(self) -> None:
        """Open the code, else the project page, else the paper."""
        if self._screen.paper:
            self._outside.open(choices.destination(self._screen.paper))

    def open_link(self, number: int) -> None:
        """Open the link of that number, counted from 1."""
        paper = self._screen.paper
        if paper and number <= len(paper.links):
            self._outside.open(paper.links[number - 1].url)
        else:
            self._screen.say(f"There is no link {number}")

    def choose_link(self) -> None:
        """Choose among the paper's links."""
        links = self._screen.paper.links if self._screen.paper else ()
        if links:
            rows = [(link.kind, link.label) for link in links]
            self._screen.choose("Open", rows, lambda row: self._outside.open(links[row].url))
        else:
            self._screen.say("This paper names no link; enter opens its page")

    def copy_link(self) -> None:
        """Copy the code's address, else the paper's."""
        if self._screen.paper:
            self._outside.copy(choices.copied_link(self._screen.paper))

    def copy_as(self) -> None:
        """Choose what to copy of the paper."""
        if self._screen.paper:
            copies = choices.copies(self._screen.paper)
            self._screen.choose("Copy", copies, lambda row: self._outside.copy(copies[row][1]))

    def more_like(self) -> None:
        """Choose among the papers nearest to the highlighted one."""
        collection, position = self._screen.collection, self._screen.position
        if position is None or not collection.answers_at_once:
            return
        nearest, store = collection.like(position, NEAREST), collection.store
        if not nearest:
            self._screen.say("No other paper is like this one")
            return
        cut = self._screen.digest_app.glyphs.cut
        rows = [(render.cut(store.title(one.position), TITLE_CELLS, cut), ", ".join(one.shared)) for one in nearest]
        self._screen.choose("More like this", rows, lambda row: self._screen.go_to(nearest[row].position))
