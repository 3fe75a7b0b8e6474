"""A paper in two lines."""

from hypothesis import given
from hypothesis import strategies as st

from digesttui.mail.summary import LONGEST, shortened, summary

from .papers import paper


def of(abstract: str) -> str:
    return summary(paper("Lanterns", abstract=abstract))


def test_two_sentences_of_the_abstract() -> None:
    assert of("Lanterns glow. Do they? They do. Much.") == "Lanterns glow. Do they?"


def test_the_sites_own_summary_goes_first() -> None:
    assert summary(paper("Lanterns", summary="They glow,\nand how. Yes. No.")) == "They glow, and how. Yes. No."


def test_a_full_stop_inside_a_sentence_does_not_end_it() -> None:
    told = "Wicks, e.g. Cotton, cf. Hall et al. Reed, gain 3.5 points over v2.1 models. See Fig. Two."
    assert of(f"{told} The rest.") == told


def test_line_breaks_and_latex_become_text() -> None:
    assert of('In $\\mathcal{O}(n^2)$\ntime, 5\\% less. "Good." Or not.') == 'In O(n²) time, 5% less. "Good."'


def test_an_abstract_without_end_is_cut_between_words() -> None:
    told = of("word " * 500)
    assert len(told) <= LONGEST
    assert told.endswith("word…")


def test_no_abstract_no_summary() -> None:
    assert of("") == ""


@given(st.text(), st.integers(2, 50))
def test_what_is_shortened_is_short_and_on_one_line(text: str, longest: int) -> None:
    told = shortened(text, longest)
    assert len(told) <= longest
    assert told == " ".join(told.split())
