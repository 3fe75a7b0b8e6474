"""What is open: the digests' sources, the store, the filter and what the reader did, behind one object.

The command line, the screen and Python users all work on a ``Collection``.
"""

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from digesttui import config, kept, links
from digesttui.config import Config
from digesttui.errors import InputError
from digesttui.formats.dates import iso_date
from digesttui.kept import Kept, NotKept, Source
from digesttui.model import Digest, Lead
from digesttui.query.result import Result
from digesttui.sources import files
from digesttui.sources.files import Found
from digesttui.sources.known_code import KnownCode
from digesttui.store import Store

if TYPE_CHECKING:
    from digesttui.library.columns import Columns
    from digesttui.library.library import Library
    from digesttui.library.state import PaperKey, State
    from digesttui.query.tree import Query
    from digesttui.search.door import Searcher
    from digesttui.search.index import Index
    from digesttui.search.scan import Scan
    from digesttui.search.similar import Similar

SCANNED = 300
"""Papers that a scan goes through within a frame; more need the index."""

KEPT = 2_000
"""Papers from which on it is quicker to open what was kept than to read the files again."""

STALE = 1_000
"""A kept collection is kept anew once one in so many papers changed: until then reading these again costs less."""

CAUGHT_UP = 2_000
"""Changed papers that the index takes in at once; with more it is built anew."""


@dataclass(frozen=True, slots=True)
class Read:
    """The end of a reading that found changes: every file that holds digests, by path."""

    sources: Mapping[str, Source]


Outcome = Digest | InputError | Kept | Read
"""What a reading gives."""


class Collection:
    """Digests from ``paths``, merged and searchable.

    Without paths these are the library folder's digests, else the bundled samples. ``year`` is the year of pages
    that name only day and month. Nothing is read before ``load`` or ``read``. ``library``, what the reader did, and
    ``reading``, the same laid out by position, are there from ``remember`` on. ``code`` is what GitHub told of
    repositories.
    """

    def __init__(
        self,
        paths: Sequence[str] = (),
        *,
        year: int | None = None,
        settings: Config | None = None,
        today: Callable[[], datetime.date] = datetime.date.today,
    ) -> None:
        self.settings = settings or Config()
        self.paths = list(paths) or [_own_or_samples()]
        self.shows_samples = not paths and self.paths == [str(config.samples_folder())]
        self.year = year
        self.today = today
        self.store = Store()
        self.problems: list[InputError] = []
        self._sources: dict[str, Source] = {}
        self._kept_revision: int | None = None
        self._kept_newest: Sequence[int] | None = None
        self._index_is_kept = False
        self.code = KnownCode(lambda: config.folders().cache)
        self.library: Library | None = None
        self.reading: Columns | None = None
        self._index: Index | None = None
        self._scan: Scan | None = None
        self._scanned = (self.store, self.store.revision)

    @property
    def shows_library(self) -> bool:
        """Whether these are the digests of the library folder."""
        return self.paths == [str(config.folders().library)]

    def open_library(self) -> None:
        """Be the library folder's digests instead, from the next reading on."""
        self.paths, self.shows_samples = [str(config.folders().library)], False

    def read(self, *, to_search: bool = True) -> Iterator[Outcome]:
        """What the sources hold, one after another, changing nothing here: safe in another thread.

        First comes the collection as it was kept, if it was, with its index for those who mean ``to_search``; of the
        files only those that changed since the last reading are read. Each reading must be taken in whole, by ``add``.
        """
        known = dict(self._sources)
        if not known and (kept := self._kept(to_search)):
            yield kept
            known = dict(kept.sources)
        sources: dict[str, Source] = {}
        for found in sorted(files.find(self.paths), key=_age):
            if isinstance(found, InputError):
                yield found
                continue
            stamp = _stamp(found.path)
            before = known.get(str(found.path))
            if before is None or before.stamp != stamp or not _names(found.name, before.digests):
                digests: list[str] = []
                for outcome in files.load(found, year=self.year):
                    digests += [outcome.name] if isinstance(outcome, Digest) else []
                    yield outcome
                before = Source(stamp, tuple(digests))
            if before.digests:
                sources[str(found.path)] = before
        if sources != known:
            yield Read(sources)

    def add(self, outcome: Outcome) -> None:
        """Take in what ``read`` gave: merge a digest, note a problem, go on from what was kept, or, at the end, let
        go of digests whose files are gone."""
        for _ in self.adding(outcome):
            continue

    def adding(self, outcome: Outcome) -> Iterator[None]:
        """``add`` in short steps, all of which must be taken; between them the collection answers."""
        match outcome:
            case Digest():
                yield from self.store.adding(outcome)
            case InputError():
                self.problems.append(outcome)
            case Kept():
                self.store, self._index, self._sources = outcome.store, outcome.index, dict(outcome.sources)
                self._kept_revision, self._index_is_kept = self.store.revision, outcome.index is not None
                self._kept_newest = outcome.newest
            case Read():
                there = {name for source in outcome.sources.values() for name in source.digests}
                known = {name for source in self._sources.values() for name in source.digests}
                for name in known - there:
                    yield from self.store.removing(name)
                self._sources = dict(outcome.sources)

    def _kept(self, to_search: bool) -> Kept | None:
        path = self._kept_at()
        if path is None or not path.exists():
            return None
        try:
            return kept.load(path, with_index=to_search)
        except NotKept:
            return None  # made anew from the files

    def _kept_at(self) -> Path | None:
        cannot_be_read_again = "-" in self.paths
        return None if cannot_be_read_again else kept.path_for(config.folders().cache, self.paths, self.year)

    def keep(self) -> None:
        """Keep a large collection for the next start, with its index if it has one, unless it is kept much as it is.

        Safe in another thread as long as nothing is added meanwhile. Raises ``OSError`` where the cache cannot be
        written; nothing is lost by that but time.
        """
        path = self._kept_at()
        if path is None or len(self.store) < KEPT or self._is_kept():
            return
        revision = self.store.revision
        if self._index is not None:
            self._index = self._index.updated()
        newest = self._newest_first()
        kept.save(path, self.store, newest, self._index, self._sources)
        self._kept_revision, self._index_is_kept = revision, self._index is not None
        self._kept_newest = None if self._index_is_kept else newest

    def _is_kept(self) -> bool:
        if self._kept_revision is None:
            return False
        if self._index is None:
            return True  # what is kept may have one
        if not self._index_is_kept:
            return False
        return len(self.store.changed_since(self._kept_revision)) * STALE <= len(self.store)

    def load(self, *, to_search: bool = True) -> "Collection":
        """Read and take in everything, for those who can wait; the index that was kept only ``to_search``."""
        for outcome in self.read(to_search=to_search):
            self.add(outcome)
        return self

    @property
    def answers_at_once(self) -> bool:
        """Whether ``search`` answers within a frame: the collection is small, or its index follows it."""
        return len(self.store) <= SCANNED or self._follows()

    def index(self) -> Iterator[float]:
        """Build the index of a large collection, yielding the share that is done; ``search`` uses it from its end on.

        Safe in another thread as long as nothing is added meanwhile.
        """
        from digesttui.search.index import Index

        self._index = yield from Index.build(self.store)

    def read_ahead(self) -> Iterator[None]:
        """Load and read what is left for later: the filter, links, authors, ids.

        Stops now and then; safe in another thread.
        """
        import digesttui.query.evaluation
        import digesttui.query.parser  # noqa: F401  # which the first key would wait for

        if self._index is not None:
            yield from self._index.read_ahead()

    def settle(self) -> "Collection":
        """Build the index now if there is much to search, for those who will ask often and can wait."""
        if not self.answers_at_once:
            for _ in self.index():
                continue
        return self

    def remember(self, *, to_change: bool = True) -> None:
        """Open the reader's library, perhaps to read only; when papers came or went, lay out anew what it says of them.

        Raises ``LibraryError`` where the library can be neither read nor written.
        """
        from digesttui.library.columns import Columns
        from digesttui.library.library import Library

        if self.library is None or self.reading is None:
            folder = config.folders().state
            self.library = Library.open(folder) if to_change else Library.open_to_read(folder)
            self.reading = Columns(
                self.library.mirror, lambda key: self.store.known_as(*key), self.today, self._arrived_since_look
            )
        self.library.learn(self.key(position) for position in self.store.with_ids())
        if self.library.writable:
            self.library.arrive(self.store.title_keys())
        self.reading.lay_out(self.store.size, self._arrived())

    def look(self, view: str) -> None:
        """Note that the reader opens a saved view: ``is:new`` in it is now what came since they did before.

        Raises ``LibraryError`` where that could not be kept.
        """
        if self.library is not None and self.reading is not None:
            self.reading.looked_at(view)
            if self.library.writable:
                self.library.look(view)

    def _arrived_since_look(self, view: str) -> list[int] | None:
        assert self.library is not None
        before = self.library.looked(view)
        return None if before is None else self._arrived(before)

    def _arrived(self, since: datetime.datetime | None = None) -> list[int]:
        """The keys of the titles that came since; without a time, on the last day when any did."""
        assert self.library is not None
        if self.library.writable:
            return self.library.arrived(since)
        return self.library.arriving(self.store.title_keys(), since)

    def close(self) -> None:
        """Let go of the reader's library, once a change under way is kept. Raises ``LibraryError``."""
        if self.library is not None:
            self.library.close()

    def key(self, position: int) -> "PaperKey":
        """What the library knows a paper by."""
        from digesttui.library.state import PaperKey

        return PaperKey(*self.store.key(position))

    def state(self, position: int) -> "State":
        """What the reader did with a paper; nothing before ``remember``."""
        from digesttui.library.state import UNTOUCHED

        return UNTOUCHED if self.library is None else self.library.state(self.key(position))

    def search(self, text: str, *, digest: str | None = None) -> Result:
        """The papers that ``text`` (the filter language) lets through, best first; within one digest if named."""
        within = None if digest is None else self.store.in_digest(digest)
        if not text.strip():
            return Result(self._newest_first() if within is None else within)
        from digesttui import query

        asked = self.parse(text)
        return query.run(asked, self._searcher(), today=self.today(), within=within, state=self.reading, code=self.code)

    def count(self, text: str) -> int:
        """How many papers ``search`` would find, without finding out in which order."""
        from digesttui import query

        return query.count(self.parse(text), self._searcher(), today=self.today(), state=self.reading, code=self.code)

    def parse(self, text: str) -> "Query":
        """``text`` as the filter language, in which ``@name`` stands for the reader's saved view of that name."""
        from digesttui import query

        return query.parse(text, self.settings.views)

    def lead(self, position: int) -> Lead:
        """What a paper leads to; every row of a list asks for it."""
        followed = self._index is not None and self._index.revision == self.store.revision
        known = self._index.lead(position) if self._index is not None and followed else None
        if known is None:
            known = links.lead(self.store.links(position)) if position in self.store else Lead()
        return known

    def naming(self, repo: str) -> Sequence[int]:
        """The papers that name ``owner/name`` as their code, newest first."""
        searcher = self._searcher()
        return searcher.ordered(searcher.naming({repo.lower()}), (), "date")

    def like(self, position: int, count: int = 20) -> "list[Similar]":
        """The papers most like one of them, and the words they share with it."""
        from digesttui.search.similar import similar

        return similar(self._searcher(), position, count)

    def _newest_first(self) -> Sequence[int]:
        if self._follows():
            index = self._searcher()
            return index.ordered(index.everything, (), "date")
        if self._kept_newest is not None and self.store.revision == self._kept_revision:
            return self._kept_newest
        from digesttui.search.ordering import default_order

        return default_order(self.store)

    def _follows(self) -> bool:
        return self._index is not None and len(self.store.changed_since(self._index.revision)) <= CAUGHT_UP

    def _searcher(self) -> "Searcher[Any]":
        if self._index is not None and self._follows():
            self._index = self._index.updated()
            return self._index
        self._index = None
        if self._scan is None or self._scanned != (self.store, self.store.revision):
            from digesttui.search.scan import Scan

            self._scan, self._scanned = Scan(self.store), (self.store, self.store.revision)
        return self._scan


def _stamp(path: Path | None) -> kept.Stamp:
    if path is None:
        return 0, 0
    try:
        stat = path.stat()
    except OSError:
        return 0, 0
    return stat.st_size, stat.st_mtime_ns


def _age(found: Found | InputError) -> int:
    """A place among files: the newest first, for they are on top of the list; those without a date in their name stay
    where they are."""
    day = iso_date(found.name) if isinstance(found, Found) else None
    return -day.toordinal() if day else -datetime.date.max.toordinal()


def _names(found: str, digests: Sequence[str]) -> bool:
    """Whether digests so named may come from a file that is called ``found`` now."""
    return all(name == found or name.startswith(f"{found}/") for name in digests)


def _own_or_samples() -> str:
    library = config.folders().library
    has_own = library.is_dir() and any(path.is_file() for path in library.rglob("*"))
    return str(library if has_own else config.samples_folder())
