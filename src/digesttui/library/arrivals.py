"""When papers were first seen: for each time some came, the keys of their titles as one packed column; and when the
reader last looked at a saved view."""

import sqlite3
import sys
from array import array
from collections.abc import Iterable, Iterator


def add(connection: sqlite3.Connection, titles: Iterable[int], at: int) -> list[int]:
    """Note the titles that never came before as seen first ``at`` (milliseconds since 1970); return them."""
    known: set[int] = set()
    for _, keys in _arrivals(connection, 0):
        known.update(keys)
    new = array("Q", [title for title in dict.fromkeys(titles) if title not in known])
    if new:
        packed = _in_file_order(array("Q", new)).tobytes()
        connection.execute("INSERT INTO arrival (at, titles) VALUES (?, ?)", (at, packed))
    return list(new)


def since(connection: sqlite3.Connection, at: int) -> list[tuple[int, list[int]]]:
    """Each time not before ``at`` when papers came, and their titles' keys."""
    return [(time, list(keys)) for time, keys in _arrivals(connection, at)]


def last(connection: sqlite3.Connection) -> int:
    """When papers came for the last time; 0 where none ever did."""
    (at,) = connection.execute("SELECT coalesce(max(at), 0) FROM arrival").fetchone()
    return int(at)


def look(connection: sqlite3.Connection, view: str, at: int) -> None:
    """Note that the reader opened ``view``."""
    connection.execute("REPLACE INTO look (view, at) VALUES (?, ?)", (view, at))


def looked(connection: sqlite3.Connection, view: str) -> int | None:
    """When the reader last opened ``view``; None where they never did."""
    found = connection.execute("SELECT at FROM look WHERE view = ?", (view,)).fetchone()
    return None if found is None else int(found[0])


def _arrivals(connection: sqlite3.Connection, at: int) -> Iterator[tuple[int, "array[int]"]]:
    for time, packed in connection.execute("SELECT at, titles FROM arrival WHERE at >= ? ORDER BY at, number", (at,)):
        keys = array("Q")
        keys.frombytes(packed)
        yield time, _in_file_order(keys)


def _in_file_order(keys: "array[int]") -> "array[int]":
    if sys.byteorder == "big":  # the file is little-endian everywhere
        keys.byteswap()
    return keys
