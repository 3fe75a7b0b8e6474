"""Reading texts themselves, where the words that they hold do not decide: phrases and pieces of text."""

import re
from collections.abc import Iterator, Sequence

from digesttui.search.needle import Needle, pattern

AT_ONCE = 512  # texts that are joined and read as one

_BORDER = "\0"
_SPACE = re.compile(r"\s")


def matching(needle: Needle, texts: Sequence[bytes]) -> list[bool]:
    """In which of the ``texts`` (UTF-8) the pattern of ``needle`` occurs.

    Most that match do so as it is typed, and that is seen at a glance; the others are brought into the form in which
    texts are compared, and then read.
    """
    wanted = pattern(needle)
    if needle.starts or needle.ends:  # tied to the ends of a text, which are lost when texts are joined
        haystacks = needle.haystack(_BORDER.encode().join(texts).decode()).split(_BORDER) if texts else ()
        return [wanted.search(text) is not None for text in haystacks]
    as_typed = _as_typed(needle).encode("utf-8", "replace")
    found = [as_typed in text for text in texts]
    left = [n for n, seen in enumerate(found) if not seen]
    if not needle.key.isascii() or _says_all(needle):
        left = [n for n in left if not texts[n].isascii()]
    for start in range(0, len(left), AT_ONCE):
        some = left[start : start + AT_ONCE]
        joined = needle.haystack(_BORDER.encode().join([texts[n] for n in some]).decode())
        for which in _found(wanted, joined):
            found[some[which]] = True
    return found


def _as_typed(needle: Needle) -> str:
    """What, where a text holds it, makes a match for certain."""
    if needle.kind == "piece":
        return needle.key
    after = "" if needle.unfinished else " "
    return f" {needle.key}{after}"


def _says_all(needle: Needle) -> bool:
    """Whether an ASCII text without the needle as typed cannot match: it has neither spaces nor letters."""
    return needle.kind == "piece" and needle.key.upper() == needle.key.lower() and not _SPACE.search(needle.key)


def _found(wanted: re.Pattern[str], joined: str) -> Iterator[int]:
    """The numbers of the texts of ``joined`` with a match."""
    at = which = 0
    while match := wanted.search(joined, at):
        which += joined.count(_BORDER, at, match.start(1))
        yield which
        at = joined.find(_BORDER, match.start(1)) + 1
        if not at:
            return
        which += 1
