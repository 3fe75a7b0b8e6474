"""Handing mail to real servers on this machine."""

import socket
import ssl
import threading
from contextlib import closing
from email.message import EmailMessage
from pathlib import Path

import pytest

from digesttui.errors import ActionFailed
from digesttui.mail.delivery import send
from digesttui.mail.server import Security, Server

from .post_office import HOST, PostOffice, certified, running, speaking

GREETING = b"220 here\r\n"


def letter(text: str = "Kites rise.") -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "1 new paper", "ada@example.org", "Bo <bo@example.org>"
    message.set_content(text)
    return message


def server(port: int, security: Security = "none", password: str | None = None) -> Server:
    return Server(HOST, port, security, "ada" if password else None, password)


def failure(to: Server, *, deadline: float = 30.0) -> str:
    """Why it was not sent, in one line."""
    with pytest.raises(ActionFailed, match=f"^not sent: {HOST}:{to.port} ") as error:
        send(letter(), to, deadline=deadline)
    assert "\n" not in str(error.value)
    return str(error.value).removeprefix(f"not sent: {to} ")


@pytest.fixture
def tls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    return certified(tmp_path, monkeypatch)


def test_a_message_arrives_as_it_was() -> None:
    with running(PostOffice()) as office:
        send(letter(".\nA line with a dot.\n..\n"), server(office.port))
    [envelope] = office.delivered
    assert (envelope.mail_from, envelope.rcpt_tos) == ("ada@example.org", ["bo@example.org"])
    assert isinstance(envelope.content, bytes)
    assert envelope.content.endswith(b"\r\n\r\n.\r\nA line with a dot.\r\n..\r\n")


def test_the_name_of_this_machine_stays_here() -> None:
    with running(PostOffice()) as office:
        send(letter(), server(office.port))
    assert office.greetings == ["[127.0.0.1]"]


def test_over_tls_with_a_login(tls: ssl.SSLContext) -> None:
    office = PostOffice()
    with running(office, ssl_context=tls, authenticator=office.authenticate, auth_require_tls=False):
        send(letter(), server(office.port, "tls", "right"))
    assert (len(office.delivered), office.logins) == (1, [b"ada"])


def test_over_starttls_with_a_login(tls: ssl.SSLContext) -> None:
    office = PostOffice()
    with running(office, tls_context=tls, require_starttls=True, authenticator=office.authenticate):
        send(letter(), server(office.port, "starttls", "right"))
    assert (len(office.delivered), office.logins) == (1, [b"ada"])


def test_a_refused_login_is_told_and_the_password_is_not(tls: ssl.SSLContext) -> None:
    office = PostOffice()
    with running(office, tls_context=tls, require_starttls=True, authenticator=office.authenticate):
        told = failure(server(office.port, "starttls", "wrong"))
    assert told.startswith("refused the login: 535 ")
    assert "wrong" not in told
    assert office.delivered == []


def test_without_starttls_neither_password_nor_mail_is_given_away(tls: ssl.SSLContext) -> None:
    office = PostOffice()
    with running(office, authenticator=office.authenticate, auth_require_tls=False):
        assert failure(server(office.port, "starttls", "right")).startswith("cannot take it: STARTTLS extension not")
    assert (office.logins, office.delivered) == ([], [])


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_nobody_vouches_for_is_refused(
    security: Security, tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    office = PostOffice()
    with running(office, **{"ssl_context" if security == "tls" else "tls_context": tls}):
        assert failure(server(office.port, security)).startswith("has a certificate that is not trusted: ")
    assert office.delivered == []


def test_tls_on_a_port_without_it_is_told() -> None:
    with running(PostOffice()) as office:
        assert failure(server(office.port, "tls")).startswith("does not speak TLS here (")


def test_a_login_that_is_not_offered_is_told() -> None:
    with running(PostOffice()) as office:
        assert failure(server(office.port, password="right")).startswith("cannot take it: SMTP AUTH extension not")


@pytest.mark.parametrize(
    ("refused", "answer", "told"),
    [
        ("RCPT", "550 no such\x1b[31m reader", "refused the recipient: 550 no such␛[31m reader"),
        ("DATA", "552 too much", "refused the mail: 552 too much"),
        ("DATA", "451 come back later", "refused the mail: 451 come back later"),
    ],
)
def test_a_refusal_is_told_in_the_servers_words(refused: str, answer: str, told: str) -> None:
    with running(PostOffice(refuses={refused: answer})) as office:
        assert failure(server(office.port)) == told


def test_a_server_that_does_not_want_us_is_told() -> None:
    with speaking(b"554 go away\r\n") as port:
        assert failure(server(port)) == "refused the mail: 554 go away"


def test_a_closed_port_is_told() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    assert failure(server(port)) == "cannot be reached: Connection refused"


def test_a_name_that_leads_nowhere_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert failure(server(465, "tls")) == "cannot be reached: Name or service not known"


def test_a_connection_that_ends_early_is_told() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        closer = threading.Thread(target=lambda: listening.accept()[0].close())
        closer.start()
        assert failure(server(listening.getsockname()[1])) == "closed the connection"
        closer.join()


@pytest.mark.parametrize(
    ("lines", "every"),
    [
        ([], 0.0),
        ([GREETING], 0.0),
        ([b"220-still\r\n"] * 1000, 0.05),
        ([GREETING, *[b"250-still\r\n"] * 1000], 0.05),
    ],
    ids=["silent", "silent after the greeting", "dripping greeting", "dripping later"],
)
def test_a_server_that_hangs_or_drips_is_left_at_the_deadline(lines: list[bytes], every: float) -> None:
    with speaking(*lines, every=every) as port:
        assert failure(server(port), deadline=0.4) == "did not answer within 0.4 seconds"


def test_once_it_is_taken_a_farewell_that_fails_changes_nothing() -> None:
    answers = [GREETING, b"250 hello\r\n", b"250 sender\r\n", b"250 recipient\r\n", b"354 go on\r\n", b"250 taken\r\n"]
    with speaking(*answers) as port:
        send(letter(), server(port), deadline=20)
