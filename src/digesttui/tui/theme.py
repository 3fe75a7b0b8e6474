"""Colours and glyphs: what every mark on the screen looks like, in six versions of the same order of loudness.

A palette has one accent and four greys. The high-contrast ones also point at the highlighted row, since a bar that
leaves its text readable cannot be far from the ground. ``ansi`` uses the terminal's own sixteen colours and ``mono``
none at all: there the match is underlined and a mark points at the highlighted row.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rich.style import Style
from textual.theme import Theme

from digesttui.model import LinkKind


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters that are not the papers' own, each one cell wide; those of links may be two."""

    older: str = "‹"
    newer: str = "›"
    code: str = "‹›"
    cloned: str = "«»"
    project: str = "⌂"
    demo: str = "▷"
    model: str = "◇"
    data: str = "≡"
    dot: str = "·"
    cut: str = "…"
    line: str = "─"
    caret: str = "▏"
    point: str = "╵"
    here: str = "›"
    unread: str = "●"
    new: str = "◆"
    starred: str = "★"
    taken: str = "+"
    words: Mapping[str, str] = field(default_factory=dict)

    def kind(self, kind: LinkKind) -> str:
        """What stands for a link in the list; nothing for papers and for what is none of the kinds."""
        return "" if kind in ("paper", "other") else str(getattr(self, kind))

    def own(self, text: str) -> str:
        """The program's own ``text`` in these characters."""
        for glyph, word in self.words.items():
            text = text.replace(glyph, word)
        return text


UNICODE = Glyphs()
ASCII = Glyphs(
    older="<",
    newer=">",
    code="<>",
    cloned="[]",
    project="pr",
    demo="de",
    model="mo",
    data="da",
    dot="-",
    cut="~",
    line="-",
    caret="_",
    point="^",
    here=">",
    unread="o",
    new="N",
    starred="*",
    words={"↓": "down", "↑": "up", "…": "...", "–": "-", "·": "-"},
)


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of a theme, by role; see ``tests/unit/test_theme.py`` for the contrasts they keep."""

    ground: str
    text: str
    dim: str
    faint: str
    line: str
    bar: str
    accent: str
    dark: bool


INK = Palette("#13151a", "#d8dbe2", "#7b8494", "#545c6a", "#2a2f39", "#232833", "#e0b36a", dark=True)
PAPER = Palette("#fbf9f4", "#2a2824", "#706859", "#b0a897", "#ddd7ca", "#efe8da", "#9c4f06", dark=False)
HIGH_CONTRAST = Palette("#000000", "#ffffff", "#c9ced6", "#a8b0bc", "#8a93a0", "#26344a", "#ffcb52", dark=True)
HIGH_CONTRAST_LIGHT = Palette("#ffffff", "#000000", "#33363b", "#4c5056", "#6a6f76", "#dbe4f2", "#7a3200", dark=False)
OTHER_GROUND = {
    "ink": "paper",
    "paper": "ink",
    "high-contrast": "high-contrast-light",
    "high-contrast-light": "high-contrast",
}
"""Each theme that is dark or light, and the one that is the other."""


@dataclass(frozen=True, slots=True)
class Look:
    """The styles of a theme. ``bar`` lies under the highlighted row; ``pointed`` says that a mark must stand there
    too, because the bar cannot be seen, or not by everybody."""

    ground: Style
    text: Style
    strong: Style
    dim: Style
    faint: Style
    line: Style
    match: Style
    key: Style
    problem: Style
    bar: Style
    caret: Style
    pointed: bool = False


def _painted(palette: Palette, *, pointed: bool = False) -> Look:
    return Look(
        ground=Style(bgcolor=palette.ground),
        text=Style(color=palette.text),
        strong=Style(color=palette.text, bold=True),
        dim=Style(color=palette.dim),
        faint=Style(color=palette.faint),
        line=Style(color=palette.line),
        match=Style(color=palette.accent),
        key=Style(color=palette.accent, bold=True),
        problem=Style(color=palette.accent, underline=True),
        bar=Style(bgcolor=palette.bar),
        caret=Style(color=palette.ground, bgcolor=palette.accent),
        pointed=pointed,
    )


LOOKS = {
    "ink": _painted(INK),
    "paper": _painted(PAPER),
    "high-contrast": _painted(HIGH_CONTRAST, pointed=True),
    "high-contrast-light": _painted(HIGH_CONTRAST_LIGHT, pointed=True),
    "ansi": Look(
        ground=Style(),
        text=Style(),
        strong=Style(bold=True),
        dim=Style(dim=True),
        faint=Style(color="bright_black"),
        line=Style(color="bright_black"),
        match=Style(color="yellow"),
        key=Style(color="yellow", bold=True),
        problem=Style(color="yellow", underline=True),
        bar=Style(reverse=True),
        caret=Style(reverse=True),
    ),
    "mono": Look(
        ground=Style(),
        text=Style(),
        strong=Style(bold=True),
        dim=Style(dim=True),
        faint=Style(dim=True),
        line=Style(dim=True),
        match=Style(underline=True),
        key=Style(bold=True),
        problem=Style(underline=True, bold=True),
        bar=Style(),
        caret=Style(reverse=True),
        pointed=True,
    ),
}


def _theme(name: str, palette: Palette, *, ansi: bool = False) -> Theme:
    return Theme(
        name,
        ansi=ansi,
        primary=palette.accent,
        accent=palette.accent,
        foreground=palette.text,
        background=palette.ground,
        surface=palette.ground,
        panel=palette.ground,
        dark=palette.dark,
        # Textual's own style sheet asks for the last two in themes of the terminal's colours
        variables={
            "line": palette.line,
            "dim": palette.dim,
            "faint": palette.faint,
            "bar": palette.bar,
            "ansi-background": palette.ground,
            "ansi-foreground": palette.text,
        },
    )


_PLAIN = "ansi_default"
_GREY = "ansi_bright_black"

THEMES = (
    _theme("ink", INK),
    _theme("paper", PAPER),
    _theme("high-contrast", HIGH_CONTRAST),
    _theme("high-contrast-light", HIGH_CONTRAST_LIGHT),
    _theme("ansi", Palette(_PLAIN, _PLAIN, _PLAIN, _GREY, _GREY, _GREY, "ansi_yellow", dark=True), ansi=True),
    _theme("mono", Palette(_PLAIN, _PLAIN, _PLAIN, _PLAIN, _PLAIN, _PLAIN, _PLAIN, dark=True), ansi=True),
)
