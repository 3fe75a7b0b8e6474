"""The filter as a tree. Every node knows where it stands in the text: ``text[start:end]``."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from digesttui.query.code import CodeWord
from digesttui.search.door import Attribute, Number, Order
from digesttui.search.needle import Needle

StateName = Literal["is", "tag", "note", "has", "new"]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at ``text[start:end]``, and what may have been meant.

    ``mild``: only unfinished, as anything is while it is typed.
    """

    start: int
    end: int
    message: str
    hint: str = ""
    mild: bool = False

    def __str__(self) -> str:
        return f"{self.message}; {self.hint}" if self.hint else self.message


@dataclass(frozen=True, slots=True)
class Node:
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Find(Node):
    """Text to find."""

    needle: Needle


@dataclass(frozen=True, slots=True)
class Value(Node):
    """An attribute with a value that starts a word of it; an empty value is any."""

    name: Attribute
    value: str


@dataclass(frozen=True, slots=True)
class Between(Node):
    """A number from ``low`` to ``high``, both included."""

    name: Number
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class When(Node):
    """A date within days that are known once today is: ``date:-7d..``, ``read:today``, ``pushed:>2025-01``."""

    name: Literal["date", "read", "starred", "pushed"]
    days: str


@dataclass(frozen=True, slots=True)
class Coded(Node):
    """What a site told of the code: ``license:mit``, ``language:python``; a word of it starts so."""

    name: CodeWord
    value: str


@dataclass(frozen=True, slots=True)
class State(Node):
    """What the reader did: ``is:unread``, ``tag:moe``, ``note:"read again"``, ``has:note``. ``new`` is ``is:new`` in
    the saved view of that name."""

    name: StateName
    value: str


@dataclass(frozen=True, slots=True)
class Promised(Node):
    """Code is promised in the abstract, and not there yet."""


@dataclass(frozen=True, slots=True)
class Not(Node):
    part: Node


@dataclass(frozen=True, slots=True)
class All(Node):
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AnyOf(Node):
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Sort:
    """The order asked for."""

    by: Order
    reverse: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A filter, parsed. ``root`` is ``None`` where nothing (or nothing that parsed) is asked; ``sort`` likewise."""

    text: str
    root: Node | None = None
    sort: Sort | None = None
    problems: tuple[Problem, ...] = ()

    def clauses(self) -> Sequence[Node]:
        """The parts that must all hold."""
        return self.root.parts if isinstance(self.root, All) else (self.root,) if self.root else ()

    @property
    def asks_reading(self) -> bool:
        """Whether what the reader did decides anything here."""
        return any(
            isinstance(leaf, State) or (isinstance(leaf, When) and leaf.name in ("read", "starred"))
            for leaf in self._leaves()
        )

    @property
    def asks_facts(self) -> bool:
        """Whether links, authors or ids decide anything here."""
        return any(map(_asks_facts, self._leaves()))

    def _leaves(self) -> Iterator[Node]:
        return iter(()) if self.root is None else _leaves(self.root)


def in_view(node: Node, name: str, start: int, end: int) -> Node:
    """``node`` of the saved view ``name`` as it is in a filter that has the view at ``start`` to ``end``."""
    match node:
        case All() | AnyOf():
            return replace(
                node, start=start, end=end, parts=tuple(in_view(part, name, start, end) for part in node.parts)
            )
        case Not():
            return Not(start, end, in_view(node.part, name, start, end))
        case State(name="is", value="new"):
            return State(start, end, "new", name)
    return replace(node, start=start, end=end)


def _leaves(node: Node) -> Iterator[Node]:
    match node:
        case Not():
            yield from _leaves(node.part)
        case All() | AnyOf():
            for part in node.parts:
                yield from _leaves(part)
        case _:
            yield node


def _asks_facts(leaf: Node) -> bool:
    match leaf:
        case Promised() | Coded():
            return True
        case Value(name=name):
            return name not in ("digest", "source")
        case Between(name=name):
            return name == "stars"
        case When(name=name):
            return name == "pushed"
    return False
