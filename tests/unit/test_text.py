"""The gate for untrusted text, and folding."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digesttui.text import MAX_COMBINING, STRETCH, clean, clean_lines, fold, one_line, stable_key, stretches, title_key

ANY_TEXT = st.text(
    st.one_of(
        st.characters(exclude_categories=()),
        st.characters(max_codepoint=0xA0),
        st.sampled_from("\u202e\u2066\u200b\u200d\u0301\u0300\ufeff\r\u2028\x85\U000e0041é漢👩"),
    )
)


def is_dangerous(character: str) -> bool:
    return (
        (unicodedata.category(character) == "Cc" and character not in "\n\t")
        or unicodedata.category(character) == "Cs"
        or unicodedata.bidirectional(character) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
        or character in "\u061c\u200e\u200f\u200b\u2028\u2029\ufeff"
    )


@given(ANY_TEXT)
def test_nothing_that_commands_a_terminal_is_left(text: str) -> None:
    assert not [character for character in clean(text) if is_dangerous(character)]


@given(ANY_TEXT)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E)))
def test_plain_text_passes_unchanged(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("dirty", "shown"),
    [
        ("red\x1b[31m", "red␛[31m"),
        ("a\x00b", "a␀b"),
        ("bell\x07", "bell␇"),
        ("c1 \x9b31m", "c1 \ufffd31m"),
        ("\x1b]52;c;aGk=\x07", "␛]52;c;aGk=␇"),
        ("pay \u202emoc.buhtig", "pay \ufffdmoc.buhtig"),
        ("lone \ud800 half", "lone \ufffd half"),
        ("soft\u00adhyphen", "softhyphen"),
        ("\ufeffTitle", "Title"),
        ("efﬁcient", "efficient"),
        ("one\r\ntwo\rthree\u2028four\x85five", "one\ntwo\nthree\nfour\nfive"),
        ("e\u0301", "é"),
    ],
)
def test_each_kind_of_dirt_has_its_remedy(dirty: str, shown: str) -> None:
    assert clean(dirty) == shown


def test_an_invisible_character_in_a_link_stays_visible_so_that_the_link_is_not_another() -> None:
    assert clean("zero\u200bwidth https://github.com/a\u200b/b") == "zerowidth https://github.com/a\ufffd/b"


def test_marks_piled_on_a_letter_are_cut() -> None:
    assert clean("Z" + "\u0327\u0331" * 40 + "algo").count("\u0331") <= MAX_COMBINING


def test_joined_emoji_and_indic_text_stay_whole() -> None:
    assert clean("👩\u200d🔬") == "👩\u200d🔬"
    assert clean("क्षेत्र") == "क्षेत्र"


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)


def test_folding_ignores_case_and_accents() -> None:
    assert fold("Gödel ÉCOLE") == "godel ecole"


@given(st.lists(st.text(st.sampled_from("ab é \n\t\x1b\u200b\xa0e\u0301\r"), max_size=5), max_size=5))
def test_lines_cleaned_together_are_what_each_is_by_itself(texts: list[str]) -> None:
    assert clean_lines(texts) == [one_line(clean(text)) for text in texts]


@given(st.text(st.sampled_from("a é \n\t\x7f\xa0\v"), max_size=8))
def test_one_line_is_its_words_parted_by_one_space(text: str) -> None:
    assert one_line(text) == " ".join(text.split())


def test_one_line_joins_wrapped_titles() -> None:
    assert one_line("  Read-ME:\n   Refactorizing\tLLMs ") == "Read-ME: Refactorizing LLMs"


@pytest.mark.parametrize(
    "variant",
    [
        "mixture of experts",
        "Mixture  of\nExperts",
        "Mixture-of-Experts.",
        "MIXTURE OF EXPERTS!",
        " “Mixture of Experts” ",
    ],
)
def test_titles_that_differ_in_case_spacing_or_punctuation_have_one_key(variant: str) -> None:
    assert title_key(variant) == title_key("Mixture of Experts")


def test_titles_of_punctuation_alone_are_told_apart() -> None:
    assert title_key("???") != title_key("!!!")


def test_keys_are_the_same_in_every_process() -> None:
    assert stable_key("digest") == 0xC15C2E281EC790D7


def test_a_large_text_is_cleaned_as_its_lines_are() -> None:
    line = "caf\u0065\u0301 \x1b[31m \ufb01nds\u200b https://a.b/\u200bc\r\n"
    text = "\u0301" + line * (2 * STRETCH // len(line)) + "last"
    assert clean(text) == "".join(map(clean, text.splitlines(keepends=True)))
    assert "".join(stretches(text)) == text
    assert max(map(len, stretches(text))) < 1.1 * STRETCH


def test_a_line_longer_than_a_stretch_stays_whole() -> None:
    assert list(stretches("a" * 2 * STRETCH)) == ["a" * 2 * STRETCH]
    assert list(stretches("")) == [""]
