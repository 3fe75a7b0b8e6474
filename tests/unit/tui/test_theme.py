"""The palettes keep the contrasts that make them readable."""

import pytest

from digesttui.tui.theme import (
    ASCII,
    HIGH_CONTRAST,
    HIGH_CONTRAST_LIGHT,
    INK,
    LOOKS,
    OTHER_GROUND,
    PAPER,
    THEMES,
    UNICODE,
    Palette,
)


def brightness(colour: str) -> float:
    """Relative luminance, as the Web Content Accessibility Guidelines 2.1 define it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((brightness(one), brightness(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [INK, PAPER])
def test_texts_can_be_read(palette: Palette) -> None:
    for ground in (palette.ground, palette.bar):
        assert contrast(palette.text, ground) > 7
        assert contrast(palette.accent, ground) > 4.5
    assert contrast(palette.dim, palette.ground) > 4.5


@pytest.mark.parametrize("palette", [HIGH_CONTRAST, HIGH_CONTRAST_LIGHT])
def test_in_high_contrast_every_text_and_every_mark_stands_out(palette: Palette) -> None:
    for ground in (palette.ground, palette.bar):
        for text in (palette.text, palette.dim, palette.accent):
            assert contrast(text, ground) >= 7
        assert contrast(palette.faint, ground) >= 4.5
    assert contrast(palette.faint, palette.ground) >= 7  # what stands in an empty field is text, too
    assert contrast(palette.line, palette.ground) >= 4.5


@pytest.mark.parametrize("name", ["high-contrast", "high-contrast-light"])
def test_in_high_contrast_a_mark_points_at_the_highlighted_row(name: str) -> None:
    assert LOOKS[name].pointed


def test_every_theme_of_ours_turns_to_its_other_ground_and_back() -> None:
    dark = {theme.name: theme.dark for theme in THEMES}
    for name, other in OTHER_GROUND.items():
        assert OTHER_GROUND[other] == name
        assert dark[name] != dark[other]


@pytest.mark.parametrize("palette", [INK, PAPER, HIGH_CONTRAST, HIGH_CONTRAST_LIGHT])
def test_what_matters_less_is_quieter(palette: Palette) -> None:
    order = (palette.text, palette.dim, palette.faint, palette.line)
    loudness = [contrast(colour, palette.ground) for colour in order]
    assert loudness == sorted(loudness, reverse=True)


def test_every_theme_has_a_look() -> None:
    assert {theme.name for theme in THEMES} == set(LOOKS)


def test_without_colours_every_state_is_told_by_something_else() -> None:
    mono = LOOKS["mono"]
    assert mono.pointed
    for style in (mono.match, mono.problem, mono.strong, mono.caret):
        assert style.underline or style.bold or style.reverse
    assert all(style.color is None for style in (mono.text, mono.dim, mono.match, mono.key, mono.problem))


def test_ascii_glyphs_are_ascii_and_as_wide() -> None:
    for name in ("older", "newer", "code", "cloned", "dot", "cut", "line", "caret", "point", "here"):
        assert getattr(ASCII, name).isascii()
        assert len(getattr(ASCII, name)) == len(getattr(UNICODE, name))
    assert ASCII.own("1–9 ↓ …") == "1-9 down ..."
    assert UNICODE.own("1–9 ↓ …") == "1–9 ↓ …"
