"""How good a match is, in points, and the last look at the best ones.

The points of a paper are the sum over the words of the filter; of a word the best of its matches counts: title above
abstract, exact above the start of a word above initials above the inside of a word above a typo; where words of the
collection start as it was typed, what it may have been meant for is worth little. A word early in a short title is
worth more, and so is a word that an abstract repeats. The best papers are then looked at once more: words that stand
close together move up. Equal points keep the default order.
"""

from collections.abc import Callable, Sequence
from enum import IntEnum

from digesttui.text import fold

POLISHED = 100  # papers that get the last look
MIDDLING = 15  # prominence where it is not known
NEARNESS = 6  # points for words that follow each other
LOOKED_FOR = 12  # words that the last look looks for
SPELLINGS = 16  # of one word that the last look knows
READ = 600  # characters of an abstract that the last look reads


class Tier(IntEnum):
    """The kinds of match, best first."""

    EXACT = 0
    START = 1
    INITIALS = 2
    INSIDE = 3
    TYPO = 4
    TYPO_START = 5  # near to how a word begins
    DOUBT = 6  # a typo, though words that start as typed are there too


_IN_TITLE = (220, 190, 165, 145, 115, 85, 45)
_IN_ABSTRACT = (110, 97, 0, 84, 16, 14, 12)


def tier_of_typo(*, whole: bool, known: bool) -> Tier:
    """That of a word close to a mistyped one as a ``whole`` or by its beginning; ``known``: words do start as typed."""
    return Tier.DOUBT if known else Tier.TYPO if whole else Tier.TYPO_START


def prominence(index: int, length: int) -> int:
    """0 to 30: how much a title of ``length`` words is about its word ``index``; being short counts for more.

    Small words such as "of" are not counted.
    """
    return round(30 - min(index, 15) / 6 - min(max(length, 1) - 1, 15) * 5 / 3)


def title_points(tier: Tier, prominent: int) -> int:
    """Points of a match in a title, 40 to 250."""
    return _IN_TITLE[tier] + prominent


def abstract_points(tier: Tier, times: int) -> int:
    """Points of a match in an abstract that has the word ``times`` times, 12 to 120."""
    return _IN_ABSTRACT[tier] + (min(times, 10) if tier < Tier.TYPO else 0)


Text = Callable[[int], str]


def polished(best: Sequence[tuple[int, int]], words: Sequence[Sequence[str]], title: Text, abstract: Text) -> list[int]:
    """The papers of ``best``, pairs of points and paper in order, after the last look; a stable sort.

    ``words`` are what was looked for, each in the spellings in which it counts, folded, the one typed first.
    """
    keys = [spellings[:SPELLINGS] for spellings in words[:LOOKED_FOR]]
    if len(keys) < 2:
        return [paper for _, paper in best]
    looked_at = [(points + _nearness(keys, paper, title, abstract), paper) for points, paper in best]
    return [paper for _, paper in sorted(looked_at, key=lambda pair: -pair[0])]


def _nearness(keys: Sequence[Sequence[str]], paper: int, title: Text, abstract: Text) -> int:
    return _together(keys, fold(title(paper))) or _together(keys, fold(abstract(paper)[:READ])) // 3


def _together(words: Sequence[Sequence[str]], text: str) -> int:
    """0 to ``NEARNESS``: how close to each other the words stand in ``text``, best when one follows the other."""
    places: list[int] = []
    keys = [_spelling(spellings, text) for spellings in words]
    for key in keys:
        place = text.find(key, places[-1] + 1 if places else 0)
        if place < 0 and places:
            place = text.find(key)
        if place >= 0:
            places.append(place)
    if len(places) < 2:
        return 0
    letters = sum(map(len, keys))
    apart = max(places) + len(keys[-1]) - min(places) - letters
    in_order = places == sorted(places)
    return max(1, (NEARNESS - max(0, apart) // 2) * len(places) // len(keys) // (1 if in_order else 4))


def _spelling(spellings: Sequence[str], text: str) -> str:
    """The one that ``text`` has, else the one that was typed."""
    for key in spellings:
        if key in text:
            return key
    return spellings[0]
