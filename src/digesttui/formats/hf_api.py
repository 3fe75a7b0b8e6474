"""Answers of Hugging Face's ``/api/daily_papers``, as the site gave them since 2024 and as others archived them.

An entry nests most fields under ``paper``; archives wrap the list in an object, and some hold entries or papers as
Python wrote them (``{'id': …}``). The digest's date is ``submittedOnDailyAt``, which answers have since March 2025.
Source: https://huggingface.co/docs/hub/api and 580 daily answers.
"""

import ast
import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from digesttui.formats import json_values, records, values
from digesttui.formats.dates import iso_date
from digesttui.formats.document import Contents, Document
from digesttui.formats.records import Numbered
from digesttui.model import Skipped
from digesttui.text import clean, one_line

FORM = "hf-api"

_MAX_PYTHON = 1_000_000  # characters of one entry
_WRAPPED = ("date", "dateString")
_OWN_DATES = ("publishedAt", "published_at", "date")  # of the paper, not of the digest


def recognises(head: str) -> bool:
    """Whether ``head`` begins a JSON list of entries that nest a paper."""
    return head[:1] in ("[", "{") and ('"paper"' in head or "'paper'" in head) and "publishedAt" in head


def read(document: Document) -> Contents:
    """The papers of an answer; ``InputError`` for an answer that is an error."""
    value, found = json_values.records(document)
    if isinstance(value, Mapping) and isinstance(value.get("error"), str):
        raise document.refuse(f"the site's answer is an error: {one_line(clean(value['error']))}")
    return contents(document, value, found)


def contents(document: Document, value: Any, found: list[Numbered]) -> Contents:
    """The papers of entries that were ``found`` in ``value``."""
    entries = list(_flat(found))
    days = [day for entry in entries if isinstance(entry, tuple) and (day := _daily(entry[1]))]
    told = (
        next(filter(None, (values.day(value.get(name)) for name in _WRAPPED)), None)
        if isinstance(value, Mapping)
        else None
    )
    date = max(days, default=None) or told or iso_date(document.name) or _submitted(found)
    return records.contents_of(document, entries, date)


def _flat(found: list[Numbered]) -> Iterator[Numbered]:
    """Each entry with the fields of its paper beside its own, which give way."""
    for numbered in found:
        if isinstance(numbered, Skipped):
            yield numbered
            continue
        line, written = numbered
        entry = _mapping(written)
        paper = _mapping(entry.get("paper"))
        record = {**entry, **paper} if paper or entry else None
        yield line, {name: field for name, field in record.items() if name not in _OWN_DATES} if record else written


def _mapping(written: Any) -> Mapping[str, Any]:
    """An object, perhaps written by Python; empty where it is neither."""
    if isinstance(written, str) and written.startswith("{") and len(written) <= _MAX_PYTHON:
        try:
            written = ast.literal_eval(written)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            return {}
    return written if isinstance(written, Mapping) else {}


def _daily(record: Any) -> datetime.date | None:
    return values.day(record.get("submittedOnDailyAt")) if isinstance(record, Mapping) else None


def _submitted(found: list[Numbered]) -> datetime.date | None:
    """The latest day an entry was published on the site, as far as answers before March 2025 tell."""
    entries = [_mapping(numbered[1]) for numbered in found if isinstance(numbered, tuple)]
    days = [values.day(entry.get("publishedAt")) for entry in entries]
    return max((day for day in days if day), default=None)
