"""Text → paragraphs, and lines put together again where a program or a person wrapped them."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from digesttui.formats.lines import lines_of
from digesttui.text import one_line

WIDEST_WRAPPED = 200  # nobody wraps at more columns: wider lines are whole paragraphs

_WRAPPED_HYPHEN = re.compile(r"(?<=[^\W\d_]-)\n(?=[^\W\d_])(?!(?:and|or|to)\s)")


def paragraphs(text: str, alone: Callable[[str], bool]) -> Iterable[tuple[int, str]]:
    """Each run of lines between blank ones, with the number of its first line; indentation is gone.

    Where no line between others is blank, the ``runs`` are the paragraphs.
    """
    lines = lines_of(text)
    found = list(_blocks((line.replace("\t", " ") for line in lines) if "\t" in text else lines))
    return _unparted(*found[0], alone) if len(found) == 1 else found


def _blocks(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    gathered: list[str] = []
    for number, line in enumerate(map(str.strip, chain(lines, [""])), 1):
        if line:
            gathered.append(line)
        elif gathered:
            yield number - len(gathered), "\n".join(gathered)
            gathered = []


def runs(block: str, alone: Callable[[str], bool]) -> Iterator[tuple[int, str]]:
    """Lines that belong together (still parted by ``\n``), with the place of the first among the block's lines.

    A break was forced, and so says nothing, where the next word would not have fitted into the widest line. Lines
    that stand ``alone`` belong to no other.
    """
    lines = block.split("\n")
    widest = max(map(len, lines))
    start = 0
    for number in range(1, len(lines) + 1):
        if number == len(lines) or not _wrapped(lines[number - 1], lines[number], widest, alone):
            yield start, "\n".join(lines[start:number])
            start = number


def _wrapped(line: str, following: str, widest: int, alone: Callable[[str], bool]) -> bool:
    forced = widest <= WIDEST_WRAPPED and len(line) + 1 + len(following.split(" ", 1)[0]) > widest
    return forced and not alone(following) and not alone(line)


def _unparted(first: int, block: str, alone: Callable[[str], bool]) -> Iterator[tuple[int, str]]:
    for line, run in runs(block, alone):
        title, _, address = run.partition("\n")
        if address.startswith("http") and "\n" not in address:  # a list of titles and addresses
            yield first + line, title
            yield first + line + 1, address
        else:
            yield first + line, run


def unwrapped(paragraph: str) -> str:
    """The paragraph on one line; a word broken after its hyphen is whole again."""
    if "\n" not in paragraph:
        return paragraph
    return one_line(_WRAPPED_HYPHEN.sub("", paragraph) if "-\n" in paragraph else paragraph)
