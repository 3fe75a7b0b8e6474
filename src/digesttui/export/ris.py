"""RIS, as reference managers read it: two letters, two spaces, a hyphen and a space before every value.

Source: the tag list of "RIS Format Specifications" (Research Information Systems, 2011).
"""

from collections.abc import Iterable, Iterator

from digesttui.export.facts import addresses, published
from digesttui.model import Paper
from digesttui.names import parts
from digesttui.text import one_line


def render_ris(papers: Iterable[Paper]) -> Iterator[str]:
    """One record a paper, of type UNPB (unpublished work), which is what a preprint is to RIS."""
    for paper in papers:
        lines = (f"{tag}  - {text}\n" for tag, value in _tags(paper) if (text := one_line(value)))
        yield "TY  - UNPB\n" + "".join(lines) + "ER  - \n\n"


def _tags(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "ID", paper.id
    yield "TI", paper.title
    for author in paper.authors:
        yield "AU", ", ".join(filter(None, parts(author)))
    if month := published(paper):
        yield "PY", f"{month[0]}"
        yield "DA", f"{month[0]}/{month[1]:02}//"
    yield "AB", paper.abstract
    for keyword in paper.keywords:
        yield "KW", keyword
    if paper.arxiv_id:
        yield "PB", "arXiv"
        yield "AN", f"arXiv:{paper.arxiv_id}"
    for url in addresses(paper):
        yield "UR", url
