r"""What ``\name`` means: a symbol, a dress to take off, an accent, a link, a fraction; or unknown, and left."""

import re
import unicodedata
from collections.abc import Callable

from digesttui.latex.stretch import Span, Stretch
from digesttui.latex.symbols import (
    ACCENTS,
    BARE_ACCENTS,
    DOUBLE_STRUCK,
    LETTERS,
    MATH_STYLES,
    OPERATORS,
    RELATIONS,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    SWITCHES,
    SYMBOLS,
    TEXT_STYLES,
)

_SCHEME = re.compile(r"(?:https?://)?(?:www\.)?")

Command = Callable[[Stretch, str, int], int | None]
"""Reads the arguments after a macro's name and writes what it means; None where they are not as expected."""


def macro(stretch: Stretch, match: re.Match[str]) -> int:
    """Write what a macro means; return where to go on."""
    name, position = match[0][1:], match.end()
    if name in SYMBOLS:
        stretch.write(SYMBOLS[name])
        return position
    command = next((command for names, command in _COMMANDS if name in names), None)
    end = command(stretch, name, position) if command else None
    return _unknown(stretch, match) if end is None else end


def accent(stretch: Stretch, match: re.Match[str]) -> int:
    """Write the letter that an accent makes of its argument."""
    end = _accent(stretch, match[0][1], match.end())
    return stretch.keep(*match.span()) if end is None else end


def dress(stretch: Stretch, name: str, position: int) -> int | None:
    """Write the argument of a macro that only says how to set it."""
    if name == "operatorname" and stretch.at(position) == "*":
        position += 1
    if stretch.at(position) != "{" and not (stretch.math and name in MATH_STYLES):
        return None
    span = stretch.argument(position)
    if span is None:
        return None
    math = name in MATH_STYLES - {"operatorname"} or (stretch.math and name in SWITCHES)
    content = stretch.converted(span, math=math)
    stretch.write(content.translate(DOUBLE_STRUCK) if name == "mathbb" and len(content) == 1 else content)
    return span[2]


def script(sign: str, content: str, after: str) -> str:
    """``content`` raised (``^``) or lowered (``_``) where Unicode can, else readable before the character ``after``."""
    table = SUPERSCRIPTS if sign == "^" else SUBSCRIPTS
    if all(character in table for character in content):
        return "".join(table[character] for character in content)
    bare = len(content) == 1 or (sign == "_" and re.fullmatch(r"[\w.]+", content))
    return sign + content if bare and not after.isalnum() and after != "_" else f"{sign}({content})"


def labelled(url: str, label: str) -> str:
    """A link as its label and its address, or once where they are the same."""
    same = _SCHEME.sub("", label, count=1).rstrip("/") == _SCHEME.sub("", url, count=1).rstrip("/")
    return url if same or not label.strip() else f"{label} ({url})"


def _unknown(stretch: Stretch, match: re.Match[str]) -> int:
    """Leave the macro and the braces of its arguments; only what is in them is converted."""
    stretch.write(match[0])
    position = match.end()
    while span := stretch.group(position):
        stretch.write(f"{{{stretch.converted(span)}}}")
        position = span[2]
    return position


def _relation(stretch: Stretch, name: str, position: int) -> int:
    glued = stretch.math and stretch.before != " "
    stretch.write(RELATIONS[name])
    return stretch.after_spaces(position) if glued else position


def _operator(stretch: Stretch, name: str, position: int) -> int:
    following = stretch.text[position : min(position + 2, stretch.end)]
    glued = following[:1].isalnum() or following[:1] == "{" or (following[:1] == "\\" and following[1:].isalpha())
    stretch.write(" " * stretch.before.isalnum() + name + " " * glued)
    return position


def _letter(stretch: Stretch, name: str, position: int) -> int:
    stretch.write(LETTERS[name])
    following = stretch.after_spaces(position)
    return following if stretch.at(following).isalpha() else position


def _switch(stretch: Stretch, name: str, position: int) -> int | None:
    if stretch.at(position) == "{":
        return dress(stretch, name, position)
    if name in {"left", "right"} and stretch.at(position) == ".":
        return position + 1
    return position if stretch.before.strip() else stretch.after_spaces(position)


def _accent(stretch: Stretch, name: str, position: int) -> int | None:
    span = stretch.argument(position)
    if span is None or (name in BARE_ACCENTS and not _is_accent(stretch, name, position)):
        return None
    base = stretch.converted(span)
    composed = unicodedata.normalize("NFC", {"ı": "i", "ȷ": "j"}.get(base, base) + ACCENTS[name])
    named = len(name) > 1
    if len(base) == 1 and (named or len(composed) == 1):
        stretch.write(composed)
    elif named or not base:
        stretch.write(base or name)
    else:
        stretch.write(f"\\{name}{stretch.text[position : span[2]]}")
    return span[2]


def _is_accent(stretch: Stretch, name: str, position: int) -> bool:
    """Whether the sign ``name`` before ``position`` is an accent, and not an escaped quotation mark or dot."""
    letter = stretch.at(position)
    if letter in {"{", "\\"}:
        return True
    if name in "\"'" and stretch.source.quotes_are_escaped:
        return False
    return letter in BARE_ACCENTS[name] and (letter in "aeiouyAEIOUY" or stretch.at(position + 1).isalpha())


def _fraction(stretch: Stretch, _name: str, position: int) -> int | None:
    spans = stretch.arguments(position, 2)
    if spans is None:
        return None
    stretch.write("/".join(_bracketed(stretch.converted(span, math=True)) for span in spans))
    return spans[-1][2]


def _root(stretch: Stretch, _name: str, position: int) -> int | None:
    spans = None if stretch.at(position) == "[" else stretch.arguments(position, 1)
    if spans is None:
        return None
    stretch.write("√" + _bracketed(stretch.converted(spans[0], math=True)))
    return spans[0][2]


def _bracketed(term: str) -> str:
    return term if term.isalnum() else f"({term})"


def _link(stretch: Stretch, _name: str, position: int) -> int | None:
    spans = stretch.arguments(position, 2)
    if spans is None:
        return None
    url, label = spans
    stretch.write(labelled(stretch.address(url), stretch.converted(label, math=False)))
    return label[2]


def _colour(stretch: Stretch, name: str, position: int) -> int | None:
    spans = stretch.arguments(position, 1 if name == "color" else 2)
    if spans is None:
        return None
    for span in spans[1:]:
        stretch.write(stretch.converted(span))
    return spans[-1][2]


def _of_group(meaning: Callable[[Stretch, str, Span], str]) -> Command:
    """A command that takes one argument in braces and writes its ``meaning``."""

    def command(stretch: Stretch, name: str, position: int) -> int | None:
        span = stretch.group(position)
        if span is None:
            return None
        stretch.write(meaning(stretch, name, span))
        return span[2]

    return command


def _footnote(stretch: Stretch, _name: str, span: Span) -> str:
    return " " * bool(stretch.before.strip()) + f"({stretch.converted(span, math=False)})"


def _text_script(stretch: Stretch, name: str, span: Span) -> str:
    sign = "^" if name == "textsuperscript" else "_"
    return script(sign, stretch.converted(span, math=False), stretch.at(span[2]))


_COMMANDS: tuple[tuple[frozenset[str], Command], ...] = (
    (frozenset(RELATIONS), _relation),
    (TEXT_STYLES | MATH_STYLES, dress),
    (SWITCHES, _switch),
    (OPERATORS, _operator),
    (frozenset(LETTERS), _letter),
    (frozenset(ACCENTS), _accent),
    (frozenset({"href"}), _link),
    (frozenset({"url", "path", "nolinkurl"}), _of_group(lambda stretch, _, span: stretch.address(span))),
    (frozenset({"frac", "dfrac", "tfrac", "nicefrac", "sfrac"}), _fraction),
    (frozenset({"sqrt"}), _root),
    (frozenset({"footnote"}), _of_group(_footnote)),
    (frozenset({"color", "textcolor", "colorbox"}), _colour),
    (frozenset({"textsuperscript", "textsubscript"}), _of_group(_text_script)),
)
