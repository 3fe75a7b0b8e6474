"""Orders other than relevance, for one paper at a time, and the default order."""

import datetime
from typing import TYPE_CHECKING

from digesttui.model import Paper
from digesttui.store import Store
from digesttui.text import fold

if TYPE_CHECKING:
    from digesttui.search.door import Order

_LAST_DAY = datetime.date.max.toordinal()
GRAVITY = 1.5  # how fast a paper stops trending, as on Hacker News: votes / (age + 2) ** gravity


def default_order(store: Store) -> list[int]:
    """All positions, newest first, then by digest and rank: a morning's page on top and in its order."""
    latest: dict[int, int] = {}
    before, rows = latest.get, store.sightings
    for position, digest, day, rank in zip(rows.paper, rows.digest, rows.date, rows.rank, strict=True):
        if digest >= 0:
            key = (_LAST_DAY - day << 64) + (digest << 32) + rank  # one number, compared at once
            other = before(position)
            if other is None or key < other:
                latest[position] = key
    return sorted(latest, key=latest.__getitem__)


def trend(upvotes: int, seen: int, age: int) -> float:
    """How much a paper ``age`` days old is talked about: its votes and sightings, the older the less."""
    return float((1 + upvotes) * seen / (age + 2) ** GRAVITY)


def sort_key(paper: Paper, by: "Order", today: int) -> float | str:
    """What ``paper`` is sorted by, the first paper having the smallest; ``today`` is an ordinal."""
    match by:
        case "title":
            return fold(paper.title)
        case "upvotes":
            return -1 if paper.upvotes is None else -paper.upvotes - 2
        case "rank":
            return min(sighting.rank for sighting in paper.seen)
        case "trending":
            age = today - paper.date.toordinal() if paper.date else today
            return -trend(paper.upvotes or 0, len(paper.seen), age)
        case "date" | "relevance":
            return 0
