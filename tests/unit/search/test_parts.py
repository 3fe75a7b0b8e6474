"""The parts that a segment is made of."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from digesttui.records import Records
from digesttui.search.acronyms import AcronymsBuilder
from digesttui.search.ahead import done_ahead
from digesttui.search.inside import Inside
from digesttui.search.memory import release
from digesttui.search.needle import Needle, pattern
from digesttui.search.positions import Positions
from digesttui.search.slips import Slips
from digesttui.search.tokens import tokenise
from digesttui.search.typos import close_words
from digesttui.search.vocabulary import Vocabulary, WordList
from digesttui.search.words import aliases, initials, is_plain, unaccented, words
from digesttui.text import fold


def tokens_of(*texts: str) -> tuple[list[str], list[str]]:
    simple, compounds = tokenise([text.encode() for text in texts])
    return [simple.word(n).decode() for n in range(len(simple))], [
        compounds.word(n).decode() for n in range(len(compounds))
    ]


def test_texts_become_words_and_compounds() -> None:
    assert tokens_of("GPT-4 runs N:M; x^2", "Poincaré — and so on.") == (
        ["GPT", "4", "runs", "N", "M", "x", "2", "Poincare", "and", "so", "on"],
        ["GPT-4", "N:M", "x^2"],
    )
    assert tokens_of() == ([], [])
    assert tokens_of("", "--") == ([], [])


def test_han_and_kana_become_pairs() -> None:
    assert tokens_of("GPT深度学习, 学")[0] == ["GPT", "\x01深度", "\x01度学", "\x01学习", "\x01学"]


def test_a_nul_in_a_text_parts_words_and_no_texts() -> None:
    simple, _ = tokenise([b"a\0b", b"c"])
    assert simple.text.tolist() == [0, 0, 1]


@given(st.lists(st.text(alphabet="abAB-:^. é\0—_9", max_size=30), max_size=4))
def test_words_are_those_that_a_pattern_finds(texts: list[str]) -> None:
    assert tokens_of(*texts)[0] == [word for text in texts for word in words(unaccented(text))]


@given(st.lists(st.text(alphabet="ab", min_size=1, max_size=4), min_size=1, max_size=20))
def test_equal_words_have_equal_hashes_and_others_have_others(some: list[str]) -> None:
    simple, _ = tokenise([" ".join(some).encode()])
    assert len(set(simple.hash.tolist())) == len(set(some))


@given(st.lists(st.sampled_from(["a", "ab", "abcdefgh", "abcdefghi"]).map(lambda word: word * 9), max_size=6))
def test_long_words_have_hashes_of_their_own(some: list[str]) -> None:
    simple, _ = tokenise([" ".join([*some, *(word[:-1] + "x" for word in some)]).encode()])
    assert len(set(simple.hash.tolist())) == 2 * len(set(some))


def test_work_done_ahead_comes_in_order_and_a_failure_where_it_belongs() -> None:
    assert list(done_ahead(lambda number: 10 // number, range(1, 30))) == [10 // number for number in range(1, 30)]
    results = done_ahead(lambda number: 10 // number, [5, 0, 2])
    assert next(results) == 2
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_a_vocabulary_sorts_forms_under_their_word() -> None:
    vocabulary, numbers = Vocabulary.of([b"The", b"a", b"the", "É".encode()])
    assert [vocabulary.words[n] for n in range(len(vocabulary.words))] == [b"a", b"e", b"the"]
    assert [vocabulary.forms[n] for n in numbers.tolist()] == [b"The", b"a", b"the", "É".encode()]
    assert vocabulary.words.starting(b"th") == (vocabulary.words.place(b"the"), vocabulary.words.place(b"the") + 1)


@given(
    st.lists(st.text(alphabet="abcé", min_size=1, max_size=7), unique=True, max_size=30),
    st.text(alphabet="abcé", min_size=3, max_size=4),
)
def test_what_lies_inside_words_is_found_by_its_first_three_letters(some: list[str], piece: str) -> None:
    sorted_words = sorted(word.encode() for word in some)
    found = Inside.of(WordList.of(sorted_words)).holding(piece.encode())
    assert [sorted_words[n].decode() for n in found.tolist()] == [
        w.decode() for w in sorted_words if piece.encode() in w[1:]
    ]


vocabularies = st.lists(st.text(alphabet="abcdes", min_size=1, max_size=12), unique=True, max_size=40)


@given(vocabularies, st.text(alphabet="abcdes", max_size=12))
def test_typos_found_by_letters_are_those_found_by_comparing_all(vocabulary: list[str], typed: str) -> None:
    words_of = sorted(word.encode() for word in vocabulary)
    assert sorted(Slips(WordList.of(words_of)).close_words(typed)) == sorted(close_words(typed, sorted(vocabulary)))


@pytest.mark.parametrize(
    ("typed", "close"),
    [("transfomer", True), ("transfromer", True), ("transfoormer", True), ("transxormer", True), ("rtansformer", True),
     ("transfom", True), ("tramsformre", True), ("tronsfirmor", False), ("trasf", True), ("tr", False),
     ("transformer", False), ("tr4nsformer", False), ("x" * 60, False)],
)  # fmt: skip
def test_how_far_a_typo_may_go(typed: str, close: bool) -> None:
    assert bool(close_words(typed, ["transformer"])) is close


def test_aliases_close_up_hyphens() -> None:
    assert set(aliases("GPT-4-turbo and a:b-c, x.y")) == {"GPT4turbo", "4turbo", "a:bc", "bc"}


def test_initials_count_small_words_or_not() -> None:
    assert initials("a survey on mixture-of-experts") == ("asomoe", "sme")


@pytest.mark.parametrize(
    ("text", "plain"), [("GPT-4", True), ("N:M", True), ("C++", False), ("a--b", False), ("深度", False), ("é", True)]
)
def test_what_is_plain_is_found_through_words(text: str, plain: bool) -> None:
    assert is_plain(text) is plain
    assert (Needle(text).kind == "word") is plain


@given(st.text(max_size=20))
def test_unaccented_text_is_as_long_and_folds_alike(text: str) -> None:
    assert len(unaccented(text)) == len(text)
    assert fold(unaccented(text)) == fold(text)


@given(st.text(min_size=1, max_size=12), st.sampled_from(["word", "phrase", "piece"]), st.booleans(), st.booleans())
def test_every_needle_has_a_pattern(text: str, kind: str, starts: bool, ends: bool) -> None:
    needle = Needle(text, kind, None, starts, ends)  # type: ignore[arg-type]
    pattern(needle).search(needle.haystack("A deep \0 look"))


def test_long_titles_keep_their_initials() -> None:
    builder = AcronymsBuilder()
    titles = ["Deep Sparse Routing " * 40, "Étude of 3 Things", "An Étude"]
    simple, _ = tokenise([title.encode() for title in titles])
    builder.add(0, len(titles), simple, simple.are_small(), np.zeros(len(simple), np.uint8))
    acronyms = builder.finished(len(titles))
    assert acronyms.find("dsr", titles.__getitem__)[0].tolist() == [0]
    assert acronyms.find("dsrd", titles.__getitem__)[0].tolist() == [0]
    assert acronyms.find("e3t", titles.__getitem__)[0].tolist() == [1]
    assert acronyms.find("ae", titles.__getitem__)[0].tolist() == [2]
    assert acronyms.find("жжж", titles.__getitem__)[0].tolist() == []


def test_positions_give_the_head_without_the_rest() -> None:
    def never() -> np.ndarray[tuple[int], np.dtype[np.int32]]:
        raise AssertionError("asked for everything")

    positions = Positions(5, [7, 8, 9], never)
    assert (len(positions), positions[0], positions[1:3], positions[:3:2]) == (5, 7, [8, 9], [7, 9])
    assert 9 in positions
    assert positions.index(8) == 1
    with pytest.raises(AssertionError):
        positions[3]


def test_positions_are_a_sequence() -> None:
    positions = Positions(4, [7], lambda: np.array([7, 3, 5, 1], np.int32))
    assert list(positions) == [7, 3, 5, 1]
    assert (positions[-1], positions[1:], positions[::-1]) == (1, [3, 5, 1], [1, 5, 3, 7])
    assert positions.index(5) == 2
    assert 3 in positions
    assert 4 not in positions
    with pytest.raises(ValueError, match="4 is not here"):
        positions.index(4)
    with pytest.raises(IndexError):
        positions[4]


def test_memory_can_be_given_back_anywhere() -> None:
    release()


def test_searching_by_scan_loads_no_numpy() -> None:
    code = "import sys, digesttui.query.evaluation, digesttui.search.scan; assert 'numpy' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)


@given(
    st.lists(st.text(alphabet="a[$é]", min_size=1, max_size=4), min_size=1, max_size=9),
    st.sampled_from(["[", "$", "[$", "é"]),
)
def test_the_records_that_may_hold_signs_are_those_with_them_or_with_other_letters(some: list[str], signs: str) -> None:
    records = Records()
    for start in range(0, len(some), 3):
        records.extend([(b"t", text.encode(), b"") for text in some[start : start + 3]])
    held = records.may_hold(signs.encode())
    assert [bool(flag) for flag in held] == [signs in text or not text.isascii() for text in some]
