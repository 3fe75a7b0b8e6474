"""One answer over a bad network: within the deadline, in one line, and never more than the limit."""

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from digesttui.errors import FetchFailed
from digesttui.sources.exchange import USER_AGENT, Exchange, Reply
from digesttui.sources.pace import Pace, turn
from tests.unit.sources.site import Act, Asked, Site, answer, bomb, nobody, raw, reset

OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
DEADLINE = 1.5


@pytest.fixture
def exchange(tmp_path: Path) -> Iterator[Exchange]:
    made = Exchange(tmp_path, deadline=DEADLINE, limit=100_000, attempts=3, pause=0.02)
    yield made
    made.close()


def failure(exchange: Exchange, address: str, **headers: str) -> str:
    start = time.monotonic()
    with pytest.raises(FetchFailed) as error:
        exchange.ask(address, headers)
    assert time.monotonic() - start < DEADLINE + 5
    told = str(error.value)
    assert "\n" not in told
    assert told.isprintable()
    return told


def asked(exchange: Exchange, *acts: Act) -> Reply:
    exchange.deadline = 30  # a good answer may take what a busy machine needs
    with Site(*acts) as site:
        return exchange.ask(site.url + "/a", {})


def test_a_whole_answer_comes_with_its_type_and_marks(exchange: Exchange) -> None:
    act = answer(b"[1]", "application/json; charset=utf-8", ETag='"one"', Last_Modified="Tue, 18 Mar 2025 00:00:00 GMT")
    assert asked(exchange, act) == Reply(200, b"[1]", "application/json", '"one"', "Tue, 18 Mar 2025 00:00:00 GMT")


def test_the_program_names_itself_and_sends_no_cookies_back(exchange: Exchange) -> None:
    with Site(answer(b"[]", Set_Cookie="id=1; Path=/")) as site:
        exchange.ask(site.url, {"Accept": "application/json"})
        exchange.ask(site.url, {"Accept": "application/json"})
        first, second = site.seen
    assert first.headers["User-Agent"] == USER_AGENT
    assert USER_AGENT.startswith("digest-tui/")
    assert first.headers["Accept"] == "application/json"
    assert second.headers["Cookie"] is None


def test_packed_answers_are_unpacked(exchange: Exchange) -> None:
    assert asked(exchange, answer(gzip.compress(b"[2]" * 1000), Content_Encoding="gzip")).body == b"[2]" * 1000


def test_chunked_answers_are_joined(exchange: Exchange) -> None:
    body = OK + b"Transfer-Encoding: chunked\r\n\r\n2\r\n[1\r\n1\r\n]\r\n0\r\n\r\n"
    assert asked(exchange, raw(body)).body == b"[1]"


FAULTS: dict[str, tuple[Act, str]] = {
    "slow drip of the body": (
        raw(OK + b"Content-Length: 90\r\n\r\n", *[b" "] * 90, every=0.1),
        "no whole answer within",
    ),
    "slow drip of the header": (raw(b"HTTP/1.1 200 OK\r\n", *[b"x"] * 90, every=0.1), "no whole answer within"),
    "silence": (raw(b"", every=30), "no whole answer within"),
    "body cut": (raw(OK + b"Content-Length: 90\r\n\r\n[1"), "broke off its answer"),
    "header cut": (raw(b"HTTP/1.1 200 OK\r\nContent-"), "broke off its answer"),
    "connection reset": (reset(), "broke off its answer"),
    "reset in the body": (reset(OK + b"Content-Length: 90\r\n\r\n[1"), "broke off its answer"),
    "closed without a word": (raw(), "broke off its answer"),
    "header garbage": (raw(b"\x00\xff\x1b[2J garbage\r\n\r\n"), "broke off its answer"),
    "a header line without colon": (raw(OK + b"nonsense\r\n\r\n"), "broke off its answer"),
    "too many headers": (raw(OK + b"X-Filler: abcdefghij\r\n" * 20_000), "broke off its answer"),
    "chunked garbage": (raw(OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n[1]\r\n"), "broke off its answer"),
    "chunks cut": (raw(OK + b"Transfer-Encoding: chunked\r\n\r\n5\r\n[1"), "broke off its answer"),
    "a length that is too long": (raw(OK + b"Content-Length: 4\r\n\r\n[1]"), "broke off its answer"),
    "a length that is no number": (raw(OK + b"Content-Length: lots\r\n\r\n[1]"), "broke off its answer"),
    "500": (answer(b"oops", status=500), "answered 500 Internal Server Error; try again later"),
    "503": (answer(b"", status=503), "answered 503 Service Unavailable; try again later"),
    "599": (answer(b"", status=599), "answered 599; try again later"),
    "429 without more": (answer(b"", status=429), "answered 429 Too Many Requests; try again later"),
    "429 with a long wait": (answer(b"", status=429, Retry_After="300"), "try again in 5 minutes"),
    "429 with a rate limit": (answer(b"", status=429, RateLimit='"api";r=0;t=90'), "try again in 90 s"),
    "404": (answer(b"", status=404), "answered 404 Not Found; look there with a browser"),
    "401": (answer(b"", status=401), "answered 401 Unauthorized"),
    "206": (answer(b"[", status=206), "answered 206 Partial Content"),
    "304 to a first question": (answer(b"", status=304), "answered 304 Not Modified"),
    "redirect to another host": (
        answer(b"", status=302, Location="http://127.0.0.2/x"),
        "sends us on to http://127.0.0.2/x",
    ),
    "redirect to another port": (answer(b"", status=302, Location="http://127.0.0.1:9/x"), "not followed"),
    "redirect to a file": (answer(b"", status=302, Location="file:///etc/passwd"), "sends us on to file:"),
    "redirect loop": (answer(b"", status=302, Location="/a"), "sent us on more than 5 times"),
    "redirect nowhere": (raw(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n"), "answered 302 Found"),
    "redirect to nonsense": (answer(b"", status=302, Location="http://[::1"), "broke off its answer"),
    "redirect with escapes": (raw(b"HTTP/1.1 302 Found\r\nLocation: //x\xc2\x9b2J\r\n\r\n"), "broke off its answer"),
    "gzip bomb": (answer(bomb(40_000_000), Content_Encoding="gzip"), "larger than 0.1 MB"),
    "endless body": (raw(OK + b"\r\n", *[b"x" * 1000] * 1000), "larger than 0.1 MB"),
    "damaged gzip": (answer(b"not gzip at all", Content_Encoding="gzip"), "its answer is damaged"),
    "gzip cut": (answer(gzip.compress(b"[]" * 999)[:-9], Content_Encoding="gzip"), "broke off its answer"),
    "another encoding": (answer(b"[]", Content_Encoding="br"), "an encoding not asked for, br"),
    "packed twice": (answer(b"[]", Content_Encoding="gzip, gzip"), "an encoding not asked for, gzip, gzip"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told_in_one_line_within_the_deadline(exchange: Exchange, fault: str) -> None:
    act, told = FAULTS[fault]
    with Site(act) as site:
        assert told in failure(exchange, site.url + "/a")


def test_a_refused_connection_is_told(exchange: Exchange) -> None:
    with nobody() as address:
        assert failure(exchange, address) == "127.0.0.1: refused the connection; try again later"


def test_a_name_nobody_knows_is_told(exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert failure(exchange, "https://nowhere.invalid/a").startswith("nowhere.invalid: its name is not known here")


def test_a_look_up_that_hangs_is_given_up(exchange: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    hung = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: hung.wait(5) and [])
    assert f"no whole answer within {DEADLINE} s" in failure(exchange, "https://nowhere.invalid/a")
    hung.set()


def test_a_site_that_speaks_no_tls_is_told(exchange: Exchange) -> None:
    with Site(answer(b"[]")) as site:
        assert "no safe connection" in failure(exchange, site.url.replace("http:", "https:"))


@pytest.mark.skipif(not shutil.which("openssl"), reason="makes its certificate with openssl")
def test_a_certificate_nobody_vouches_for_is_refused(exchange: Exchange, tmp_path: Path) -> None:
    with self_signed(tmp_path) as address:
        told = failure(exchange, address)
    assert "no safe connection (certificate verify failed)" in told


@contextmanager
def self_signed(folder: Path) -> Iterator[str]:
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    made = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-keyout",
        str(key),
        "-out",
        str(certificate),
        *names,
    ]
    subprocess.run(made, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with Site(answer(b"[]")) as site:
        server = site._server
        server.socket = context.wrap_socket(server.socket, server_side=True)
        yield site.url.replace("http:", "https:")
        site.errors.clear()  # a handshake that the other side broke off


@pytest.mark.parametrize(
    "address", ["http://huggingface.co/api", "ftp://127.0.0.1/", "file:///etc/passwd", "https://", "http://[::1", "x"]
)
def test_only_https_and_this_machine_are_asked(exchange: Exchange, address: str) -> None:
    assert "not asked" in failure(exchange, address)


def test_an_address_that_cannot_be_asked_is_told(exchange: Exchange) -> None:
    with Site(answer(b"")) as site:
        assert "127.0.0.1" in failure(exchange, site.url + "/" + "a" * 70_000)


def test_a_redirect_within_the_site_is_followed(exchange: Exchange) -> None:
    with Site(answer(b"", status=301, Location="/b?x=1"), answer(b"[3]")) as site:
        assert exchange.ask(site.url + "/a", {}).body == b"[3]"
        assert [one.path for one in site.seen] == ["/a", "/b?x=1"]


def test_a_site_that_another_process_keeps_busy_is_not_waited_for_longer_than_the_deadline(exchange: Exchange) -> None:
    busy = turn(exchange.folder / "pace-127.0.0.1", Pace(0.01), time.monotonic() + 1)
    with Site(answer(b"[]")) as site, busy:
        assert f"another digest-tui kept it busy for {DEADLINE} s" in failure(exchange, site.url)
        assert site.seen == []


def test_a_pace_that_cannot_be_kept_asks_nobody(exchange: Exchange) -> None:
    exchange.folder /= "file"
    exchange.folder.touch()
    with Site(answer(b"[]")) as site:
        assert "the pace that sites ask for is kept there" in failure(exchange, site.url)
        assert site.seen == []


# asking again


@pytest.mark.parametrize(
    "fault", [answer(b"", status=503), answer(b"", status=429), reset(), raw(OK + b"Content-Length: 9\r\n\r\n")]
)
def test_what_may_be_over_soon_is_asked_again(exchange: Exchange, fault: Act) -> None:
    assert asked(exchange, fault, fault, answer(b"[4]")).body == b"[4]"


def test_what_will_not_change_is_asked_once(exchange: Exchange) -> None:
    with Site(answer(b"", status=404)) as site:
        failure(exchange, site.url)
        assert len(site.seen) == 1


def test_it_gives_up_after_so_many_attempts(exchange: Exchange) -> None:
    with Site(answer(b"", status=500)) as site:
        failure(exchange, site.url)
        assert len(site.seen) == 3


@pytest.mark.parametrize(
    "headers",
    [
        {"Retry_After": "1"},
        {"Retry_After": "Tue, 18 Mar 2025 10:00:01 GMT", "Date": "Tue, 18 Mar 2025 10:00:00 GMT"},
    ],
)
def test_it_waits_as_long_as_the_site_asks(tmp_path: Path, headers: dict[str, str]) -> None:
    patient = Exchange(tmp_path, deadline=5, pause=0.01)
    with Site(plain(429, **headers), answer(b"[5]")) as site:
        assert patient.ask(site.url, {}).body == b"[5]"
        first, second = site.times
    assert second - first >= 1
    patient.close()


def plain(status: int, **headers: str) -> Act:
    """An answer with these headers and no ``Date`` of the server's own."""
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return raw(f"HTTP/1.1 {status} Wait\r\nContent-Length: 0\r\n{lines}\r\n".encode())


def test_a_wait_beyond_the_deadline_is_not_begun(exchange: Exchange) -> None:
    with Site(answer(b"", status=429, Retry_After="20")) as site:
        assert "try again in 20 s" in failure(exchange, site.url)
        assert len(site.seen) == 1


# stopping


def test_stop_ends_a_question_at_once_and_for_good(exchange: Exchange) -> None:
    with Site(raw(b"", every=30)) as site:
        threading.Timer(0.1, exchange.stop).start()
        start = time.monotonic()
        assert "stopped" in failure(exchange, site.url)
        assert "stopped" in failure(exchange, site.url)
        assert time.monotonic() - start < DEADLINE


def test_a_question_given_up_lets_go_of_site_and_connection(exchange: Exchange) -> None:
    with Site(raw(OK, *[b"x"] * 90, every=0.1), answer(b"[6]")) as site:
        failure(exchange, site.url)
        assert exchange.ask(site.url, {}).body == b"[6]"
        wait_until(lambda: not any(thread.name == "fetch" for thread in threading.enumerate()))


def wait_until(true: Callable[[], bool]) -> None:
    for _ in range(100):
        if true():
            return
        time.sleep(0.01)
    raise AssertionError("it never came true")


def test_one_connection_carries_many_questions(exchange: Exchange) -> None:
    def answer_in_a_row(asked: Asked) -> None:
        asked.raw(OK + b"Content-Length: 2\r\n\r\n[]")
        asked.close_connection = False

    with Site(answer_in_a_row) as site:
        for _ in range(3):
            exchange.ask(site.url, {})
        assert len({one.client_address for one in site.seen}) == 1


def test_marks_that_cannot_be_sent_back_are_forgotten(exchange: Exchange) -> None:
    reply = asked(exchange, raw(OK + b'ETag: "\xe9"\r\nContent-Length: 2\r\n\r\n[]'))
    assert (reply.body, reply.etag) == (b"[]", "")
