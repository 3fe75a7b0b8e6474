"""Lists of one line a paper: ``- 2022-11-30, **Title**, Authors et.al., Paper: [address](address), Code: …``.

A line counts where it links to arXiv, Hugging Face's papers or a DOI. The title is what is bold, else the label of that
link, else what stands before it.
"""

import re
from collections.abc import Iterable, Iterator

from digesttui import links
from digesttui.formats import arxiv_id, markup, records, values
from digesttui.formats.dates import find_date, iso_date
from digesttui.formats.document import Contents, Document
from digesttui.model import Entry, Link, Skipped
from digesttui.text import clean, one_line

FORM = "markdown-list"

_ITEM = re.compile(r"^\s*(?:[-*+]|\d{1,4}[.):])\s+(?=\S)", re.MULTILINE)
_BOLD = re.compile(r"\*\*([^*\[\]]{5,}?)\*\*|__([^_\[\]]{5,}?)__")
_PAPER = re.compile(r"https?://(?:[\w.]*arxiv\.org/|huggingface\.co/papers/|(?:dx\.)?doi\.org/)", re.IGNORECASE)
_AFTER_NAMES = re.compile(r",?\s*et\.?\s?al\b.*|\W*\b(?:Paper|PDF|Code|Link|arXiv)\b.*", re.IGNORECASE | re.DOTALL)
_NO_TITLE = re.compile(
    r"\W*(?:https?://|(?:arxiv|pdf|paper|link|url|abs|html|doi|hf|hugging ?face)\b\W*$)", re.IGNORECASE
)
_FEWEST = 2


def recognises(head: str) -> bool:
    """Whether most items of a list in ``head`` link to papers."""
    items = [line for line in head.split("\n") if _ITEM.match(line)]
    return len(items) >= _FEWEST and sum(bool(_PAPER.search(item)) for item in items) > len(items) / 2


def read(document: Document) -> Contents:
    """The papers of a list; ``InputError`` where no line links to one."""
    return read_lines(document, document.text.split("\n"))


def read_lines(document: Document, lines: Iterable[str]) -> Contents:
    """The papers of ``lines``, one each."""
    entries: list[Entry] = []
    skipped: list[Skipped] = []
    day = None
    for number, line in enumerate(map(clean, lines), 1):
        entry = _entry(line, len(entries) + 1, number) if _ITEM.match(line) else None
        if entry:
            entries.append(entry)
        elif line.strip():
            skipped.append(Skipped(number, 1, "no paper", one_line(line)[:80]))
            day = day or find_date(line)
    return records.dated(document, entries, skipped, iso_date(document.name) or day)


def _entry(line: str, rank: int, number: int) -> Entry | None:
    found = list(markup.LINK.finditer(line))
    paper = next((link for link in found if _PAPER.search(link[2])), None)
    if paper is None:
        return None
    before = line[: paper.start()]
    bold = _BOLD.search(line)
    title = (bold[1] or bold[2]) if bold else before if _NO_TITLE.match(paper[1]) else paper[1]
    title = one_line(markup.plain(_ITEM.sub("", title))).strip(" :–—-")
    if not title:
        return None
    return Entry(
        title=title,
        abstract="",
        rank=rank,
        id=arxiv_id.named(paper[2]),
        authors=_authors(line[bold.end() :]) if bold else (),
        date=find_date(line[: bold.start()] if bold else before),
        links=tuple(_code(link[2] for link in found)),
        line=number,
    )


def _authors(after_title: str) -> tuple[str, ...]:
    return values.names(_AFTER_NAMES.sub("", markup.plain(after_title)).strip(" ,:*·—–-"))


def _code(addresses: Iterable[str]) -> Iterator[Link]:
    found = {links.place(link): link for link in map(links.classify, addresses) if link and link.kind != "paper"}
    yield from found.values()
