"""HTML pages: Hugging Face's, which carry the API's entries as JSON, else the papers in the visible text.

The entries lie in an attribute ``data-props``, under ``dailyPapers`` on listings and ``paper`` on a paper's page.
"""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from digesttui.errors import InputError
from digesttui.formats import (
    hf_api,
    hf_clip,
    html_text,
    json_values,
    markdown_list,
    markdown_sections,
    markup,
    page_text,
)
from digesttui.formats.document import Contents, Document, Format
from digesttui.text import clean, one_line

FORM = "html"

_REMEDY = "save the page once its papers are shown"
_MANY_TAGS = 100_000
_PER_TAG = 12  # characters; the pages that exist, and our own, have 90 and more

_START = re.compile(
    r"<(?:!doctype\s+html|html|head|body|div|main|article|section|h[1-6]|p|ul|table|meta)\b", re.IGNORECASE
)
_XHTML = re.compile(r"<\?xml[^>]*\?>\s*(?:<!DOCTYPE html|<html)", re.IGNORECASE)
_PROPS = re.compile(r"data-props=(?:\"([^\"]+)\"|'([^']+)')")
_ENTRIES = ("dailyPapers", "&quot;paper&quot;", '"paper"')


def recognises(head: str) -> bool:
    """Whether ``head`` begins an HTML page or a piece of one."""
    return bool(_START.match(head) or _XHTML.match(head) or (head.startswith("<!--") and "<html" in head))


def read(document: Document) -> Contents:
    """The papers of a page; ``InputError`` where there are none."""
    for props in _props(document.text):
        entries = json_values.elements(props)
        if any(isinstance(entry, dict) and "paper" in entry for entry in entries):
            return hf_api.contents(document, props, [(0, entry) for entry in entries])
    tags = document.text.count("<")
    if tags > _MANY_TAGS and tags * _PER_TAG > len(document.text):
        raise document.refuse(f"an HTML page of {tags:,} tags with hardly any text between them", remedy=_REMEDY)
    visible = html_text.markdown(document.text)
    if not visible:
        raise document.refuse("an HTML page without visible text", remedy=_REMEDY)
    try:
        readers: tuple[Format, ...] = (hf_clip, markdown_sections, markdown_list)
        for reader in readers:
            if reader.recognises(visible):
                return reader.read(replace(document, text=visible))
        return page_text.read(replace(document, text=markup.plain(visible)))
    except InputError:
        told = one_line(clean(visible))[:60]
        raise document.refuse(f"an HTML page without papers, it says: {told}", remedy=_REMEDY) from None


def _props(text: str) -> Iterator[Any]:
    for match in _PROPS.finditer(text):
        written = match[1] or match[2]
        if any(name in written for name in _ENTRIES):
            try:
                yield json.loads(html.unescape(written))
            except (ValueError, RecursionError):
                continue
