"""Two accounts of one field become one: from another copy of the library, or from two papers that are the same."""

from typing import NamedTuple

from digesttui.library.state import NOTE, Value


class Fact(NamedTuple):
    """What a field holds, when that was decided (milliseconds since 1970), and, for a note, when the versions it
    replaced had been written."""

    value: Value
    changed: int
    lineage: frozenset[int] = frozenset()


def newest(field: str, ours: Fact | None, theirs: Fact) -> Fact:
    """What holds when two copies of the library meet: the newest decision.

    Of two notes the one that grew from the other; where neither did, both, the newer first. Merging again, or the
    other way round, gives the same.
    """
    if ours is None:
        return theirs
    if field == NOTE:
        return _newest_note(ours, theirs)
    return max(ours, theirs, key=lambda fact: (fact.changed, fact.value is not None, fact.value or 0))


def united(field: str, one: Fact | None, other: Fact) -> Fact:
    """What holds when two papers turn out to be one: set where either was, the earlier day or time, both notes."""
    if one is None:
        return other
    if field == NOTE:
        return _newest_note(one, other)
    set_values = [fact.value for fact in (one, other) if isinstance(fact.value, int)]
    return Fact(min(set_values, default=None), max(one.changed, other.changed) + 1)


def _newest_note(ours: Fact, theirs: Fact) -> Fact:
    known_to_us, known_to_them = ours.lineage | {ours.changed}, theirs.lineage | {theirs.changed}
    if known_to_us > known_to_them or ours == theirs:
        return ours
    if known_to_them > known_to_us:
        return theirs
    older, newer = sorted((ours, theirs), key=lambda fact: (fact.changed, str(fact.value or "")))
    known = known_to_us | known_to_them
    return Fact(_both(newer.value, older.value), max(known) + 1, known)


def _both(newer: Value, older: Value) -> Value:
    first, second = str(newer or ""), str(older or "")
    if second in first:
        return newer
    return older if first in second else f"{first}\n\n{second}"
