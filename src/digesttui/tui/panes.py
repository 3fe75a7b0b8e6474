"""The two panes and how they share the window."""

from textual.containers import Container, Vertical
from textual.geometry import Size

from digesttui.tui import render
from digesttui.tui.filter_bar import FilterBar
from digesttui.tui.layout import ARRANGEMENTS, Arrangement, Layout
from digesttui.tui.pane import Pane
from digesttui.tui.paper_list import PaperList

FRAME = 6
"""Cells that the frame keeps of a pane's width beside what is written into it."""


class Panes(Container):
    """The list under its filter, and the abstract, each in a frame."""

    def __init__(self, field: FilterBar, papers: PaperList, abstract: Pane) -> None:
        self.field, self.papers, self.abstract = field, papers, abstract
        self._list = Vertical(field, papers, id="list")
        self._reader = Vertical(abstract, id="reader")
        self._arranged: tuple[Layout, Size] | None = None
        self._note, self._ellipsis, self._room = "", "", 0
        super().__init__(self._list, self._reader, id="panes")

    def note(self, text: str, ellipsis: str) -> None:
        """Write ``text`` into the frame under the list, cut with ``ellipsis`` where there is no room for it."""
        self._note, self._ellipsis = text, ellipsis
        self._write()

    def _write(self) -> None:
        self._list.border_subtitle = render.plain(render.cut(self._note, self._room - FRAME, self._ellipsis))

    @property
    def shows_abstract(self) -> bool:
        """Whether there is room for the abstract."""
        return bool(self._reader.display)

    def share(self, layout: Layout, window: Size) -> Arrangement:
        """Arrange the panes as ``layout`` wishes in a ``window`` of that size."""
        arrangement = layout.arrangement(window.width, window.height)
        if (layout, window) == self._arranged:
            return arrangement
        self._arranged = layout, window
        for name in ARRANGEMENTS:
            self.set_class(name == arrangement, name)
        self._list.display = arrangement != "zen"
        self._reader.display = arrangement in ("beside", "stacked", "zen")
        across, down = ((room * layout.split) // 100 for room in (window.width - 3, window.height - 2))
        self._list.styles.width = across if arrangement == "beside" else "1fr"
        self._list.styles.height = down if arrangement == "stacked" else "1fr"
        self._room = across if arrangement == "beside" else window.width - 2
        self._write()
        self.abstract.centre(arrangement == "zen")
        return arrangement
