"""The one JSON record of a paper, as documents (``json``) and as lines (``jsonl``)."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from digesttui.export.reading import Reading, ReadingOf
from digesttui.model import Link, Paper


def record(paper: Paper, reading: Reading | None = None) -> dict[str, Any]:
    """``paper`` as a JSON object, always with the same fields; without ``reading`` it is unread and has no note."""
    return {
        "id": paper.id,
        "title": paper.title,
        "abstract": paper.abstract,
        "authors": list(paper.authors),
        "date": paper.date.isoformat() if paper.date else None,
        "upvotes": paper.upvotes,
        "seen": [
            {"digest": seen.digest, "date": seen.date.isoformat() if seen.date else None, "rank": seen.rank}
            for seen in paper.seen
        ],
        "links": [_link(link) for link in paper.links],
        "read": bool(reading and reading.read),
        "starred": bool(reading and reading.starred),
        "tags": list(reading.tags) if reading else [],
        "note": reading.note if reading else None,
    }


def _link(link: Link) -> dict[str, str]:
    fields = {"kind": link.kind, "url": link.url}
    return {**fields, "repo": link.repo} if link.repo else fields


def render_json(papers: Iterable[Paper], reading: ReadingOf) -> Iterator[str]:
    """One JSON array, one record a line."""
    before = "[\n"
    for paper in papers:
        yield before + _dumped(paper, reading)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def render_jsonl(papers: Iterable[Paper], reading: ReadingOf) -> Iterator[str]:
    """One JSON object a line."""
    return (_dumped(paper, reading) + "\n" for paper in papers)


def _dumped(paper: Paper, reading: ReadingOf) -> str:
    return json.dumps(record(paper, reading(paper)), ensure_ascii=False)
