"""What the value of a field says: persons, a day, a number, keywords, prose. The wrong type says nothing."""

import datetime
import re
from collections.abc import Mapping
from typing import Any

from digesttui.formats.dates import find_date
from digesttui.formats.fields import text
from digesttui.formats.paragraphs import unwrapped
from digesttui.latex import to_unicode
from digesttui.text import clean, clean_lines, one_line

_LONGEST_COUNT = 9  # digits
_BLANK_LINE = re.compile(r"\n\s*\n")
_LIST_MARKS = re.compile(r"\s*[;；,，、|]\s*")
_NAME_MARKS = re.compile(r"\s*;\s*|\s*；\s*|\s*、\s*|,?\s+and\s+")
_NAME_PARTS = ("given", "firstName", "dropping-particle", "non-dropping-particle", "family", "lastName", "suffix")
_PARENTHESIS = re.compile(r"\s*\([^()]*\)")
_CATEGORIES = re.compile(r"[a-z-]+(?:\.[A-Za-z-]+)?(?:\s+[a-z-]+(?:\.[A-Za-z-]+)?)+")


def names(value: Any) -> tuple[str, ...]:
    """Persons in a list of names or of records, or in one string."""
    if isinstance(value, str):
        value = _NAME_MARKS.split(_without_affiliations(value))
        if len(value) == 1 or "," in value[0]:
            value = [name for part in value for name in part.split(",")]
    if not isinstance(value, list | tuple):
        return ()
    written = [*map(_name, value)]
    if any("\\" in name for name in written):  # arXiv's metadata has accents as TeX, which nobody would search for
        written = [to_unicode(name) if "\\" in name else name for name in written]
    return tuple(name for name in clean_lines(written) if name and name != "Unknown")


def day(value: Any) -> datetime.date | None:
    """The day that a string or a CSL date names."""
    if isinstance(value, Mapping):
        value = value.get("date-parts") or value.get("raw") or value.get("literal")
    if isinstance(value, list) and value and isinstance(value[0], list):
        value = "-".join(f"{part:0>2}" for part in value[0] if isinstance(part, int | str))
    value = value[0] if isinstance(value, list) and value else value
    return find_date(value) if isinstance(value, str) else None


def count(value: Any) -> int | None:
    """A number from 0 to a billion, written in whatever way."""
    if isinstance(value, str):
        written = value.strip().lower().replace(",", "")
        factor = 1000 if written.endswith("k") else 1
        written = written.removesuffix("k")
        if len(written) > _LONGEST_COUNT or not written.replace(".", "", 1).isdigit() or not written.isascii():
            return None
        value = float(written) * factor
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 10**_LONGEST_COUNT:
        return None
    return round(value)


def prose(written: str) -> str:
    """``written`` clean, its lines unwrapped, its paragraphs parted by one blank line."""
    cleaned = clean(written).strip()
    if "\n" not in cleaned:
        return one_line(cleaned)
    paragraphs = (one_line(unwrapped(part)) for part in _BLANK_LINE.split(cleaned))
    return "\n\n".join(part for part in paragraphs if part)


def keywords(value: Any) -> tuple[str, ...]:
    """Words in a list, or in one string parted by marks or, if they are arXiv's categories, by spaces."""
    if isinstance(value, str):
        marked = _LIST_MARKS.split(value.strip())
        value = value.split() if len(marked) == 1 and _CATEGORIES.fullmatch(value.strip()) else marked
    if not isinstance(value, list):
        return ()
    return tuple(dict.fromkeys(filter(None, clean_lines([*map(_word, value)]))))


def _word(keyword: Any) -> str:
    """A keyword, which Zotero has under ``tag``."""
    return text(keyword.get("tag") if isinstance(keyword, dict) else keyword)


def _without_affiliations(names: str) -> str:
    """``names`` without parentheses, which arXiv's author fields nest two deep."""
    for _ in range(2):
        names = _PARENTHESIS.sub("", names)
    return names


def _name(person: Any) -> str:
    if isinstance(person, str):
        return person
    if not isinstance(person, dict) or person.get("hidden") is True:
        return ""
    for name in ("name", "fullname", "literal"):
        if whole := text(person.get(name)):
            return whole
    return " ".join(part for name in _NAME_PARTS if (part := text(person.get(name))))
