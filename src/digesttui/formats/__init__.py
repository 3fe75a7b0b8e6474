"""Bytes → Digest. One module a format; each is asked in turn whether it recognises the text."""

import datetime
from dataclasses import replace
from importlib import import_module
from typing import cast

from digesttui.formats.decoding import binary_kind, decode
from digesttui.formats.document import Document, Format
from digesttui.model import Digest

HEAD = 16_384  # characters a format sees when asked whether it recognises a text

_FORMATS = (
    ("<", ("html_page", "feeds")),
    ("{[", ("hf_api", "json_records")),
    ("", ("page_text", "arxiv_mail", "mail_message", "ris", "bibtex", "delimited")),
    ("", ("markdown_table", "hf_clip", "labelled_text", "markdown_list", "markdown_sections")),
)
"""The modules to ask, by the character a text begins with (empty: any)."""


def read(
    data: bytes,
    name: str,
    *,
    path: str = "",
    modified: datetime.date | None = None,
    year: int | None = None,
) -> Digest:
    """The digest that ``data`` holds, in whatever format.

    ``name`` becomes the digest's name, and an ISO date in it tells when a page is from; else ``year`` or the day
    the file was ``modified`` may complete its date. Raises ``InputError`` where there are no papers.
    """
    kind = binary_kind(data)
    text, remarks = ("", ()) if kind else decode(data)
    document = Document(name, text, path, modified, year)
    if kind:
        raise document.refuse(f"not text, it looks like {kind}", remedy="save the page as HTML or text")
    if not text or text.isspace():
        raise document.refuse("only white space" if data else "empty file")
    form = _form_of(text[:HEAD].lstrip())
    contents = form.read(replace(document, form=form.FORM))
    remarks += contents.remarks
    return Digest(name, form.FORM, contents.date, contents.entries, contents.skipped, remarks, path)


def _form_of(head: str) -> Format:
    """The first format that recognises ``head``; what none does is read as a page."""
    for beginnings, modules in _FORMATS:
        if not beginnings or head.startswith(tuple(beginnings)):
            for module in map(_module, modules):
                if module.recognises(head):
                    return module
    return _module("page_text")


def _module(name: str) -> Format:
    return cast(Format, import_module(f"{__name__}.{name}"))
