"""The library as JSON lines, to be carried, versioned or synced: one line a paper, ordered, so that differences read
well.

The first line names the form. A paper's line is ``{"id", "titles", "facts"}``: the arXiv identifier or null, the keys
of its titles in hexadecimal, and for each field ``[value, changed]`` (a note has its lineage as a third), where
``value`` is null for what was taken away. Times are milliseconds since 1970, ``later`` is a proleptic ordinal.
``{"arrived", "titles"}`` says when papers were first seen. Further members are ignored.
"""

import datetime
import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from digesttui.errors import LibraryError
from digesttui.library import arrivals
from digesttui.library.merging import Fact
from digesttui.library.names import Names
from digesttui.library.state import LATER, MAX_TIME, NOTE, READ, STARRED, TAG, PaperKey, Value, note_text, tag_name
from digesttui.text import clean

FORM = {"form": "digest-tui library", "version": 1}
MAX_ID = 100


@dataclass(frozen=True, slots=True)
class Account:
    """What a line says of one paper: the keys it is known by and its fields."""

    keys: tuple[PaperKey, ...]
    facts: dict[str, Fact]


@dataclass(frozen=True, slots=True)
class Arrived:
    """That papers with these title keys were first seen ``at``."""

    at: int
    titles: tuple[int, ...]


def lines(connection: sqlite3.Connection, names: Names) -> Iterator[str]:
    """The whole library, one line at a time, without line ends."""
    yield json.dumps(FORM)
    facts = _facts(connection)
    papers = [(names.key(row).id, titles, row) for row, titles in names.titles().items() if row in facts]
    for id_, titles, row in sorted(papers, key=lambda paper: (paper[0] or "", paper[1])):
        fields = {field: _packed(field, fact) for field, fact in sorted(facts[row].items())}
        yield json.dumps({"id": id_, "titles": _hexadecimal(titles), "facts": fields}, ensure_ascii=False)
    for at, titles_then in arrivals.since(connection, 0):
        yield json.dumps({"arrived": at, "titles": _hexadecimal(sorted(titles_then))})


def parsed(given: Iterable[str], name: str) -> Iterator[Account | Arrived]:
    """Read what ``lines`` wrote, from a file of that name. Raises ``LibraryError`` for the first line that is wrong."""
    form_is_known = False
    for number, line in enumerate(given, 1):
        if not line.strip():
            continue
        try:
            told = json.loads(line)
            if not form_is_known:
                _check_form(told)
                form_is_known = True
            else:
                yield _arrived(told) if "arrived" in told else _account(told)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError, LibraryError) as error:
            reason = str(error) if isinstance(error, LibraryError) else "is not what an export holds"
            raise LibraryError(f"{name}, line {number} {reason}; nothing was imported") from error
    if not form_is_known:
        raise LibraryError(f"{name} is empty; `digest-tui library export` writes what can be imported")


def text_of(lineage: frozenset[int]) -> str:
    """A lineage as the database keeps it."""
    return "".join(f"{time} " for time in sorted(lineage))


def fact_of(value: Value, changed: int, lineage: str | None) -> Fact:
    """A fact from a row of the database."""
    return Fact(value, changed, frozenset(map(int, (lineage or "").split())))


def _facts(connection: sqlite3.Connection) -> dict[int, dict[str, Fact]]:
    facts: dict[int, dict[str, Fact]] = {}
    for row, field, *fact in connection.execute("SELECT paper, field, value, changed, lineage FROM fact"):
        facts.setdefault(row, {})[field] = fact_of(*fact)
    return facts


def _packed(field: str, fact: Fact) -> list[object]:
    packed: list[object] = [fact.value, fact.changed]
    return [*packed, sorted(fact.lineage)] if field == NOTE else packed


def _hexadecimal(titles: Iterable[int]) -> list[str]:
    return [f"{title:016x}" for title in titles]


def _check_form(told: dict[str, Any]) -> None:
    if told.get("form") != FORM["form"]:
        raise LibraryError("does not say that this is an exported library")
    if told.get("version") != FORM["version"]:
        raise LibraryError("says that a newer digest-tui wrote this")


def _account(told: dict[str, Any]) -> Account:
    id_ = told["id"]
    titles = [_title(title) for title in told["titles"]]
    if not titles or not (id_ is None or (0 < len(id_) <= MAX_ID and clean(id_) == id_)):
        raise ValueError(id_)
    keys = tuple(PaperKey(id_, title) for title in titles)
    return Account(keys, {field: _fact(field, *packed) for field, packed in told["facts"].items()})


def _arrived(told: dict[str, Any]) -> Arrived:
    return Arrived(_time(told["arrived"]), tuple(map(_title, told["titles"])))


def _fact(field: str, value: Any, changed: Any, lineage: Any = ()) -> Fact:
    return Fact(None if value is None else _value(field, value), _time(changed), frozenset(map(_time, lineage)))


def _value(field: str, value: Any) -> Value:
    if field == NOTE:
        return note_text(value)
    if field == LATER:
        return _whole(value, 1, datetime.date.max.toordinal())
    if field in (READ, STARRED) or (field.startswith(TAG) and field == TAG + tag_name(field.removeprefix(TAG))):
        return _time(value)
    raise ValueError(field)


def _title(title: str) -> int:
    if len(title) != 16:
        raise ValueError(title)
    return int.from_bytes(bytes.fromhex(title))


def _time(value: Any) -> int:
    return _whole(value, 0, MAX_TIME)


def _whole(value: Any, low: int, high: int) -> int:
    if type(value) is not int or not low <= value <= high:
        raise ValueError(value)
    return value
