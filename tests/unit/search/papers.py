"""Small stores to search in."""

import datetime
from collections.abc import Generator, Iterable
from typing import TypeVar

from digesttui.model import Digest, Entry
from digesttui.search.index import Index
from digesttui.store import Store

MARCH, SEPTEMBER = datetime.date(2025, 3, 18), datetime.date(2025, 9, 11)
TODAY = datetime.date(2025, 9, 12)

T = TypeVar("T")


def entry(title: str, abstract: str = "", rank: int = 1, **more: object) -> Entry:
    return Entry(title, abstract, rank, **more)  # type: ignore[arg-type]


def store_of(*entries: Entry | str, name: str = "page", day: datetime.date | None = MARCH) -> Store:
    """A store of one digest; a plain string is the title of a paper without abstract."""
    store = Store()
    add(store, *entries, name=name, day=day)
    return store


def add(store: Store, *entries: Entry | str, name: str, day: datetime.date | None) -> None:
    read = (entry(one) if isinstance(one, str) else one for one in entries)
    ranked = [
        Entry(one.title, one.abstract, rank, one.id, one.authors, one.date, one.upvotes, one.links, stars=one.stars)
        for rank, one in enumerate(read, 1)
    ]
    store.add(Digest(name, "page", day, tuple(ranked)))


def titles(store: Store, positions: Iterable[int]) -> list[str]:
    return [store.title(position) for position in positions]


def finished(building: Generator[object, None, T]) -> T:
    """What a generator returns in the end."""
    while True:
        try:
            next(building)
        except StopIteration as done:
            result: T = done.value
            return result


def index_of(store: Store) -> Index:
    return finished(Index.build(store))
