"""The server that takes the mail, as the configuration names it, and the environment before it."""

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Literal, get_args

from digesttui.errors import ActionFailed, ConfigError

Security = Literal["tls", "starttls", "none"]

VARIABLES = {
    "host": "DIGEST_TUI_SMTP_HOST",
    "port": "DIGEST_TUI_SMTP_PORT",
    "security": "DIGEST_TUI_SMTP_SECURITY",
    "user": "DIGEST_TUI_SMTP_USER",
    "to": "DIGEST_TUI_MAIL_TO",
    "from": "DIGEST_TUI_MAIL_FROM",
}
"""The settings of mail (``config.MAIL``), and the variable that gives each."""

PASSWORD = "DIGEST_TUI_SMTP_PASSWORD"
KEYRING_SERVICE = "digest-tui"

_PORTS: dict[Security, int] = {"tls": 465, "starttls": 587, "none": 25}


@dataclass(frozen=True, slots=True)
class Server:
    """Where mail is handed in: over TLS from the first byte (``tls``), over TLS after a word in the clear
    (``starttls``), or, on this machine only, in the clear (``none``)."""

    host: str
    port: int
    security: Security
    user: str | None = None
    password: str | None = field(default=None, repr=False)

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def settings(configured: Mapping[str, str], environment: Mapping[str, str]) -> dict[str, str]:
    """What ``environment``, else the configuration says of mail, by the names of ``VARIABLES``."""
    given = ((name, environment.get(variable) or configured.get(name)) for name, variable in VARIABLES.items())
    return {name: value for name, value in given if value}


def server(settings: Mapping[str, str], environment: Mapping[str, str]) -> Server:
    """The server of ``settings``, with the password from ``environment`` or the keyring.

    Raises ``ConfigError`` for a setting that cannot be, and ``ActionFailed`` where one is missing.
    """
    host, user = settings.get("host"), settings.get("user")
    if not host:
        raise ActionFailed(f"no mail server: set {_called('host')}, or print the mail and pipe it to `sendmail -t`")
    security = _security(settings, host)
    if security == "none" and not _is_loopback(host):
        raise ConfigError(f"{_called('security')}: none is for this machine only, and {host} is another")
    port = _port(settings.get("port") or str(_PORTS[security]))
    return Server(host, port, security, user, _password(user, environment) if user else None)


def _security(settings: Mapping[str, str], host: str) -> Security:
    given = settings.get("security")
    if given is None:
        if _is_loopback(host):
            return "none"
        return "tls" if settings.get("port", "465") == "465" else "starttls"
    known: tuple[Security, ...] = get_args(Security)
    if given not in known:
        raise ConfigError(f"{_called('security')}: {given!r} is none of {', '.join(known)}")
    return known[known.index(given)]


def _port(written: str) -> int:
    if written.isascii() and written.isdigit() and 0 < int(written) < 65_536:
        return int(written)
    raise ConfigError(f"{_called('port')}: {written!r} is no port; 465 is usual")


def _called(name: str) -> str:
    """What to look for: a setting stands in one of two places."""
    return f"{VARIABLES[name]}, or {name} in [mail] of config.toml"


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def _password(user: str, environment: Mapping[str, str]) -> str:
    found = environment.get(PASSWORD) or (_from_keyring(user) if find_spec("keyring") else None)
    if not found:
        raise ActionFailed(f"no password for {user}: set {PASSWORD}, or `keyring set {KEYRING_SERVICE} {user}`")
    return found


def _from_keyring(user: str) -> str | None:
    """What the system's keyring holds; the package ``keyring`` is used where the reader installed it."""
    failures = import_module("keyring.errors").KeyringError
    try:
        found: str | None = import_module("keyring").get_password(KEYRING_SERVICE, user)
    except failures as error:
        raise ActionFailed(f"the keyring did not answer ({error}); set {PASSWORD} instead") from error
    return found
