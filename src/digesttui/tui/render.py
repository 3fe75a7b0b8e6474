"""The only place where data becomes something Textual draws.

Texts go in as strings and come out as ``Strip`` or ``Content`` that hold them as given: nothing here, and so nothing
on the screen, ever reads a title as markup. Widths are cells, not characters.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from rich.cells import cell_len, set_cell_size
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from textual.content import Content
from textual.strip import Strip

Span = tuple[int, int]
Piece = tuple[str, Style]
Line = list[Piece]

_JOINED_EMOJI = re.compile("\ufe0f|(?<=[\u2190-\u2bff\U0001f000-\U0001faff\ufe0f])\u200d")
_BARE = Style()
_GREY = Color.parse("bright_black")
_TABS = re.compile("[\t\n]")
_WIDE = "\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff"


def steady(text: str) -> str:
    """``text`` without the joiners inside emoji, whose width no two terminals agree on."""
    return text if text.isascii() else _JOINED_EMOJI.sub("", text)


def plain(text: str) -> Content:
    """One line of data for Textual's own widgets, never parsed as markup."""
    return Content(_TABS.sub(" ", steady(text)))


def cut(text: str, width: int, ellipsis: str = "…") -> str:
    """``text`` if it fits ``width`` cells, else its beginning and ``ellipsis``."""
    if len(text) * 2 <= width or cell_len(text[: 2 * width + 2]) <= width:
        return text
    if width < 1:
        return ""
    return set_cell_size(text[: 2 * width], width - 1).rstrip() + ellipsis


def marked(text: str, spans: Sequence[Span], style: Style, mark: Style) -> Line:
    """``text`` in pieces, those inside the sorted ``spans`` in ``style`` overlaid with ``mark``."""
    return list(clipped(text, 0, len(text), spans, style, style + mark))


def clipped(text: str, start: int, end: int, spans: Sequence[Span], style: Style, mark: Style) -> Iterator[Piece]:
    """The same for ``text[start:end]``, where ``mark`` is the whole style of what is inside the spans."""
    at = start
    for first, last in spans:
        first, last = max(first, at), min(last, end)
        if first >= last:
            continue
        if at < first:
            yield text[at:first], style
        yield text[first:last], mark
        at = last
    if at < end:
        yield text[at:end], style


def strip(pieces: Iterable[Piece], width: int, ground: Style) -> Strip:
    """A row of exactly ``width`` cells on ``ground``, cut or filled up at the right."""
    if ground.reverse:
        pieces = [(text, _turned(text, style)) for text, style in pieces]
    drawn = [Segment(text, ground + style) for text, style in pieces if text]
    free = width - sum(cell_len(text) for text, _, _ in drawn)
    if free < 0:
        return Strip(drawn).adjust_cell_length(max(0, width), ground)
    if free:
        drawn.append(Segment(" " * free, ground))
    return Strip(drawn, width)


def _turned(text: str, style: Style) -> Style:
    """``style`` for a bar that is the text turned inside out: there what is quiet would be a block of its own."""
    return _BARE if text.isspace() or style.dim or style.color == _GREY else style


def spread(left: Sequence[Piece], middle: Sequence[Piece], right: Sequence[Piece], width: int, ground: Style) -> Strip:
    """A row with pieces at its left, in its middle and at its right; where they do not fit the middle one
    makes room, then goes, then the right one."""
    lengths = [sum(cell_len(text) for text, _ in pieces) for pieces in (left, middle, right)]
    if lengths[0] + lengths[2] + 2 > width:
        right, lengths[2] = (), 0
    free = width - lengths[2] - (lengths[2] and 2)
    at = max(min((width - lengths[1]) // 2, free - lengths[1]), lengths[0] + 2)
    if at + lengths[1] + (lengths[2] and lengths[2] + 2) > width:
        middle, lengths[1], at = (), 0, lengths[0]
    before = [(" " * (at - lengths[0]), _BARE)]
    after = [(" " * (width - at - lengths[1] - lengths[2]), _BARE)]
    return strip([*left, *before, *middle, *after, *right], width, ground)


@dataclass(frozen=True, slots=True)
class Row:
    """What one row of the list shows: the reader's marks, a title with its matches, what it leads to at the right."""

    marks: Sequence[Piece]
    title: str
    spans: Sequence[Span]
    leads: str


def row(shown: Row, width: int, style: Style, match: Style, faint: Style, ground: Style, ellipsis: str) -> Strip:
    """The row in ``width`` cells: marks, title, where it leads, margin; narrow rows hold nothing but the title."""
    airy = width >= 30
    marks = shown.marks if airy else ()
    tail = f" {shown.leads:<2} " if airy else ""
    room = max(0, width - sum(cell_len(text) for text, _ in marks) - len(tail))
    title = cut(shown.title, room, ellipsis)
    sign = "" if title == shown.title else ellipsis
    kept = len(title) - len(sign)
    spans = [(start, min(end, kept)) for start, end in shown.spans if start < kept]
    gap = " " * (room - cell_len(title[:kept]) - cell_len(sign))  # apart, as ASCII is measured at once
    pieces = [*marks, *marked(title, spans, style, match), (gap, style), (tail, faint)]
    return Strip([Segment(text, ground + style) for text, style in pieces if text], width)


@cache
def _words() -> re.Pattern[str]:
    """Words, and each character of the scripts that are written without spaces."""
    return re.compile(f"[{_WIDE}]|[^\\s{_WIDE}]+")


def wrapped(text: str, width: int) -> Iterator[Span]:
    """Where each line of ``text`` starts and ends when no line may be wider than ``width`` cells.

    Breaks at white space and beside characters of scripts written without it; a longer word is broken where it
    must be. Lazy and linear: the lines of a very long text come as they are asked for.
    """
    width = max(width, 2)
    if all(cell_len(character) == 1 for character in set(text) if character > "~"):
        return (match.span() for match in _even_lines(width).finditer(text))
    return _uneven_lines(text, width)


@cache
def _even_lines(width: int) -> re.Pattern[str]:
    """As many whole words as fit ``width`` characters of one cell each, else as much of a word."""
    return re.compile(rf"\S(?:.{{0,{width - 2}}}\S)?(?!\S)|\S{{{width}}}", re.DOTALL)


def _uneven_lines(text: str, width: int) -> Iterator[Span]:
    start = end = used = 0
    fresh = True
    for token in _words().finditer(text):
        first, last = token.span()
        size = cell_len(token[0])
        gap = 0 if fresh else cell_len(text[end:first])
        if not fresh and used + gap + size > width:
            yield start, end
            fresh, gap = True, 0
        if fresh:
            start, used, fresh = first, 0, False
        while size > width:
            here = fitting(text, first, last, width - used - gap)
            yield start, here
            size -= cell_len(text[first:here])
            start = first = here
            used = gap = 0
        used += gap + size
        end = last
    if not fresh:
        yield start, end


def fitting(text: str, first: int, last: int, room: int) -> int:
    """Where to end a part of ``text[first:last]`` that fits in ``room`` cells; at least one character goes."""
    kept = min(last, first + max(room, 1))
    while kept > first + 1 and cell_len(text[first:kept]) > room:
        kept -= 1
    return kept


def paragraph(text: str, spans: Sequence[Span], width: int, style: Style, mark: Style) -> Iterator[Line]:
    """The lines of a paragraph as pieces, with its sorted ``spans`` marked."""
    overlaid = style + mark
    at = 0
    for start, end in wrapped(text, width):
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        upto = at
        while upto < len(spans) and spans[upto][0] < end:
            upto += 1
        yield list(clipped(text, start, end, spans[at:upto], style, overlaid))


def indented(pieces: Sequence[Piece], margin: int, width: int, ground: Style) -> Strip:
    """A row of ``width`` cells that starts ``margin`` cells in."""
    return strip([(" " * margin, _BARE), *pieces], width, ground)


def one_row(text: str) -> str:
    """The first line of ``text`` that says something, without what would break a row."""
    return _TABS.sub(" ", text.strip()[:2000])
