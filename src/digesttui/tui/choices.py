"""What can be done with a paper: where it leads, what can be copied of it, in which orders a list can stand."""

import re
from collections.abc import Sequence
from urllib.parse import quote_plus

from digesttui.model import Paper

SITE = "https://huggingface.co/papers"

ORDERS = {
    "relevance": "best match first",
    "date": "newest first",
    "title": "by title",
    "rank": "as ranked in the digest",
    "upvotes": "most upvotes first",
}
_BRACKETS = re.compile(r"[][\\]")
_SORT = re.compile(r"(?<!\S)(-?)sort:(\S*)\s*")


def paper_url(paper: Paper) -> str:
    """The paper's page on the site, or a search for its title there."""
    if paper.arxiv_id:
        return f"{SITE}/{paper.arxiv_id}"
    return f"{SITE}?q={quote_plus(paper.title)}"


def destination(paper: Paper) -> str:
    """Where opening a paper leads: its code, else its project page, else its own."""
    for kind in ("code", "project"):
        for link in paper.links:
            if link.kind == kind:
                return link.url
    return paper_url(paper)


def copied_link(paper: Paper) -> str:
    """The link that is copied: the code's, else the paper's."""
    return paper.code.url if paper.code else paper_url(paper)


def copies(paper: Paper) -> list[tuple[str, str]]:
    """What can be copied of a paper, as (name, text)."""
    from digesttui.export import render
    from digesttui.export.citation import citation

    link = copied_link(paper)
    escaped = _BRACKETS.sub(r"\\\g<0>", paper.title)
    found = [("Title", paper.title), ("Link", link), ("Markdown", f"[{escaped}]({link})")]
    if paper.code and paper.code.repo:
        found.append(("git clone", f"git clone {paper.code.url}.git"))
    found.append(("Paper", paper_url(paper)))
    found += [("Abstract", paper.abstract), ("BibTeX", "".join(render([paper], "bibtex")).rstrip())]
    return [*found, ("Citation", citation(paper))]


def copied(papers: Sequence[Paper], name: str) -> str:
    """What is copied of several papers under that name of ``copies``: one below the other, those that have it."""
    if name == "BibTeX":  # no two entries may have one key
        from digesttui.export import render

        return "".join(render(papers, "bibtex")).rstrip()
    found = [text for paper in papers for kind, text in copies(paper) if kind == name]
    return ("\n\n" if name == "Abstract" else "\n").join(found)


def order_of(text: str) -> tuple[str, bool]:
    """The order a filter asks for, and whether it is reversed."""
    found = _SORT.search(text)
    return (found[2], bool(found[1])) if found else ("relevance", False)


def ordered(text: str, order: str) -> str:
    """The filter ``text`` asking for ``order``; reversed if it asked for that already."""
    before, reverse = order_of(text)
    kept = _SORT.sub("", text).strip()
    if order == "relevance" and (before != order or reverse):
        return kept
    sign = "-" if before == order and not reverse else ""
    return f"{kept} {sign}sort:{order}".strip()
