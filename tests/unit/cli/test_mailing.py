"""``mail``: which papers it mails, to whom, and what it remembers."""

import asyncio
import email
import errno
import os
import subprocess
import sys
import threading
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import click
import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from click.testing import CliRunner, Result

from digesttui import whole
from digesttui.cli.mailing import mail
from digesttui.errors import ActionFailed, ConfigError, LibraryError
from digesttui.library.changes import mark_read
from digesttui.library.library import Library
from digesttui.library.state import PaperKey
from digesttui.text import title_key
from tests.unit.mail.post_office import PostOffice, running

PAGE = """{day}

{first} for Tall Windows

Lanterns glow in every window of the house, and we count how many of them are needed. They are three. Not four.
Code: https://github.com/example/{first}.

A Survey of Kites

We gather two decades of kites and say which of the many claims have held up under independent wind so far.
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library with two days, two saved views, and no setting of mail."""
    for name in [name for name in os.environ if name.startswith("DIGEST_TUI_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("DIGEST_TUI_HOME", str(tmp_path))
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text('[views]\nlamps = "lamps | lanterns"\nsky = "kites"\n')
    arrive(tmp_path, "2025-09-08", "lanterns")
    return tmp_path


def arrive(home: Path, day: str, first: str) -> None:
    (home / "library").mkdir(exist_ok=True)
    (home / "library" / f"daily-{day}.txt").write_text(PAGE.format(day=day, first=first))


def run(*args: str) -> Result:
    return CliRunner().invoke(mail, args, standalone_mode=False)


def printed(result: Result) -> EmailMessage:
    """The message on standard output; there is nothing else."""
    assert (result.exception, result.stderr) == (None, "")
    return email.message_from_string(result.stdout, policy=default)


def titles(message: EmailMessage) -> list[str]:
    plain = message.get_body(["plain"])
    assert isinstance(plain, EmailMessage)
    return [line for line in plain.get_content().splitlines() if "Windows" in line or "Survey" in line]


def test_a_saved_view_is_mailed(home: Path) -> None:
    message = printed(run("lamps", "--to", "Ada <ada@example.org>", "--from", "bo@example.org"))
    assert message["Subject"] == "1 new paper: lamps"
    assert (str(message["To"]), str(message["From"])) == ("Ada <ada@example.org>", "bo@example.org")
    assert titles(message) == ["lanterns for Tall Windows"]


def test_so_is_a_filter_and_several_of_both(home: Path) -> None:
    message = printed(run("@lamps", "two decades"))
    assert message["Subject"] == "2 new papers: lamps 1, two decades 1"
    assert titles(message) == ["lanterns for Tall Windows", "A Survey of Kites"]


def test_what_was_printed_for_somebody_does_not_come_again(home: Path) -> None:
    printed(run("lamps", "--to", "ada@example.org"))
    again = run("lamps", "--to", "ada@example.org")
    assert (again.return_value, again.stdout) == (1, "")
    assert again.stderr == "digest-tui: nothing new for lamps\n"
    arrive(home, "2025-09-09", "lamps")
    assert titles(printed(run("lamps", "--to", "ada@example.org"))) == ["lamps for Tall Windows"]


def test_looking_at_a_mail_is_not_sending_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert titles(printed(run("sky"))) == titles(printed(run("sky"))) == ["A Survey of Kites"]
    assert not (home / "state").exists()


def test_since_a_day_it_is_mailed_again(home: Path) -> None:
    arrive(home, "2025-09-09", "lamps")
    everything = ["lamps for Tall Windows", "lanterns for Tall Windows"]
    for _ in range(2):
        assert titles(printed(run("lamps", "--to", "ada@example.org", "--since", "2025-09-08"))) == everything
    assert run("lamps", "--to", "ada@example.org").return_value == 1
    assert run("lamps", "--since", "2025-09-10").return_value == 1


def test_other_digests_than_the_librarys_can_be_mailed(home: Path, tmp_path: Path) -> None:
    arrive(tmp_path / "library", "2025-09-10", "candles")
    folder = tmp_path / "library" / "library"
    assert titles(printed(run("windows", "--in", str(folder)))) == ["candles for Tall Windows"]


def test_the_environment_says_who_gets_it(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGEST_TUI_MAIL_TO", "ada@example.org")
    monkeypatch.setenv("DIGEST_TUI_MAIL_FROM", "bo@example.org")
    message = printed(run("sky"))
    assert (message["To"], message["From"]) == ("ada@example.org", "bo@example.org")


@pytest.mark.parametrize("address", ["ada", "", "ada@example.org, bo@example.org", "@example.org", "a@b\nBcc: c@d"])
def test_one_address_it_must_be(home: Path, address: str) -> None:
    assert isinstance(run("sky", "--to", address).exception, click.BadParameter)


@pytest.mark.parametrize("address", ["J. Reed <j@example.org>", '"Reed, J." <j@example.org>', "Zoë <zoe@example.org>"])
def test_it_may_come_with_a_name(home: Path, address: str) -> None:
    assert "@example.org" in str(printed(run("sky", "--to", address))["To"])


@pytest.mark.parametrize("day", ["tomorow", "", ">2025-09-01x", "..2025-09-01", "-99999y"])
def test_a_day_that_is_none_is_told(home: Path, day: str) -> None:
    assert isinstance(run("sky", "--since", day).exception, click.BadParameter)


def test_a_view_that_is_not_saved_is_told_with_those_that_are(home: Path) -> None:
    error = run("@lamp").exception
    assert isinstance(error, ConfigError)
    assert "no view 'lamp'; [views] of the configuration has lamps, sky" in str(error)


def test_the_samples_are_no_news(home: Path) -> None:
    (home / "library" / "daily-2025-09-08.txt").unlink()
    assert "`digest-tui fetch`" in str(run("sky").exception)


def test_sending_needs_a_recipient_and_a_server(home: Path) -> None:
    assert isinstance(run("sky", "--send").exception, click.UsageError)
    assert isinstance(run("sky", "--send", "--to", "ada@example.org").exception, ActionFailed)


def at(office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGEST_TUI_SMTP_HOST", "localhost")
    monkeypatch.setenv("DIGEST_TUI_SMTP_PORT", str(office.port))


def test_a_mail_is_sent_once(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with running(PostOffice()) as office:
        at(office, monkeypatch)
        first = run("sky", "--send", "--to", "ada@example.org")
        assert (first.exception, first.stdout) == (None, "")
        assert first.stderr == f"digest-tui: 1 new paper: sky; localhost:{office.port} took it for ada@example.org\n"
        assert run("sky", "--send", "--to", "ada@example.org").return_value == 1
    [envelope] = office.delivered
    assert envelope.mail_from == "ada@example.org"  # to oneself, from oneself


def test_a_user_with_an_address_is_the_sender(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    office = PostOffice()
    with running(office, authenticator=office.authenticate, auth_require_tls=False):
        at(office, monkeypatch)
        monkeypatch.setenv("DIGEST_TUI_SMTP_USER", "bo@example.org")
        monkeypatch.setenv("DIGEST_TUI_SMTP_PASSWORD", "right")
        assert run("sky", "--send", "--to", "ada@example.org").exception is None
    assert [envelope.mail_from for envelope in office.delivered] == ["bo@example.org"]


def test_a_refused_mail_comes_again_whole(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with running(PostOffice(refuses={"DATA": "451 later"})) as office:
        at(office, monkeypatch)
        assert "451 later" in str(run("sky", "lamps", "--send", "--to", "ada@example.org").exception)
        arrive(home, "2025-09-09", "lamps")
        office.refuses.clear()
        assert run("sky", "lamps", "--send", "--to", "ada@example.org").exception is None
    [envelope] = office.delivered
    assert isinstance(envelope.content, bytes)
    message = email.message_from_bytes(envelope.content, policy=default)
    assert titles(message) == ["A Survey of Kites", "lamps for Tall Windows", "lanterns for Tall Windows"]


def test_nothing_is_sent_where_it_could_not_be_remembered(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "state").write_text("in the way")
    with running(PostOffice()) as office:
        at(office, monkeypatch)
        assert isinstance(run("sky", "--send", "--to", "ada@example.org").exception, LibraryError)
    assert office.delivered == []


class Slow(PostOffice):
    """Reads the first message to its end, and never says that it took it."""

    def __init__(self) -> None:
        super().__init__()
        self.first = b""
        self.has_first = threading.Event()

    async def handle_DATA(self, smtp: SMTP, session: Session, envelope: Envelope) -> str:
        if not self.has_first.is_set():
            assert isinstance(envelope.content, bytes)
            self.first = envelope.content
            self.has_first.set()
            await asyncio.sleep(60)
        return await super().handle_DATA(smtp, session, envelope)


def test_a_kill_in_the_middle_loses_nothing_and_the_same_mail_comes_again(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ["lamps", "--send", "--to", "ada@example.org"]
    office = Slow()
    with running(office):
        at(office, monkeypatch)
        program = "from digesttui.cli.mailing import mail; mail()"
        with subprocess.Popen([sys.executable, "-c", program, *arguments], env=dict(os.environ)) as sending:
            assert office.has_first.wait(60)
            sending.kill()
        assert run(*arguments).exception is None
        assert run(*arguments).return_value == 1
    [envelope] = office.delivered
    assert isinstance(envelope.content, bytes)
    first, second = (email.message_from_bytes(content, policy=default) for content in (office.first, envelope.content))
    assert titles(second) == ["lanterns for Tall Windows"]
    assert first["Message-ID"] == second["Message-ID"]


def test_a_reader_of_the_pipe_that_goes_away_gets_the_mail_the_next_time(home: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    program = "from digesttui.cli.mailing import mail; mail()"
    arguments = [sys.executable, "-c", program, "sky", "--to", "ada@example.org"]
    with subprocess.Popen(arguments, stdout=writing, stderr=subprocess.PIPE) as printing:
        os.close(writing)
        assert printing.stderr and printing.stderr.read() == b""
    assert printing.returncode == 141
    assert titles(printed(run("sky", "--to", "ada@example.org"))) == ["A Survey of Kites"]


def test_on_a_terminal_it_is_a_look_and_comes_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digesttui.cli.mailing._is_looked_at", lambda: True)
    assert titles(printed(run("sky", "--to", "ada@example.org"))) == ["A Survey of Kites"]
    assert titles(printed(run("sky", "--to", "ada@example.org"))) == ["A Survey of Kites"]


def test_the_configuration_can_name_server_and_addresses(home: Path) -> None:
    with running(PostOffice()) as office:
        config = home / "config" / "config.toml"
        table = f'[mail]\nhost = "localhost"\nport = {office.port}\nto = "ada@example.org"\nfrom = "bo@example.org"\n'
        config.write_text(config.read_text() + table)
        assert run("sky", "--send").exception is None
    [envelope] = office.delivered
    assert (envelope.mail_from, envelope.rcpt_tos) == ("bo@example.org", ["ada@example.org"])


def test_a_view_may_ask_what_you_read_and_changes_nothing_of_it(home: Path) -> None:
    library = Library.open(home / "state")
    library.apply(mark_read([PaperKey(None, title_key("A Survey of Kites"))]))
    library.close()
    before = sorted(path.name for path in (home / "state").iterdir())
    assert titles(printed(run("is:unread"))) == titles(printed(run("is:new -is:read"))) == ["lanterns for Tall Windows"]
    assert sorted(path.name for path in (home / "state").iterdir()) == before


def test_where_your_library_cannot_be_read_such_a_view_is_told(home: Path) -> None:
    (home / "state").mkdir()
    (home / "state" / "library.sqlite3").write_bytes(b"no database" * 1000)
    error = run("is:unread").exception
    assert isinstance(error, LibraryError)
    assert "library.sqlite3: " in str(error)
    assert titles(printed(run("sky"))) == ["A Survey of Kites"]


def test_of_two_at_once_one_sends(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = ["lamps", "--send", "--to", "ada@example.org"]
    office = Slow()
    with running(office):
        at(office, monkeypatch)
        program = "from digesttui.cli.mailing import mail; mail()"
        with subprocess.Popen([sys.executable, "-c", program, *arguments], env=dict(os.environ)) as sending:
            assert office.has_first.wait(60)
            other = run(*arguments).exception
            assert isinstance(other, ActionFailed)
            assert "another `digest-tui mail` is under way" in str(other)
            sending.kill()
    assert office.delivered == []


needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")


@needs_full
def test_on_a_full_disk_a_mail_was_not_printed_and_comes_again(home: Path) -> None:
    with Path("/dev/full").open("w") as full:
        arguments = [sys.executable, "-m", "digesttui", "mail", "sky", "--to", "ada@example.org"]
        done = subprocess.run(arguments, stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert done.stderr == "digest-tui: standard output: cannot be written, no space left on device\n"
    assert titles(printed(run("sky", "--to", "ada@example.org"))) == ["A Survey of Kites"]


def test_a_mail_that_was_sent_and_cannot_be_remembered_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = whole.replace

    def full(path: Path, data: whole.Pieces, *, modified: float | None = None) -> None:
        if office.delivered:
            raise OSError(errno.ENOSPC, "No space left on device")
        begun(path, data, modified=modified)

    monkeypatch.setattr(whole, "replace", full)
    with running(PostOffice()) as office:
        at(office, monkeypatch)
        error = run("sky", "--send", "--to", "ada@example.org").exception
    assert isinstance(error, LibraryError)
    assert "no space left on device; the mail was sent, and the next will hold the same papers again" in str(error)
