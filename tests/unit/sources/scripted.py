"""A ``Fetch`` that gives what it was told to, and remembers what it was asked."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from digesttui.sources.fetch import Answer

FETCHED = datetime(2025, 3, 20, 12, tzinfo=UTC)


class Scripted:
    """Gives ``bodies`` in turn; one that is an exception is raised."""

    def __init__(self, *bodies: bytes | Exception, fetched: datetime = FETCHED, remark: str = "") -> None:
        self.bodies = list(bodies)
        self.fetched = fetched
        self.remark = remark
        self.urls: list[str] = []
        self.params: list[dict[str, str | int]] = []
        self.fresh_since: list[datetime | None] = []

    def get(
        self,
        url: str,
        params: Mapping[str, str | int],
        *,
        accept: str,
        check: Callable[[bytes], object],
        fresh_since: datetime | None = None,
    ) -> Answer:
        self.urls.append(url)
        self.params.append(dict(params))
        self.fresh_since.append(fresh_since)
        body = self.bodies.pop(0)
        if isinstance(body, Exception):
            raise body
        check(body)
        return Answer(body, accept.split(",")[0], self.fetched, remark=self.remark)
