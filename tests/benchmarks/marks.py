"""What the reader's marks cost in a large collection: a key that changes them, and a filter that asks for them.

    python -m tests.benchmarks.marks FOLDER [--papers N] [--marked N]

makes the collection under FOLDER where it is missing, marks half of it, and prints three Markdown tables. The first is
from outside, over a pseudo-terminal: key to last byte of the answer, beside moving the highlight, which changes
nothing. The second marks all papers at once: how long until that is told as kept, and how long a key that moves the
highlight waits meanwhile. The third asks the same filter again and again, as the screen does after each change.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from digesttui.collection import Collection
from digesttui.config import folders
from digesttui.library.changes import Change, add_tags, mark_read, put_off, star, write_note
from digesttui.library.library import Library
from tests.benchmarks import corpus
from tests.benchmarks.figures import p50, p95, table
from tests.benchmarks.keys import CLEAR_LINE, Program

TIMES = 25
DEEDS = [
    ("move the highlight", "", "j", "k"),
    ("select", "", " ", "k k"),
    ("star", "", "s", "j"),
    ("read", "", "r", "j"),
    ("later", "", "l", "j"),
    ("tag", "tnew", "\r", "j"),
    ("note", "ea word on it", "\r", "j"),
    ("undo", "", "u", ""),
    ("redo", "", "\x12", ""),
]
"""What a deed is called, what is typed before its key, its key, and what is pressed before the next."""
BULK = [
    ("star", "s", b"tarred "),
    ("undo", "u", b"undone"),
    ("redo", "\x12", b"done again"),
    ("undo", "u", b"undone"),
    ("read", "r", b"marked "),
    ("undo", "u", b"undone"),
    ("later", "l", b"put off"),
    ("undo", "u", b"undone"),
]
"""What a deed on all papers is called, its key, and how the answer to it begins."""
FILTERS = ["", "is:unread", "experts -is:read"]
ASKED = ["is:unread", "is:read", "is:starred", "is:new", "is:due", "tag:moe", "has:note", "note:twice", "starred:-7d.."]
OTHERS = ["has:code", "date:-7d..", "experts"]


def changes(collection: Collection, marked: int) -> list[Change]:
    """Marks of every kind on so many papers."""
    keys = [collection.key(position) for position in list(collection.store)[:marked]]
    fifth = marked // 5
    return [
        mark_read(keys[: 3 * fifth]),
        star(keys[2 * fifth : 4 * fifth]),
        add_tags(keys[3 * fifth :], ["moe", "to read"]),
        put_off(keys[4 * fifth :], date(2025, 1, 1)),
        *(write_note(key, f"read twice, {number}") for number, key in enumerate(keys[:1_000])),
    ]


def settled(pages: Path, marked: int) -> Collection:
    """The collection, marked, kept with its index."""
    collection = Collection([str(pages)]).load().settle()
    collection.keep()
    library = Library.open(folders().state)
    for change in changes(collection, marked):
        library.apply(change)
    library.close()
    collection.remember()
    return collection


def pressed(pages: Path, filter_text: str) -> list[Sequence[object]]:
    """Milliseconds from each deed's key to the last byte of its answer, with that filter in force."""
    program = Program([sys.executable, "-m", "digesttui", "--fresh", "-f", filter_text, str(pages)])
    try:
        program.answer(0.5, b" unread")
        program.answer(3)
        return [_deed(program, filter_text, *deed) for deed in DEEDS]
    finally:
        program.close()


def _deed(program: Program, filter_text: str, name: str, before: str, key: str, after: str) -> Sequence[object]:
    answers = []
    for _ in range(TIMES):
        if before:
            _press(program, before[0])
            _press(program, CLEAR_LINE + before[1:])
        answers.append(_press(program, key))
        if after:
            _press(program, after)
    return filter_text or "none", name, f"{p50(answers):.1f}", f"{p95(answers):.1f}"


def _press(program: Program, keys: str) -> float:
    start = time.perf_counter()
    program.send(keys)
    _, last = program.answer()
    return 1000 * max(0.0, last - start)


def pressed_on_all(pages: Path) -> list[Sequence[object]]:
    """Milliseconds until each deed on all papers is told as kept, and that a key waits meanwhile."""
    program = Program([sys.executable, "-m", "digesttui", "--fresh", str(pages)])
    try:
        program.answer(0.5, b" unread")
        program.answer(3)
        _press(program, "a")
        return [_deed_on_all(program, *deed) for deed in BULK]
    finally:
        program.close()


def _deed_on_all(program: Program, name: str, key: str, told: bytes) -> Sequence[object]:
    said, waits = len(program.told), list[float]()
    start = time.perf_counter()
    program.send(key)
    while not any(told in data for _, data in program.told[said:]):
        sent = time.perf_counter()
        program.send("j")
        first, _ = program.answer(0.1, b"\x1b")
        waits.append(1000 * (first - sent))
    kept = next(at for at, data in program.told[said:] if told in data)
    program.answer(0.5)
    return name, f"{1000 * (kept - start):.0f}", f"{p50(waits):.0f}", f"{max(waits):.0f}"


def asked(collection: Collection) -> list[Sequence[object]]:
    """Milliseconds that each filter takes."""
    rows: list[Sequence[object]] = []
    for text in ASKED + OTHERS:
        times = []
        for _ in range(TIMES):
            start = time.perf_counter()
            found = len(collection.search(text).positions)
            times.append(1000 * (time.perf_counter() - start))
        rows.append((text, f"{found:,}", f"{p50(times):.2f}", f"{p95(times):.2f}"))
    return rows


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--papers", type=int, default=100_000)
    parser.add_argument("--marked", type=int, default=50_000)
    given = parser.parse_args()
    pages = corpus.make(given.papers, given.folder / str(given.papers)) / "pages"
    with tempfile.TemporaryDirectory() as home:
        os.environ["DIGEST_TUI_HOME"] = home
        collection = settled(pages, given.marked)
        print(f"{given.papers:,} papers, {given.marked:,} of them marked; milliseconds from key to last byte:\n")
        rows = [row for text in FILTERS for row in pressed(pages, text)]
        print(table(("filter in force", "deed", "p50", "p95"), rows), flush=True)
        print(
            "\nall papers at once, milliseconds until it is told as kept, and from a key meanwhile to its first byte:\n"
        )
        print(table(("deed", "kept", "p50", "max"), pressed_on_all(pages)), flush=True)
        print("\nmilliseconds a filter takes:\n")
        print(table(("filter", "papers", "p50", "p95"), asked(collection)))
        collection.close()


if __name__ == "__main__":
    main()
