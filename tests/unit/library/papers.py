"""Papers and a clock for these tests."""

import datetime

from digesttui.library.state import PaperKey
from digesttui.text import title_key


def paper(number: int) -> PaperKey:
    """A paper with an identifier and a title of its own."""
    return PaperKey(f"2503.{number:05}", title_key(f"Paper number {number}"))


def nameless(number: int) -> PaperKey:
    """The same paper in a form that tells no identifier."""
    return PaperKey(None, paper(number).title)


class Clock:
    """A clock that stands still until told."""

    def __init__(self) -> None:
        self.time = datetime.datetime(2025, 9, 11, 12, tzinfo=datetime.UTC)

    def __call__(self) -> datetime.datetime:
        return self.time

    def pass_days(self, days: float) -> None:
        self.time += datetime.timedelta(days=days)
