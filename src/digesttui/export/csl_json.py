"""CSL-JSON, the input of citation processors (schema: citation-style-language/schema, csl-data.json)."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from digesttui.export.facts import address, is_web, published
from digesttui.model import Paper
from digesttui.names import parts
from digesttui.text import one_line


def render_csl_json(papers: Iterable[Paper]) -> Iterator[str]:
    """One JSON array, one item a line."""
    before = "[\n"
    for paper in papers:
        yield before + json.dumps(_item(paper), ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _item(paper: Paper) -> dict[str, Any]:
    month = published(paper)
    item = {
        "id": paper.id,
        "type": "article",  # what CSL 1.0.2 calls a preprint
        "title": one_line(paper.title),
        "author": [_name(author) for author in paper.authors],
        "issued": {"date-parts": [list(month)]} if month else None,
        "abstract": paper.abstract,
        "publisher": "arXiv" if paper.arxiv_id else None,
        "number": f"arXiv:{paper.arxiv_id}" if paper.arxiv_id else None,
        "keyword": ", ".join(paper.keywords),
        "URL": address(paper),
        "note": "\n".join(f"Code: {link.url}" for link in paper.links if link.kind == "code" and is_web(link.url)),
    }
    return {name: value for name, value in item.items() if value}


def _name(author: str) -> dict[str, str]:
    name = parts(author)
    return {part: text for part, text in name._asdict().items() if text} if name.given else {"literal": author.strip()}
