"""A stretch of LaTeX: reading its arguments, writing what it means."""

import re
from collections.abc import Callable, Mapping
from functools import cached_property

from digesttui.latex.symbols import DRESSES, LETTERS, RELATIONS, SYMBOLS

MAX_DEPTH = 20  # groups within groups; what lies deeper is left as it stands

Span = tuple[int, int, int]
"""Where an argument starts and ends, and where what follows it starts."""

Handler = Callable[["Stretch", re.Match[str]], int]
"""Writes what a sign means and returns where to go on."""

_MACRO = re.compile(r"\\([A-Za-z]++)")
_SPACES = re.compile(r"\s*+")
_ESCAPED = re.compile(r"\\([%&#_~$])")
_ESCAPED_QUOTE = re.compile(r"""\\["'](?![\w{\\])""")


class Source:
    """The whole text, what is known of it everywhere, and how its signs are read."""

    def __init__(self, text: str, sign: re.Pattern[str], handlers: Mapping[str, Handler]) -> None:
        self.text = text
        self.sign = sign
        self.handlers = handlers
        self.closing = _closing_braces(text)
        self.depth = 0
        self.open_quotes = 0

    @cached_property
    def quotes_are_escaped(self) -> bool:
        r"""Whether ``\"`` stands for a quotation mark here (one closes a word), so that ``\"a`` is no ä."""
        return _ESCAPED_QUOTE.search(self.text) is not None

    def convert(self, start: int, end: int, *, math: bool) -> str:
        """The stretch from ``start`` to ``end``, read as text or as a formula."""
        if self.depth > MAX_DEPTH:
            return self.text[start:end]
        self.depth += 1
        stretch = Stretch(self, end, math=math)
        while match := self.sign.search(self.text, start, end):
            stretch.write(self.text[start : match.start()])
            start = self.handlers[match.lastgroup or ""](stretch, match)
        stretch.write(self.text[start:end])
        self.depth -= 1
        return "".join(stretch.written)


class Stretch:
    """What has been written for a part of the source, which is read up to ``end``."""

    def __init__(self, source: Source, end: int, *, math: bool) -> None:
        self.source = source
        self.text = source.text
        self.end = end
        self.math = math
        self.written: list[str] = []

    def write(self, text: str) -> None:
        """Append ``text``."""
        if text:
            self.written.append(text)

    def keep(self, start: int, end: int) -> int:
        """Append the source from ``start`` to ``end`` as it stands; return ``end``."""
        self.write(self.text[start:end])
        return end

    @property
    def before(self) -> str:
        """The last character written, or none."""
        return self.written[-1][-1] if self.written else ""

    def at(self, position: int) -> str:
        """The character at ``position``, or none."""
        return self.text[position] if position < self.end else ""

    def after_spaces(self, position: int) -> int:
        """The first place from ``position`` on where no white space stands."""
        match = _SPACES.match(self.text, position, self.end)
        return match.end() if match else position

    def argument(self, position: int) -> Span | None:
        """The argument at ``position``: a group, a symbol, a dressed group or one character (in text, a letter)."""
        position = self.after_spaces(position)
        first = self.at(position)
        if first == "{":
            return self.group(position)
        if first == "\\":
            return self._macro_argument(position)
        alone = first.isalnum() or (self.math and first not in {"", "$", "^", "_", "~", "}", "&"})
        return (position, position + 1, position + 1) if alone else None

    def group(self, position: int) -> Span | None:
        """What the braces at ``position`` hold, if they open and close here."""
        end = self.source.closing.get(position, self.end)
        return (position + 1, end, end + 1) if end < self.end else None

    def arguments(self, position: int, count: int) -> list[Span] | None:
        """``count`` arguments in a row, in text only groups; found before any is converted, so that none is twice."""
        read = self.argument if self.math else self.group
        spans: list[Span] = []
        while len(spans) < count and (span := read(position)):
            spans.append(span)
            position = span[2]
        return spans if len(spans) == count else None

    def converted(self, span: Span, *, math: bool | None = None) -> str:
        """An argument's meaning, read in this stretch's mode if no other is told."""
        return self.source.convert(span[0], span[1], math=self.math if math is None else math)

    def address(self, span: Span) -> str:
        """An argument that is an address: as written, but for its escapes."""
        return unescaped(self.text[span[0] : span[1]].strip())

    def _macro_argument(self, position: int) -> Span | None:
        macro = _MACRO.match(self.text, position, self.end)
        if macro is None:
            return None
        name, end = macro[1], macro.end()
        if name in SYMBOLS or name in RELATIONS or name in LETTERS:
            return position, end, end
        group = self.group(end) if name in DRESSES else None
        return group and (position, group[2], group[2])


def unescaped(address: str) -> str:
    """``address`` without the backslashes that LaTeX needs before some of its signs."""
    return _ESCAPED.sub(r"\1", address)


def _closing_braces(text: str) -> dict[int, int]:
    """Where each opened brace closes; escaped braces and those without partner are not in it."""
    closing: dict[int, int] = {}
    opened: list[int] = []
    for match in re.finditer(r"\\.|[{}]", text, re.DOTALL):
        if match[0] == "{":
            opened.append(match.start())
        elif match[0] == "}" and opened:
            closing[opened.pop()] = match.start()
    return closing
