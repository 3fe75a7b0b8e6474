"""The header and the footer: plain text on the background, every word of the footer clickable."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from digesttui.tui import render
from digesttui.tui.theme import LOOKS, UNICODE, Glyphs, Look

Hint = tuple[str, str, str]
"""A command's id, its key as shown, its word."""

KEPT = ("help", "help_it", "commands")
MAX_HINTS = 9
MARGIN = 2
MAX_LINES = 4


class CommandClicked(Message, bubble=True):
    """The reader clicked the hint of a command."""

    def __init__(self, id: str) -> None:  # noqa: A002
        super().__init__()
        self.id = id


class Bar(Widget):
    """One line whose pieces may carry the id of a command."""

    def __init__(self, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self.look: Look = LOOKS["ink"]
        self.glyphs: Glyphs = UNICODE

    def dress(self, look: Look, glyphs: Glyphs) -> None:
        """Change colours and glyphs."""
        self.look, self.glyphs = look, glyphs
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Pass the command of the piece under the pointer on."""
        id_ = event.style.meta.get("command")
        if id_ is not None:
            event.stop()
            self.post_message(CommandClicked(id_))


class Header(Bar):
    """What this is, the digest in view, where it ``steps`` with arrows to the others, and how many papers there are."""

    def __init__(self, heading: str = "Daily Papers", *, steps: bool = True) -> None:
        super().__init__(id="header")
        self._heading, self._steps = heading, steps
        self._digest = ""
        self._right: render.Line = []

    def show(
        self,
        digest: str,
        *,
        papers: int,
        marked: tuple[int, int] | None = None,
        selected: int = 0,
        indexed: float | None = None,
    ) -> None:
        """Show that digest and these counts; ``marked`` says how many are unread and starred, where that is known,
        ``indexed`` which share of the index is built, while it is."""
        look = self.look
        counts = [] if indexed is None else [f"indexing {indexed:.0%}"]
        counts.append(f"{papers:,} paper" + "s" * (papers != 1))
        right: render.Line = []
        if selected:
            right = [(f"{selected:,} selected   ", look.match), (counts[-1], look.dim)]
        elif marked:
            unread, starred = marked
            right = [("   ".join([*counts, f"{unread:,} unread"]), look.dim)]
            right += [(f"   {starred:,} ", look.dim), (self.glyphs.starred, look.key)] if starred else []
        else:
            right = [("   ".join(counts), look.dim)]
        self.put(digest, right)

    def put(self, digest: str, right: render.Line) -> None:
        """Show that digest, and these pieces at the right."""
        if (digest, right) != (self._digest, self._right):
            self._digest, self._right = digest, right
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The one line."""
        look, width = self.look, self.size.width
        older, newer = (Style(meta={"command": id_}) for id_ in ("older_digest", "newer_digest"))
        digest = render.cut(render.steady(self._digest), max(12, width // 2), self.glyphs.cut)
        middle = [(digest, look.strong)]
        if self._steps:
            before = (f"{self.glyphs.older} ", look.dim + older)
            middle = [before, *middle, (f" {self.glyphs.newer}", look.dim + newer)]
        left = [(" " * MARGIN + self._heading, look.strong)]
        return render.spread(left, middle, [*self._right, (" " * MARGIN, look.dim)], width, look.ground)


class Footer(Bar):
    """What the keys do here, or for a while the answer to the last one."""

    def __init__(self) -> None:
        super().__init__(id="footer")
        self.styles.height = 1  # as ``say`` sets it, so that the first answer of one line needs no new layout
        self._hints: Sequence[Hint] = ()
        self._said = ""

    def show(self, hints: Sequence[Hint]) -> None:
        """Show these hints."""
        if list(hints) != list(self._hints):
            self._hints = hints
            self.refresh()

    @property
    def said(self) -> str:
        """The answer on show, if any."""
        return self._said

    def say(self, sentence: str) -> None:
        """Show ``sentence`` in place of the hints; the empty one brings them back."""
        if sentence == self._said:
            return
        self._said = sentence
        # an address that could not be opened must be there to select, however long
        self.styles.height = min(MAX_LINES, max(1, len(self._lines())))
        self.refresh()

    def _lines(self) -> list[render.Line]:
        sentence, width = render.steady(self._said), self.app.size.width - 2 * MARGIN
        return list(render.paragraph(sentence, (), width, self.look.text, Style()))

    def render_line(self, y: int) -> Strip:
        """The hints, or line ``y`` of the answer."""
        width = self.size.width
        lines = self._lines() if self._said else []
        if y >= max(1, len(lines)):  # painted before the layout has followed an answer that is shorter
            return Strip.blank(width, self.look.ground)
        if lines:
            return render.indented(lines[y], MARGIN, width, self.look.ground)
        pieces = [(" " * MARGIN, Style())]
        for id_, key, word in fitting(self._hints, width - 2 * MARGIN):
            here = Style(meta={"command": id_})
            pieces += [(key, self.look.key + here), (f" {word}", self.look.dim + here), ("   ", Style())]
        return render.strip(pieces, width, self.look.ground)


def fitting(hints: Sequence[Hint], width: int) -> list[Hint]:
    """The hints that fit ``width`` cells, at most nine; help and commands go last, the one before them first."""
    kept = [hint for hint in hints if hint[0] in KEPT]
    others = [hint for hint in hints if hint[0] not in KEPT][: MAX_HINTS - len(kept)]
    while others and _width([*others, *kept]) > width:
        others.pop()
    while len(kept) > 1 and _width(kept) > width:
        kept = [(id_, key, "") for id_, key, _ in kept] if kept[0][2] else kept[:1]
    return [*others, *kept]


def _width(hints: Sequence[Hint]) -> int:
    return sum(cell_len(f"{key} {word}") + 3 for _, key, word in hints) - 3
