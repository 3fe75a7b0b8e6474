"""Records of ``Name: value`` lines: ``Title:/PDF:/Summary:`` text, YAML of one paper, Markdown with front matter.

Records are parted by lines of dashes or by the name of the first field coming again. A value goes on in the lines
below it up to the next known name. Of YAML only what such files use is understood: plain and quoted values, ``|``
and ``>`` blocks, and lists of plain values.
"""

import re
from collections.abc import Iterator
from typing import Any

from digesttui.formats import fields, markup, records
from digesttui.formats.document import Contents, Document
from digesttui.text import clean

FORM = "labelled"

_RULE = re.compile(r"^(?:-{3,}|={3,}|\*{3,})[^\S\n]*$")
_NAME = re.compile(r"^([A-Za-z][\w -]{1,24}|[\u4e00-\u9fff]{2,6})(?:：|:(?=\s|$))[^\S\n]*(.*)$")
_FRONT = re.compile(r"\s*---[^\S\n]*\n(.*?\n)---[^\S\n]*\n(?=.*\S)", re.DOTALL)
_IDENTIFIER = re.compile(r"[a-z][a-z0-9_]*")  # as YAML writes names; a sentence begins otherwise
_BLOCK = re.compile(r"[|>][+-]?\d?$")
_FEWEST = 2


def recognises(head: str) -> bool:
    """Whether ``head`` begins with a titled record."""
    names = []
    for line in head.split("\n")[:60]:
        match = _NAME.match(line.strip("\ufeff\r"))
        if match:
            names.append(fields.field_name(match[1]))
        elif not names and line.strip() and not _RULE.match(line):
            return False
    return any(name in fields.TITLE for name in names) and sum(name in fields.KNOWN for name in names) >= _FEWEST


def read(document: Document) -> Contents:
    """The papers of ``document``; ``InputError`` where no record has a title."""
    text = clean(document.text)
    found = list(_records(text.split("\n")))
    front = _FRONT.match(text)
    if front and len(found) == 1:
        found = [(line, {"abstract": markup.plain(text[front.end() :]), **record}) for line, record in found]
    return records.contents_of(document, found)


def _records(lines: list[str]) -> Iterator[tuple[int, dict[str, Any]]]:
    record: dict[str, list[str]] = {}
    name, start, first = "", 0, ""
    for number, line in enumerate(lines, 1):
        match = _NAME.match(line)
        new = fields.field_name(match[1]) if match else ""
        known = new in fields.KNOWN or bool(match and (not record or _IDENTIFIER.fullmatch(match[1])))
        if _RULE.match(line) or (known and new == first):
            if record:
                yield start, {key: _value(value) for key, value in record.items()}
            record, name, first = {}, "", ""
        if match and known:
            name, first, start = new, first or new, start if record else number
            record.setdefault(name, []).append(match[2] or "")
        elif name and not _RULE.match(line):
            record[name].append(line)
    if record:
        yield start, {key: _value(value) for key, value in record.items()}


def _value(lines: list[str]) -> Any:
    """What the lines of a field say."""
    if _BLOCK.match(lines[0].strip()):
        lines = ["", *lines[1:]]
    items = [line.strip() for line in lines[1:] if line.strip()]
    if not lines[0].strip() and items and all(item.startswith("- ") for item in items):
        return [_unquoted(item[2:]) for item in items]
    if lines[0].startswith("[") and lines[0].rstrip().endswith("]"):
        return [_unquoted(item) for item in lines[0].strip()[1:-1].split(",")]
    return _unquoted("\n".join(lines).strip())


def _unquoted(value: str) -> str:
    value = value.strip()
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    if len(value) > 1 and value[0] == value[-1] == '"':
        return value[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    return value
