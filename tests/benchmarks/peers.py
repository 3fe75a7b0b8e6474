"""The peers that the filter is measured against, each as a function from what was typed to hits.

fzf and the screen itself are measured over a terminal, in ``keys.py``. A peer is built from titles and abstracts; those
that match lines get titles only, as their users would give them.
"""

import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

SHOWN = 40  # rows of a tall terminal

Search = Callable[[str], Sequence[object]]


@dataclass(frozen=True)
class Peer:
    """``search`` answers what was typed so far; ``built`` is the time its index took, in seconds."""

    name: str
    search: Search
    built: float


def timed(name: str, build: Callable[[], Search]) -> Peer:
    """Build a peer and note how long that took."""
    start = time.perf_counter()
    search = build()
    return Peer(name, search, time.perf_counter() - start)


def tantivy(titles: list[str], abstracts: list[str]) -> Search:
    """Each word as a fuzzy prefix (one edit) over titles and abstracts, all required."""
    import tantivy as engine

    schema = engine.SchemaBuilder().add_text_field("body", stored=False).build()
    index = engine.Index(schema)
    writer = index.writer(heap_size=256_000_000, num_threads=2)
    for title, abstract in zip(titles, abstracts, strict=True):
        writer.add_document(engine.Document(body=title + "\n" + abstract))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(typed: str) -> Sequence[object]:
        words = [
            (engine.Occur.Must, engine.Query.fuzzy_term_query(schema, "body", word, 1, True, True))
            for word in typed.lower().split()
        ]
        return searcher.search(engine.Query.boolean_query(words), SHOWN).hits if words else ()

    return search


def rapidfuzz(titles: list[str]) -> Search:
    """``WRatio`` over all titles."""
    from rapidfuzz import fuzz, process

    return lambda typed: process.extract(typed, titles, scorer=fuzz.WRatio, limit=SHOWN)


def frizbee(titles: list[str]) -> Search:
    """SIMD Smith-Waterman over all titles, every word required, one typo each."""
    import frizbee as engine

    haystacks = engine.Haystacks(titles)

    def search(typed: str) -> Sequence[object]:
        words = typed.split()
        return engine.Matcher.from_patterns(words, max_typos=1).match_list(haystacks)[:SHOWN] if words else ()

    return search


def fts5(titles: list[str], abstracts: list[str]) -> Search:
    """SQLite's full-text index with prefixes, ranked by bm25; no typos."""
    database = sqlite3.connect(":memory:")
    database.execute("create virtual table papers using fts5(title, abstract, prefix='2 3')")
    database.executemany("insert into papers values (?, ?)", zip(titles, abstracts, strict=True))

    def search(typed: str) -> Sequence[object]:
        words = " ".join('"' + word.replace('"', "") + '"*' for word in typed.split())
        asked = "select rowid from papers where papers match ? order by bm25(papers, 5, 1) limit ?"
        return database.execute(asked, (words, SHOWN)).fetchall() if words else ()

    return search
