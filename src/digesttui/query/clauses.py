"""The clauses ``name:value``: which there are, and how their values are read."""

import datetime
from typing import get_args

from digesttui.query.code import CodeWord
from digesttui.query.mistakes import Mistake, did_you_mean
from digesttui.query.tree import Between, Coded, Node, Promised, Sort, State, Value, When
from digesttui.query.values import date_range, number_range
from digesttui.search.door import Attribute, Number, Order
from digesttui.search.needle import FIELDS

ATTRIBUTES: tuple[Attribute, ...] = ("author", "repo", "digest", "source", "id", "kind", "host")
NUMBERS: tuple[Number, ...] = ("seen", "rank", "upvotes", "stars")
DATES = ("date", "read", "starred", "pushed")
CODE: tuple[CodeWord, ...] = get_args(CodeWord)
ORDERS: tuple[Order, ...] = get_args(Order)
HAS = ("code", "link", "pdf", "promised", "note")
IS = ("unread", "read", "starred", "new", "due")
NAMES = frozenset((*FIELDS, *ATTRIBUTES, *NUMBERS, *DATES, *CODE, "has", "is", "tag", "note", "sort"))

_SOME_DAY = datetime.date(2000, 1, 1)


def read_clause(name: str, value: str, start: int, end: int) -> Node | Sort:
    """The clause ``name:value`` that stands at ``start`` to ``end``; raises ``Mistake``."""
    if name in ("has", "is", "sort"):
        _check_choice(name, value)
    match name:
        case "has":
            return _having(value, start, end)
        case "sort":
            return Sort(next(order for order in ORDERS if order == value.lstrip("-")), value.startswith("-"))
        case "is" | "tag" | "note":
            return State(start, end, name, value)
        case "date" | "read" | "starred" | "pushed":
            date_range(value, _SOME_DAY)
            return When(start, end, name, value)
        case "license" | "language":
            return Coded(start, end, name, value)
    for number in NUMBERS:
        if number == name:
            return Between(start, end, number, *number_range(value))
    return Value(start, end, next(attribute for attribute in ATTRIBUTES if attribute == name), value)


def _check_choice(name: str, value: str) -> None:
    known = {"has": HAS, "is": IS, "sort": ORDERS}[name]
    written = value.removeprefix("-") if name == "sort" else value
    if written not in known:
        unfinished = any(choice.startswith(written) for choice in known)
        hint = did_you_mean(written, known) or "one of " + ", ".join(known)
        raise Mistake(f"no {name}:{value}", hint, unfinished=unfinished)


def _having(what: str, start: int, end: int) -> Node:
    match what:
        case "code":
            return Value(start, end, "kind", "code")
        case "link":
            return Value(start, end, "kind", "")
        case "pdf":
            return Value(start, end, "pdf", "")
        case "note":
            return State(start, end, "has", "note")
    return Promised(start, end)
