"""Paragraphs that begin with what they are: ``Authors: …``, ``**Upvotes:** 52``, ``标题：…``."""

import re
from collections.abc import Iterable
from typing import Any

from digesttui.formats import fields

_LABEL = re.compile(r"(?:[-*•]\s+)?[*_]*([^\W\d_][\w -]{1,24}?)[*_]*\s*[:：][*_]*(?!//)\s*(\S.*)", re.DOTALL)


def labelled(paragraph: str) -> tuple[str, str] | None:
    """The field that ``paragraph`` says it is, and the rest of it."""
    match = _LABEL.match(paragraph)
    name = fields.field_name(match[1]) if match else ""
    return (name, match[2].strip()) if match and name in fields.KNOWN else None


def parted(paragraphs: Iterable[str]) -> tuple[dict[str, Any], list[str]]:
    """The fields that some paragraphs are, and the others; of equal names the first field stays."""
    labels: dict[str, Any] = {}
    others: list[str] = []
    for paragraph in paragraphs:
        field = labelled(paragraph)
        if field:
            labels.setdefault(*field)
        else:
            others.append(paragraph)
    return labels, others
