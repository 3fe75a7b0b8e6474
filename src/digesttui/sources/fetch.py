"""The seam to the network: a question to a site, its answer from there or from the cache."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Protocol, Self
from urllib.parse import urlencode

from digesttui.errors import FetchFailed
from digesttui.sources.addresses import host, shown
from digesttui.sources.cache import Cache, Kept
from digesttui.sources.exchange import Exchange, Reply


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer. ``fetched`` is when the site last vouched for ``body``, ``age`` how long ago that is;
    ``remark`` says in one line why it comes from the cache, or could not be kept there."""

    body: bytes
    type: str
    fetched: datetime
    from_cache: bool = False
    age: timedelta = timedelta(0)
    remark: str = ""


class Fetch(Protocol):
    """How the sources ask a site; ``Web`` does it for real, tests give their own."""

    def get(
        self,
        url: str,
        params: Mapping[str, str | int],
        *,
        accept: str,
        check: Callable[[bytes], object],
        fresh_since: datetime | None = None,
    ) -> Answer:
        """The answer to ``url`` with ``params``, of one of the media types in ``accept`` (comma-separated).

        ``check`` raises ``ValueError`` for a body that is not what was asked for. A kept answer that was fetched
        after ``fresh_since`` is taken without asking. Raises ``FetchFailed``.
        """
        ...


class Web:
    """Asks the sites, through a cache.

    What is kept there is asked for conditionally. When a site fails, in whatever way, the kept answer is given
    instead, with the failure as its remark; a body that is not what was asked for never takes its place.
    """

    def __init__(
        self, cache: Cache, exchange: Exchange | None = None, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.cache = cache
        self.exchange = exchange or Exchange(cache.folder)
        self.now = now

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.exchange.close()

    def get(
        self,
        url: str,
        params: Mapping[str, str | int],
        *,
        accept: str,
        check: Callable[[bytes], object],
        fresh_since: datetime | None = None,
    ) -> Answer:
        """See ``Fetch.get``."""
        address = f"{url}?{urlencode(params)}" if params else url
        kept = self.cache.read(address)
        if kept and fresh_since and fresh_since <= kept.fetched <= self.now():
            return self._from_cache(kept)
        try:
            return self._asked(address, accept, check, kept)
        except FetchFailed as error:
            if kept is None or self.exchange.stopped.is_set():
                raise
            answer = self._from_cache(kept)
            return replace(answer, remark=f"{error}; this is what was kept {_ago(answer.age)}")

    def stop(self) -> None:
        """End what is under way, from any thread; nothing more is asked."""
        self.exchange.stop()

    def _asked(self, address: str, accept: str, check: Callable[[bytes], object], kept: Kept | None) -> Answer:
        reply = self.exchange.ask(address, {"Accept": accept, **_conditions(kept)})
        now = self.now()
        if reply.status == 304 and kept:
            fresh = replace(kept, fetched=now)
        else:
            _check(reply, accept, check, host(address))
            fresh = Kept(reply.body, reply.type, now, reply.etag, reply.modified)
        return Answer(fresh.body, fresh.type, now, fresh.body is not reply.body, remark=self._keep(address, fresh))

    def _keep(self, address: str, fresh: Kept) -> str:
        try:
            self.cache.write(address, fresh)
        except OSError as error:
            return f"{self.cache.folder}: not kept for reading without a network, {error.strerror or error}"
        return ""

    def _from_cache(self, kept: Kept) -> Answer:
        age = max(timedelta(0), self.now() - kept.fetched)
        return Answer(kept.body, kept.type, kept.fetched, True, age)


def _conditions(kept: Kept | None) -> dict[str, str]:
    conditions = {}
    if kept and kept.etag:
        conditions["If-None-Match"] = kept.etag
    if kept and kept.modified:
        conditions["If-Modified-Since"] = kept.modified
    return conditions


def _check(reply: Reply, accept: str, check: Callable[[bytes], object], site: str) -> None:
    wanted = [type_.split(";")[0].strip() for type_ in accept.split(",")]
    if reply.type and reply.type not in wanted:
        raise FetchFailed(
            f"{site}: answered with {shown(reply.type)}, not {wanted[0]}; is there a login page in between?"
        )
    try:
        check(reply.body)
    except ValueError as error:
        raise FetchFailed(f"{site}: {shown(error)}") from error


def _ago(age: timedelta) -> str:
    for name, seconds in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        count = int(age.total_seconds() // seconds)
        if count:
            return f"{count} {name}{'s' if count > 1 else ''} ago"
    return "just now"
