"""What is in view: the answer to the filter, handed down to header, list and abstract."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from digesttui.tui import scope as scopes
from digesttui.tui.abstract import Abstract
from digesttui.tui.bars import Header
from digesttui.tui.panes import Panes

if TYPE_CHECKING:
    from digesttui.tui.browse import BrowseScreen


class Showing:
    """What ``screen`` shows in its ``header`` and ``panes``: ``result`` is the answer to its filter."""

    def __init__(self, screen: "BrowseScreen", header: Header, panes: Panes) -> None:
        self._screen, self._collection, self._marks = screen, screen.collection, screen.marks
        self._header, self._panes = header, panes
        self.result = self._collection.search("")
        self._times = 0
        self._followed: tuple[int | None, int] = (None, 0)
        self._source = False
        self._index_share: float | None = None

    def show(self, *, fresh: bool = False) -> None:
        """Search, and hand the answer down; ``fresh`` when the reader asked for another list."""
        self._times += 1
        text, scope, store = self._screen.filter_text, self._screen.scope, self._collection.store
        if text.strip() and not self._screen.reading.answers(text):
            self._panes.field.show("…", ())  # it applies as soon as what it asks for is there
            return
        self.result = self._collection.search(text, digest=scope)
        shown = len(self.result.positions)
        every = len(store) if scope is None else len(store.in_digest(scope))
        count = f"{shown:,} of {every:,}" if text.strip() else ""
        self._panes.field.show(count, self.result.problems)
        self.show_counts()
        self._panes.papers.show(store, self.result, () if shown else self._why_empty(), fresh=fresh)
        self.follow()

    def look_at(self, scope: scopes.Scope) -> None:
        """Show one digest, or all of them."""
        self._screen.scope = scope
        self.show(fresh=True)

    def go_to(self, position: int) -> None:
        """Highlight a paper, among all papers if it is not in view."""
        if position not in self.result.positions:
            self._screen.scope = None
            self._screen.filtering.set("")
        self._panes.papers.move_to(list(self.result.positions).index(position))

    def indexed(self, share: float | None) -> None:
        """Tell how far the index is, None when it is there; then the filter applies."""
        before, self._index_share = self._index_share, share
        if before != share or self._screen.filter_text.strip():
            self.show()

    # the list and the counts

    def show_marks(self, changed: AbstractSet[int]) -> None:
        """Show that the marks of the papers at these positions changed."""
        if not changed:
            return
        if self._marks.asked_by(self._screen.filter_text):
            self.show()
            return
        self.repaint()
        if self._panes.papers.position in changed:
            self.show_abstract()

    def repaint(self) -> None:
        """Draw the rows and the counts anew; the list is the same."""
        self._panes.papers.repaint()
        self.show_counts()

    def show_counts(self) -> None:
        """Tell which digest is in view, and how many papers there are."""
        self._header.show(
            self.digest_title,
            papers=len(self._collection.store),
            marked=self._marks.counts(),
            selected=len(self._screen.selection),
            indexed=self._index_share,
        )

    @property
    def digest_title(self) -> str:
        """What the digest in view is called."""
        return scopes.title(self._screen.scope, self._collection.store.digests, self._screen.digest_app.glyphs.dot)

    def _why_empty(self) -> Sequence[str]:
        glyphs = self._screen.digest_app.glyphs
        if not self._screen.reading.is_open:
            return [glyphs.own("Reading …")]
        if not len(self._collection.store):
            opens = glyphs.own("digest-tui FILE … opens saved pages; d tells what was read.")
            return ["There are no papers here.", "", opens]
        hidden = [f"{clause} hides {count:,}" for clause, count in self.result.excluded_by() if count]
        return ["No paper passes the filter.", "", *hidden, *[""] * bool(hidden), "esc clears it."]

    # the abstract

    def show_abstract(self) -> None:
        """Show the highlighted paper."""
        screen, paper, position = self._screen, self._screen.paper, self._panes.papers.position
        self._followed = position, self._times
        self.watch()
        if paper is None or position is None:
            self._panes.abstract.show(None)
            return
        look, glyphs = screen.digest_app.look, screen.digest_app.glyphs
        state, new = self._marks.state(position), self._marks.is_new(position)
        spans, code = self.result.spans, screen.coding.facts
        self._panes.abstract.show(Abstract(paper, spans, look, glyphs, screen.scope, self._source, state, new, code))

    def watch(self) -> None:
        """A paper counts as seen only while its abstract is."""
        self._screen.marking.watch(self._screen.position if self._panes.shows_abstract else None)

    def follow(self) -> None:
        """Show the abstract unless it is there already.

        Called before the message of a new highlight arrives, so that list and abstract change in one picture.
        """
        if (self._panes.papers.position, self._times) != self._followed:
            self.show_abstract()

    def toggle_source(self) -> None:
        """The abstract as it came, or made readable."""
        self._source = not self._source
        self.show_abstract()
