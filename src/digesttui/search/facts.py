"""What clauses other than words ask of one paper: its attributes and numbers."""

import re
from collections.abc import Iterator
from itertools import chain
from urllib.parse import urlsplit

from digesttui.model import Paper
from digesttui.search.door import Attribute, Number
from digesttui.search.words import LETTER
from digesttui.store import Store
from digesttui.text import fold


def starting(value: str) -> re.Pattern[str]:
    """Where a word of an attribute starts with ``value``."""
    return re.compile(rf"(?<!{LETTER}){re.escape(fold(value))}")


def attributes(name: Attribute, paper: Paper, store: Store) -> Iterator[str]:
    """The values of attribute ``name``, folded."""
    match name:
        case "author":
            values: Iterator[str] = iter(paper.authors)
        case "id":
            values = iter((paper.id,))
        case "repo":
            values = (link.repo for link in paper.links if link.kind == "code" and link.repo)
        case "kind":
            values = (link.kind for link in paper.links)
        case "host":
            values = (host_of(link.url) for link in paper.links)
        case "pdf":
            urls = (link.url for link in paper.links if link.url.lower().endswith(".pdf"))
            values = chain((paper.arxiv_id,) if paper.arxiv_id else (), urls)
        case "digest":
            values = (sighting.digest for sighting in paper.seen)
        case "source":
            forms = {digest.name: digest.form for digest in store.digests}
            values = (forms[sighting.digest] for sighting in paper.seen)
    return map(fold, values)


def host_of(url: str) -> str:
    """The host that ``url`` names, without ``www.``; empty where it names none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def numbers(name: Number, paper: Paper) -> Iterator[int]:
    """The numbers of which one must lie in the range asked for; none where unknown."""
    match name:
        case "date":
            return (sighting.date.toordinal() for sighting in paper.seen if sighting.date)
        case "rank":
            return (sighting.rank for sighting in paper.seen)
        case "seen":
            return iter((len(paper.seen),))
        case "upvotes":
            return iter(() if paper.upvotes is None else (paper.upvotes,))
        case "stars":
            return iter(() if paper.stars is None else (paper.stars,))
