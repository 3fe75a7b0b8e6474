"""What is open: sources, store and filter behind one object."""

import datetime
from pathlib import Path

import pytest

from digesttui.collection import CAUGHT_UP, KEPT, SCANNED, Collection
from digesttui.library.changes import star
from digesttui.model import Digest, Entry

PAGE = """Daily Papers

Mar 18

Sparse Experts at Scale

Routing tokens to few experts keeps the cost of a model low while its size grows, and we show how far that goes.

A Survey of Bayesian Networks

We gather two decades of work on graphical models and say which of the many claims have held up so far.
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "papers-2025-03-18.txt"
    path.write_text(PAGE, "utf-8")
    return path


def titles(collection: Collection, text: str, digest: str | None = None) -> list[str]:
    return [collection.store.title(position) for position in collection.search(text, digest=digest).positions]


def test_what_is_loaded_can_be_searched(page: Path) -> None:
    collection = Collection([str(page)]).load()
    assert titles(collection, "bayes") == ["A Survey of Bayesian Networks"]


def test_what_is_added_later_is_found_and_what_is_removed_is_not(page: Path, tmp_path: Path) -> None:
    collection = Collection([str(page)]).load()
    later = tmp_path / "later-2025-03-19.txt"
    later.write_text(PAGE.replace("Survey of Bayesian", "Critique of Bayesian").replace("Mar 18", "Mar 19"), "utf-8")
    assert titles(collection, "critique") == []
    for outcome in Collection([str(later)]).read():
        collection.add(outcome)
    assert titles(collection, "critique") == ["A Critique of Bayesian Networks"]
    collection.store.remove("later-2025-03-19")
    assert titles(collection, "critique") == []


def test_a_search_within_a_digest_keeps_to_it(page: Path, tmp_path: Path) -> None:
    (tmp_path / "b-2025-03-19.txt").write_text(PAGE.replace("Sparse", "Dense"), "utf-8")
    collection = Collection([str(tmp_path)]).load()
    assert len(titles(collection, "")) == 3
    assert titles(collection, "experts", "b-2025-03-19") == ["Dense Experts at Scale"]


def test_problems_are_kept_and_the_others_load(page: Path) -> None:
    collection = Collection([str(page), str(page.parent / "gone.txt")]).load()
    assert len(collection.store) == 2
    assert ["gone.txt" in str(problem) for problem in collection.problems] == [True]


def test_the_clock_decides_what_today_is(page: Path) -> None:
    collection = Collection([str(page)], today=lambda: datetime.date(2025, 3, 18)).load()
    assert len(titles(collection, "date:today")) == 2
    assert titles(collection, "date:yesterday") == []


def test_without_paths_it_is_the_library_once_it_holds_files_else_the_samples(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIGEST_TUI_HOME", str(tmp_path / "home"))
    assert Collection().shows_samples
    library = tmp_path / "home" / "library"
    library.mkdir(parents=True)
    page.rename(library / page.name)
    own = Collection()
    assert not own.shows_samples
    assert len(own.load().store) == 2


def many(count: int) -> Digest:
    entries = (Entry(f"Paper number {n}", f"What is told of it is word{n}.", n) for n in range(1, count + 1))
    return Digest("many", "page", datetime.date(2025, 3, 1), tuple(entries))


def test_a_large_collection_answers_at_once_from_its_index_on(page: Path) -> None:
    collection = Collection([str(page)])
    collection.add(many(SCANNED + 1))
    assert not collection.answers_at_once
    shares = list(collection.index())
    assert shares == sorted(shares)
    assert shares[-1] <= 1
    assert collection.answers_at_once
    assert titles(collection, "word77")[0] == "Paper number 77"


def test_the_index_follows_what_is_added_and_removed(page: Path) -> None:
    collection = Collection([str(page)])
    collection.add(many(SCANNED + 1))
    collection.settle().load()
    assert collection.answers_at_once
    assert titles(collection, "bayes") == ["A Survey of Bayesian Networks"]
    collection.store.remove("papers-2025-03-18")
    assert titles(collection, "bayes") == []


def test_an_index_that_is_far_behind_is_given_up(page: Path) -> None:
    collection = Collection([str(page)])
    collection.add(many(SCANNED + 1))
    collection.settle()
    collection.add(Digest("more", "page", None, tuple(Entry(f"More {n}", "Text.", n) for n in range(CAUGHT_UP + 1))))
    assert not collection.answers_at_once
    assert titles(collection, "title:7 more") != []


def test_what_the_reader_did_is_there_from_remembering_on(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIGEST_TUI_HOME", str(tmp_path / "home"))
    collection = Collection([str(page)]).load()
    assert [str(problem) for problem in collection.search("is:starred").problems] != []
    collection.remember()
    position = collection.search("bayes").positions[0]
    assert collection.library and collection.reading
    collection.library.apply(star([collection.key(position)]))
    collection.reading.follow()
    assert collection.state(position).starred
    assert titles(collection, "is:starred") == ["A Survey of Bayesian Networks"]
    assert titles(collection, "is:new -is:starred") == ["Sparse Experts at Scale"]
    collection.library.close()


def test_state_finds_its_paper_again_when_an_id_becomes_known(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIGEST_TUI_HOME", str(tmp_path / "home"))
    collection = Collection([str(page)]).load()
    collection.remember()
    assert collection.library
    collection.library.apply(star([collection.key(0)]))
    entry = Entry(collection.store.title(0), "Text.", 1, id="2503.00001")
    collection.add(Digest("api", "page", datetime.date(2025, 3, 20), (entry,)))
    collection.remember()
    assert collection.key(0).id == "2503.00001"
    assert titles(collection, "is:starred") == [collection.store.title(0)]
    collection.library.close()


def test_of_many_files_the_newest_is_read_first_for_it_is_on_top(page: Path, tmp_path: Path) -> None:
    for name in ("b-2025-03-20.txt", "a-2025-03-20.txt", "c-2025-03-19.txt", "undated.txt"):
        (tmp_path / name).write_text(PAGE, "utf-8")
    read = [outcome.name for outcome in Collection([str(tmp_path)]).read() if isinstance(outcome, Digest)]
    assert read == ["undated", "a-2025-03-20", "b-2025-03-20", "c-2025-03-19", page.stem]


def test_reading_again_reads_only_what_changed_and_lets_go_of_what_is_gone(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone-2025-03-19.txt"
    gone.write_text(PAGE.replace("Sparse", "Dense"), "utf-8")
    kept = tmp_path / "kept-2025-03-20.txt"
    kept.write_text(PAGE.replace("Sparse", "Wide"), "utf-8")
    collection = Collection([str(tmp_path)]).load()
    gone.unlink()
    page.write_text(PAGE.replace("Sparse", "Deep"), "utf-8")
    read = [outcome.name for outcome in collection.read() if isinstance(outcome, Digest)]
    assert read == [page.stem]
    collection.load()
    assert sorted(titles(collection, "title:experts")) == ["Deep Experts at Scale", "Wide Experts at Scale"]


def large(folder: Path) -> Path:
    folder.mkdir()
    for number in range(5):
        told = "\n\n".join(
            f"Result {number} {n} on Networks\n\nWhat is told of it goes on for a while: word{n}, and no more."
            for n in range(KEPT // 4 + 1)
        )
        (folder / f"page{number}-2025-03-0{number + 1}.txt").write_text(f"Daily Papers\n\n{told}\n", "utf-8")
    return folder


def test_a_large_collection_opens_as_it_was_kept_and_reads_only_what_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIGEST_TUI_HOME", str(tmp_path / "home"))
    folder = large(tmp_path / "pages")
    first = Collection([str(folder)]).load().settle()
    first.keep()
    (folder / "page0-2025-03-01.txt").write_text(PAGE, "utf-8")
    (folder / "page1-2025-03-02.txt").unlink()
    again = Collection([str(folder)])
    kinds = [type(outcome).__name__ for outcome in again.read()]
    assert kinds == ["Kept", "Digest", "Read"]
    again.load()
    anew = Collection([str(folder)], year=2025).load().settle()
    assert titles(again, "bayes") == titles(anew, "bayes") == ["A Survey of Bayesian Networks"]
    assert sorted(titles(again, "word77")) == sorted(titles(anew, "word77"))
    assert len(again.store) == len(anew.store)


def test_a_large_collection_is_kept_without_an_index_too_and_with_one_once_it_has_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIGEST_TUI_HOME", str(tmp_path / "home"))
    folder = large(tmp_path / "pages")
    Collection([str(folder)]).load(to_search=False).keep()
    second = Collection([str(folder)])
    assert [type(outcome).__name__ for outcome in second.read()] == ["Kept"]
    second.load().settle().keep()
    Collection([str(folder)]).load(to_search=False).keep()  # does not drop the index
    third = Collection([str(folder)]).load()
    assert third.answers_at_once
    assert titles(third, "word77") == titles(second, "word77") != []


@pytest.mark.parametrize("with_index", [True, False])
def test_the_default_order_is_kept_as_long_as_nothing_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, with_index: bool
) -> None:
    monkeypatch.setenv("DIGEST_TUI_HOME", str(tmp_path / "home"))
    folder = large(tmp_path / "pages")
    first = Collection([str(folder)]).load(to_search=False)
    (first.settle() if with_index else first).keep()
    kept = titles(Collection([str(folder)]).load(to_search=False), "")
    assert kept == titles(first, "") == titles(Collection([str(folder)], year=2025).load(), "")
    later = folder / "later-2025-04-01.txt"
    later.write_text(PAGE.replace("Mar 18", "Apr 1"), "utf-8")
    changed = Collection([str(folder)]).load(to_search=False)
    assert titles(changed, "") == ["Sparse Experts at Scale", "A Survey of Bayesian Networks", *kept]
    later.unlink()
    assert titles(changed.load(to_search=False), "") == kept


def test_what_was_kept_is_kept_again_only_when_it_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGEST_TUI_HOME", str(tmp_path / "home"))
    folder = large(tmp_path / "pages")
    Collection([str(folder)]).load().settle().keep()
    [kept] = (tmp_path / "home" / "cache" / "collections").iterdir()
    before = kept.stat().st_ino
    Collection([str(folder)]).load().settle().keep()
    assert kept.stat().st_ino == before
    (folder / "page1-2025-03-02.txt").unlink()
    Collection([str(folder)]).load().settle().keep()
    assert kept.stat().st_ino != before
