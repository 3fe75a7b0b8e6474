"""What the screen looks like. The pilot tests say what it does; these show when its looks change.

`pytest tests/snapshots --snapshot-update` takes new pictures; look at each before committing it.
"""

import datetime
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from digesttui.collection import Collection
from digesttui.config import Config
from digesttui.tui.app import DigestApp

Looks = Callable[..., bool]

WIDE = (120, 32)
STANDARD = (80, 24)

PICTURES: dict[str, tuple[tuple[int, int], str, str, list[str]]] = {
    "list": (WIDE, "ink", "", ["j"]),
    "filter_with_matches": (WIDE, "ink", "", ["/", *"experts"]),
    "light": (WIDE, "paper", "", ["/", *"experts"]),
    "no_match": (WIDE, "ink", "zebra has:code", []),
    "mistake_in_the_filter": (WIDE, "ink", "sparse date:tomorow", ["/"]),
    "stacked": (STANDARD, "ink", "", ["j", "j"]),
    "narrow": ((38, 12), "ink", "", ["j"]),
    "zen": (WIDE, "paper", "maps", ["z"]),
    "help": (WIDE, "ink", "", ["?"]),
    "palette": (WIDE, "ink", "", ["ctrl+p", "s", "o"]),
    "digests": (WIDE, "ink", "", ["d", "j"]),
    "marks": (STANDARD, "ink", "", ["s", "j", "r", "j", "space", "v", "j"]),
    "tags_and_note": (WIDE, "paper", "", ["t", *"moe,gates", "enter", "e", *"read-twice", "enter", "escape"]),
    "tag_dialog": (WIDE, "ink", "", ["t", *"moe,gates", "enter", "j", "t", "g"]),
    "triage": (STANDARD, "ink", "", ["T", "s", "space"]),
    "views": (WIDE, "ink", "experts", ["w", "j"]),
    "no_colours_ascii": (STANDARD, "mono", "experts", ["j"]),
}


@pytest.mark.parametrize("name", PICTURES)
def test_looks(name: str, folder: Path, snap_compare: Looks) -> None:
    size, theme, filter_text, keys = PICTURES[name]

    def today() -> datetime.date:
        return datetime.date(2025, 9, 12)

    views = {"sparse": "sparse is:unread", "to try": "has:code"}
    settings = Config(clone_into=folder.parent / "papers", views=views)
    collection = Collection([str(folder)], today=today, settings=settings)
    app = DigestApp(collection, theme=theme, filter_text=filter_text, ascii_only=theme == "mono")
    assert snap_compare(app, terminal_size=size, run_before=_pressing(app, keys))


def _pressing(app: DigestApp, keys: list[str]) -> Callable[[Pilot[Any]], Awaitable[None]]:
    async def press(pilot: Pilot[Any]) -> None:
        while not (app.browse.reading.done and app.browse.marks.known and app.browse.coding.clones):
            await pilot.pause(0.01)
        await pilot.press(*keys)
        await pilot.pause()

    return press
