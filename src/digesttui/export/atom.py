"""Atom 1.0 (RFC 4287)."""

import datetime
import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from digesttui.export.facts import address, is_web, safe_url
from digesttui.latex import to_unicode
from digesttui.model import Paper
from digesttui.text import one_line

_ILLEGAL = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2
_LONG_AGO = datetime.date(1970, 1, 1)  # an entry must say when it changed; this one does not know


def render_atom(papers: Iterable[Paper]) -> Iterator[str]:
    """A feed whose entries carry the abstract as plain text."""
    papers = list(papers)
    newest = max((paper.date for paper in papers if paper.date), default=None)
    yield (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>urn:digest-tui:papers</id>\n<title>Papers</title>\n<updated>{_time(newest)}</updated>\n"
    )
    for paper in papers:
        yield f"<entry>\n{''.join(_parts(paper))}</entry>\n"
    yield "</feed>\n"


def _parts(paper: Paper) -> Iterator[str]:
    url = address(paper)
    yield f"<id>{_text(url if paper.arxiv_id and url else f'urn:digest-tui:{paper.id}')}</id>\n"
    yield f"<title>{_text(one_line(to_unicode(paper.title)))}</title>\n"
    yield f"<updated>{_time(paper.date)}</updated>\n"
    for author in paper.authors or ("Unknown",):
        yield f"<author><name>{_text(author)}</name></author>\n"
    if url:
        yield _link("alternate", url, "Paper")
    for link in paper.links:
        if is_web(link.url) and link.url != url:
            yield _link("related", link.url, link.label)
    for keyword in paper.keywords:
        yield f"<category term={quoteattr(_legal(keyword))}/>\n"
    yield f"<summary>{_text(to_unicode(paper.abstract))}</summary>\n"


def _link(relation: str, url: str, title: str) -> str:
    return f'<link rel="{relation}" title={quoteattr(_legal(title))} href={quoteattr(safe_url(url))}/>\n'


def _time(day: datetime.date | None) -> str:
    return f"{day or _LONG_AGO}T00:00:00Z"


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)


def _text(text: str) -> str:
    return escape(_legal(text))
