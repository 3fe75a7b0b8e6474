"""BibTeX and BibLaTeX, read by bibtexparser; accents and braces become plain text, formulas stay.

Source: https://www.ctan.org/pkg/biblatex for the fields.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from digesttui.formats import records
from digesttui.formats.document import Contents, Document
from digesttui.formats.records import Numbered
from digesttui.latex import to_unicode
from digesttui.model import Skipped
from digesttui.names import first_name_first
from digesttui.text import clean, one_line

FORM = "bibtex"

_ENTRY = re.compile(r"^\s*@[A-Za-z]+\s*[{(]", re.MULTILINE)
_FORMULA = re.compile(r"(\$[^$]+\$)")
_AND = re.compile(r"\s+and\s+")
_ADDRESSES = ("url", "doi", "eprint", "journal", "journaltitle")


def recognises(head: str) -> bool:
    """Whether ``head`` begins an entry, perhaps below a comment."""
    return bool(_ENTRY.search(head)) and (head.startswith(("@", "%")) or bool(re.search(r"=\s*[{\"]", head)))


def read(document: Document) -> Contents:
    """The papers of ``document``; ``InputError`` where no entry has a title."""
    return records.contents_of(document, _entries(clean(document.text)))


def _entries(text: str) -> Iterator[Numbered]:
    import logging

    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import DuplicateBlockKeyBlock, Entry, ParsingFailedBlock

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL + 1)  # it would quote the file on the terminal
    library = parse_string(text)
    for parsed in library.blocks:
        block = parsed.ignore_error_block if isinstance(parsed, DuplicateBlockKeyBlock) else parsed
        line = (parsed.start_line or 0) + 1
        if isinstance(block, Entry):
            quotes = "" if block is parsed else '{}"'  # of the second entry under a key they are still there
            yield line, _record({field.key.lower(): str(field.value).strip(quotes or None) for field in block.fields})
        elif isinstance(block, ParsingFailedBlock):
            raw = block.raw or ""
            yield Skipped(line, raw.count("\n") + 1, "not valid BibTeX", one_line(raw[:80]), lost=True)


def _record(fields: Mapping[str, str]) -> dict[str, Any]:
    plain = {name: _plain(value) for name, value in fields.items()}
    year, month, day = (fields.get(name, "") for name in ("year", "month", "day"))
    return {
        "title": plain.get("title"),
        "abstract": plain.get("abstract"),
        "authors": [first_name_first(name) for name in _AND.split(plain.get("author", "")) if name.strip()],
        "date": fields.get("date") or f"{year}-{month}-{day} or {day} {month} {year}",
        "keywords": plain.get("keywords"),
        "eprint": fields.get("eprint"),
        "note": [fields[name] for name in ("note", "howpublished") if name in fields],
        "addresses": [one_line(fields[name]) for name in _ADDRESSES if name in fields],
    }


def _plain(value: str) -> str:
    parts = _FORMULA.split(value)
    return "".join(part if number % 2 else _without_braces(to_unicode(part)) for number, part in enumerate(parts))


def _without_braces(text: str) -> str:
    return text.replace("{", "").replace("}", "")
