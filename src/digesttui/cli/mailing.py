"""``mail``: the new papers of views, as a message that is printed or sent."""

import datetime
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digesttui import config
from digesttui.cli import completing
from digesttui.cli.opening import YEARS, loaded, searched
from digesttui.cli.printing import tell, write
from digesttui.errors import ActionFailed, ConfigError, DigestError, LibraryError
from digesttui.locks import held
from digesttui.text import clean, one_line

if TYPE_CHECKING:
    from email.headerregistry import Address
    from email.message import EmailMessage

    from digesttui.mail.edition import Edition
    from digesttui.mail.server import Server


@click.command()
@click.argument("views", nargs=-1, required=True, metavar="VIEW...", shell_complete=completing.views)
@click.option("--in", "paths", multiple=True, metavar="PATH", type=click.Path(), help="Default: your library.")
@click.option("--year", metavar="YEAR", type=YEARS, help="The year of pages that give only day and month.")
@click.option("--since", default="last", metavar="last|DATE", help="From that day, sent or not. Default: not sent yet.")
@click.option("--to", metavar="ADDRESS", help="Who gets it. Default: `to` in [mail] of the configuration.")
@click.option("--from", "sender", metavar="ADDRESS", help="Who sends it. Default: `from` there.")
@click.option("--send", is_flag=True, help="Hand it to the server in [mail]; else it is printed.")
def mail(
    views: tuple[str, ...],
    paths: tuple[str, ...],
    year: int | None,
    since: str,
    to: str | None,
    sender: str | None,
    send: bool,
) -> int:
    """Mail the new papers of views: names from [views] of the configuration, or filters in quotes.

    The message is printed for `sendmail -t`, or sent with --send. What an address was sent does not come again, nor
    what was printed for it into a pipe or a file. The first mail of a view holds the newest day.
    """
    from digesttui.mail.letter import compose
    from digesttui.mail.server import server, settings

    given = settings(config.read().mail, os.environ)
    recipient = _address(given.get("to") if to is None else to)
    author = _address(given.get("from") if sender is None else sender)
    if send and recipient is None:
        raise click.UsageError("say --to whom, or set it in [mail] of config.toml")
    taker = server(given, os.environ) if send else None
    first_day = _first_day(since)
    # what is printed on a terminal, or for nobody, was looked at
    counts = recipient is not None and (send or not _is_looked_at())
    with _alone(config.folders().state / "mail") if counts else nullcontext():
        edition = _edition(views, paths, year, first_day, recipient)
        if not edition.sections:
            tell(f"nothing new for {', '.join(map(_shown, views))}")
            return 1
        if taker:
            author = author or _address(taker.user if "@" in (taker.user or "") else None) or recipient
        now = datetime.datetime.now().astimezone()
        message = compose(edition.sections, now, to=recipient, sender=author, id_=edition.id if recipient else None)
        _hand_on(message, edition, taker, counts)
    return 0


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """From looking up what was sent until that is remembered, be the only one: two would send the same mail."""
    with ExitStack() as stack:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            is_ours = stack.enter_context(held(folder / "lock"))
        except OSError as error:
            raise LibraryError(f"{folder}: cannot be written, {(error.strerror or str(error)).lower()}") from error
        if not is_ours:
            raise ActionFailed("another `digest-tui mail` is under way; nothing was sent by this one")
        yield


def _edition(
    views: Sequence[str],
    paths: Sequence[str],
    year: int | None,
    since: datetime.date | None,
    recipient: "Address | None",
) -> "Edition":
    from digesttui.mail.edition import Edition

    opened = loaded(paths, year)
    if opened.shows_samples:
        raise DigestError("your library holds no digests yet; `digest-tui fetch` and `digest-tui add` bring some")
    edition = Edition(config.folders().state / "mail", recipient.addr_spec if recipient else None)
    for name, filter_text in _filters(views, opened.settings.views).items():
        papers = [opened.store.paper(position) for position in searched(opened, filter_text).positions]
        edition.add(name, filter_text, papers, since)
    return edition


def _filters(views: Sequence[str], saved: Mapping[str, str]) -> dict[str, str]:
    """Name and filter of each view; what is no name is a filter, unless ``@`` stands before it."""
    found = {}
    for view in views:
        name = view.removeprefix("@")
        if name not in saved and name != view:
            raise ConfigError(f"no view {name!r}; [views] of the configuration has {', '.join(saved) or 'none'}")
        found[name if name in saved else _shown(view)] = saved.get(name, view)
    return found


def _hand_on(message: "EmailMessage", edition: "Edition", taker: "Server | None", counts: bool) -> None:
    """Send or print the message; where that ``counts``, remember it as sent, but only after it was done."""
    if counts:
        edition.begin()
    if taker:
        from digesttui.mail.delivery import send

        send(message, taker)
        tell(f"{message['Subject']}; {taker} took it for {edition.recipient}")
    else:
        write([message.as_string()])
    if counts:
        edition.sent()


def _is_looked_at() -> bool:
    return sys.stdout.isatty()


def _address(text: str | None) -> "Address | None":
    """The one address that ``text`` gives, with or without a name. Raises ``click.BadParameter``."""
    from email.errors import InvalidHeaderDefect
    from email.policy import default as policy

    if text is None:
        return None
    header = policy.header_factory("to", _shown(text))
    wrong = any(isinstance(defect, InvalidHeaderDefect) for defect in header.defects)
    if wrong or len(header.addresses) != 1 or not header.addresses[0].domain:
        raise click.BadParameter(f"{_shown(text)!r} is not one address, such as ada@example.org")
    address: Address = header.addresses[0]
    return address


def _first_day(since: str) -> datetime.date | None:
    from digesttui.query.mistakes import Mistake
    from digesttui.query.values import date_range

    if since == "last":
        return None
    try:
        first, _ = date_range(since, datetime.date.today())
        return datetime.date.fromordinal(int(first))
    except (Mistake, ValueError, OverflowError) as error:
        raise click.BadParameter(f"--since {since}: {error}; give last, or a day such as 2025-09-11 or -7d") from error


def _shown(text: str) -> str:
    return one_line(clean(text))
