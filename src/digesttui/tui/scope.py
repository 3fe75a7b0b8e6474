"""Which digest is in view, and how digests are called."""

from collections.abc import Sequence

from digesttui.store import DigestFacts
from digesttui.tui.abstract import day

Scope = str | None
"""A digest's name, or None for all of them."""


def stepped(scope: Scope, by: int, digests: Sequence[DigestFacts]) -> Scope:
    """The scope ``by`` steps older: all digests come first, then the newest. It ends at either end."""
    names: list[Scope] = [None, *(facts.name for facts in digests)]
    at = names.index(scope) if scope in names else 0
    return names[min(max(at + by, 0), len(names) - 1)]


def title(scope: Scope, digests: Sequence[DigestFacts], dot: str) -> str:
    """What the header calls the scope: a date where that tells it from the others, else with the name."""
    facts = scope and next((one for one in digests if one.name == scope), None)
    if not digests:
        return "no digests"
    if not facts:
        return f"all {len(digests)} digests" if len(digests) != 1 else digest_title(digests[0], digests, dot)
    return digest_title(facts, digests, dot)


def digest_title(facts: DigestFacts, digests: Sequence[DigestFacts], dot: str) -> str:
    """A digest's date, with its name where another has the same date, or the name alone."""
    if facts.date is None:
        return facts.name
    if sum(other.date == facts.date for other in digests) == 1:
        return day(facts.date)
    return f"{day(facts.date)} {dot} {facts.name}"
