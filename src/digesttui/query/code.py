"""Clauses about the code that papers name: what a site told of it, joined with what digests say."""

from collections.abc import Mapping
from typing import Any, Literal, Protocol, TypeVar

from digesttui.search.door import Searcher
from digesttui.search.facts import starting
from digesttui.text import fold

CodeWord = Literal["license", "language"]
CodeNumber = Literal["stars", "pushed"]

M = TypeVar("M")


class KnownCode(Protocol):
    """What a site told of repositories, each fact by ``owner/name`` in lower case."""

    def words(self, name: CodeWord) -> Mapping[str, str]:
        """The licence or the language of each repository where it is known."""
        ...

    def numbers(self, name: CodeNumber) -> Mapping[str, int]:
        """The stars of each repository, or the day of its last push (an ordinal), where that is known."""
        ...


def called(searcher: Searcher[M], known: Mapping[str, str], value: str) -> M:
    """The papers with code of which a word of the fact starts with ``value``."""
    starts = starting(value).search
    return searcher.naming({repo for repo, word in known.items() if starts(fold(word))})


def between(searcher: Searcher[M], known: Mapping[str, int], low: float, high: float) -> M:
    """The papers with code of which the fact lies between ``low`` and ``high``, both included."""
    return searcher.naming({repo for repo, number in known.items() if low <= number <= high})


def starred(searcher: Searcher[M], known: Mapping[str, int], low: float, high: float) -> M:
    """The papers by the stars of their code: as the site told them; where it did not, as a digest did."""
    everything: Any = searcher.everything
    by_digest: Any = searcher.number("stars", low, high)
    decided: M = by_digest & (everything ^ searcher.naming(known)) | between(searcher, known, low, high)
    return decided
