"""Which server the environment names, and what it may not name."""

import sys
from types import ModuleType

import pytest

from digesttui.errors import ActionFailed, ConfigError
from digesttui.mail.server import Server, server, settings

ENVIRONMENT = {"DIGEST_TUI_SMTP_HOST": "smtp.example.org"}


def of(**variables: str) -> Server:
    environment = ENVIRONMENT | {f"DIGEST_TUI_SMTP_{name.upper()}": value for name, value in variables.items()}
    return server(settings({}, environment), environment)


def test_another_machine_is_spoken_to_over_tls() -> None:
    assert of() == Server("smtp.example.org", 465, "tls")
    assert of(port="465") == Server("smtp.example.org", 465, "tls")
    assert of(port="587") == Server("smtp.example.org", 587, "starttls")
    assert of(security="starttls") == Server("smtp.example.org", 587, "starttls")


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1", "[::1]"])
def test_this_machine_may_be_spoken_to_in_the_clear(host: str) -> None:
    assert of(host=host) == Server(host, 25, "none")
    assert of(host=host, security="tls").port == 465


@pytest.mark.parametrize("host", ["smtp.example.org", "10.0.0.1", "localhost.example.org"])
def test_no_other_may(host: str) -> None:
    with pytest.raises(ConfigError, match="this machine only"):
        of(host=host, security="none")


@pytest.mark.parametrize(
    "wrong", [{"port": "0"}, {"port": "70000"}, {"port": "²"}, {"port": "smtp"}, {"security": "ssl"}]
)
def test_a_setting_that_cannot_be_is_told_by_its_name(wrong: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match=f"DIGEST_TUI_SMTP_{next(iter(wrong)).upper()}"):
        of(**wrong)


def test_the_configuration_names_the_server_and_the_environment_another() -> None:
    configured = {"host": "smtp.example.org", "port": "587", "to": "ada@example.org"}
    assert server(settings(configured, {}), {}) == Server("smtp.example.org", 587, "starttls")
    given = settings(configured, {"DIGEST_TUI_SMTP_PORT": "465", "DIGEST_TUI_MAIL_FROM": "bo@example.org"})
    assert given == {**configured, "port": "465", "from": "bo@example.org"}


def test_without_a_host_the_way_around_is_told() -> None:
    with pytest.raises(ActionFailed, match="sendmail -t"):
        server({}, {})


def test_the_password_comes_from_the_environment_and_is_never_shown() -> None:
    given = of(user="ada", password="secret")
    assert (given.user, given.password) == ("ada", "secret")
    assert "secret" not in f"{given} {given!r}"


def test_a_user_without_password_is_told() -> None:
    with pytest.raises(ActionFailed, match="no password for ada: set DIGEST_TUI_SMTP_PASSWORD"):
        of(user="ada")


class Locked(Exception):
    """A keyring's own error."""


def a_keyring(monkeypatch: pytest.MonkeyPatch, *, locked: bool = False) -> None:
    def get_password(service: str, user: str) -> str:
        if locked:
            raise Locked("it is locked")
        return f"{service} and {user}"

    keyring, errors = ModuleType("keyring"), ModuleType("keyring.errors")
    keyring.__dict__["get_password"], errors.__dict__["KeyringError"] = get_password, Locked
    keyring.__spec__ = sys.__spec__
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)


def test_the_password_comes_from_a_keyring_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    a_keyring(monkeypatch)
    assert of(user="ada").password == "digest-tui and ada"
    assert of(user="ada", password="mine").password == "mine"


def test_a_locked_keyring_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    a_keyring(monkeypatch, locked=True)
    with pytest.raises(ActionFailed, match="it is locked"):
        of(user="ada")
