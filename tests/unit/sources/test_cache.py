"""Answers kept as files: whole, marked, bounded, and noticed when damaged."""

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digesttui.sources.cache import Cache, Kept

ADDRESS = "https://example.org/api?p=1"
KEPT = Kept(
    b'[\n"body"\n]', "application/json", datetime(2025, 3, 18, tzinfo=UTC), '"e"', "Tue, 18 Mar 2025 00:00:00 GMT"
)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache", limit=2_000)


def only_file(cache: Cache) -> Path:
    [file] = cache.folder.iterdir()
    return file


def test_an_answer_comes_back_as_it_was_kept(cache: Cache) -> None:
    cache.write(ADDRESS, KEPT)
    assert cache.read(ADDRESS) == KEPT
    assert cache.read(ADDRESS + "0") is None


def test_a_later_answer_takes_its_place(cache: Cache) -> None:
    cache.write(ADDRESS, KEPT)
    later = Kept(b"[]", "", datetime(2025, 3, 19, tzinfo=UTC))
    cache.write(ADDRESS, later)
    assert cache.read(ADDRESS) == later
    assert only_file(cache)


@settings(max_examples=60)
@given(st.data())
def test_a_damaged_answer_counts_as_none(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    cache = Cache(tmp_path_factory.mktemp("cache"))
    cache.write(ADDRESS, KEPT)
    file = only_file(cache)
    whole = file.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    damaged = data.draw(
        st.sampled_from([whole[:place], whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]])
    )
    file.write_bytes(damaged)
    read = cache.read(ADDRESS)
    assert read is None or read.body == KEPT.body


@pytest.mark.parametrize("content", [b"", b"\n", b"[]\nx", b"{}\nx", b"[" * 100_000, b'{"address": 1}\n', b"\xff\n"])
def test_anything_else_in_its_place_counts_as_none(cache: Cache, content: bytes) -> None:
    cache.write(ADDRESS, KEPT)
    only_file(cache).write_bytes(content)
    assert cache.read(ADDRESS) is None


def test_the_oldest_go_when_it_is_full(cache: Cache) -> None:
    for number in range(12):
        cache.write(f"{ADDRESS}{number}", KEPT)
        for file in cache.folder.iterdir():  # older by a minute than the one that comes
            os.utime(file, (file.stat().st_mtime - 60,) * 2)
    assert sum(file.stat().st_size for file in cache.folder.iterdir()) <= 2_000
    held = [number for number in range(12) if cache.read(f"{ADDRESS}{number}")]
    assert held == list(range(held[0], 12))
    assert 0 < held[0] < 12


def test_a_cache_opened_anew_counts_what_is_there(cache: Cache) -> None:
    for number in range(12):
        Cache(cache.folder, limit=2_000).write(f"{ADDRESS}{number}", KEPT)
    assert sum(file.stat().st_size for file in cache.folder.iterdir()) <= 2_000
