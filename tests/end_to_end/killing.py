"""Kill the real program while keys star, tag and note papers, and look in the library for what its screen had shown.

Each round opens a small digest of its own, all on one library. What counts as acknowledged is what was on the screen
before the program died; the rest of its output is read after its death, as a person's terminal would show it.
"""

import random
import re
import sqlite3
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from digesttui.library.library import Library
from digesttui.library.opening import NAME
from digesttui.library.state import PaperKey, State
from digesttui.text import title_key
from tests.end_to_end.terminal import Terminal

PAPERS = 3
"""Papers in the digest of a round: more than keys get through before the kill."""
MOST = 5
"""Deeds that a round lets the screen show, at most."""
LONGEST = 0.05
"""Seconds from the next deed's keys to the latest kill."""
PATIENCE = 30
"""Seconds that a slow machine has to show a deed."""

_STARRED = re.compile(r"unread +(\d+) ★")


@dataclass
class Figures:
    """What some rounds of killing came to."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    damaged: int = 0


@dataclass(frozen=True, slots=True)
class Deed:
    """What keys do to the paper at ``row`` of a round's digest: ``star`` it, give it a ``tag``, or a ``note``."""

    kind: str
    round: int
    row: int

    @property
    def title(self) -> str:
        """The title of its paper."""
        return f"Round {self.round:04} Paper {self.row:02}"

    @property
    def word(self) -> str:
        """The tag or the note, like no other."""
        return f"{self.kind}{self.round}x{self.row}"

    @property
    def keys(self) -> str:
        """What to press."""
        return {"star": "s", "tag": f"t{self.word}\r", "note": f"e{self.word}\rj"}[self.kind]

    def is_shown(self, terminal: Terminal) -> bool:
        """Whether the screen acknowledges it."""
        if self.kind == "star":
            starred = _STARRED.search(terminal.text)
            return starred is not None and int(starred[1]) > self.row
        if self.kind == "tag":
            return f"tagged 1 paper: {self.word}" in terminal.text
        return "wrote a note on 1 paper" in terminal.text

    def is_kept(self, state: State) -> bool:
        """Whether the library holds it."""
        return {
            "star": state.starred is not None,
            "tag": self.word in state.tags,
            "note": state.note == self.word,
        }[self.kind]


def kill_rounds(folder: Path, environment: Mapping[str, str], rounds: int, seed: int) -> Figures:
    """Start the program on one library and kill it at a random moment, ``rounds`` times; check every deed each time.

    ``folder`` takes the digests; ``environment`` names the library's home.
    """
    chance = random.Random(seed)
    figures, acknowledged = Figures(), list[Deed]()
    for number in range(rounds):
        acknowledged += _killed(folder, environment, number, chance.randint(0, MOST), chance.uniform(0, LONGEST))
        lost, damaged = _missing(Path(environment["DIGEST_TUI_HOME"]) / "state", acknowledged)
        figures.lost = lost
        figures.damaged += damaged
    figures.kills, figures.acknowledged = rounds, len(acknowledged)
    return figures


def _killed(folder: Path, environment: Mapping[str, str], number: int, deeds: int, seconds: float) -> list[Deed]:
    """Let keys do so many deeds, kill within the next, ``seconds`` after its keys; return those the screen showed."""
    digest = folder / f"round-{number:04}-2025-03-18.txt"
    digest.write_text(_page(number), "utf-8")
    command = [sys.executable, "-m", "digesttui", "--fresh", str(digest)]
    *done, last = islice(_deeds(number), deeds + 1)
    with Terminal(command, environment, columns=100, rows=20) as terminal:
        terminal.wait_for("unread")
        for deed in done:
            terminal.press(deed.keys)
            _look(terminal, deed, PATIENCE)
            assert deed.is_shown(terminal), f"{deed} was never shown on:\n{terminal.text}"
        terminal.press(last.keys)
        _look(terminal, last, seconds)
        terminal.kill()
        return [*done, last] if last.is_shown(terminal) else done


def _look(terminal: Terminal, deed: Deed, seconds: float) -> None:
    """Watch the screen until it shows ``deed``, for so long at most."""
    end = time.monotonic() + seconds
    while not deed.is_shown(terminal) and time.monotonic() < end:
        terminal.read(min(0.005, max(0, end - time.monotonic())))


def _deeds(number: int) -> Iterator[Deed]:
    for row in range(PAPERS):
        for kind in ("star", "tag", "note"):
            yield Deed(kind, number, row)


def _missing(state: Path, acknowledged: list[Deed]) -> tuple[int, bool]:
    """How many deeds the library does not hold, and whether it is damaged."""
    library = Library.open(state)
    lost = sum(not deed.is_kept(library.state(PaperKey(None, title_key(deed.title)))) for deed in acknowledged)
    damaged = bool(library.remarks)
    library.close()
    with closing(sqlite3.connect(state / NAME)) as connection:
        damaged |= connection.execute("PRAGMA integrity_check").fetchall() != [("ok",)]
    return lost, damaged


def _page(number: int) -> str:
    papers = [
        f"{Deed('star', number, row).title}\n\nWhat it found out is told in a line that is long enough for an abstract."
        for row in range(PAPERS)
    ]
    return "\n\n".join(["Daily Papers", "Mar 18", *papers]) + "\n"
