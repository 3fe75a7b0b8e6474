"""A mail message (RFC 5322) that is itself a digest, or carries one as HTML or plain text."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from digesttui.errors import InputError
from digesttui.formats import arxiv_mail, html_page, page_text, values
from digesttui.formats.document import Contents, Document, Format

if TYPE_CHECKING:
    from email.message import EmailMessage

FORM = "mail"

_HEADER = re.compile(r"(?:From [^\n]*\n)?(?:[A-Z][\w-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}\r?\n")
_MAIL = re.compile(r"^(?:MIME-Version|Content-Type|Message-ID|Received|X-Unsent):", re.IGNORECASE | re.MULTILINE)


def recognises(head: str) -> bool:
    """Whether ``head`` begins with a mail's header."""
    header = _HEADER.match(head.replace("\r\n", "\n"))
    return bool(header and _MAIL.search(header[0]))


def read(document: Document) -> Contents:
    """The papers of the first of the message's texts that has any, arXiv's own form before HTML before others."""
    from email import message_from_string, policy

    message = message_from_string(document.text, policy=policy.default)
    sent = values.day(message.get("Date"))
    refused = document.refuse("a mail without text")
    texts = [
        (part.get_content_subtype(), _content(part)) for part in message.walk() if part.get_content_maintype() == "text"
    ]
    for reader, text in _readings(texts):
        try:
            return reader.read(replace(document, text=text, modified=sent or document.modified))
        except InputError as error:
            refused = error
    raise refused


def _readings(texts: list[tuple[str, str]]) -> Iterator[tuple[Format, str]]:
    yield from ((arxiv_mail, text) for _, text in texts if arxiv_mail.recognises(text))
    yield from ((html_page, text) for subtype, text in texts if subtype == "html")
    yield from ((page_text, text) for subtype, text in texts if subtype != "html")


def _content(part: "EmailMessage") -> str:
    try:
        return str(part.get_content())
    except (LookupError, ValueError):  # an unknown charset
        return str(part.get_payload())
