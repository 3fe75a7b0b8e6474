"""What can go wrong between a question and its answer, each in one line."""

import re
import ssl
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from socket import gaierror

from digesttui.errors import FetchFailed
from digesttui.sources.addresses import shown


class Again(FetchFailed):
    """A failure that may be over soon; ``wait`` is how many seconds the site asks for, where it does."""

    def __init__(self, told: str, wait: float | None = None) -> None:
        super().__init__(told)
        self.wait = wait


def refused(host: str, status: int) -> FetchFailed:
    """The site answered, and not with what was asked for."""
    return FetchFailed(f"{host}: answered {_named(status)}; look there with a browser")


def overloaded(host: str, status: int, headers: Mapping[str, str]) -> Again:
    """The site has too much to do, or we ask too much of it."""
    wait = retry_after(headers)
    when = "later" if wait is None else f"in {_duration(wait)}"
    return Again(f"{host}: answered {_named(status)}; try again {when}", wait)


def broken_off(host: str, error: BaseException) -> Again:
    """No answer came, or not all of it: from the exceptions below HTTP, what went wrong and what would help."""
    chain = list(_causes(error))
    for cause in chain:
        if isinstance(cause, gaierror):
            return Again(f"{host}: its name is not known here; is there a network?")
        if isinstance(cause, ssl.SSLError):
            reason = shown(cause.reason or cause).lower().replace("_", " ")
            return Again(f"{host}: no safe connection ({reason}); is there a login page or proxy in between?")
        if isinstance(cause, ConnectionRefusedError):
            return Again(f"{host}: refused the connection; try again later")
    reason = shown(chain[-1]) or type(chain[-1]).__name__
    return Again(f"{host}: broke off its answer ({reason}); try again later")


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait: ``Retry-After`` (RFC 9110, 10.2.3), else ``RateLimit`` (draft-ietf-httpapi-ratelimit-headers).

    A moment is taken relative to the answer's own ``Date``, so that a wrong clock here does no harm.
    """
    told = headers.get("retry-after", "").strip()
    if told.isdecimal() and len(told) < 10:
        return float(told)
    if told:
        try:
            now = parsedate_to_datetime(headers["date"]) if "date" in headers else datetime.now(UTC)
            return max(0.0, (parsedate_to_datetime(told) - now).total_seconds())
        except (ValueError, TypeError, OverflowError):  # no date, or one without a zone
            return None
    reset = re.search(r"\bt=(\d{1,9})\b", headers.get("ratelimit", ""))
    return float(reset[1]) if reset else None


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _named(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} minutes"
