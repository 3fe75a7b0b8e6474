"""Handing a message to a server (SMTP, RFC 5321), in one try and within a deadline."""

import smtplib
import ssl
import threading
from contextlib import suppress
from email.message import EmailMessage

from digesttui.errors import ActionFailed
from digesttui.mail.server import Server
from digesttui.text import clean, one_line

DEADLINE = 30.0
"""Seconds from the first packet to the server's last word."""

_GREETING = "[127.0.0.1]"  # who we say we are: the name of the reader's machine is nobody's business


def send(message: EmailMessage, server: Server, *, deadline: float = DEADLINE) -> None:
    """Hand ``message`` to ``server``; once this returns, the server has taken it over.

    Raises ``ActionFailed`` in every other case; then it was not sent, or, where the deadline cut in on the server's
    very last word, nobody knows.
    """
    outcome: list[OSError | ValueError | None] = []

    def converse() -> None:
        try:
            _hand_in(message, server, 2 * deadline)
            outcome.append(None)
        except (OSError, ValueError) as error:
            outcome.append(error)

    # a socket's timeout is for one step: only a thread can be left when a server drips, or its name does not resolve
    thread = threading.Thread(target=converse, daemon=True)
    thread.start()
    thread.join(deadline)
    error = outcome[0] if outcome else TimeoutError()
    if error is not None:
        told = f"did not answer within {deadline:g} seconds" if isinstance(error, TimeoutError) else _told(error)
        raise ActionFailed(f"not sent: {server} {told}") from error


def _hand_in(message: EmailMessage, server: Server, patience: float) -> None:
    connection = _connected(server, patience)
    try:
        if server.security == "starttls":
            connection.starttls(context=ssl.create_default_context())
        if server.user and server.password:
            connection.login(server.user, server.password)
        connection.send_message(message)
        with suppress(OSError, smtplib.SMTPException):  # taken is taken: its answer to our farewell changes nothing
            connection.putcmd("quit")
    finally:
        connection.close()


def _connected(server: Server, patience: float) -> smtplib.SMTP:
    if server.security == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, _GREETING, timeout=patience, context=context)
    return smtplib.SMTP(server.host, server.port, _GREETING, timeout=patience)


def _told(error: OSError | ValueError) -> str:
    """What went wrong, to follow the server's name."""
    match error:
        case smtplib.SMTPAuthenticationError():
            return f"refused the login: {_answer(error)}; check user and password (some ask for an app password)"
        case smtplib.SMTPRecipientsRefused():
            code, text = next(iter(error.recipients.values()))
            return f"refused the recipient: {_line(code, text)}"
        case smtplib.SMTPResponseException():
            return f"refused the mail: {_answer(error)}"
        case smtplib.SMTPServerDisconnected():
            return "closed the connection"
        case ssl.SSLCertVerificationError():
            return f"has a certificate that is not trusted: {error.verify_message}"
        case ssl.SSLError():
            return f"does not speak TLS here ({error.reason}); 465 is tls, 587 starttls"
        case smtplib.SMTPException() | ValueError():
            return f"cannot take it: {_one_line(error)}"
    return f"cannot be reached: {_one_line(error.strerror or error)}"


def _answer(error: smtplib.SMTPResponseException) -> str:
    return _line(error.smtp_code, error.smtp_error)


def _line(code: int, text: bytes | str) -> str:
    return f"{code} {_one_line(text.decode(errors='replace') if isinstance(text, bytes) else text)}"


def _one_line(text: object) -> str:
    return one_line(clean(str(text)))[:200]
