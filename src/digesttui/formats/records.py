"""A record of named fields → Entry, whatever the fields are called."""

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, cast

from digesttui import links
from digesttui.formats import arxiv_id, fields, values
from digesttui.formats.dates import iso_date
from digesttui.formats.document import Contents, Document
from digesttui.formats.fields import Fields
from digesttui.formats.paragraphs import unwrapped
from digesttui.model import KINDS, Entry, Link, LinkKind, Skipped
from digesttui.text import clean, one_line

Numbered = tuple[int, Any] | Skipped
"""A record with the line it begins in (0: unknown), or what could not be read."""

_URL = re.compile(r"https?://[^\s{}<>\"]+")
_SEVERAL = re.compile(r";\s*(?=https?://)")
_DOI = re.compile(r"(?:doi:|https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+)", re.IGNORECASE)


def entry_of(record: Mapping[Any, Any], rank: int, line: int = 0) -> Entry | None:
    """The paper that ``record`` tells of; None where it has no title."""
    known = fields.by_name(record)
    title = one_line(unwrapped(clean(fields.first_text(known, fields.TITLE))))
    if not title:
        return None
    abstract, summary = _abstract_and_summary(known)
    return Entry(
        title=title,
        abstract=abstract,
        rank=rank,
        id=identifier(known),
        authors=values.names(fields.first(known, fields.AUTHORS)),
        date=values.day(fields.first(known, fields.DATE)),
        upvotes=values.count(fields.first(known, fields.UPVOTES)),
        links=tuple(_links(known)),
        keywords=values.keywords(fields.first(known, fields.KEYWORDS)),
        summary=summary,
        stars=values.count(fields.first(known, fields.STARS)),
        line=line,
    )


def contents_of(document: Document, records: Iterable[Numbered], date: datetime.date | None = None) -> Contents:
    """The papers of numbered records (line, record), and what of them is none.

    The digest's ``date``, where it is not given, is the one in the document's name, else the latest of its papers'.
    """
    entries: list[Entry] = []
    skipped: list[Skipped] = []
    for numbered in records:
        if isinstance(numbered, Skipped):
            skipped.append(numbered)
            continue
        line, record = numbered
        entry = entry_of(record, len(entries) + 1, line) if isinstance(record, Mapping) else None
        if entry:
            entries.append(entry)
        else:
            reason = "record without title" if isinstance(record, Mapping) else "no record"
            skipped.append(Skipped(line, 1, reason, one_line(clean(str(record)[:80]))))
    return dated(document, entries, skipped, date)


def dated(
    document: Document, entries: Sequence[Entry], skipped: Sequence[Skipped] = (), date: datetime.date | None = None
) -> Contents:
    """``entries`` as the contents of ``document``; ``InputError`` where there are none. For the date see above."""
    if not entries:
        first = skipped[0] if skipped else Skipped(0, 0, "it is empty", "")
        remedy = "a paper needs a title" if "without title" in first.reason else ""
        raise document.refuse(f"read as {document.form}, no papers: {first.reason}", line=first.line, remedy=remedy)
    date = date or iso_date(document.name) or max((entry.date for entry in entries if entry.date), default=None)
    return Contents(tuple(entries), date, tuple(skipped))


def identifier(known: Fields) -> str | None:
    """The arXiv identifier that a field of its own or an address names."""
    for name in fields.ID:
        if isinstance(known.get(name), str) and (found := arxiv_id.exact(known[name]) or arxiv_id.named(known[name])):
            return found
    addresses = fields.strings(known, (*fields.ADDRESS, *fields.REMARKS, "journal"))
    return next(filter(None, map(arxiv_id.named, addresses)), None)


def _abstract_and_summary(known: Fields) -> tuple[str, str | None]:
    """An abstract under its own name; else what is called a summary is the abstract."""
    abstract = values.prose(fields.first_text(known, (*fields.ABSTRACT, *fields.SUMMARY)))
    summary = values.prose(fields.first_text(known, fields.SHORT_SUMMARY))
    return abstract, summary if summary and summary != abstract else None


def _links(known: Fields) -> Iterator[Link]:
    """What the fields for code and projects, and addresses of repositories elsewhere, lead to."""
    seen: set[str] = set()
    for address, kind in _addresses(known):
        link = links.classify(clean(address))
        if link is None or (link.kind == "paper" and arxiv_id.named(link.url)):
            continue
        if kind and kind != "code" and link.kind == "other":
            link = Link(kind, link.url)
        if links.place(link) not in seen:
            seen.add(links.place(link))
            yield link


def _addresses(known: Fields) -> Iterator[tuple[str, LinkKind | None]]:
    """Addresses with the kind of link the record says they are."""
    for value in fields.strings(known, fields.CODE):
        yield value, "code"
    for value in fields.strings(known, fields.PROJECT):
        yield value, "project"
    named = known.get("links")
    for link in named if isinstance(named, list) else ():
        if isinstance(link, Mapping) and link.get("kind") in KINDS:
            yield fields.text(link.get("url")), cast(LinkKind, link["kind"])
    for value in fields.strings(known, fields.ADDRESS):
        yield from ((address, None) for one in _SEVERAL.split(value) for address in _complete(one))
    for value in fields.strings(known, fields.REMARKS):
        yield from ((address.rstrip(".,;)"), None) for address in _URL.findall(value))


def _complete(written: str) -> Iterator[str]:
    """An address with its scheme, or those of the DOIs ``written`` consists of; nothing for anything else."""
    dois = [_DOI.fullmatch(word) for word in written.split()]
    if dois and all(dois):
        yield from (f"https://doi.org/{doi[1]}" for doi in dois if doi)
    elif "://" in written:
        yield written
