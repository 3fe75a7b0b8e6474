"""A large collection kept in the cache folder: store and index in one file, opened by ``mmap`` at the next start.

The file is a line of magic, the header's length and checksum, the header (JSON), and the columns one after another,
each where a page of memory can begin. The header names the program's format, the byte order, the files that were read
with their sizes and times, for each column its type and place, and for each section of columns its place and checksum.
A file that is damaged, foreign, newer or half written is noticed; then everything is read again, for nothing is in the
cache that is not elsewhere.
"""

import json
import mmap
import os
import sys
import zlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from digesttui import whole
from digesttui.model import Skipped
from digesttui.store import DigestFacts, Store

if TYPE_CHECKING:
    from digesttui.search.index import Index

FORMAT = 6
"""Grows with every change of what the columns mean."""

LIMIT = 4_000_000_000
"""Bytes that all kept collections may take together; those not used for longest go first."""

_MAGIC = b"digest-tui collection\n"
_ALIGNED = mmap.ALLOCATIONGRANULARITY
_TEXT, _NEWEST, _STORE, _INDEX = "text", "newest", "store/", "index/"

Stamp = tuple[int, int]
"""Size in bytes and time of change in nanoseconds: a file with both as before was not changed."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read: its stamp then, and the names of the digests it gave."""

    stamp: Stamp
    digests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """A collection as it was kept: the store, its papers in the default order, its index unless it was left where it
    is, and the files it was read from by path."""

    store: Store
    newest: Sequence[int]
    index: "Index | None"
    sources: Mapping[str, Source]


class NotKept(Exception):
    """There is no such collection in the cache, or none that can be trusted; the text says why."""


def path_for(cache: Path, paths: Sequence[str], year: int | None) -> Path:
    """Where the collection of these paths is kept."""
    named = json.dumps([sorted(str(Path(path).absolute()) for path in paths), year])
    return cache / "collections" / f"{blake2b(named.encode(), digest_size=12).hexdigest()}.kept"


def save(path: Path, store: Store, newest: Sequence[int], index: "Index | None", sources: Mapping[str, Source]) -> None:
    """Keep a collection, whole or not at all. ``index``, if there is one, must follow ``store``. Raises ``OSError``."""
    columns = {_NEWEST: _Column.of(array("i", newest))}
    columns |= {_STORE + name: _Column.of(column) for name, column in store.columns().items()}
    if index is not None:
        from digesttui.search import keeping

        columns |= {_INDEX + name: _Column.of(column) for name, column in keeping.arrays(index).items()}
    columns[_TEXT] = _Column("B", [memoryview(chunk) for chunk in store.records.chunks])
    whole.replace(path, _pieces(columns, _header(store, sources)))
    _keep_within_limit(path)


def load(path: Path, *, with_index: bool = True) -> Kept:
    """Open a kept collection. Raises ``NotKept``."""
    try:
        with path.open("rb") as file:
            kept = _restored(file, with_index)
        os.utime(path)
        return kept
    except (OSError, ValueError, KeyError, TypeError, IndexError, AssertionError) as error:
        raise NotKept(f"{path}: {error}") from error


@dataclass(slots=True)
class _Column:
    """A typecode of ``array`` or a name of NumPy's, and the bytes in pieces."""

    type: str
    pieces: list[memoryview]

    @property
    def length(self) -> int:
        """How many bytes there are in all."""
        return sum(map(len, self.pieces))

    @classmethod
    def of(cls, column: Any) -> "_Column":
        if isinstance(column, bytes | memoryview):
            return cls("B", [memoryview(column).cast("B")])
        if isinstance(column, array):
            return cls(column.typecode, [memoryview(column.tobytes())])  # a copy: the array may grow meanwhile
        import numpy as np

        flat = np.ascontiguousarray(column)
        shape = "x".join(map(str, flat.shape))
        return cls(f"{flat.dtype.str}:{shape}", [flat.reshape(-1).view(np.uint8).data] if flat.size else [])


def _header(store: Store, sources: Mapping[str, Source]) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "order": sys.byteorder,
        "sources": {path: [*source.stamp, *source.digests] for path, source in sources.items()},
        "digests": [_told(facts) for facts in store.facts],
    }


def _told(facts: DigestFacts | None) -> list[Any] | None:
    if facts is None:
        return None
    skipped = [[one.line, one.lines, one.reason, one.text, one.lost] for one in facts.skipped]
    day = facts.date.toordinal() if facts.date else 0
    return [facts.name, facts.form, day, facts.papers, skipped, list(facts.remarks), facts.path]


def _retold(told: list[Any] | None) -> DigestFacts | None:
    if told is None:
        return None
    name, form, day, papers, skipped, remarks, path = told
    return DigestFacts(
        name,
        form,
        date.fromordinal(day) if day else None,
        papers,
        tuple(Skipped(*one) for one in skipped),
        tuple(remarks),
        path,
    )


def _pieces(columns: Mapping[str, _Column], header: dict[str, Any]) -> Iterator[bytes | memoryview]:
    """The file: its header says where each column and each section begins, counted from the first."""
    places: dict[str, list[Any]] = {}
    sections: dict[str, list[int]] = {}
    size = 0
    for name, column in columns.items():
        places[name] = [column.type, size, column.length]
        section = sections.setdefault(_section(name), [size, size, 0])
        for piece in [*column.pieces, memoryview(_filling(column.length))]:
            section[2] = zlib.crc32(piece, section[2])
        size += _aligned(column.length)
        section[1] = size
    told = {**header, "columns": places, "sections": sections, "size": size}
    packed = json.dumps(told, ensure_ascii=False).encode()
    head = _MAGIC + len(packed).to_bytes(4, "little") + zlib.crc32(packed).to_bytes(4, "little") + packed
    yield head
    yield _filling(len(head))
    for column in columns.values():
        yield from column.pieces
        yield _filling(column.length)


def _restored(file: BinaryIO, with_index: bool) -> Kept:
    mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    header, start = _read_header(mapped)
    places = header["columns"]
    wanted = [name for name in places if with_index or not name.startswith(_INDEX)]
    columns = {name: _column(mapped, start, places[name]) for name in wanted}
    has_index = any(name.startswith(_INDEX) for name in wanted)
    _check(memoryview(mapped)[start:], header["sections"], has_index=has_index)
    if hasattr(mmap, "MADV_DONTNEED"):  # what was read for the checksums alone
        mapped.madvise(mmap.MADV_DONTNEED)
    _, at, length = places[_TEXT]
    text = mmap.mmap(file.fileno(), length, access=mmap.ACCESS_READ, offset=start + at)
    store = Store.restored(_within(_STORE, columns), text, [_retold(told) for told in header["digests"]])
    newest = array("i", columns[_NEWEST].tobytes())
    sources = {path: Source((told[0], told[1]), tuple(told[2:])) for path, told in header["sources"].items()}
    return Kept(store, newest, _index(store, places, columns) if has_index else None, sources)


def _index(store: Store, places: Mapping[str, Any], columns: Mapping[str, memoryview]) -> "Index":
    from digesttui.search import keeping

    within = _within(_INDEX, columns).items()
    return keeping.restored(store, {name: _array(places[_INDEX + name][0], column) for name, column in within})


def _column(mapped: mmap.mmap, start: int, place: tuple[str, int, int]) -> memoryview:
    _, at, length = place
    return memoryview(mapped)[start + at : start + at + length]


def _check(mapped: memoryview, sections: Mapping[str, tuple[int, int, int]], *, has_index: bool) -> None:
    """Check the sections that are wanted, each in a thread, and import meanwhile what an index needs: both take a tenth
    of a second."""
    from concurrent.futures import ThreadPoolExecutor

    wanted = [section for section in sections if has_index or section != _INDEX]
    with ThreadPoolExecutor(2, "checking") as both:
        checksums = both.map(lambda section: zlib.crc32(mapped[slice(*sections[section][:2])]), wanted)
        if has_index:
            import digesttui.search.keeping  # noqa: F401
        for section, checksum in zip(wanted, checksums, strict=True):
            if checksum != sections[section][2]:
                raise ValueError(f"its {section.rstrip('/')} is damaged")


def _section(name: str) -> str:
    """The part of the file that a column is in: one checksum is for all of a section, which is one stretch."""
    return _INDEX if name.startswith(_INDEX) else _TEXT if name == _TEXT else _STORE


def _within(start: str, columns: Mapping[str, memoryview]) -> dict[str, memoryview]:
    return {name.removeprefix(start): column for name, column in columns.items() if name.startswith(start)}


def _read_header(mapped: mmap.mmap) -> tuple[dict[str, Any], int]:
    if mapped[: len(_MAGIC)] != _MAGIC:
        raise ValueError("is no kept collection")
    at = len(_MAGIC)
    length, checksum = (int.from_bytes(mapped[at + n : at + n + 4], "little") for n in (0, 4))
    packed = mapped[at + 8 : at + 8 + length]
    if len(packed) != length or zlib.crc32(packed) != checksum:
        raise ValueError("its header is damaged")
    header: dict[str, Any] = json.loads(packed)
    if (header["format"], header["order"]) != (FORMAT, sys.byteorder):
        raise ValueError("was written by another version, or on another machine")
    start = _aligned(at + 8 + length)
    if len(mapped) != start + header["size"]:
        raise ValueError("is not whole")
    return header, start


def _array(kind: str, column: memoryview) -> Any:
    import numpy as np

    dtype, shape = kind.split(":")
    return np.frombuffer(column, dtype).reshape([int(part) for part in shape.split("x")])


def _aligned(size: int) -> int:
    return -(-size // _ALIGNED) * _ALIGNED


def _filling(size: int) -> bytes:
    """What stands between so many bytes and the next page of memory."""
    return bytes(_aligned(size) - size)


def _keep_within_limit(newest: Path) -> None:
    files: Iterable[Path] = newest.parent.glob("*.kept")
    by_use = sorted(((file.stat().st_mtime, file.stat().st_size, file) for file in files), reverse=True)
    taken = 0
    for _, size, file in by_use:
        taken += size
        if taken > LIMIT and file != newest:
            file.unlink(missing_ok=True)
