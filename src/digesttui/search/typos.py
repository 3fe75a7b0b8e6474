"""Words of a collection that a mistyped word may stand for."""

from collections.abc import Sequence
from typing import NamedTuple

ONE_EDIT_FROM = 3  # letters
TWO_EDITS_FROM = 9
LONGEST = 40  # longer ones are no words
UNFINISHED_FROM = 5  # shorter words are compared with whole words only


class CloseWord(NamedTuple):
    """A word that a mistyped one may stand for, ``edits`` letters off: the ``whole`` word, or how it begins."""

    word: str
    edits: int
    whole: bool


def edits_allowed(typed: str) -> int:
    """How many letters of ``typed`` may be wrong, missing, too many or swapped."""
    if not typed.isalpha() or len(typed) > LONGEST:
        return 0
    return (len(typed) >= ONE_EDIT_FROM) + (len(typed) >= TWO_EDITS_FROM)


def close_words(typed: str, words: Sequence[str]) -> list[CloseWord]:
    """The ``words`` nearest to ``typed``, all at the same distance.

    As ``typed`` may still be growing, a word may also be near by how it begins.
    """
    allowed = edits_allowed(typed)
    if not allowed:
        return []
    from rapidfuzz import process  # here, so that the first picture does not wait for it
    from rapidfuzz.distance import OSA

    ends: list[int | None] = [None]
    if len(typed) >= UNFINISHED_FROM:
        ends += range(len(typed) - 1, len(typed) + 2)
    edits: dict[int, tuple[int, bool]] = {}
    for end in ends:
        starts = [word[:end] for word in words]
        for _, apart, at in process.extract(typed, starts, scorer=OSA.distance, score_cutoff=allowed, limit=None):
            edits[at] = min((apart, end is not None), edits.get(at, (apart, True)))
    nearest = min((apart for apart, _ in edits.values() if apart), default=0)
    return [CloseWord(words[at], apart, not begins) for at, (apart, begins) in edits.items() if apart == nearest > 0]
