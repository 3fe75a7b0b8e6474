"""How the names of persons are built, for those who write the family's first and those who write it last."""

from typing import NamedTuple

_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


class Name(NamedTuple):
    """The parts of a name; one that has a family's alone may be a group's."""

    family: str
    given: str = ""
    suffix: str = ""


def parts(written: str) -> Name:
    """The parts of ``Given Family`` or ``Family, Given``; ``Jr.`` and the like may stand behind any part."""
    first, *others = (part.strip() for part in written.split(","))
    suffix = next(filter(_is_suffix, others), "")
    if given := ", ".join(part for part in others if part and part != suffix):
        return Name(first, given, suffix)
    words = first.split()
    if not suffix and len(words) > 2 and _is_suffix(words[-1]):
        suffix = words.pop()
    return Name(" ".join(words[-1:]), " ".join(words[:-1]), suffix)


def first_name_first(written: str) -> str:
    """``Lovelace, Ada`` as ``Ada Lovelace``; what has more commas than a name is left as it stands."""
    family, given, suffix = parts(written)
    if "," not in written or "," in given:
        return written
    return " ".join(filter(None, (given, family, suffix)))


def _is_suffix(word: str) -> bool:
    return word.rstrip(".").lower() in _SUFFIXES
