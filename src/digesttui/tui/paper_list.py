"""The list of papers."""

from collections.abc import Callable, Container, Sequence

from rich.style import Style
from textual.strip import Strip

from digesttui import latex
from digesttui.model import Lead
from digesttui.query.result import Result
from digesttui.store import Store
from digesttui.tui import render
from digesttui.tui.marks import Marks
from digesttui.tui.rows import Rows
from digesttui.tui.selection import Selection


class PaperList(Rows):
    """The papers a filter lets through: one row each, with the reader's marks, the title and its matches, and what
    it leads to: code, cloned code, a project page, a demo, a model or data."""

    def __init__(self, marks: Marks, selection: Selection, lead: Callable[[int], Lead], clones: Container[str]) -> None:
        super().__init__(id="papers")
        self._marks, self._selection = marks, selection
        self._store: Store | None = None
        self._result: Result | None = None
        self._lead, self._clones = lead, clones
        self._leads: dict[int, Lead] = {}
        self._revision = -1
        self._empty: Sequence[str] = ()
        self._moved = False
        self._wanted: int | None = None
        self._line: int | None = None

    def show(self, store: Store, result: Result, empty: Sequence[str] = (), *, fresh: bool = False) -> None:
        """Show the papers of ``result``, the highlight still on the paper where the reader put it.

        Where that paper is gone, or the reader put it nowhere yet, the highlight stays at its row, or goes to the
        first one when the list is a ``fresh`` answer. ``empty`` is what to say when there are no papers.
        """
        if store.revision != self._revision:
            self._revision = store.revision
            self._leads.clear()
        position = self.position if self._moved else self._wanted
        self._store, self._result, self._empty = store, result, empty
        row = _row_of(position, result.positions)
        line, self._line = self._line, None if self.view.height else self._line
        on_line = line if row is not None and not self._moved else None
        self.fill(len(result.positions), row if row is not None else 0 if fresh else self.highlighted, on_line)

    def want(self, position: int | None, line: int) -> None:
        """Highlight the paper at ``position`` at the next show, on that line, unless the reader has moved already."""
        self._wanted, self._line = position, line

    def repaint(self) -> None:
        """Draw those of the same rows anew that look different now."""
        self._strips.clear()
        self.refresh_changed()

    @property
    def position(self) -> int | None:
        """The position of the highlighted paper in the store; it may be gone from there since it was shown."""
        if self._store is None or self._result is None or not 0 <= self.highlighted < len(self._result.positions):
            return None
        position = int(self._result.positions[self.highlighted])
        return position if position in self._store else None

    def move_to(self, row: int) -> None:
        """Highlight ``row``: from now on its paper is the reader's."""
        self._moved = True
        super().move_to(row)

    def draw(self, row: int, width: int, *, on: bool) -> Strip:
        """A paper's row."""
        assert self._result is not None and self._store is not None
        position = int(self._result.positions[row])
        title = render.steady(latex.to_unicode(self._store.title(position)))
        shown = render.Row(
            marks=[self._mark(position), self._sign(position, on=on)],
            title=title,
            spans=self._result.spans(title, "title"),
            leads=self._leads_to(position),
        )
        style, look = self._loudness(position, on=on), self.look
        return render.row(shown, width, style, look.match, look.faint, self.base(on), self.glyphs.cut)

    def _mark(self, position: int) -> render.Piece:
        if self._marks.is_starred(position):
            return self.glyphs.starred, self.look.key
        if self._marks.is_new(position):
            return self.glyphs.new, self.look.key
        return (self.glyphs.unread if self._marks.is_unread(position) else " "), self.look.strong

    def _sign(self, position: int, *, on: bool) -> render.Piece:
        taken = self.glyphs.taken if position in self._selection else " "
        return taken + (self.glyphs.here if on and self.look.pointed else " "), self.look.key

    def _loudness(self, position: int, *, on: bool) -> Style:
        """Unread papers are loud, read ones quiet; before that is known they are neither."""
        if not self._marks.known:
            return self.look.strong if on else self.look.text
        if self._marks.is_unread(position):
            return self.look.strong
        return self.look.text if on else self.look.dim

    def _leads_to(self, position: int) -> str:
        known = self._leads.get(position)
        if known is None:
            known = self._leads[position] = self._lead(position)
        return self.glyphs.cloned if known.repo in self._clones else self.glyphs.kind(known.kind)

    def draw_empty(self, line: int, width: int) -> Strip:
        """Why there is no paper, and what would bring some."""
        at = line - 1
        if not 0 <= at < len(self._empty):
            return Strip.blank(width, self.look.ground)
        text = render.cut(render.steady(self._empty[at]), width - 4, self.glyphs.cut)
        return render.strip([("  " + text, self.look.dim if at else self.look.text)], width, self.look.ground)


def _row_of(position: int | None, positions: Sequence[int]) -> int | None:
    """The row of a paper, where there is one."""
    return positions.index(position) if position is not None and position in positions else None
