"""Papers to mail."""

import datetime

from digesttui.model import Link, Paper, Sighting

MONDAY = datetime.date(2025, 9, 8)
TUESDAY = datetime.date(2025, 9, 9)


def paper(
    title: str,
    day: datetime.date | None = MONDAY,
    *,
    id_: str | None = None,
    abstract: str = "It works. It is quick. It is small.",
    summary: str | None = None,
    repo: str | None = None,
) -> Paper:
    """A paper with this title; without ``id_`` it is known by the title alone."""
    return Paper(
        id=id_ or title.encode().hex()[:12].ljust(12, "0"),
        title=title,
        abstract=abstract,
        date=day,
        seen=(Sighting("daily", day, 1, 10),),
        links=(Link("code", f"https://github.com/{repo}", repo),) if repo else (),
        summary=summary,
    )
