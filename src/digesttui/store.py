"""The in-memory store: digests in, merged papers out.

Papers are columns, not objects. Each digest's text becomes one immutable chunk; a *record* is a paper as one digest
tells it (an equal text is kept once), a *sighting* ties a paper to a digest and a record. A ``Paper`` is made when
somebody looks at it. A paper's number, its *position*, never changes while the store lives.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from digesttui import details
from digesttui.identities import Identities
from digesttui.model import Digest, Entry, Link, Paper, Sighting, Skipped
from digesttui.records import NONE, Column, Parts, Records, Sightings, Text

TITLE, ABSTRACT, DETAILS = range(3)
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
        self._identities = Identities()
        self._digests: list[DigestFacts | None] = []
        self._listed: tuple[DigestFacts, ...] | None = None  # they are asked for at each key
        self._numbers: dict[str, int] = {}
        self._digest_rows: list[range] = []
        self._changed: list[list[int]] = []  # by each revision, from the first
        # one row a paper: its latest sighting in the chain, the record with the most text
        self._chain = array("i")
        self._best = array("i")
        self._alive = 0

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
        told = self._told(position)
        abstract = self.abstract(position)
        upvotes = max(self.sightings.upvotes[row] for row in self._rows(position))
        return Paper(
            id=next((one["id"] for one in told if "id" in one), None) or self._identities.short_id(position),
            title=self.title(position),
            abstract=abstract,
            date=seen[0].date,
            seen=seen,
            links=details.merged_links(told, abstract),
            authors=tuple(details.longest(told, "authors") or ()),
            upvotes=None if upvotes == NONE else upvotes,
            keywords=tuple(details.longest(told, "keywords") or ()),
            summary=details.longest(told, "summary"),
            stars=max((one["stars"] for one in told if "stars" in one), default=None),
        )

    def links(self, position: int) -> tuple[Link, ...]:
        """The links of ``paper`` alone: a list asks for them at every row."""
        return details.merged_links(self._told(position), self.abstract(position))

    def seen(self, position: int) -> tuple[Sighting, ...]:
        """Where the paper stood, newest first."""
        found = [self._sighting(row) for row in self._rows(position)]
        return tuple(sorted(found, key=lambda sighting: sighting.date or date.min, reverse=True))

    def find(self, id_or_title: str) -> int | None:
        """The position of the paper with this arXiv id, short id or title, if there is one."""
        return next((position for position in self._identities.like(id_or_title) if position in self), None)

    def known_as(self, id_: str | None, key: int) -> int | None:
        """The position of the paper with this arXiv id; else, unless it has another, with this ``title_key``."""
        position = self._identities.known_as(id_, key)
        return position if position in self else None

    def key(self, position: int) -> tuple[str | None, int]:
        """What ``known_as`` knows a paper by: its arXiv id, if it has one, and its ``title_key``."""
        id_ = self._id(position) if self._identities.of_id[position] else None
        return id_, self._identities.of_title[position]

    def with_ids(self) -> Iterator[int]:
        """The positions of the papers that have an arXiv id."""
        columns = enumerate(zip(self._identities.of_id, self._chain, strict=True))
        return (position for position, (key, first) in columns if key and first != NONE)

    def title_keys(self) -> list[int]:
        """The ``title_key`` of every paper."""
        return [key for key, first in zip(self._identities.of_title, self._chain, strict=True) if first != NONE]

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
            **self._identities.columns(),
            "chain": self._chain,
            "best": self._best,
            "digest_rows": rows,
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
        store._identities = Identities.restored(columns)
        store._chain.frombytes(columns["chain"])
        store._best.frombytes(columns["best"])
        rows = array("i")
        rows.frombytes(columns["digest_rows"])
        store._digest_rows = [range(start, stop) for start, stop in zip(rows[::2], rows[1::2], strict=True)]
        store._digests = facts
        store._numbers = {one.name: number for number, one in enumerate(facts) if one}
        store._alive = len(store._chain) - store._chain.count(NONE)
        return store

    # inside

    def _position_of(self, entry: Entry) -> int:
        position = self._identities.position_of(entry.id, entry.title)
        if position == self.size:
            self._chain.append(NONE)
            self._best.append(NONE)
        return position

    def _record_like(self, position: int, parts: Parts) -> int | None:
        return next((record for record in self._records_of(position) if self.records.holds(record, parts)), None)

    def _append(self, papers: Sequence[tuple[int, Entry]], number: int, day: date | None) -> None:
        """Let the digest of that number and day tell of each of ``papers``, by position."""
        sightings, rows = self.sightings, range(len(self.sightings), len(self.sightings) + len(papers))
        new, told_before = list[Parts](), list[int]()
        first_new = len(self.records)
        for row, (position, entry) in zip(rows, papers, strict=True):
            parts = (entry.title.encode(), entry.abstract.encode(), details.packed(entry))
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

    def _told(self, position: int) -> list[details.Details]:
        """What each digest tells of a paper beside its text, the newest first."""
        return [details.unpacked(self.records.part(record, DETAILS)) for record in self._records_of(position)]

    def _id(self, position: int) -> str | None:
        told = (self.records.part(record, DETAILS) for record in self._records_of(position))
        return next(filter(None, map(details.id_in, told)), None)


def _richer(one: Entry, other: Entry) -> Entry:
    """The entry that says more, at the better rank: some pages show each paper twice."""
    best = other if len(other.abstract) > len(one.abstract) else one
    return best._replace(rank=min(one.rank, other.rank))
