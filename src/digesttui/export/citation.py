"""A citation in plain text, to paste into a message or a list of references."""

from digesttui.export.facts import address, published
from digesttui.latex import to_unicode
from digesttui.model import Paper
from digesttui.text import one_line

MOST_AUTHORS = 8
"""Authors that are all named; of more, the first few."""


def citation(paper: Paper) -> str:
    """``Ada Lovelace, Grace Hopper (2025). Title. arXiv:2503.00634. https://…``, as much of it as is known."""
    month = published(paper)
    parts = [
        " ".join(filter(None, (_authors(paper), f"({month[0]})" if month else ""))),
        one_line(to_unicode(paper.title)),
        f"arXiv:{paper.arxiv_id}" if paper.arxiv_id else "",
    ]
    told = " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts if part)
    return " ".join(filter(None, (told, address(paper))))


def _authors(paper: Paper) -> str:
    names = paper.authors if len(paper.authors) <= MOST_AUTHORS else (*paper.authors[: MOST_AUTHORS - 1], "et al.")
    return ", ".join(names)
