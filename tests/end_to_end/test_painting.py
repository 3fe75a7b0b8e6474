"""Lines that are painted past Textual look as if Textual had painted them."""

import random
import time

from digesttui.config import samples_folder
from tests.end_to_end.terminal import Terminal
from tests.end_to_end.test_program import PROGRAM

COLUMNS, ROWS = 100, 30
Row = list[tuple[str, ...]]
Cells = list[Row]

KEYS = [*"jjjjkkGgnNvJKrsuzzVV<>\t\x04\x15\x06\x02", "/mo\x7f\r", "/a\r", "??", "tss\r", "ess\r", "Sq"]
FILTERS = {"norm": "of 48", "zzzzzz": "0 of 48", "the": "of 48", "graph | image": "of 48", "-zzzzzz": "48 of 48"}


def test_what_keys_painted_is_what_a_full_painting_gives(environment: dict[str, str]) -> None:
    choose = random.Random(1)
    with Terminal([PROGRAM, str(samples_folder())], environment, COLUMNS, ROWS) as terminal:
        terminal.wait_for("48 papers")
        terminal.wait_for("48 unread")
        for text, answer in FILTERS.items():
            for key in choose.choices(KEYS, k=25):
                terminal.press(key)
                terminal.rest(choose.choice([0, 0, 0.05]))
            terminal.press("\x1b")
            terminal.rest()
            terminal.press(f"/\x15{text}")
            terminal.wait_for(answer)
            terminal.rest()
            painted = _papers(terminal)
            _paint_fully(terminal)
            end = time.monotonic() + 10
            while _papers(terminal) != painted:
                assert time.monotonic() < end, f"{text}: {_different(painted, _papers(terminal))}"
                terminal.read(0.1)


def _papers(terminal: Terminal) -> Cells:
    """What is above the footer, whose answers go after a while."""
    return terminal.cells[:-1]


def _different(painted: Cells, full: Cells) -> list[str]:
    """The rows that differ, as painted and as they should be."""
    rows = zip(painted, full, strict=True)
    return [_told(row) for pair in rows if pair[0] != pair[1] for row in pair]


def _told(row: Row) -> str:
    return "".join(cell[0] for cell in row) + str({cell[1:] for cell in row})


def _paint_fully(terminal: Terminal) -> None:
    terminal.resize(COLUMNS + 1, ROWS)
    terminal.rest()
    terminal.resize(COLUMNS, ROWS)
    terminal.rest()
