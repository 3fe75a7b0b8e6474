"""What digests tell of a paper beside its title and abstract: packed when stored, unpacked when somebody looks."""

import json
from collections.abc import Iterable
from typing import Any

from digesttui import links
from digesttui.model import KINDS, Entry, Link

Details = dict[str, Any]
"""Of ``id``, ``authors``, ``links``, ``keywords``, ``summary`` and ``stars`` those that one digest tells."""

_PACK = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_ID = b'{"id":"'


def packed(entry: Entry) -> bytes:
    """The details of ``entry`` in UTF-8; empty where there are none."""
    if not (entry.id or entry.authors or entry.links or entry.keywords or entry.summary or entry.stars is not None):
        return b""
    details = {
        "id": entry.id,
        "authors": entry.authors,
        "links": [(link.kind, link.url, link.repo) for link in entry.links],
        "keywords": entry.keywords,
        "summary": entry.summary,
        "stars": entry.stars,
    }
    return _PACK({name: detail for name, detail in details.items() if detail or detail == 0}).encode()


def unpacked(told: bytes) -> Details:
    """What ``packed`` gave ``told`` for."""
    details: Details = json.loads(told) if told else {}
    return details


def id_in(told: bytes) -> str | None:
    """The ``id`` among packed details, where it stands first; all are asked for theirs at each start."""
    if not told.startswith(_ID):
        return None
    id_ = told[len(_ID) : told.index(b'"', len(_ID))]
    return str(json.loads(told)["id"]) if b"\\" in id_ else id_.decode()


def longest(told: Iterable[Details], name: str) -> Any:
    """The longest of what several digests tell under ``name``; None where none tells anything."""
    return max((one[name] for one in told if name in one), key=len, default=None)


def merged_links(told: Iterable[Details], abstract: str) -> tuple[Link, ...]:
    """Each place once, by kind; within a kind those a form names apart come before those of the abstract."""
    named = [Link(*link) for one in told for link in one.get("links", ())]
    by_place: dict[str, Link] = {}
    for link in [*named, *links.find(abstract)]:
        by_place.setdefault(links.place(link), link)
    return tuple(sorted(by_place.values(), key=lambda link: KINDS.index(link.kind)))
