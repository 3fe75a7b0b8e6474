"""What the shell offers at the tab key beside click's own: the filter language, views, and digests."""

import re
from collections.abc import Iterable, Iterator

import click
from click.shell_completion import CompletionItem

from digesttui import config
from digesttui.errors import DigestError
from digesttui.model import KINDS

Items = list[CompletionItem[str]]

_LAST_TERM = re.compile(r'[-!]*(?P<term>(?:[A-Za-z]+:|@)"[^"]*|[^\s()|"]*)\Z')
_CLAUSE = re.compile(r'(?P<name>[A-Za-z]+):"?(?P<value>.*)', re.DOTALL)
_WORD = re.compile(r"[\w.<>=+-]+")
_SOURCES = ("huggingface", *(f"arxiv:{name}" for name in ("cs.AI", "cs.CL", "cs.CV", "cs.LG", "cs.RO", "stat.ML")))
_DAYS = ("today", "yesterday", "-7d..", "-30d..")


def filters(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> Items:
    """The filter with its last term completed: a saved view, a qualifier's name, or its value."""
    found = _LAST_TERM.search(incomplete)
    if found is None or ('"' not in found["term"] and incomplete.count('"') % 2):
        return []  # inside a phrase
    before = incomplete[: found.start("term")]
    return [CompletionItem(before + term) for term in _terms(found["term"])]


def views(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> Items:
    """The names of saved views, with or without ``@`` in front as was typed."""
    sign = "@" if incomplete.startswith("@") else ""
    return [CompletionItem(sign + name) for name in _starting(_views(), incomplete.removeprefix("@"))]


def digests(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> Items:
    """The names of the library's digests."""
    return [CompletionItem(name) for name in _starting(_digests(), incomplete)]


def tag_names(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> Items:
    """The reader's tags."""
    return [CompletionItem(tag) for tag in _starting(_tags(), incomplete)]


def sources(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> Items:
    """The sites, with those categories of arXiv's that hold most of what is in the digests."""
    return [CompletionItem(source) for source in _starting(_SOURCES, incomplete)]


def _views() -> Iterable[str]:
    try:
        return config.read().views
    except DigestError:  # whoever runs the command is told
        return ()


def _terms(term: str) -> list[str]:
    from digesttui.query.clauses import NAMES
    from digesttui.query.views import written

    if term.startswith("@"):
        return [written(name) for name in _starting(_views(), term.lstrip('@"'))]

    clause = _CLAUSE.fullmatch(term)
    if clause:
        return [f"{clause['name']}:{_quoted(value)}" for value in _starting(_values(clause["name"]), clause["value"])]
    names = _starting(sorted(NAMES), term)
    if len(names) == 1 and (values := _values(names[0])):
        return [f"{names[0]}:{_quoted(value)}" for value in values]  # there is but one way on
    return [f"{name}:" for name in names]


def _values(name: str) -> Iterable[str]:
    """What may stand behind ``name:``; nothing where it can be anything."""
    from digesttui.query import clauses

    match name.lower():
        case "has":
            return clauses.HAS
        case "is":
            return clauses.IS
        case "kind":
            return KINDS
        case "sort":
            return [*clauses.ORDERS, *(f"-{order}" for order in clauses.ORDERS)]
        case "date" | "read" | "starred" | "pushed":
            return _DAYS
        case "tag":
            return _tags()
        case "digest":
            return _digests()
    return ()


def _tags() -> list[str]:
    from digesttui.cli.glance import glance
    from digesttui.library.state import TAG

    try:
        mirror = glance(config.folders().state)
    except DigestError:  # whoever opens the library is told
        return []
    return [] if mirror is None else sorted(field.removeprefix(TAG) for field in mirror.tag_fields())


def _digests() -> Iterator[str]:
    from digesttui.sources import files

    library = config.folders().library
    found = files.find([str(library)]) if library.is_dir() else ()
    return (place.name for place in found if isinstance(place, files.Found))


def _starting(values: Iterable[str], typed: str) -> list[str]:
    return [value for value in values if value.lower().startswith(typed.lower())]


def _quoted(value: str) -> str:
    return value if _WORD.fullmatch(value) else f'"{value}"'
