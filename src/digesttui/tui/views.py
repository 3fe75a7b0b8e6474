"""Saved views: the filters that have a name in the configuration."""

from digesttui.collection import Collection
from digesttui.tui.marks import Marks

NONE = 'no filter has a name yet; config.toml can give some: [views], then for example code = "has:code is:unread"'


def rows(collection: Collection, marks: Marks) -> list[tuple[str, str]]:
    """Each view's name, and how many papers are unread in it, with its filter."""
    return [(name, f"{_count(collection, marks, text)}   {text}") for name, text in collection.settings.views.items()]


def _count(collection: Collection, marks: Marks, text: str) -> str:
    positions = collection.search(text).positions
    if not marks.known:
        return f"{len(positions):,}"
    return f"{sum(map(marks.is_unread, positions)):,} unread of {len(positions):,}"
