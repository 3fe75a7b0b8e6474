"""Reading in a thread, merging in slices."""

import threading
import time
from collections.abc import Iterator

import pytest

from digesttui.collection import Collection
from digesttui.errors import InputError
from digesttui.model import Digest, Entry
from digesttui.tui.loading import WAITING, Loader


def digest(name: str, path: str = "") -> Digest:
    return Digest(name, "page", None, (Entry(f"Paper of {name}", "", 1),), path=path)


class Sources(Collection):
    """A collection that reads what it is told."""

    def __init__(self, *outcomes: Digest | InputError) -> None:
        super().__init__(["nowhere"])
        self.outcomes = list(outcomes)

    def read(self, *, to_search: bool = True) -> Iterator[Digest | InputError]:
        return iter(self.outcomes)


def finished(collection: Collection) -> Loader:
    loader = Loader(collection, lambda: True)
    loader.start()
    end = time.monotonic() + 5
    while not loader.done:
        assert time.monotonic() < end
        loader.merge(0.01)
    return loader


def test_everything_read_is_merged_and_failures_are_kept() -> None:
    collection = Sources(digest("a"), InputError("b", "is empty"), digest("c"))
    loader = finished(collection)
    assert len(collection.store) == 2
    assert [problem.name for problem in collection.problems] == ["b"]
    assert not loader.merge(1)


def test_merging_stops_when_its_slice_is_over() -> None:
    collection = Sources(*(digest(str(number)) for number in range(50)))
    loader = Loader(collection, lambda: True)
    loader.start()
    loader.wait(1)
    assert loader.merge(0) is True
    assert len(collection.store) == 0


def calls(*, heard: bool) -> int:
    """How often a screen that merges nothing is called for two digests and the end."""
    calls: list[int] = []

    def call() -> bool:
        calls.append(1)
        return heard

    loader = Loader(Sources(digest("a"), digest("b")), call)
    loader.start()
    loader.wait(5)
    return len(calls)


def test_the_screen_is_called_once_until_it_merges() -> None:
    assert calls(heard=True) == 1


def test_a_screen_that_did_not_hear_is_called_again() -> None:
    assert calls(heard=False) == 3


def test_what_comes_after_a_merge_calls_again_even_when_the_call_is_obeyed_at_once() -> None:
    collection = Sources(digest("a"), digest("b"))

    def merged() -> bool:
        loader.merge(1)
        return True

    loader = Loader(collection, merged)
    loader.start()
    loader.wait(5)
    assert loader.done
    assert len(collection.store) == 2


def test_a_stopped_reading_ends_and_merges_nothing() -> None:
    collection = Sources(*(digest(str(number)) for number in range(3 * WAITING)))
    loader = Loader(collection, lambda: True)
    loader.start()
    loader.stop()
    loader.wait(2)
    assert not loader.merge(1)
    assert len(collection.store) == 0
    assert not any(thread.name == "reading" for thread in threading.enumerate())


def test_a_reading_that_breaks_ends_and_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Iterator[Digest | InputError]:
        yield digest("a")
        raise OSError("the disk went away")

    collection = Sources()
    monkeypatch.setattr(collection, "read", broken)
    finished(collection)
    assert "the disk went away" in str(collection.problems[0])
