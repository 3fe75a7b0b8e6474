"""What bibliographies want to know of a paper: when it came out and where it is."""

import re

from digesttui.model import Paper

_ARXIV_MONTH = re.compile(r"(?:.*/)?(\d\d)(0[1-9]|1[0-2])")
_FIRST_ARXIV_YEAR = 91


def published(paper: Paper) -> tuple[int, int] | None:
    """Year and month: those of the arXiv identifier, else of the day the paper was last seen."""
    if paper.arxiv_id and (match := _ARXIV_MONTH.match(paper.arxiv_id)):
        year, month = int(match[1]), int(match[2])
        return (1900 if year >= _FIRST_ARXIV_YEAR else 2000) + year, month
    return (paper.date.year, paper.date.month) if paper.date else None


def address(paper: Paper) -> str | None:
    """Where to read the paper: at arXiv, else its first link."""
    if paper.arxiv_id:
        return f"https://arxiv.org/abs/{paper.arxiv_id}"
    return next((link.url for link in paper.links if is_web(link.url)), None)


def addresses(paper: Paper) -> list[str]:
    """Every web address of the paper, the one to read it at first."""
    linked = (link.url for link in paper.links if is_web(link.url))
    return list(dict.fromkeys(filter(None, (address(paper), *linked))))


def is_web(url: str) -> bool:
    """Whether ``url`` may stand as a link in what others open."""
    return url.lower().startswith(("https://", "http://"))


def safe_url(url: str) -> str:
    """``url`` with what no address holds literally percent-encoded, so that it ends nowhere early."""
    return re.sub(r"""[\x00-\x20<>"'`{}|\\^()\[\]]""", lambda match: f"%{ord(match[0]):02X}", url)
