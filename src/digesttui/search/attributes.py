"""Authors, ids, links and stars of the papers of a segment, read from the papers themselves."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from threading import Lock
from typing import Any, cast, get_args

import numpy as np
from numpy.typing import NDArray

from digesttui.links.kinds import GITHUB
from digesttui.model import Lead, LinkKind
from digesttui.search.door import Attribute
from digesttui.search.facts import attributes, starting
from digesttui.search.vocabulary import Ids
from digesttui.store import Store

OF_PAPERS = tuple(name for name in get_args(Attribute) if name not in ("digest", "source"))
AT_ONCE = 500  # papers
OF_LINKS: tuple[Attribute, ...] = ("kind", "host", "repo")


class Attributes:
    """Values of attributes, one a line for each attribute, and the document of each line.

    Reading takes some time for each paper, so it can be done bit by bit; whoever asks waits for the rest.
    """

    def __init__(self, store: Store, positions: Ids) -> None:
        self._store = store
        self._positions = positions
        self._read = 0
        self._lock = Lock()
        self._values: dict[Attribute, list[str]] = {name: [] for name in OF_PAPERS}
        self._documents: dict[Attribute, list[int]] = {name: [] for name in OF_PAPERS}
        self._stars = np.full(len(positions), -1, np.int32)
        self._tables: dict[Attribute, tuple[str, NDArray[np.int64], Ids]] = {}

    def read_some(self) -> bool:
        """Read some more papers; whether any are left."""
        with self._lock:
            documents = range(self._read, min(self._read + AT_ONCE, len(self._positions)))
            for document in documents:
                self._read_one(document)
            self._read = documents.stop
            return self._read < len(self._positions)

    def documents(self, name: Attribute, value: str) -> Ids:
        """The documents with an attribute ``name`` of which a word starts with ``value``."""
        text, starts, documents = self._table(name)
        if not value:
            return documents
        places = [match.start() for match in starting(value).finditer(text)]
        return documents[np.searchsorted(starts, places, "right") - 1]

    def naming(self, repos: AbstractSet[str]) -> Ids:
        """The documents that name one of ``repos``, each folded and whole."""
        text, _, documents = self._table("repo")
        lines = [line for line, repo in enumerate(text.split("\n")) if repo in repos]
        return documents[np.array(lines, np.int64)]

    def stars(self) -> Ids:
        """The stars of the repository of each document; -1 where unknown."""
        self._read_all()
        return self._stars

    def lead(self, document: int) -> Lead | None:
        """What a document leads to; None as long as that is quicker read from the paper."""
        if not self._tables.keys() >= set(OF_LINKS):
            return None
        kind = self._first("kind", document)
        on_github = kind == "code" and self._first("host", document) == GITHUB
        return Lead(cast(LinkKind, kind or "other"), self._first("repo", document) if on_github else "")

    def columns(self) -> dict[str, NDArray[Any]]:
        """All that was read, reading the rest first; ``restore`` takes it back."""
        told: dict[str, NDArray[Any]] = {"stars": self.stars()}
        for name in OF_PAPERS:
            text, starts, documents = self._table(name)
            told |= {f"{name}/text": np.frombuffer(text.encode(), np.uint8), f"{name}/starts": starts}
            told[f"{name}/documents"] = documents
        return told

    def restore(self, columns: Mapping[str, NDArray[Any]]) -> None:
        """Take over what ``columns`` gave, instead of reading it from the papers."""
        self._stars = columns["stars"]
        for name in OF_PAPERS:
            text = columns[f"{name}/text"].tobytes().decode()
            self._tables[name] = text, columns[f"{name}/starts"], columns[f"{name}/documents"]
        self._read = len(self._positions)

    def _table(self, name: Attribute) -> tuple[str, NDArray[np.int64], Ids]:
        self._read_all()
        with self._lock:
            if name not in self._tables:
                values = self._values.pop(name)
                starts = np.cumsum([0, *(len(value) + 1 for value in values)])[:-1]
                self._tables[name] = "\n".join(values), starts, np.array(self._documents.pop(name), np.int32)
            return self._tables[name]

    def _first(self, name: Attribute, document: int) -> str:
        """The first of a document's values, which are in the order of its links; empty where it has none."""
        text, starts, documents = self._tables[name]
        line = documents.searchsorted(documents.dtype.type(document))  # of another type it would copy the column
        if line == len(documents) or documents[line] != document:
            return ""
        start = int(starts[line])
        return text[start : text.find("\n", start) if line + 1 < len(starts) else len(text)]

    def _read_all(self) -> None:
        while self._read < len(self._positions):
            self.read_some()

    def _read_one(self, document: int) -> None:
        position = int(self._positions[document])
        if position not in self._store:
            return
        paper = self._store.paper(position)
        self._stars[document] = -1 if paper.stars is None else paper.stars
        for name in OF_PAPERS:
            for value in attributes(name, paper, self._store):
                self._values[name].append(value)
                self._documents[name].append(document)
