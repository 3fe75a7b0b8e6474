"""Markdown within a line: its links, and its text without marks."""

import re

_LABEL = r"\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\]){0,8000}?)\]"
_TARGET = r"\(\s*<?((?:[^\s()<>]|\([^\s()]*\))*)>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
LINK = re.compile(rf"(?<![!\\]){_LABEL}{_TARGET}", re.DOTALL)
_IMAGE = re.compile(rf"!{_LABEL}(?:{_TARGET}|\[[^\]]*\])")
_AUTOLINK = re.compile(r"<(https?://[^\s<>]+)>")
_WRAP = re.compile(r"(?<!\n)[^\S\n]*\\*\n(?![^\S\n]*\n)")
_TAG = re.compile(
    r"</?(?:br|b|i|em|strong|sub|sup|p|div|span|details|summary|h[1-6]|small|code|u)\b[^<>]{0,200}>", re.I
)
_BREAK = re.compile(r"\\\\?(?=\s*(?:\n|$))|(?<=\n)\\\\?(?=\n)")
_EMPHASIS = re.compile(
    r"(?<![\\\w*])(\*{1,3})(?=\S)(.{1,200}?)(?<=[^\s\\])\1(?![\w*])|(?<![\\\w])(_{1,3})(?=\S)(.{1,200}?)(?<=[^\s\\])\3(?!\w)"
)
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_LINE_MARK = re.compile(r"^[^\S\n]*(?:#{1,6}[^\S\n]+|>[^\S\n]?|[-*+][^\S\n]+(?=\[?\S))", re.MULTILINE)
_LATEX = re.compile(r"\$[^$\n]+\$")


def links(text: str) -> list[tuple[str, str]]:
    """The label and the address of every link in ``text``."""
    return [(match[1], match[2]) for match in LINK.finditer(_IMAGE.sub("", text))]


def unlinked(text: str) -> str:
    """``text`` with labels in the place of links and without pictures; as many lines as before."""
    text = _IMAGE.sub(lambda image: "\n" * image[0].count("\n"), text)
    for _ in range(2):  # a picture's or a link's label may hold another
        text = LINK.sub(_label, text)
    return _AUTOLINK.sub(r"\1", text)


def _label(link: re.Match[str]) -> str:
    """A link's label, its lines unwrapped, and as many lines as the link had."""
    label = _WRAP.sub(" ", link[1].rstrip("\\\n "))
    return label + "\n" * (link[0].count("\n") - label.count("\n"))


def plain(text: str) -> str:
    """``text`` without links, emphasis, tags, line marks and backslashes; formulas and line breaks stay."""
    text = _TAG.sub(lambda tag: "\n" * tag[0].count("\n") or " ", _BREAK.sub("", unlinked(text)))
    text = _LINE_MARK.sub("", text)
    pieces, start = [], 0
    for formula in _LATEX.finditer(text):
        pieces += [_unmarked(text[start : formula.start()]), formula[0]]
        start = formula.end()
    return "".join([*pieces, _unmarked(text[start:])])


def _unmarked(text: str) -> str:
    text = _EMPHASIS.sub(lambda mark: mark[2] or mark[4], text)
    return _ESCAPE.sub(r"\1", text)
