"""The exchange with GitHub's API: what its replies say beside their body, and where a token may go."""

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from digesttui.errors import FetchFailed
from digesttui.sources.exchange import Exchange, Reply
from digesttui.sources.faults import retry_after

if TYPE_CHECKING:
    import httpx

TOKEN_VARIABLES = ("GITHUB_TOKEN", "GH_TOKEN")

_TRUSTED = ("api.github.com", "127.0.0.1")  # with the token; the second is for trying things out
_LARGEST = 1_000_000  # bytes of an answer; they have some 7,000
_LONGEST_WAIT = 86_400.0  # seconds
_UNTOLD_WAIT = 60.0  # seconds; the least to wait where GitHub names no time
_NO_SUCH = (HTTPStatus.NOT_FOUND, HTTPStatus.GONE, HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS)


class Halted(FetchFailed):
    """The next questions would fail as well: the limit is reached, or the token is not accepted."""


class Gone(FetchFailed):
    """There is no such repository, or it is not public."""


class Api(Exchange):
    """Asks GitHub, stops at the limit it is told, and gives a token to no other host.

    ``folder`` keeps the pace between processes, ``now`` is the clock. ``resumes`` is when a limit ends.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        super().__init__(folder, limit=_LARGEST)
        self.now = now
        self.resumes: datetime | None = None

    def ask(self, address: str, headers: Mapping[str, str]) -> Reply:
        """See ``Exchange.ask``. Raises ``Gone`` too, and ``Halted``, without asking while the limit is reached."""
        if self.resumes and self.now() < self.resumes:
            raise _at_its_limit(self.resumes, "Authorization" in headers)
        return super().ask(address, headers)

    def _connected(self) -> "httpx.Client":
        client = super()._connected()
        client.event_hooks = {"request": [_withhold_token], "response": [self._heed]}
        return client

    def _heed(self, response: "httpx.Response") -> None:
        status, headers = response.status_code, response.headers
        spent = headers.get("x-ratelimit-remaining") == "0"
        forbidden_for_now = status == HTTPStatus.FORBIDDEN and (spent or "retry-after" in headers)
        too_many = status == HTTPStatus.TOO_MANY_REQUESTS or forbidden_for_now
        if spent or too_many:
            self.resumes = self.now() + timedelta(seconds=_wait(headers))
            if too_many:
                raise _at_its_limit(self.resumes, "authorization" in response.request.headers)
        if status == HTTPStatus.UNAUTHORIZED:
            raise Halted(f"GitHub does not accept the token; mend or unset {' and '.join(TOKEN_VARIABLES)}")
        if status in _NO_SUCH:
            raise Gone(f"{response.url.host}: no such repository")


def readers_token() -> str | None:
    """The reader's token for GitHub, from the environment."""
    return next((found for name in TOKEN_VARIABLES if (found := os.environ.get(name, "").strip())), None)


def _at_its_limit(resumes: datetime, with_token: bool) -> Halted:
    remedy = "" if with_token else f"; with a token in {TOKEN_VARIABLES[0]} it answers 5,000 questions an hour"
    return Halted(f"GitHub answers no more for now, it goes on at {resumes.astimezone():%H:%M}{remedy}")


def _wait(headers: Mapping[str, str]) -> float:
    """Seconds until GitHub answers again: ``Retry-After``, else ``X-RateLimit-Reset`` (seconds of the epoch)."""
    reset = headers.get("x-ratelimit-reset", "")
    seconds = retry_after(headers)
    if seconds is None and reset.isdecimal() and len(reset) < 12:
        moment = format_datetime(datetime.fromtimestamp(int(reset), UTC), usegmt=True)
        seconds = retry_after({**headers, "retry-after": moment})  # against the clock of the answer
    return _UNTOLD_WAIT if seconds is None else min(seconds, _LONGEST_WAIT)


def _withhold_token(request: "httpx.Request") -> None:
    if request.url.host not in _TRUSTED:
        request.headers.pop("Authorization", None)
