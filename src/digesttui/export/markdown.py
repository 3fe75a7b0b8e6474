"""Markdown (CommonMark): a section a paper. What a title or abstract says can never become markup."""

import re
from collections.abc import Iterable, Iterator

from digesttui.export.facts import address, is_web, safe_url
from digesttui.latex import to_unicode
from digesttui.model import Paper
from digesttui.text import one_line

_MARKUP = re.compile(r"[\\`*_\[\]<>|~#$^&@]|==|%%|://|(?i:(?<=www)\.)|^(?:[-+=]|\d+(?=[.)]))")


def render_markdown(papers: Iterable[Paper]) -> Iterator[str]:
    """A heading with the title, a line of facts and links, and the abstract."""
    for paper in papers:
        yield f"## {escaped(paper.title)}\n\n" + body(paper)


def escaped(text: str) -> str:
    """``text`` on one line, its LaTeX as Unicode, every sign of Markdown, Obsidian or HTML as itself."""
    return _MARKUP.sub(_as_itself, one_line(to_unicode(text)))


def _as_itself(match: re.Match[str]) -> str:
    found = match[0]
    if found.isdigit():
        return found + "\\"  # the full stop or parenthesis that follows would make a list
    return ":\\//" if found == "://" else "".join(f"\\{sign}" for sign in found)


def body(paper: Paper) -> str:
    """What stands below a paper's title: its facts and links on one line, and the abstract."""
    abstract = "\n\n".join(map(escaped, filter(str.strip, paper.abstract.split("\n\n"))))
    return "".join(f"{part}\n\n" for part in (" · ".join(_facts(paper)), abstract) if part)


def _facts(paper: Paper) -> Iterator[str]:
    if paper.authors:
        yield ", ".join(map(escaped, paper.authors))
    if paper.date:
        yield paper.date.isoformat()
    if paper.arxiv_id:
        yield _link(f"arXiv:{paper.arxiv_id}", address(paper) or "")
    for link in paper.links:
        if is_web(link.url):
            yield _link(link.label, link.url)


def _link(label: str, url: str) -> str:
    return f"[{escaped(label)}]({safe_url(url)})"
