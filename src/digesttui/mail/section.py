"""The new papers of one view, and what a mail tells of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from digesttui.export.facts import address, is_web
from digesttui.model import Paper


@dataclass(frozen=True, slots=True)
class Section:
    """The papers of one view, which is called as in the configuration, or by its filter; ``left_out`` more did not
    fit."""

    view: str
    papers: Sequence[Paper]
    left_out: int = 0


def heading(sections: Sequence[Section]) -> str:
    """``12 new papers``."""
    count = sum(len(section.papers) for section in sections)
    return f"{count} new {'paper' if count == 1 else 'papers'}"


def day(paper: Paper) -> str:
    """``18 March 2025``; empty where the paper has no date."""
    return f"{paper.date.day} {paper.date:%B %Y}" if paper.date else ""


def links(paper: Paper) -> list[tuple[str, str]]:
    """The code and the paper itself, each with what it is called; those that are there."""
    code = paper.code.url if paper.code and is_web(paper.code.url) else None
    named = {"Code": code, "Paper": address(paper)}
    return [(name, url) for name, url in named.items() if url and (name == "Code" or url != code)]
