"""Real mail servers on this machine: good ones, strict ones, and some that misbehave."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

HOST = "localhost"


def certified(folder: Path, trust: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A server's TLS for ``HOST``, by an authority that ``trust`` makes this process believe in."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "authority.pem")
    trust.setenv("SSL_CERT_FILE", str(folder / "authority.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(HOST).configure_cert(context)
    return context


@dataclass
class PostOffice:
    """A handler that keeps what it takes; ``refuses`` is its answer to a command, by the command's name."""

    refuses: dict[str, str] = field(default_factory=dict)
    delivered: list[Envelope] = field(default_factory=list)
    logins: list[bytes] = field(default_factory=list)
    greetings: list[str] = field(default_factory=list)
    port: int = 0

    async def handle_RCPT(self, _: SMTP, _session: Session, envelope: Envelope, to: str, _options: list[str]) -> str:
        if "RCPT" in self.refuses:
            return self.refuses["RCPT"]
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, _: SMTP, session: Session, envelope: Envelope) -> str:
        self.greetings.append(session.host_name or "")
        if "DATA" in self.refuses:
            return self.refuses["DATA"]
        self.delivered.append(envelope)
        return "250 taken"

    def authenticate(self, _: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, login: Any) -> AuthResult:
        assert isinstance(login, LoginPassword)
        self.logins.append(login.login)
        return AuthResult(success=login.password == b"right", handled=False)


@contextmanager
def running(office: PostOffice, **options: Any) -> Iterator[PostOffice]:
    """Run ``office`` on a port of its own until the end of the block."""
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        office.port = free.getsockname()[1]
    controller = Controller(office, HOST, office.port, server_hostname=HOST, ready_timeout=60, **options)
    controller.start()
    try:
        yield office
    finally:
        controller.stop()


@contextmanager
def speaking(*lines: bytes, every: float = 0.0) -> Iterator[int]:
    """A server that says ``lines``, one after ``every`` seconds each, whatever it hears, and then only listens; its
    port."""
    ended = threading.Event()

    def serve() -> None:
        with listening.accept()[0] as caller:
            caller.settimeout(60)
            for line in lines:
                if ended.wait(every):
                    return
                caller.sendall(line)
            ended.wait(60)

    with closing(socket.create_server(("127.0.0.1", 0))) as listening:
        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            ended.set()
            thread.join()
