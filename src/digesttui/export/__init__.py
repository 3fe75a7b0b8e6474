"""Papers → text for other programs. Each form is a module of its own, loaded when it is asked for."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import TextIO

from digesttui.export.reading import Reading, ReadingOf, nothing_read
from digesttui.model import Paper

__all__ = ["FORMATS", "Reading", "ReadingOf", "render", "write"]

_MODULES = {
    "bibtex": "bibtex",
    "ris": "ris",
    "csl-json": "csl_json",
    "markdown": "markdown",
    "csv": "tables",
    "tsv": "tables",
    "json": "records",
    "jsonl": "records",
    "html": "page",
    "atom": "atom",
    "eml": "mail",
}
_PERSONAL = frozenset({"tables", "records"})

FORMATS = tuple(_MODULES)
"""The names of all forms."""


def render(papers: Iterable[Paper], form: str, reading: ReadingOf = nothing_read) -> Iterator[str]:
    """The export of ``papers`` as ``form``, one of ``FORMATS``, in pieces that joined are the whole.

    Papers are asked for one at a time but by html, atom and eml, which tell how many there are at the top. What the
    reader did (``reading``) goes into json, jsonl, csv and tsv only: the other forms are shown to others.
    """
    module = import_module(f"digesttui.export.{_MODULES[form]}")
    renderer = getattr(module, f"render_{form.replace('-', '_')}")
    pieces: Iterator[str] = renderer(papers, reading) if _MODULES[form] in _PERSONAL else renderer(papers)
    return pieces


def write(papers: Iterable[Paper], form: str, stream: TextIO, reading: ReadingOf = nothing_read) -> None:
    """Write the export of ``papers`` as ``form`` to ``stream``."""
    stream.writelines(render(papers, form, reading))
