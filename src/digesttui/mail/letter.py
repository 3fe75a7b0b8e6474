"""The letter: new papers, view by view, as plain text and as HTML."""

import datetime
from collections.abc import Iterator, Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from textwrap import fill

from digesttui.export.facts import safe_url
from digesttui.mail.page import page
from digesttui.mail.section import Section, day, heading, links
from digesttui.mail.summary import shortened, summary
from digesttui.model import Paper

WIDTH = 72
_LONGEST_NAME = 40  # characters of a view in the subject: filters can be long


def compose(
    sections: Sequence[Section],
    now: datetime.datetime,
    *,
    to: Address | None = None,
    sender: Address | None = None,
    id_: str | None = None,
) -> EmailMessage:
    """The message as of ``now``, which knows its time zone; in ASCII through and through. ``id_`` is the
    ``Message-ID``."""
    message = EmailMessage()
    message["Subject"] = subject(sections)
    message["Date"] = format_datetime(now)
    for name, value in (("From", sender), ("To", to), ("Message-ID", id_)):
        if value:
            message[name] = value
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday notice answers it
    message.set_content("\n".join(_plain(sections)) + "\n", cte="quoted-printable")
    message.add_alternative(page(sections), subtype="html", cte="quoted-printable")
    return message


def subject(sections: Sequence[Section]) -> str:
    """``8 new papers: moe``, of several views ``12 new papers: moe 8, agents 4``."""
    counted = len(sections) > 1
    views = (
        shortened(section.view, _LONGEST_NAME) + (f" {len(section.papers)}" if counted else "") for section in sections
    )
    return f"{heading(sections)}: {', '.join(views)}"


def _plain(sections: Sequence[Section]) -> Iterator[str]:
    yield heading(sections)
    for section in sections:
        if len(sections) > 1:
            title = f"{shortened(section.view)} ({len(section.papers)})"
            yield from ("", "", title, "=" * min(len(title), WIDTH))
        for paper in section.papers:
            yield from ("", "", *_of(paper))
        if section.left_out:
            yield from ("", "", f"{section.left_out} more did not fit into this mail.")


def _of(paper: Paper) -> Iterator[str]:
    yield _wrapped(shortened(paper.title))
    if day(paper):
        yield day(paper)
    if told := summary(paper):
        yield from ("", _wrapped(told, "  "))
    if found := links(paper):
        yield ""
    for name, url in found:
        yield f"  {name:<6} {safe_url(url)}"


def _wrapped(text: str, indent: str = "") -> str:
    return fill(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
