"""A paper as a page of text: which lines its pane shows, in which order."""

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from rich.cells import cell_len
from rich.style import Style

from digesttui import latex
from digesttui.library.state import State
from digesttui.links.promises import speaks_of_later_code
from digesttui.model import Link, LinkKind, Paper, Sighting
from digesttui.search.needle import Field
from digesttui.tui import render
from digesttui.tui.render import Line
from digesttui.tui.theme import Glyphs, Look

Spans = Callable[[str, Field], Sequence[render.Span]]
"""What a filter matched in a text of a field ."""

HEADINGS: dict[LinkKind, str] = {
    "code": "Code",
    "project": "Project",
    "demo": "Demo",
    "model": "Model",
    "data": "Data",
    "paper": "Paper",
    "other": "Links",
}
NAMED_AUTHORS = 6


@dataclass(frozen=True, slots=True)
class Abstract:
    """Everything that decides how a paper is shown. ``within`` is the digest in view, ``source`` shows the
    abstract as it came, ``state`` is what the reader did with it, ``new`` tells that it has just come, ``code`` what
    is known of a link to code."""

    paper: Paper
    spans: Spans
    look: Look
    glyphs: Glyphs
    within: str | None = None
    source: bool = False
    state: State | None = None
    new: bool = False
    code: Callable[[Link], Sequence[str]] = lambda _: ()

    @property
    def about(self) -> str:
        """Which paper this is: the pane keeps its place while that stays the same."""
        return self.paper.id

    def lines(self, width: int) -> Iterator[Line]:
        """The lines, lazily, none wider than ``width`` cells."""
        look = self.look
        yield from self._marked(self._readable(self.paper.title), "title", width, look.strong)
        yield []
        for facts in rows_of(self._facts(), f"  {self.glyphs.dot}  ", width):
            yield from self._quiet(facts, width)
        if self.paper.authors:
            yield from self._quiet(_named(self.paper.authors), width)
        if self.state and self.state.tags:
            tags = "  ".join(f"#{tag}" for tag in self.state.tags)
            yield from render.paragraph(render.steady(tags), (), width, look.match, Style())
        paragraphs = self.paper.abstract.split("\n" if self.source else "\n\n")
        yield []
        for number, text in enumerate(paragraphs):
            if number and not self.source:
                yield []
            yield from self._marked(self._readable(text), "abstract", width, look.text) if text else iter([[]])
        if self.state and self.state.note:
            yield []
            yield [("Note", look.dim + Style(bold=True))]
            for text in self.state.note.split("\n"):
                yield from render.paragraph(render.steady(text), (), width, look.text, Style()) if text else iter([[]])
        yield from self._links(width)

    def _readable(self, text: str) -> str:
        return render.steady(text if self.source else latex.to_unicode(text))

    def _marked(self, text: str, field: Field, width: int, style: Style) -> Iterator[Line]:
        return render.paragraph(text, self.spans(text, field), width, style, self.look.match)

    def _quiet(self, text: str, width: int) -> Iterator[Line]:
        return render.paragraph(render.steady(text), (), width, self.look.dim, Style())

    def _facts(self) -> list[str]:
        seen = sorted(self.paper.seen, key=lambda sighting: sighting.digest != self.within)
        facts = [day(seen[0].date), f"{ordinal(seen[0].rank)} of {seen[0].of}"]
        if self.paper.upvotes is not None:
            facts.append(f"{self.paper.upvotes} upvote" + "s" * (self.paper.upvotes != 1))
        facts += [*(_marks_of(self.state, self.new) if self.state else ()), *_others(seen)]
        if self.source:
            facts.append("source text")
        return facts

    def _links(self, width: int) -> Iterator[Line]:
        if self.paper.code is None and speaks_of_later_code(self.paper.abstract):
            yield []
            yield [(HEADINGS["code"], self.look.dim + Style(bold=True))]
            yield from self._quiet("promised; no link to it yet", width)
        numbered = list(zip(count(1), self.paper.links, strict=False))
        for kind in dict.fromkeys(link.kind for link in self.paper.links):
            yield []
            yield [(HEADINGS[kind], self.look.dim + Style(bold=True))]
            for number, link in numbered:
                if link.kind == kind:
                    here = Style(meta={"link": number})
                    label = render.cut(link.label, width - len(str(number)) - 1, self.glyphs.cut)
                    pieces = [(str(number), self.look.match + here), (" ", here), (label, self.look.text + here)]
                    yield from self._with_facts(pieces, self.code(link) if kind == "code" else (), width)

    def _with_facts(self, link: Line, facts: Sequence[str], width: int) -> Iterator[Line]:
        """A link with what is known of it, beside it or, where there is no room, below."""
        dot = f" {self.glyphs.dot} "
        beside = [("   " + dot.join(facts), self.look.dim)]
        if not facts:
            yield link
        elif sum(cell_len(text) for text, _ in [*link, *beside]) <= width:
            yield [*link, *beside]
        else:
            yield link
            for row in rows_of(facts, dot, width - 2):
                yield [("  " + render.cut(row, width - 2, self.glyphs.cut), self.look.dim)]


def _marks_of(state: State, new: bool) -> list[str]:
    marks = ["read" if state.read else "new" if new else "unread"]
    marks += ["starred"] * bool(state.starred)
    return marks + ([f"again on {day(state.later)}"] if state.later else [])


def day(date: datetime.date | None) -> str:
    """A day as readers write it: ``18 Mar 2025``."""
    return f"{date.day} {date:%b %Y}" if date else "no date"


def ordinal(number: int) -> str:
    """``1st``, ``2nd``, ``3rd``, ``11th`` …"""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def rows_of(facts: Sequence[str], dot: str, width: int) -> Iterator[str]:
    """``facts`` with dots between them, in rows that break at a dot."""
    line = facts[0]
    for fact in facts[1:]:
        longer = line + dot + fact
        if cell_len(longer) > width:
            yield line
            longer = fact
        line = longer
    yield line


def _others(seen: Sequence[Sighting]) -> list[str]:
    """Where else the paper stood: other days, or other digests of the same day."""
    days = dict.fromkeys(day(one.date) if one.date else one.digest for one in seen[1:] if one.date != seen[0].date)
    told = list(days) or [f"in {one.digest}" for one in seen[1:]]
    if not told:
        return []
    return [f"also {told[0]}", *told[1:3], *[f"and {len(told) - 3} more"] * (len(told) > 3)]


def _named(authors: Sequence[str]) -> str:
    if len(authors) <= NAMED_AUTHORS:
        return ", ".join(authors)
    return f"{', '.join(authors[:NAMED_AUTHORS])} and {len(authors) - NAMED_AUTHORS} others"
