"""The Daily Papers page as web clippers and text browsers save it: its text with addresses in it.

Titles and abstracts are links to ``/papers/ID``: in Markdown (``### [Title](…/papers/ID)``), as ``[12]`` with a list of
addresses at the end, or with the address on a line of its own below each text. Without the addresses it is the
page as text, and is read as such; the addresses from a title to the next give its identifier and its code. Some
clippers take two layouts of the page, so that every text stands there twice: the second does not count.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter, itemgetter

from digesttui import links
from digesttui.formats import arxiv_id, markup, page_furniture, page_text
from digesttui.formats.document import Contents, Document
from digesttui.formats.lines import Lines
from digesttui.formats.paragraphs import paragraphs
from digesttui.formats.values import count
from digesttui.model import Entry, Skipped
from digesttui.text import clean, title_key

FORM = "hf-clip"

_PAPER = re.compile(r"/papers/\d{4}\.\d{4,5}")
_BANNER = re.compile(r"daily papers|trending papers|the research community", re.IGNORECASE)
_REFERENCE = re.compile(r"^[^\S\n]*(?:\[(\d{1,4})\]:?|(\d{1,4})\.)[^\S\n]+(\w+:\S+|/\S+)[^\S\n]*$", re.MULTILINE)
_NUMBER = re.compile(r"[^\S\n]?\[(\d{1,4})\]")
_LONE_ADDRESS = re.compile(r"^[^\S\n]*<?(https?://[^\s<>]+|/papers/\S+)>?[^\S\n]*$", re.MULTILINE)
_STARS = re.compile(r"github\W+(\d[\d.,]*k?)\b", re.IGNORECASE)

Placed = list[tuple[int, str]]
"""Addresses, or counts, with the line each stands in."""


def recognises(head: str) -> bool:
    """Whether ``head`` has the site's banner and the addresses of papers."""
    return bool(_PAPER.search(head) and _BANNER.search(head))


def read(document: Document) -> Contents:
    """The papers of a clipped page; ``InputError`` where there are none."""
    text = clean(document.text)
    addresses, stars = _addresses(text), _stars(text)
    once, again = _once(_without_addresses(text))
    page = page_text.read(replace(document, text=once))
    starts = [entry.line for entry in page.entries]
    ends = [*starts[1:], text.count("\n") + 2]
    entries = [
        _completed(entry, _between(addresses, entry.line, end), _between(stars, entry.line, end))
        for entry, end in zip(page.entries, ends, strict=True)
    ]
    return replace(page, entries=tuple(entries), skipped=tuple(sorted([*page.skipped, *again], key=attrgetter("line"))))


def _addresses(text: str) -> Placed:
    """Every address but those in the list of references, which stand where they are referred to."""
    lines = Lines(text)
    references = {match[1] or match[2]: match[3] for match in _REFERENCE.finditer(text)}
    body = _REFERENCE.sub(_blank, text)
    found = [(lines.at(match.end()), match[2]) for match in markup.LINK.finditer(body)]
    found += [(lines.at(match.start()), match[1]) for match in _LONE_ADDRESS.finditer(body)]
    numbers = _NUMBER.finditer(body) if references else ()
    found += [(lines.at(match.start()), references[match[1]]) for match in numbers if match[1] in references]
    return sorted(found, key=itemgetter(0))


def _stars(text: str) -> Placed:
    lines = Lines(text)
    return [(lines.at(match.start()), match[1]) for match in _STARS.finditer(text)]


def _without_addresses(text: str) -> str:
    """``text`` as a page of as many lines."""
    numbered = _REFERENCE.search(text)
    text = _LONE_ADDRESS.sub("", _REFERENCE.sub(_blank, text))
    if numbered:
        text = _NUMBER.sub("", text)
    return markup.plain(text)


def _once(text: str) -> tuple[str, list[Skipped]]:
    """``text`` with every abstract and title that stands in it again blanked out, and these.

    Of equal titles the one above an abstract stays.
    """
    found = [part for part in paragraphs(text, page_furniture.stands_alone) if not page_furniture.recognise(part[1])]
    again = list(_repeated([part for part in found if len(part[1]) > page_text.LONGEST_TITLE]))
    blanked = set(again)
    left = [part for part in found if part not in blanked]
    titles = [
        (len(below[1]) <= page_text.LONGEST_TITLE, part)
        for part, below in pairwise([*left, (0, "")])
        if len(part[1]) <= page_text.LONGEST_TITLE
    ]
    again += _repeated([part for _, part in sorted(titles, key=itemgetter(0))])
    lines = text.split("\n")
    for line, paragraph in again:
        height = paragraph.count("\n") + 1
        lines[line - 1 : line - 1 + height] = [""] * height
    return "\n".join(lines), [Skipped(line, part.count("\n") + 1, "shown twice", part[:80]) for line, part in again]


def _repeated(found: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    seen: set[int] = set()
    for line, paragraph in found:
        key = title_key(paragraph)
        if key in seen:
            yield line, paragraph
        seen.add(key)


def _completed(entry: Entry, addresses: list[str], stars: list[str]) -> Entry:
    identifier = next(filter(None, map(arxiv_id.named, addresses)), None)
    told = [link for link in map(links.classify, addresses) if link and link.kind in ("code", "project", "demo")]
    named = {links.place(link): link for link in told if "huggingface.co" not in link.url}
    repository_stars = count(stars[0]) if stars else None
    return entry._replace(id=identifier, links=tuple(named.values()), stars=repository_stars)


def _between(placed: Placed, first: int, end: int) -> list[str]:
    line = itemgetter(0)
    return [found for _, found in placed[bisect_left(placed, first, key=line) : bisect_left(placed, end, key=line)]]


def _blank(match: re.Match[str]) -> str:
    return "\n" * match[0].count("\n")
