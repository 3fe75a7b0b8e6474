"""What a saved Daily Papers page says beside its papers: banner, tabs, votes, submitters."""

import re
from dataclasses import dataclass

from digesttui.formats.dates import MONTHS, Day, whole_day

_PHRASES = frozenset(
    {"new", "subscribe", "daily papers", "trending papers", "trending", "papers", "by", "ak", "byak", "by ak"}
    | {"and the research community", "once a day", "daily", "weekly", "monthly", "today", "upvote", "previous", "next"}
    | {"hugging face", "models", "datasets", "spaces", "buckets", "community", "posts", "docs", "enterprise", "pricing"}
    | {"solutions", "log in", "login", "sign up", "company", "tos", "terms", "privacy", "about", "careers", "jobs"}
    | {"arxiv", "github", "pdf", "arxiv page", "view arxiv page", "view pdf", "project page", "website", "system theme"}
    | {"search", "search papers", "load more", "view all", "back to top"}
)
_BANNER = re.compile(
    r"get trending papers in your (?:e-?mail )?inbox.*|(?:by\W*)?(?:ak\W*)?and the research community", re.I
)
_TABS = re.compile(
    r"(?:daily|weekly|monthly|trending|papers|today)(?:\W+(?:daily|weekly|monthly|trending|papers|today))+", re.I
)
_VOTES = re.compile(r"(?:upvotes?\W*)?[^\w\s]?\s*(\d{1,3}(?:,\d{3})+|\d+(?:\.\d)?k|\d+)(?:\s+(?:up)?votes?)?", re.I)
_AUTHORS = re.compile(r"(?:\W\s*)?\d+\s+authors?", re.I)
_SUBMITTER = re.compile(r"submitted by\b\W*(.{0,60})", re.I)
_OTHER = re.compile(
    r"\d+ (?:comments?|replies)"
    r"|#\d+ papers? of the (?:day|week|month)|(?:link:\s*)?github\W+[\d.,]+k?|published on .{3,30}",
    re.I,
)
_LONGEST = 90
_BEGINNINGS = frozenset(phrase[:3] for phrase in _PHRASES) | frozenset(
    {"get", "upv", "sub", "pub", "lin", *MONTHS, "mon", "tue", "wed", "thu", "fri", "sat", "sun"}
)


@dataclass(frozen=True, slots=True)
class Furniture:
    """A paragraph that is no part of a paper, and what it tells all the same."""

    reason: str
    day: Day | None = None
    votes: int | None = None
    names_next: bool = False
    """Whether the paragraph after it is a person's name."""


_PLAIN = Furniture("page furniture")


def recognise(paragraph: str) -> Furniture | None:
    """What ``paragraph`` is if it is furniture; quick to say None for a title."""
    if len(paragraph) > _LONGEST or (paragraph[0].isalpha() and paragraph[:3].lower() not in _BEGINNINGS):
        return None
    words = " ".join(paragraph.split())
    if words.strip(" .!:·|").lower() in _PHRASES or _BANNER.fullmatch(words) or _TABS.fullmatch(words):
        return _PLAIN
    day = whole_day(words)
    if day:
        return Furniture("date", day=day)
    if votes := _VOTES.fullmatch(words):
        return Furniture("upvotes", votes=_count(votes[1]))
    if submitter := _SUBMITTER.fullmatch(words):
        return Furniture("submitter", names_next=not submitter[1])
    if _AUTHORS.fullmatch(words):
        return Furniture("author count")
    if _OTHER.fullmatch(words):
        return _PLAIN
    return _PLAIN if not any(map(str.isalnum, words)) else None


def stands_alone(line: str) -> bool:
    """Whether a line is furniture in whatever surroundings; a lone word or number may be part of wrapped text."""
    return " " in line and recognise(line) is not None


def _count(written: str) -> int:
    plain = written.lower().replace(",", "")
    return round(float(plain[:-1]) * 1000) if plain.endswith("k") else int(plain)
