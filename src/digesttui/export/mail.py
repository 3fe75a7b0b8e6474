"""A mail message (RFC 5322) with the papers as plain text and as HTML."""

from collections.abc import Iterable, Iterator
from email.message import EmailMessage
from textwrap import fill

from digesttui.export.facts import addresses
from digesttui.export.page import render_html
from digesttui.latex import to_unicode
from digesttui.model import Paper
from digesttui.text import one_line

WIDTH = 72


def render_eml(papers: Iterable[Paper]) -> Iterator[str]:
    """One message; its sender and receiver are for the mail program to fill in."""
    yield message(list(papers)).as_string()


def message(papers: list[Paper]) -> EmailMessage:
    """The message for ``papers``, its subject their number and the first title."""
    mail = EmailMessage()
    mail["Subject"] = _subject(papers)
    mail["X-Unsent"] = "1"  # mail programs open it as a draft
    mail.set_content("\n\n".join(map(_plain, papers)) + "\n")
    mail.add_alternative("".join(render_html(papers)), subtype="html")
    return mail


def _subject(papers: list[Paper]) -> str:
    if not papers:
        return "No papers"
    first = one_line(to_unicode(papers[0].title))
    return first if len(papers) == 1 else f"{len(papers):,} papers: {first}"


def _plain(paper: Paper) -> str:
    parts = [_wrapped(paper.title)]
    facts = [", ".join(paper.authors), paper.date.isoformat() if paper.date else ""]
    parts += [_wrapped(fact) for fact in facts if fact]
    parts += ["", *(_wrapped(part) + "\n" for part in paper.abstract.split("\n\n") if part.strip())]
    parts += addresses(paper)
    return "\n".join(parts).rstrip()


def _wrapped(text: str) -> str:
    return fill(one_line(to_unicode(text)), WIDTH, break_long_words=False, break_on_hyphens=False)
