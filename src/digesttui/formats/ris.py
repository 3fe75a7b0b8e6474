"""RIS (``TY  - JOUR``) and the plain format of Web of Science (``PT J``), which continues values by indenting.

Source: https://en.wikipedia.org/wiki/RIS_(file_format); Web of Science field tags.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from digesttui.formats import records
from digesttui.formats.document import Contents, Document
from digesttui.names import first_name_first

FORM = "ris"

_RIS_TAG = re.compile(r"^([A-Z][A-Z0-9]) {1,2}-(?: (.*))?$")
_WOS_TAG = re.compile(r"^([A-Z][A-Z0-9])(?: (.*))?$")
_RIS_START = re.compile(r"^TY {1,2}- ", re.MULTILINE)
_WOS_START = re.compile(r"^PT \w", re.MULTILINE)
_ONE_A_LINE = frozenset({"AU", "AF"})  # in the Web of Science format
_TITLE = ("TI", "T1", "CT", "BT", "ST")
_ABSTRACT = ("AB", "N2")
_AUTHORS = ("AF", "AU", "A1")
_DATE = ("DA", "PY", "Y1", "Y2")
_KEYWORDS = ("KW", "DE")
_ADDRESSES = ("UR", "LK", "L1", "L2", "DO", "DI")
_NOTES = ("N1", "M3", "C1", "AN", "JO", "JF", "T2")

Tags = dict[str, list[str]]
"""The values of each tag of a reference."""


def recognises(head: str) -> bool:
    """Whether ``head`` begins a reference."""
    return bool(_RIS_START.search(head) or (_WOS_START.search(head) and head.startswith(("FN ", "VR ", "PT "))))


def read(document: Document) -> Contents:
    """The papers of ``document``; ``InputError`` where no reference has a title."""
    is_ris = bool(_RIS_START.search(document.text))
    return records.contents_of(document, _references(document.text.split("\n"), is_ris=is_ris))


def _references(lines: list[str], *, is_ris: bool) -> Iterator[tuple[int, dict[str, Any]]]:
    tags, first = (_RIS_TAG, "TY") if is_ris else (_WOS_TAG, "PT")
    told: Tags = defaultdict(list)
    start, last = 0, ""
    for number, written in enumerate(lines, 1):
        line = written.rstrip()
        match = tags.match(line)
        if match and match[1] in (first, "ER"):
            if told:
                yield start, _record(told)
            told, start, last = defaultdict(list), number if match[1] == first else 0, ""
        elif match and start:
            last = match[1]
            told[last].append(match[2] or "")
        elif last and line and (is_ris or line.startswith("   ")):
            if last in _ONE_A_LINE and not is_ris:
                told[last].append(line.strip())
            else:
                told[last][-1] += "\n" + line
    if told:
        yield start, _record(told)


def _record(told: Tags) -> dict[str, Any]:
    return {
        "title": _first(told, _TITLE),
        "abstract": _first(told, _ABSTRACT),
        "authors": [first_name_first(author) for author in _first(told, _AUTHORS)],
        "date": _first(told, _DATE),
        "keywords": "; ".join(_first(told, _KEYWORDS)),
        "addresses": [address for tag in _ADDRESSES for address in told.get(tag, ())],
        "notes": [note for tag in _NOTES for note in told.get(tag, ())],
    }


def _first(told: Tags, tags: Sequence[str]) -> list[str]:
    return next((told[tag] for tag in tags if any(told.get(tag, ()))), [])
