"""Atom, RSS and other XML in which an element is a paper: arXiv's API and feeds, any feed, the ACL Anthology.

A paper is an ``entry``, ``item``, ``paper``, ``record`` or ``article`` with a ``title`` below it; the names of its
elements are those of its fields, whatever their namespace. Descriptions may be HTML. Documents that define entities
are refused, and a document that is cut off gives what came before.
Sources: RFC 4287, https://www.rssboard.org/rss-specification, https://info.arxiv.org/help/api/user-manual.html.
"""

import io
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from digesttui.formats import fields, html_text, labels, records, values
from digesttui.formats.dates import find_date, iso_date
from digesttui.formats.document import Contents, Document
from digesttui.formats.records import Numbered
from digesttui.model import Skipped
from digesttui.text import STRETCH, clean, one_line

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

FORM = "feed"

_PAPERS = frozenset({"entry", "item", "paper", "record", "article"})
_DAYS = frozenset({"updated", "lastBuildDate", "pubDate"})
_TEXTS = ("encoded", "abstract", "summary", "description", "content")
_DATES = ("published", "pubDate", "date", "updated")
_ADDRESSES = ("id", "guid", "link", "url", "identifier", "doi")
_TELLING = frozenset((*fields.ABSTRACT, *fields.SUMMARY, *fields.AUTHORS))
_ANNOUNCED = re.compile(r"^\s*arXiv:\S+ Announce Type: [\w-]+\s+(?:Abstract:\s*)?")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DEEPEST = 200  # elements within each other
_LONG_TAG = re.compile(r"<[^\W\d][^<>]{1000000}")
_BLANK_LINE = re.compile(r"\n\s*\n")


def recognises(head: str) -> bool:
    """Whether ``head`` is XML and no HTML."""
    return (
        head.startswith(("<?xml", "<rss", "<feed", "<rdf:RDF", "<opml", "<collection")) and "<html" not in head[:2000]
    )


def read(document: Document) -> Contents:
    """The papers of a feed; ``InputError`` where there are none or the XML may do harm."""
    feed = _Feed(document)
    found = list(feed.records())
    if not found:
        raise document.refuse(
            f"no papers in this XML (<{feed.root}>)", remedy="a paper is an <entry> or <item> with a <title>"
        )
    return records.contents_of(document, found, iso_date(document.name) or find_date(feed.day))


class _Stretches(io.BytesIO):
    """Bytes in large pieces, for a parser that begins anew with each the tag it is in."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(max(size or 0, STRETCH))


class _Feed:
    """A document being read: its root's name and the first day outside its papers."""

    def __init__(self, document: Document) -> None:
        self.root = ""
        self.day = ""
        self._document = document
        self._papers_open = 0

    def records(self) -> Iterator[Numbered]:
        """The record of each paper; what follows a mistake is told as skipped."""
        from defusedxml.common import DefusedXmlException
        from defusedxml.ElementTree import ParseError

        any_paper = False
        try:
            for element in self._papers():
                any_paper = True
                yield _record(element)
                element.clear()
        except DefusedXmlException:
            raise self._document.refuse("it defines entities, which no feed needs and attacks use") from None
        except ParseError as error:
            line, column = error.position
            reason = f"not valid XML ({str(error).partition(':')[0]}, column {column + 1})"
            if not any_paper:
                raise self._document.refuse(reason, line=line) from None
            yield Skipped(line, 1, reason, "", lost=True)

    def _papers(self) -> Iterator["Element"]:
        from defusedxml.ElementTree import iterparse

        text = _DECLARATION.sub("", clean(self._document.text))
        if long := _LONG_TAG.search(text):
            raise self._document.refuse("a tag of more than 1 MB", line=text.count("\n", 0, long.start()) + 1)
        depth = 0
        for event, element in iterparse(_Stretches(text.encode()), events=("start", "end")):
            depth += 1 if event == "start" else -1
            if depth > _DEEPEST:
                raise self._document.refuse("nested too deeply for a feed")
            name = _name(element)
            self.root = self.root or name
            if name not in _PAPERS:
                if event == "end" and name in _DAYS and not self._papers_open and not self.day:
                    self.day = element.text or ""
            elif event == "start":
                self._papers_open += 1
            else:
                self._papers_open -= 1
                if not self._papers_open and _child(element, "title") is not None:
                    yield element


def _record(element: "Element") -> Numbered:
    title = _shown(element, _child(element, "title"))
    if title == "Error" and "api/errors" in _text(_child(element, "id")):
        told = one_line(clean(_text(_child(element, "summary"))))
        return Skipped(0, 1, f"the site's answer is an error: {told}"[:200], title)
    labelled, abstract = _told(element)
    return 0, {
        **labelled,
        "title": title,
        "abstract": abstract,
        "authors": _authors(element) or labelled.get("authors"),
        "date": next(filter(None, (_text(_child(element, name)) for name in _DATES)), ""),
        "addresses": list(_addresses(element)),
        "comment": _text(_child(element, "comment")),
        "keywords": [category.get("term") or _text(category) for category in _all(element, "category")],
    }


def _told(element: "Element") -> tuple[dict[str, Any], str]:
    """The labelled paragraphs of the longest text that a paper has, and its abstract.

    Where no paragraph is labelled as abstract or authors, labels are but words of the abstract.
    """
    texts = (_shown(element, _child(element, name)) for name in _TEXTS)
    paragraphs = _BLANK_LINE.split(_ANNOUNCED.sub("", max(texts, key=len)))
    labelled, others = labels.parted(filter(None, map(str.strip, paragraphs)))
    if not any(name in labelled for name in _TELLING):
        return {}, "\n\n".join(paragraphs)
    abstracts = [labelled.pop(name) for name in (*fields.ABSTRACT, *fields.SUMMARY) if name in labelled]
    return labelled, "\n\n".join([*abstracts, *others])


def _shown(paper: "Element", part: "Element | None") -> str:
    """The text of a part, which in RSS may be HTML, in Atom where it says so (RFC 4287, 3.1.1)."""
    text = _text(part)
    is_html = _name(paper) == "item" or (part is not None and part.get("type") == "html")
    return html_text.text(text) if is_html else text


def _authors(element: "Element") -> list[str]:
    """Names in elements of their own, in parts, or in one string."""
    found: list[str] = []
    for author in [*_all(element, "author"), *_all(element, "creator")]:
        parts = [_text(part) for part in author if _name(part) in ("first", "forenames", "last", "keyname")]
        name = _child(author, "name")
        found += [" ".join(parts)] if parts else values.names(_text(author if name is None else name))
    return found


def _addresses(element: "Element") -> Iterator[str]:
    for name in _ADDRESSES:
        for found in _all(element, name):
            yield found.get("href") or _text(found)


def _all(element: "Element", name: str) -> Iterator["Element"]:
    return (child for child in element.iter() if child is not element and _name(child) == name)


def _child(element: "Element", name: str) -> "Element | None":
    return next(_all(element, name), None)


def _name(element: "Element") -> str:
    return _without_namespace(element.tag)


@lru_cache(maxsize=256)
def _without_namespace(tag: Any) -> str:
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _text(element: "Element | None") -> str:
    return "" if element is None else "".join(element.itertext()).strip()
