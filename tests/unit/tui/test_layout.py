"""How the panes share the window."""

import pytest

from digesttui.tui.layout import Arrangement, Layout


@pytest.mark.parametrize(
    ("layout", "window", "arrangement"),
    [
        (Layout(), (120, 40), "beside"),
        (Layout(), (90, 24), "beside"),
        (Layout(), (89, 24), "stacked"),
        (Layout(), (80, 13), "alone"),
        (Layout(), (39, 24), "bare"),
        (Layout(), (80, 9), "bare"),
        (Layout(), (1, 1), "bare"),
        (Layout(abstract=False), (120, 40), "alone"),
        (Layout(stacked=True), (120, 40), "stacked"),
        (Layout(stacked=False), (60, 40), "beside"),
        (Layout(zen=True), (20, 5), "zen"),
    ],
)
def test_arrangements(layout: Layout, window: tuple[int, int], arrangement: Arrangement) -> None:
    assert layout.arrangement(*window) == arrangement


def test_turning_changes_what_is_seen_and_brings_the_abstract_back() -> None:
    assert Layout(abstract=False).turned(120).arrangement(120, 40) == "stacked"
    assert Layout().turned(80).arrangement(80, 24) == "beside"
    assert Layout().turned(120).turned(120).arrangement(120, 40) == "beside"


def test_no_pane_can_be_squeezed_away() -> None:
    assert 20 <= Layout().grown(-100).split < Layout().split < Layout().grown(100).split <= 80
