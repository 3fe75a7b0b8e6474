"""Building the index in a thread."""

import threading
from collections.abc import Iterator
from pathlib import Path

from digesttui.collection import Collection
from digesttui.tui.indexing import Indexer


class Indexed(Collection):
    """A collection whose index takes two steps."""

    def __init__(self) -> None:
        super().__init__([str(Path("nowhere"))])
        self.steps = 0

    @property
    def answers_at_once(self) -> bool:
        return False

    def index(self) -> Iterator[float]:
        for self.steps in (1, 2):
            yield self.steps / 2


def test_it_begins_once_nothing_is_awaited_and_tells_its_end() -> None:
    collection, awaited, told = Indexed(), threading.Event(), list[float | None]()
    looked = threading.Event()

    def is_awaited() -> bool:
        looked.set()
        return not awaited.is_set()

    indexer = Indexer(collection, told.append, is_awaited)
    indexer.start()
    assert looked.wait(20)
    assert indexer.works
    assert collection.steps == 0
    awaited.set()
    indexer._thread.join(20)
    assert collection.steps == 2
    assert told == [0.5, 1.0, None, None]
