"""The in-memory store: digests in, merged papers out.

Papers are columns, not objects. Each digest's text becomes one immutable chunk; a *record* is a paper as one digest
tells it (an equal text is kept once), a *sighting* ties a paper to a digest and a record. A ``Paper`` is made when
somebody looks at it. A paper's number, its *position*, never changes while the store lives.
"""

import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice
from typing import Any

from digesttui import links
from digesttui.model import KINDS, Digest, Entry, Link, Paper, Sighting, Skipped
from digesttui.records import NONE, Column, Parts, Records, Sightings, Text
from digesttui.text import stable_key, title_key

TITLE, ABSTRACT, FACTS = range(3)
_FACTS = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_ID = b'{"id":"'
STEP = 250
"""Papers that are merged in one go: some milliseconds' work."""


@dataclass(frozen=True, slots=True)
class DigestFacts:
    """What the store keeps of a digest beside its text; ``papers`` counts different papers."""

    name: str
    form: str
    date: date | None
    papers: int
    skipped: tuple[Skipped, ...] = ()
    remarks: tuple[str, ...] = ()
    path: str = ""


class Store:
    """Merged papers over any number of digests.

    ``revision`` grows with every change. One thread at a time may change the store.
    """

    def __init__(self) -> None:
        self.revision = 0
        self.records = Records()
        self.sightings = Sightings()
        self._digests: list[DigestFacts | None] = []
        self._listed: tuple[DigestFacts, ...] | None = None  # they are asked for at each key
        self._numbers: dict[str, int] = {}
        self._digest_rows: list[range] = []
        self._keys: tuple[Column, Column] = (b"", b"")  # of ``_by_key``, where the store was restored
        self._changed: list[list[int]] = []  # by each revision, from the first
        # one row a paper: its latest sighting in the chain, the record with the most text, its keys (0: no id)
        self._chain = array("i")
        self._best = array("i")
        self._title_key = array("Q")
        self._id_key = array("Q")
        self._alive = 0

    @cached_property
    def _by_key(self) -> dict[int, int]:
        """The position of the paper with an id or title, by the key of either; made when first looked at."""
        keys, positions = array("Q"), array("i")
        for column, kept in zip((keys, positions), self._keys, strict=True):
            column.frombytes(kept)
        return dict(zip(keys, positions, strict=True))

    # asking

    def __len__(self) -> int:
        """How many papers there are."""
        return self._alive

    def __iter__(self) -> Iterator[int]:
        """The positions of all papers, in the order they came."""
        return (position for position, first in enumerate(self._chain) if first != NONE)

    def __contains__(self, position: object) -> bool:
        return isinstance(position, int) and 0 <= position < self.size and self._chain[position] != NONE

    def present(self, positions: Iterable[int]) -> list[int]:
        """Those of the positions where a paper is, in order."""
        chain, size = self._chain, self.size
        return sorted(position for position in positions if 0 <= position < size and chain[position] != NONE)

    @property
    def size(self) -> int:
        """One more than the highest position ever used."""
        return len(self._chain)

    @property
    def digests(self) -> tuple[DigestFacts, ...]:
        """What is known of each digest, newest first, undated last; equal dates in the order they came."""
        if self._listed is None:
            present = [facts for facts in self._digests if facts is not None]
            self._listed = tuple(sorted(present, key=lambda facts: facts.date or date.min, reverse=True))
        return self._listed

    def title(self, position: int) -> str:
        """The title: clean text, one line."""
        return self.records.part(self._best[position], TITLE).decode()

    def abstract(self, position: int) -> str:
        """The abstract: clean text, paragraphs parted by an empty line."""
        return self.records.part(self._best[position], ABSTRACT).decode()

    def text(self, position: int) -> tuple[bytes, bytes]:
        """Title and abstract in UTF-8."""
        best = self._best[position]
        return self.records.part(best, TITLE), self.records.part(best, ABSTRACT)

    def texts(self, positions: Iterable[int], which: int) -> list[bytes]:
        """The titles (``TITLE``) or abstracts (``ABSTRACT``) of many papers in UTF-8."""
        return self.records.parts([self._best[position] for position in positions], which)

    def may_hold(self, positions: Iterable[int], signs: bytes) -> list[bool]:
        """Which of many papers may have ``signs`` in them: those where they are, and where other than ASCII is."""
        held, best = self.records.may_hold(signs), self._best
        return [held[best[position]] == 1 for position in positions]

    def paper(self, position: int) -> Paper:
        """The whole paper, the richest field of all its sightings winning. ``KeyError`` where there is none."""
        if position not in self:
            raise KeyError(position)
        seen = self.seen(position)
        facts = self._all_facts(position)
        abstract = self.abstract(position)
        authors: list[str] = max((fact.get("authors", ()) for fact in facts), key=len)
        keywords: list[str] = max((fact.get("keywords", ()) for fact in facts), key=len)
        upvotes = max(self.sightings.upvotes[row] for row in self._rows(position))
        return Paper(
            id=next((fact["id"] for fact in facts if "id" in fact), None) or self._short_id(position),
            title=self.title(position),
            abstract=abstract,
            date=seen[0].date,
            seen=seen,
            links=_merged_links(facts, abstract),
            authors=tuple(authors),
            upvotes=None if upvotes == NONE else upvotes,
            keywords=tuple(keywords),
            summary=max((fact.get("summary") or "" for fact in facts), key=len) or None,
            stars=max((fact.get("stars", NONE) for fact in facts), default=NONE) if _any(facts, "stars") else None,
        )

    def links(self, position: int) -> tuple[Link, ...]:
        """The links of ``paper`` alone: a list asks for them at every row."""
        return _merged_links(self._all_facts(position), self.abstract(position))

    def seen(self, position: int) -> tuple[Sighting, ...]:
        """Where the paper stood, newest first."""
        found = [self._sighting(row) for row in self._rows(position)]
        return tuple(sorted(found, key=lambda sighting: sighting.date or date.min, reverse=True))

    def find(self, id_or_title: str) -> int | None:
        """The position of the paper with this arXiv id, short id or title, if there is one."""
        wanted = id_or_title.strip()
        for key in (_id_key(wanted), title_key(wanted)):
            position = self._by_key.get(key)
            if position in self:
                return position
        try:
            short = int(wanted, 16) if len(wanted) == 12 else None
        except ValueError:
            return None
        return next((p for p in self if self._title_key[p] >> 16 == short), None)

    def known_as(self, id_: str | None, key: int) -> int | None:
        """The position of the paper with this arXiv id; else, unless it has another, with this ``title_key``."""
        position = self._by_key.get(_id_key(id_)) if id_ else None
        if position is None:
            position = self._by_key.get(key)
            if position is not None and id_ and self._id_key[position]:
                return None
        return None if position is None or self._chain[position] == NONE else position

    def key(self, position: int) -> tuple[str | None, int]:
        """What ``known_as`` knows a paper by: its arXiv id, if it has one, and its ``title_key``."""
        id_ = self._id(position) if self._id_key[position] else None
        return id_, self._title_key[position]

    def with_ids(self) -> Iterator[int]:
        """The positions of the papers that have an arXiv id."""
        columns = enumerate(zip(self._id_key, self._chain, strict=True))
        return (position for position, (key, first) in columns if key and first != NONE)

    def title_keys(self) -> list[int]:
        """The ``title_key`` of every paper."""
        return [key for key, first in zip(self._title_key, self._chain, strict=True) if first != NONE]

    def in_digest(self, name: str) -> list[int]:
        """The positions of a digest's papers, by rank."""
        number = self.digest_number(name)
        rows = self._digest_rows[number] if number != NONE else range(0)
        return [self.sightings.paper[row] for row in sorted(rows, key=self.sightings.rank.__getitem__)]

    def digest_number(self, name: str) -> int:
        """The number that stands for a digest in ``sightings.digest``; -1 where there is none of that name."""
        return self._numbers.get(name, NONE)

    def changed_since(self, revision: int) -> set[int]:
        """The positions that were added, altered or removed after ``revision``."""
        return {position for positions in self._changed[revision:] for position in positions}

    # changing

    def add(self, digest: Digest) -> list[int]:
        """Merge ``digest``, replacing one of the same name; return the positions of its papers."""
        for _ in self.adding(digest):
            continue
        rows = self._digest_rows[self._numbers[digest.name]]
        return list(self.sightings.paper[rows.start : rows.stop])

    def adding(self, digest: Digest) -> Iterator[None]:
        """``add`` in steps of at most ``STEP`` papers; after each of them the store answers.

        The steps must all be taken before anything else is added or removed. Until the last one papers of a digest
        that is replaced are seen twice.
        """
        entries: dict[int, Entry] = {}
        for count, entry in enumerate(digest.entries, 1):
            position = self._position_of(entry)
            before = entries.get(position)
            entries[position] = entry if before is None else _richer(before, entry)
            if count % STEP == 0:
                yield
        number, first = len(self._digests), len(self.sightings)
        facts = DigestFacts(
            digest.name, digest.form, digest.date, len(entries), digest.skipped, digest.remarks, digest.path
        )
        replaced, self._numbers[digest.name] = self.digest_number(digest.name), number
        self._digests.append(facts)
        self._listed = None
        self._digest_rows.append(range(first, first))
        merged = iter(entries.items())
        while step := list(islice(merged, STEP)):
            self._append(step, number, digest.date)
            self._digest_rows[number] = range(first, len(self.sightings))
            yield
        yield from self._removing(replaced)

    def remove(self, name: str) -> None:
        """Take a digest out; papers that stand in no other go with it. Nothing happens where it is not there."""
        for _ in self.removing(name):
            continue

    def removing(self, name: str) -> Iterator[None]:
        """``remove`` in steps, as in ``adding``."""
        return self._removing(self._numbers.pop(name, NONE))

    # keeping

    def columns(self) -> dict[str, Column]:
        """Everything but the text and the digests' facts, by name; ``restored`` takes it back."""
        rows = array("i", (place for rows in self._digest_rows for place in (rows.start, rows.stop)))
        return {
            **self.records.columns(),
            **self.sightings.columns(),
            "chain": self._chain,
            "best": self._best,
            "title_key": self._title_key,
            "id_key": self._id_key,
            "digest_rows": rows,
            "keys": array("Q", self._by_key),
            "positions": array("i", self._by_key.values()),
        }

    @property
    def facts(self) -> list[DigestFacts | None]:
        """The facts of each digest by its number; None where it was removed."""
        return list(self._digests)

    @classmethod
    def restored(cls, columns: Mapping[str, Column], text: Text, facts: list[DigestFacts | None]) -> "Store":
        """The store of which ``columns``, all chunks of text in one, and ``facts`` were kept."""
        store = cls()
        store.records = Records.restored(columns, text)
        store.sightings = Sightings.restored(columns)
        for name in ("chain", "best", "title_key", "id_key"):
            getattr(store, f"_{name}").frombytes(columns[name])
        rows = array("i")
        rows.frombytes(columns["digest_rows"])
        store._digest_rows = [range(start, stop) for start, stop in zip(rows[::2], rows[1::2], strict=True)]
        store._digests = facts
        store._numbers = {one.name: number for number, one in enumerate(facts) if one}
        store._keys = columns["keys"], columns["positions"]
        store._alive = len(store._chain) - store._chain.count(NONE)
        return store

    # inside

    def _position_of(self, entry: Entry) -> int:
        by_title = title_key(entry.title)
        by_id = _id_key(entry.id) if entry.id else 0
        position = self._by_key.get(by_id) if by_id else None
        if position is None:
            position = self._by_key.get(by_title)
            if position is not None and by_id and self._id_key[position]:
                position = None  # the same title under another id is another paper
        if position is None:
            position = len(self._chain)
            self._chain.append(NONE)
            self._best.append(NONE)
            self._title_key.append(by_title)
            self._id_key.append(0)
        self._by_key.setdefault(by_title, position)
        if by_id:
            self._id_key[position] = by_id
            self._by_key[by_id] = position
        return position

    def _record_like(self, position: int, parts: Parts) -> int | None:
        return next((record for record in self._records_of(position) if self.records.holds(record, parts)), None)

    def _append(self, papers: Sequence[tuple[int, Entry]], number: int, day: date | None) -> None:
        """Let the digest of that number and day tell of each of ``papers``, by position."""
        sightings, rows = self.sightings, range(len(self.sightings), len(self.sightings) + len(papers))
        new, told_before = list[Parts](), list[int]()
        first_new = len(self.records)
        for row, (position, entry) in zip(rows, papers, strict=True):
            parts = (entry.title.encode(), entry.abstract.encode(), _packed_facts(entry))
            before = self._chain[position]
            record = None if before == NONE else self._record_like(position, parts)
            if record is None:
                record = first_new + len(new)
                new.append(parts)
            sightings.record.append(record)
            sightings.before.append(before)
            self._chain[position] = row
            if before == NONE:
                self._best[position] = record
            else:
                told_before.append(position)
        positions = [position for position, _ in papers]
        ordinal = day.toordinal() if day else 0
        sightings.paper.extend(positions)
        sightings.digest.extend([number] * len(papers))
        sightings.date.extend([entry.date.toordinal() if entry.date else ordinal for _, entry in papers])
        sightings.rank.extend([entry.rank for _, entry in papers])
        sightings.upvotes.extend([NONE if entry.upvotes is None else entry.upvotes for _, entry in papers])
        self.records.extend(new)
        self._alive += len(papers) - len(told_before)
        self._choose(told_before)
        self._count_change(positions)

    def _removing(self, number: int) -> Iterator[None]:
        """Take the digest of that number out, a step at a time."""
        if number == NONE:
            return
        sightings, rows = self.sightings, self._digest_rows[number]
        for first in range(rows.start, rows.stop, STEP):
            step = range(first, min(first + STEP, rows.stop))
            for row in step:
                sightings.digest[row] = NONE
                position = sightings.paper[row]
                kept = [row for row in self._rows(position) if sightings.digest[row] != NONE]
                self._alive -= not kept
                self._chain[position] = kept[0] if kept else NONE
                for one, before in zip(kept, [*kept[1:], NONE], strict=False):
                    sightings.before[one] = before
            positions = [sightings.paper[row] for row in step]
            self._choose(positions)
            self._count_change(positions)
            yield
        self._digests[number] = self._listed = None

    def _count_change(self, positions: list[int]) -> None:
        self.revision += 1
        self._changed.append(positions)

    def _choose(self, positions: list[int]) -> None:
        """Choose anew what each of these papers shows."""
        length = self.records.lengths[ABSTRACT].__getitem__
        for position in positions:
            row = self._chain[position]
            if row != NONE and self.sightings.before[row] == NONE:
                self._best[position] = self.sightings.record[row]
            elif row != NONE:
                # of equally long abstracts the first one read
                self._best[position] = max(reversed(self._records_of(position)), key=length)

    def _rows(self, position: int) -> list[int]:
        rows = []
        row = self._chain[position]
        while row != NONE:
            rows.append(row)
            row = self.sightings.before[row]
        return rows

    def _records_of(self, position: int) -> list[int]:
        return [self.sightings.record[row] for row in self._rows(position)]

    def _sighting(self, row: int) -> Sighting:
        facts = self._digests[self.sightings.digest[row]]
        assert facts is not None
        day = self.sightings.date[row]
        return Sighting(facts.name, date.fromordinal(day) if day else None, self.sightings.rank[row], facts.papers)

    def _all_facts(self, position: int) -> list[dict[str, Any]]:
        return [self._facts(record) for record in self._records_of(position)]

    def _facts(self, record: int) -> dict[str, Any]:
        packed = self.records.part(record, FACTS)
        facts: dict[str, Any] = json.loads(packed) if packed else {}
        return facts

    def _id(self, position: int) -> str | None:
        told = (self.records.part(record, FACTS) for record in self._records_of(position))
        return next(filter(None, map(_id_in, told)), None)

    def _short_id(self, position: int) -> str:
        return f"{self._title_key[position]:016x}"[:12]


def _packed_facts(entry: Entry) -> bytes:
    if not (entry.id or entry.authors or entry.links or entry.keywords or entry.summary or entry.stars is not None):
        return b""
    facts = {
        "id": entry.id,
        "authors": entry.authors,
        "links": [(link.kind, link.url, link.repo) for link in entry.links],
        "keywords": entry.keywords,
        "summary": entry.summary,
        "stars": entry.stars,
    }
    told = {name: fact for name, fact in facts.items() if fact or fact == 0}
    return _FACTS.encode(told).encode()


def _id_in(packed: bytes) -> str | None:
    """The ``id`` among packed facts, where it stands first; all are asked for theirs at each start."""
    if not packed.startswith(_ID):
        return None
    id_ = packed[len(_ID) : packed.index(b'"', len(_ID))]
    return str(json.loads(packed)["id"]) if b"\\" in id_ else id_.decode()


def _richer(one: Entry, other: Entry) -> Entry:
    """The entry that says more, at the better rank: some pages show each paper twice."""
    best = other if len(other.abstract) > len(one.abstract) else one
    return best._replace(rank=min(one.rank, other.rank))


def _merged_links(facts: list[dict[str, Any]], abstract: str) -> tuple[Link, ...]:
    """Each place once, by kind; within a kind those a form names apart come before those of the abstract."""
    named = [Link(*link) for fact in facts for link in fact.get("links", ())]
    by_place: dict[str, Link] = {}
    for link in [*named, *links.find(abstract)]:
        by_place.setdefault(links.place(link), link)
    return tuple(sorted(by_place.values(), key=lambda link: KINDS.index(link.kind)))


def _any(facts: list[dict[str, Any]], name: str) -> bool:
    return any(name in fact for fact in facts)


def _id_key(id_: str) -> int:
    return stable_key("id:" + id_)
