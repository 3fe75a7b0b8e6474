"""The keys that follow a paper: to its code and its links, to the clipboard, to papers like it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from digesttui import latex
from digesttui.model import Link, Paper
from digesttui.tui import choices
from digesttui.tui.coding import Coding
from digesttui.tui.outside import Outside

if TYPE_CHECKING:
    from digesttui.tui.browse import BrowseScreen

NO_REPOSITORY = "No repository is behind this link; only those are compared"
MOST_OPENED, TOO_MANY_TO_OPEN = 10, "{:,} papers are too many to open at once"
MOST_COPIED, TOO_MANY_TO_COPY = 1_000, "x exports {:,} papers, to the clipboard too"
"""Papers that are copied while the screen waits."""
NEAREST = 12
"""Papers like another that are offered."""


class Following:
    """What these keys do on ``screen``."""

    def __init__(self, screen: "BrowseScreen", coding: Coding) -> None:
        self._screen, self._coding = screen, coding
        self._outside = Outside(screen)

    def open_paper(self) -> None:
        """Open the code of the selection, else of the highlighted paper; else the project page, else the paper."""
        if papers := self._in_hand(MOST_OPENED, TOO_MANY_TO_OPEN):
            self._outside.open(*map(choices.destination, papers))

    def open_link(self, number: int) -> None:
        """Open the link of that number, counted from 1."""
        paper = self._screen.paper
        if paper and number <= len(paper.links):
            self._outside.open(paper.links[number - 1].url)
        else:
            self._screen.say(f"There is no link {number}")

    def choose_link(self) -> None:
        """Choose among the paper's links, and what to do with one."""
        paper, app = self._screen.paper, self._screen.digest_app
        if paper is None or not paper.links:
            self._screen.say("This paper names no link; enter opens its page")
            return
        from digesttui.tui.linking import LinkChooser

        deeds: dict[str, Callable[[Link], object]] = {
            "open": lambda link: self._outside.open(link.url),
            "copy": lambda link: self._outside.copy(link.url),
            "clone": lambda link: self._coding.clone_these([link]),
            "about": self._coding.about_this,
            "naming": self._show_naming,
        }
        links = paper.links

        def chosen(answer: tuple[str, int] | None) -> None:
            if answer:
                deed, row = answer
                deeds[deed](links[row])

        app.push_screen(LinkChooser(links, app.commands, app.look, app.glyphs), chosen)

    def _show_naming(self, link: Link) -> None:
        """Choose among the papers that name the repository of a link."""
        named = self._coding.naming(link)
        if not named:
            self._screen.say(NO_REPOSITORY)
            return
        self._choose_paper(f"Papers that name {link.repo}", [(position, "") for position in named])

    def copy_link(self) -> None:
        """Copy the code's address, else the paper's; of a selection, one a line."""
        if papers := self._in_hand(MOST_COPIED, TOO_MANY_TO_COPY):
            self._outside.copy("\n".join(map(choices.copied_link, papers)))

    def copy_as(self) -> None:
        """Choose what to copy of the paper, or of the selected ones."""
        if papers := self._in_hand(MOST_COPIED, TOO_MANY_TO_COPY):
            example = next((paper for paper in papers if paper.code and paper.code.repo), papers[0])
            copies = choices.copies(example)
            title = "Copy" if len(papers) == 1 else f"Copy of {len(papers):,} papers, such as"
            self._screen.dialogs.choose(
                title, copies, lambda row: self._outside.copy(choices.copied(papers, copies[row][0]))
            )

    def _in_hand(self, most: int, too_many: str) -> list[Paper]:
        """The selected papers in the list's order, else the highlighted one; none where they are more than ``most``."""
        screen = self._screen
        if not screen.selection:
            return [screen.paper] if screen.paper else []
        chosen = screen.selecting.chosen
        if len(chosen) > most:
            screen.say(too_many.format(len(chosen)))
            return []
        return list(map(screen.collection.store.paper, chosen))

    def more_like(self) -> None:
        """Choose among the papers nearest to the highlighted one."""
        collection, position = self._screen.collection, self._screen.position
        if position is None or not collection.answers_at_once:
            return
        nearest = collection.like(position, NEAREST)
        if not nearest:
            self._screen.say("No other paper is like this one")
            return
        self._choose_paper("More like this", [(one.position, ", ".join(one.shared)) for one in nearest])

    def _choose_paper(self, title: str, papers: Sequence[tuple[int, str]]) -> None:
        """Choose among papers, each with what is told of it, and go there."""
        store = self._screen.collection.store
        rows = [(latex.to_unicode(store.title(position)), told) for position, told in papers]
        self._screen.dialogs.choose(title, rows, lambda row: self._screen.showing.go_to(papers[row][0]))
