"""A citation in plain text, to paste into a message or a list of references."""

from digesttui.export.facts import address, published
from digesttui.latex import to_unicode
from digesttui.model import Paper
from digesttui.text import one_line

MOST_AUTHORS = 8
"""Authors that are all named; of more, the first few."""


def citation(paper: Paper) -> str:
    """``Ada Lovelace, Grace Hopper (2025). Title. arXiv:2503.00634. https://…``, as much of it as is known.

    Where no authors are known the title takes their place.
    """
    month, authors, title = published(paper), _authors(paper), one_line(to_unicode(paper.title))
    year = f" ({month[0]})" if month else ""
    parts = [authors + year, title] if authors else [title + year]
    if paper.arxiv_id:
        parts.append(f"arXiv:{paper.arxiv_id}")
    told = " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts)
    return " ".join(filter(None, (told, address(paper))))


def _authors(paper: Paper) -> str:
    names = paper.authors if len(paper.authors) <= MOST_AUTHORS else (*paper.authors[: MOST_AUTHORS - 1], "et al.")
    return ", ".join(names)
