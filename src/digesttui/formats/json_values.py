"""JSON text → values, as much as can be read: whole documents, JSON lines, and arrays that are cut off."""

import json
import re
from collections.abc import Iterator
from typing import Any

from digesttui.formats.document import Document
from digesttui.formats.lines import lines_of
from digesttui.formats.records import Numbered
from digesttui.model import Skipped
from digesttui.text import clean, one_line

_BETWEEN = re.compile(r"[\s,]*")
_UNREADABLE = "not valid JSON"


def records(document: Document) -> tuple[Any, list[Numbered]]:
    """The document's value, and the records in it: the elements of an array, or of the lists an object holds.

    For JSON lines, and for an array that is cut off, the value is None. Raises ``InputError`` where nothing can be
    read or the nesting is deeper than any digest's.
    """
    try:
        value = _parsed(document.text)
    except RecursionError:
        raise document.refuse("nested too deeply for a digest") from None
    except json.JSONDecodeError as error:
        parts = list(_array(document.text) if document.text.lstrip().startswith("[") else _lines(document.text))
        if all(isinstance(part, Skipped) for part in parts):
            raise document.refuse(f"{_UNREADABLE} ({error.msg})", line=error.lineno, remedy="save it again") from None
        return None, parts
    return value, [(0, record) for record in elements(value)]


def elements(value: Any, depth: int = 3) -> list[Any]:
    """The records of a value: an array's, those of the longest array within an object, or the object itself."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict) or _is_record(value) or not depth:
        return [value]
    inner = [elements(part, depth - 1) for part in value.values() if isinstance(part, dict | list)]
    records = [elements for elements in inner if elements and isinstance(elements[0], dict | str)]
    return max(records, key=lambda elements: (_is_record(elements[0]), len(elements)), default=[value])


def _is_record(value: Any) -> bool:
    return isinstance(value, dict) and any(name.lower() in ("title", "paper") for name in value)


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        raise
    except ValueError:  # an integer of thousands of digits
        return json.loads(text, parse_int=float)


def _lines(text: str) -> Iterator[Numbered]:
    for number, line in enumerate(lines_of(text), 1):
        if not line.strip():
            continue
        try:
            yield number, _parsed(line)
        except (ValueError, RecursionError):
            yield Skipped(number, 1, _UNREADABLE, one_line(clean(line[:80])), lost=True)


def _array(text: str) -> Iterator[Numbered]:
    """The elements of an array up to the first that cannot be read."""
    decoder = json.JSONDecoder()
    line, counted, place = 1, 0, text.index("[") + 1
    while place < len(text) and text[place] != "]":
        place = _BETWEEN.match(text, place).end()  # type: ignore[union-attr]  # it matches the empty string
        line, counted = line + text.count("\n", counted, place), place
        try:
            value, place = decoder.raw_decode(text, place)
        except (ValueError, RecursionError):
            lines = text.count("\n", place) + 1
            yield Skipped(line, lines, _UNREADABLE, one_line(clean(text[place : place + 80])), lost=True)
            return
        yield line, value
