"""What can be fetched: a digest of a site, and how its answer is got whole."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from digesttui.sources.fetch import Answer, Fetch


@dataclass(frozen=True, slots=True)
class Wanted:
    """A digest to fetch.

    ``label`` is what to call it to the reader, ``file`` its place in the library (with ``/``; ``{date}`` stands
    for the digest's own day). Before ``settled`` its answer may still change. ``collect`` asks the site, and gives
    a last answer whose body is the digest, or is empty where the site has no papers for it.
    """

    label: str
    file: str
    settled: datetime
    collect: Callable[[Fetch], Answer]


NEVER = datetime.max.replace(tzinfo=UTC)
"""When something is settled that may always change."""
