"""A site on this machine: real sockets and HTTP, answers of our own making, and every fault a network has."""

import gzip
import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

Act = Callable[["Asked"], None]


class Asked(BaseHTTPRequestHandler):
    """One request, and the means to answer it well or badly."""

    protocol_version = "HTTP/1.1"
    server: "_Server"

    def do_GET(self) -> None:
        self.close_connection = True
        self.server.site.take(self)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    @property
    def params(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.path).query))

    def raw(self, *parts: bytes, every: float = 0.0) -> None:
        """Send bytes as they are, with a pause after each part; stops when the site closes or nobody listens."""
        for part in parts:
            try:
                self.connection.sendall(part)
            except OSError:
                return
            if every and self.server.site.closing.wait(every):
                return

    def reset(self) -> None:
        """End the connection so that the other side sees a reset."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def handle(self) -> None:
        try:
            super().handle()
        except (OSError, ValueError):  # the client went away, or `reset` closed the socket below us
            self.close_connection = True

    def finish(self) -> None:
        try:
            super().finish()
        except (OSError, ValueError):
            self.close_connection = True


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    site: "Site"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep what went wrong for the test to see."""
        import sys

        self.site.errors.append(sys.exception())


class Site:
    """``acts`` are done in turn, the last one again and again; ``seen`` is what was asked, with its time."""

    def __init__(self, *acts: Act) -> None:
        self.acts = list(acts)
        self.seen: list[Asked] = []
        self.times: list[float] = []
        self.errors: list[BaseException | None] = []
        self.closing = threading.Event()
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        self._server = _Server(("127.0.0.1", 0), Asked)
        self._server.site = self
        self.port = self._server.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        assert self.errors == []

    def take(self, asked: Asked) -> None:
        with self._lock:
            self.seen.append(asked)
            self.times.append(time.monotonic())
            act = self.acts.pop(0) if len(self.acts) > 1 else self.acts[0]
        act(asked)


def answer(body: bytes, type_: str = "application/json", status: int = 200, **headers: str) -> Act:
    """A whole and correct answer."""

    def act(asked: Asked) -> None:
        asked.send_response(status)
        if type_:
            asked.send_header("Content-Type", type_)
        for name, value in headers.items():
            asked.send_header(name.replace("_", "-"), value)
        asked.send_header("Content-Length", str(len(body)))
        asked.send_header("Connection", "close")
        asked.end_headers()
        asked.wfile.write(body)

    return act


def raw(*parts: bytes, every: float = 0.0) -> Act:
    """Bytes as they are, slowly where ``every`` is given, and then the end of the connection."""
    return lambda asked: asked.raw(*parts, every=every)


def reset(*parts: bytes) -> Act:
    """Some bytes, then a reset."""

    def act(asked: Asked) -> None:
        asked.raw(*parts)
        asked.reset()

    return act


def bomb(size: int) -> bytes:
    """So many zeros, packed."""
    return gzip.compress(bytes(size))


@contextmanager
def nobody() -> Iterator[str]:
    """An address where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"


def entry(number: int, day: str = "2025-03-18") -> dict[str, Any]:
    """A paper as the Daily Papers API tells it."""
    paper = {
        "id": f"2503.{number:05}",
        "title": f"A Study of Lanterns, Part {number}",
        "summary": f"We hang lantern number {number} in a window and watch which of the passers-by look up at it.",
        "authors": [{"name": "Ada Example", "hidden": False}],
        "publishedAt": "2025-03-10T07:00:00.000Z",
        "submittedOnDailyAt": f"{day}T00:44:05.364Z",
        "upvotes": number,
    }
    return {"paper": paper, "publishedAt": paper["publishedAt"], "title": paper["title"], "summary": paper["summary"]}


def entries(count: int, day: str = "2025-03-18", first: int = 1) -> bytes:
    """A page of the Daily Papers API."""
    return json.dumps([entry(number, day) for number in range(first, first + count)]).encode()


def feed(count: int, day: str = "2025-03-18", total: int | None = None, first: int = 1) -> bytes:
    """An answer of the arXiv API."""
    papers = "".join(
        f"""<entry>
    <id>http://arxiv.org/abs/2503.{number:05}v1</id>
    <title>On Kites, Part {number}</title>
    <updated>{day}T15:05:19Z</updated>
    <link href="https://arxiv.org/abs/2503.{number:05}v1" rel="alternate" type="text/html"/>
    <summary>We fly kite number {number} over a field and measure how much string a good view takes.</summary>
    <published>{day}T15:05:19Z</published>
    <author><name>Ada Example</name></author>
  </entry>"""
        for number in range(first, first + count)
    )
    return f"""<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/example</id>
  <title>arXiv Query</title>
  <updated>{day}T22:10:08Z</updated>
  <opensearch:totalResults>{count if total is None else total}</opensearch:totalResults>
  {papers}
</feed>
""".encode()
