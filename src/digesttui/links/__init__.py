"""Text → links: find, repair and classify them, and decide what may be opened or cloned.

``finding`` turns text into addresses, ``kinds`` an address into a ``Link``; ``hosts`` knows the true name of a host,
``safety`` what may be opened or cloned, ``promises`` the code that is only promised.
"""

import re
from collections.abc import Sequence

from digesttui.errors import LinkRefused
from digesttui.links import kinds
from digesttui.links.finding import addresses
from digesttui.links.promises import speaks_of_later_code
from digesttui.links.safety import clone_url, on_github, openable, parts, shown
from digesttui.model import Lead, Link

__all__ = ["classify", "clone_url", "find", "lead", "on_github", "openable", "place", "promised", "shown", "spans"]

_OWNER_AND_NAME = re.compile(r"([A-Za-z0-9-]+)/([A-Za-z0-9._-]+)")
_INTRODUCTION = 50  # characters before a link that may say what it is
_PROJECT_PAGE = re.compile(r"(?:project|home|web)[\s-]*(?:page|site)|project\s*:|website", re.IGNORECASE)
_DEMO = re.compile(r"\bdemos?\b", re.IGNORECASE)


def find(text: str) -> list[Link]:
    """Every link of a clean text, in order of first appearance, each place once."""
    found: dict[str, Link] = {}
    for _, _, link in spans(text):
        found.setdefault(place(link), link)
    return list(found.values())


def spans(text: str) -> list[tuple[int, int, Link]]:
    """Start, end and link of every address in a clean text, from left to right; a place may come twice."""
    found = []
    for start, end, scheme, host, rest in addresses(text):
        link = kinds.link(scheme, host, rest)
        if link is not None:
            found.append((start, end, _introduced(link, text, start)))
    return found


def classify(url: str) -> Link | None:
    """The link a form names, as an address or as ``owner/name`` on GitHub; None where it is nothing usable."""
    url = url.strip()
    if short := _OWNER_AND_NAME.fullmatch(url):
        return kinds.repository(*short.groups())
    try:
        return kinds.link(*parts(url))
    except LinkRefused:
        return None


def promised(text: str) -> bool:
    """Whether ``text`` promises code and has no link to any."""
    return speaks_of_later_code(text) and not any(link.kind == "code" for link in find(text))


def lead(found: Sequence[Link]) -> Lead:
    """What a paper with these links, code first, leads to."""
    return Lead(found[0].kind, (on_github(found[0]) or "").lower()) if found else Lead()


def place(link: Link) -> str:
    """The same for links that lead to the same place."""
    return link.url.lower().partition("://")[2].removeprefix("www.").rstrip("/")


def _introduced(link: Link, text: str, start: int) -> Link:
    """``link`` with the kind that the words before it give, where its host does not tell."""
    if link.kind != "other":
        return link
    words = text[max(0, start - _INTRODUCTION) : start]
    if _PROJECT_PAGE.search(words):
        return Link("project", link.url)
    return Link("demo", link.url) if _DEMO.search(words) else link
