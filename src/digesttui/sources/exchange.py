"""One question to a site and its whole answer: bounded in time and size, asked again where that helps."""

import logging
import threading
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from http import HTTPStatus
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path
from socket import SHUT_RDWR, socket
from typing import TYPE_CHECKING, Any

from digesttui import __version__
from digesttui.errors import FetchFailed
from digesttui.sources import addresses, faults
from digesttui.sources.addresses import host
from digesttui.sources.faults import Again
from digesttui.sources.pace import Pace, TooBusy, turn

if TYPE_CHECKING:
    import httpx

USER_AGENT = f"digest-tui/{__version__} (a reader of paper digests for the terminal)"
PACES = {
    "huggingface.co": Pace(0.65, burst=30),  # at most 491 in five minutes, of the 500 allowed
    "arxiv.org": Pace(3.0),
    "github.com": Pace(0.75, burst=60),  # at most 4,860 an hour, of the 5,000 that its API allows with a token
}
ELSEWHERE = Pace(0.65, burst=30)

logging.getLogger("stamina").addHandler(logging.NullHandler())  # else each retry is told on standard error

_LOOK = 0.05  # seconds between two looks at whether we were told to stop
_MAX_REDIRECTS = 5
_REDIRECTS = {301, 302, 303, 307, 308}


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back: ``status`` is 200, or 304 where what we have still holds. ``body`` is decoded."""

    status: int
    body: bytes
    type: str
    etag: str
    modified: str


@dataclass(frozen=True, slots=True)
class _Question:
    """A question under way; ``until`` is in monotonic seconds, ``gone`` set when nobody waits for it any more."""

    address: str
    headers: Mapping[str, str]
    until: float
    answer: "Future[Reply]" = field(default_factory=Future)
    gone: threading.Event = field(default_factory=threading.Event)

    @property
    def left(self) -> float:
        """Seconds until the deadline."""
        return self.until - time.monotonic()


class Exchange:
    """Asks sites for answers, one at a time and over one connection.

    ``folder`` keeps the pace between processes. ``deadline`` (seconds) is for a whole answer, with all waiting and
    asking again; ``limit`` is bytes after decoding; ``pause`` (seconds) comes before the second of ``attempts``.
    The asking happens in a thread of its own: no time-out of a socket bounds a name look-up, or a header that
    drips in.
    """

    def __init__(
        self, folder: Path, *, deadline: float = 30.0, limit: int = 50_000_000, attempts: int = 4, pause: float = 0.5
    ) -> None:
        self.folder = folder
        self.deadline = deadline
        self.limit = limit
        self.attempts = attempts
        self.pause = pause
        self.stopped = threading.Event()
        self._client: httpx.Client | None = None
        self._line: socket | None = None

    def ask(self, address: str, headers: Mapping[str, str]) -> Reply:
        """The answer of ``address``. Raises ``FetchFailed``, within the deadline, and soon after ``stop``."""
        addresses.check(address)
        question = _Question(address, headers, time.monotonic() + self.deadline)
        if not self.stopped.is_set():
            threading.Thread(target=self._run, args=(question,), daemon=True, name="fetch").start()
        while not self.stopped.is_set() and question.left > 0:
            if _answered(question.answer, min(_LOOK, question.left)):
                return question.answer.result()
        self._abandon(question)
        late = f"no whole answer within {self.deadline:g} s; try again later"
        raise FetchFailed(f"{host(address)}: {'stopped' if self.stopped.is_set() else late}")

    def stop(self) -> None:
        """End what is under way, from any thread; nothing more is asked."""
        self.stopped.set()

    def close(self) -> None:
        """Close the connection."""
        if self._client is not None:
            self._client.close()
            self._client = None

    def _abandon(self, question: _Question) -> None:
        question.gone.set()
        if self._line is not None:
            _hang_up(self._line)
        self.close()

    # in the thread that asks

    def _run(self, question: _Question) -> None:
        try:
            question.answer.set_result(self._ask(question))
        except BaseException as error:
            question.answer.set_exception(error)

    def _ask(self, question: _Question) -> Reply:
        import stamina

        longest = self.pause * 2.0 ** (self.attempts - 2)

        def wait(error: Exception) -> bool | float:
            if not isinstance(error, Again) or question.gone.is_set():
                return False
            if error.wait is None:
                return question.left > longest
            return question.left > error.wait and max(error.wait, self.pause)

        for attempt in stamina.retry_context(
            wait, attempts=self.attempts, timeout=None, wait_initial=self.pause, wait_max=longest, wait_jitter=0
        ):
            with attempt:
                return self._follow(question)
        raise AssertionError("stamina lets the last failure through")

    def _follow(self, question: _Question) -> Reply:
        address = question.address
        for _ in range(_MAX_REDIRECTS + 1):
            reply = self._send(question, address)
            if isinstance(reply, Reply):
                return reply
            address = addresses.redirected(address, reply)
        raise FetchFailed(f"{host(address)}: sent us on more than {_MAX_REDIRECTS} times; try again later")

    def _send(self, question: _Question, address: str) -> Reply | str:
        """The reply, or where we are sent on to."""
        import httpx

        site = addresses.site(address)
        latest = question.until - self.deadline / 10  # some time must be left for the answer
        try:
            with turn(self.folder / f"pace-{site.replace(':', '-')}", PACES.get(site, ELSEWHERE), latest):
                _refuse_if_gone(question)
                with self._connected().stream(
                    "GET",
                    address,
                    headers=question.headers,
                    timeout=self.deadline + 1,  # never the first to notice: `ask` tells it better
                    extensions={"trace": self._note_line(question)},
                ) as response:
                    return self._read(question, host(address), response)
        except TooBusy:
            raise FetchFailed(
                f"{host(address)}: another digest-tui kept it busy for {self.deadline:g} s; try again when that is done"
            ) from None
        except OSError as error:
            reason = error.strerror or error
            raise FetchFailed(f"{self.folder}: {reason}; the pace that sites ask for is kept there") from error
        except httpx.InvalidURL as error:
            raise FetchFailed(f"{addresses.shown(address)}: {addresses.shown(error)}") from error
        except httpx.TransportError as error:
            raise faults.broken_off(host(address), error) from error

    def _read(self, question: _Question, site: str, response: "httpx.Response") -> Reply | str:
        headers, status = response.headers, response.status_code
        if status in _REDIRECTS and "location" in headers:
            return str(headers["location"])
        if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise faults.overloaded(site, status, headers)
        conditional = any(name.startswith("If-") for name in question.headers)
        still_holds = conditional and status == HTTPStatus.NOT_MODIFIED
        if status != HTTPStatus.OK and not still_holds:
            raise faults.refused(site, status)
        encoding = headers.get("content-encoding", "identity").strip().lower()
        if encoding not in ("identity", "gzip"):
            raise FetchFailed(f"{site}: answered in an encoding not asked for, {addresses.shown(encoding)}")
        return Reply(
            status,
            b"".join(_within(_until_gone(response.iter_raw(), question), encoding == "gzip", self.limit, site)),
            headers.get("content-type", "").split(";")[0].strip().lower(),
            _mark(headers, "etag"),
            _mark(headers, "last-modified"),
        )

    def _connected(self) -> "httpx.Client":
        import httpx

        if self._client is None:
            self._client = httpx.Client(
                headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip"},
                limits=httpx.Limits(max_connections=1),
                cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            )
        return self._client

    def _note_line(self, question: _Question) -> Any:
        """A trace function for httpcore that keeps the socket, so that ``_abandon`` can wake a read."""

        def note(event: str, facts: Mapping[str, Any]) -> None:
            if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
                self._line = facts["return_value"].get_extra_info("socket")
                if question.gone.is_set():
                    _hang_up(self._line)

        return note


def _answered(answer: "Future[Reply]", seconds: float) -> bool:
    try:
        answer.exception(max(0.0, seconds))
    except TimeoutError:
        return False
    return True


def _refuse_if_gone(question: _Question) -> None:
    if question.gone.is_set():
        raise FetchFailed(f"{host(question.address)}: stopped")


def _until_gone(chunks: Iterable[bytes], question: _Question) -> Iterator[bytes]:
    for chunk in chunks:
        _refuse_if_gone(question)
        yield chunk


def _mark(headers: Mapping[str, str], name: str) -> str:
    """A header that we will send back, if it is one that can be sent."""
    mark = headers.get(name, "")
    return mark if mark.isascii() and mark.isprintable() else ""


def _hang_up(line: socket) -> None:
    try:
        line.shutdown(SHUT_RDWR)
    except OSError:
        line.close()  # it was not connected any more


def _within(chunks: Iterable[bytes], packed: bool, limit: int, site: str) -> Iterator[bytes]:
    """The decoded chunks, at most ``limit`` bytes in all, whatever a packed chunk would unfold to."""
    inflate = zlib.decompressobj(wbits=31) if packed else None
    size = 0
    for chunk in chunks:
        try:
            part = inflate.decompress(chunk, limit + 1 - size) if inflate else chunk
        except zlib.error as error:
            raise FetchFailed(f"{site}: its answer is damaged ({error}); try again later") from error
        size += len(part)
        if size > limit:
            raise FetchFailed(f"{site}: its answer is larger than {limit / 1e6:g} MB; this is no digest")
        yield part
    if inflate and not inflate.eof:
        raise Again(f"{site}: broke off its answer; try again later")
