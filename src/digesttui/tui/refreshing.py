"""Fetching what the library lacks, in a thread; how far it is comes back as messages."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from threading import Thread
from typing import TYPE_CHECKING

from textual.message import Message
from textual.screen import Screen

from digesttui import config

if TYPE_CHECKING:
    from digesttui.sources.daily import Outcome
    from digesttui.sources.fetch import Web

FETCHING = "fetching what is missing …; R stops it"


class Fetched(Message):
    """``sentence`` says how far it is, or when all is ``done`` how it went; ``landed`` counts digests."""

    def __init__(self, sentence: str, *, done: bool = False, landed: int = 0) -> None:
        super().__init__()
        self.sentence = sentence
        self.done = done
        self.landed = landed


class Refreshing:
    """The fetching that ``screen`` asks for, one at a time."""

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen
        self._thread: Thread | None = None
        self._web: Web | None = None
        self._stopped = False

    def start(self) -> None:
        """Fetch what is missing up to today; asked again while that runs, stop it."""
        if self._thread is not None and self._thread.is_alive():
            self.stop()
            return
        self._stopped = False
        self._tell(Fetched(FETCHING))
        self._thread = Thread(target=self._fetch, name="fetching", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Fetch no more; what landed stays."""
        self._stopped = True
        if self._web is not None:
            self._web.stop()

    def _fetch(self) -> None:
        outcomes = list(self._outcomes())
        landed = sum(outcome.state == "landed" for outcome in outcomes)
        told = ["stopped"] if self._stopped else _trouble(outcomes)
        there = f"{landed} digest{'s' * (landed != 1)} fetched" if landed else "" if told else "nothing new to fetch"
        self._tell(Fetched("; ".join(part for part in (there, *told) if part), done=True, landed=landed))

    def _outcomes(self) -> "Iterator[Outcome]":
        from digesttui.sources import daily
        from digesttui.sources.cache import Cache
        from digesttui.sources.fetch import Web

        folders = config.folders()
        with Web(Cache(folders.cache)) as self._web:
            for outcome in daily.fetch_missing(folders.library, self._web, datetime.now(UTC).date()):
                if self._stopped:
                    return
                if outcome.state == "landed":
                    self._tell(Fetched(f"{outcome.label}: {outcome.papers} papers; R stops it"))
                yield outcome

    def _tell(self, message: Fetched) -> None:
        if self._screen.is_running:
            self._screen.post_message(message)


def _trouble(outcomes: "Iterable[Outcome]") -> list[str]:
    """What went wrong first, in one line: the failure, or why an answer is from the cache."""
    told = (str(outcome.error or outcome.remark) for outcome in outcomes if outcome.error or outcome.remark)
    return list(told)[:1]
