"""JSON of any shape that holds records with sensible names: arrays, JSON lines, lists wrapped in objects.

Among them our own exports, CSL-JSON, Zotero's, the arXiv metadata dump, and lists of one Markdown line a paper.
"""

from typing import Any

from digesttui.formats import json_values, markdown_list, records
from digesttui.formats.document import Contents, Document

FORM = "json"


def recognises(head: str) -> bool:
    """Whether ``head`` begins an object or an array."""
    return head.startswith(("{", "[{", '["')) or (head[:1] == "[" and head[1:].lstrip()[:1] in tuple('{["]'))


def read(document: Document) -> Contents:
    """The papers of ``document``; ``InputError`` where it is no JSON or holds none."""
    value, found = json_values.records(document)
    lines = _markdown_lines(value)
    if lines:
        return markdown_list.read_lines(document, lines)
    return records.contents_of(document, found)


def _markdown_lines(value: Any) -> list[str]:
    """The lines of an object of topics, each an object of identifiers, each a line about a paper."""
    if not isinstance(value, dict) or not all(isinstance(topic, dict) for topic in value.values()):
        return []
    lines = [line for topic in value.values() for line in topic.values()]
    return lines if all(isinstance(line, str) for line in lines) else []
