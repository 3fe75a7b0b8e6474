"""Saved Daily Papers pages in all their variants."""

import datetime
import textwrap
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digesttui import formats
from digesttui.errors import InputError
from digesttui.formats import page_text
from digesttui.formats.page_furniture import stands_alone
from digesttui.formats.page_text import Kind, kind_of, title_shaped
from digesttui.formats.paragraphs import paragraphs
from digesttui.model import Digest

BANNER = (
    "new",
    "Get trending papers in your email inbox!",
    "Subscribe",
    "Daily Papers",
    "byAK and the research community",
)
SPARSE = (
    "Sparse Routers Learn Late",
    "Routers of sparse models are often trained like any other layer. We show that they settle long after the experts "
    "have specialised, which wastes a fifth of the compute. A schedule that freezes experts early removes the waste. "
    "Code: https://github.com/example/late-routers.",
)
GRAMMAR = (
    "What Do Grammars Know?",
    "Grammars are learned from strings alone, yet they generalise to structures that no string shows. This note "
    "measures how much of that comes from the prior and how much from the data, on eleven languages, and finds that "
    "the prior explains most of it whenever the sample is short, and almost nothing of it once the sample has grown.",
)
SHORT = ("A Note on Calibration", "We correct Theorem 3.")
PAPERS = (SPARSE, GRAMMAR, SHORT)
SEPTEMBER = datetime.date(2025, 9, 11)


def page(*paragraphs: str, banner: Sequence[str] = (*BANNER, "Sep 11")) -> str:
    return "\n\n".join([*banner, *paragraphs]) + "\n"


def read(text: str, name: str = "page", **more: object) -> Digest:
    return formats.read(text.encode(), name, **more)  # type: ignore[arg-type]


def papers(digest: Digest) -> list[tuple[str, str]]:
    return [(entry.title, entry.abstract) for entry in digest]


def flat(*pairs: tuple[str, str]) -> list[str]:
    return [paragraph for pair in pairs for paragraph in pair]


PLAIN = page(*flat(*PAPERS))


def test_titles_and_abstracts_come_in_turn_with_rank_and_line() -> None:
    digest = read(PLAIN, year=2025)
    assert papers(digest) == list(PAPERS)
    assert [(entry.rank, entry.line) for entry in digest] == [(1, 13), (2, 17), (3, 21)]
    assert (digest.form, digest.date, digest.remarks) == ("page", SEPTEMBER, ())


@pytest.mark.parametrize(
    "banner",
    [
        ["Sep 11"],
        ["new", "Get trending papers in your email inbox!", "Subscribe", "byAK and the research community", "Sep 11"],
        ["Get trending papers in your email inbox once a day!", "by AK and the research community", "Sep 11"],
        ["Daily Papers", "by", "AK", "and the research community", "Daily", "Weekly", "Monthly", "Sep 11"],
        ["new\nGet trending papers in your email inbox!\nSubscribe\nby\nAK\nand the research community\nSep 11"],
        [*BANNER, "mixture of experts", "Daily", "Weekly", "Monthly", "Trending Papers", "Sep 11"],
        [*BANNER, "Daily Weekly Monthly", "‹ Sep 11 ›"],
        [*BANNER, "Thursday, September 11th, 2025"],
        [*BANNER, "11 September 2025"],
        [*BANNER, "2025-09-11"],
        [*BANNER, "is attention all we need?", "Sep 11"],
    ],
)  # fmt: skip
def test_every_variant_of_the_furniture_gives_the_same_papers_and_date(banner: list[str]) -> None:
    digest = read(page(*flat(*PAPERS), banner=banner), year=2025)
    assert papers(digest) == list(PAPERS)
    assert digest.date == SEPTEMBER


@pytest.mark.parametrize(
    "text",
    [
        PLAIN.replace("\n", "\r\n"),
        "\ufeff" + PLAIN,
        PLAIN.rstrip("\n"),
        "\n\n\n" + PLAIN.replace("\n\n", "\n\n\n \t\n\n"),
        PLAIN.replace("\n\n", "\n"),
        PLAIN.replace("\n\n", "\n   \n").replace("A Note", "  A Note"),
        "\n\n".join("\n".join(textwrap.wrap(paragraph, 72)) for paragraph in PLAIN.split("\n\n")),
        "\n\n".join(
            "\n".join(textwrap.wrap(paragraph, 18, break_long_words=False)) for paragraph in PLAIN.split("\n\n")
        ),
        page(*(f"{title}\n{abstract}" for title, abstract in PAPERS[:2]), *SHORT),
        page("\n".join(flat(*PAPERS[:2])), *SHORT),
        "\n".join(line for paragraph in PLAIN.split("\n\n") for line in textwrap.wrap(paragraph, 80)),
    ],
)
def test_every_layout_of_the_lines_gives_the_same_papers(text: str) -> None:
    assert papers(read(text)) == list(PAPERS)


def test_lines_are_counted_where_blank_lines_are_many() -> None:
    digest = read("new\n\n\n  \nSep 11\n\n\n\n" + "\n\n\n".join(SPARSE))
    assert [entry.line for entry in digest] == [9]
    assert [(one.line, one.lines, one.reason) for one in digest.skipped] == [
        (1, 1, "page furniture"),
        (5, 1, "date"),
    ]


def test_a_word_wrapped_at_its_hyphen_is_whole_again() -> None:
    digest = read(page("Mixture-of-\nExperts, pre-\nand post-trained", GRAMMAR[1]))
    assert [entry.title for entry in digest] == ["Mixture-of-Experts, pre- and post-trained"]


def test_an_abstract_of_several_paragraphs_stays_one() -> None:
    middle = "We release everything."
    last = "Project page: https://example.org/grammars"
    digest = read(page(*GRAMMAR, middle, SPARSE[1], last, *SHORT))
    assert papers(digest) == [(GRAMMAR[0], "\n\n".join([GRAMMAR[1], middle, SPARSE[1], last])), SHORT]


def test_a_title_that_ends_like_a_sentence_is_a_title_when_an_abstract_follows() -> None:
    titles = ["Late Routers Considered.", "Do routers learn?", "Sparse models at sea."]
    digest = read(page(*SPARSE, *flat(*((title, GRAMMAR[1]) for title in titles))))
    assert [entry.title for entry in digest] == [SPARSE[0], *titles]


def test_a_sentence_at_the_end_of_the_page_belongs_to_the_last_abstract() -> None:
    assert papers(read(page(*SPARSE, "Data are available."))) == [(SPARSE[0], f"{SPARSE[1]}\n\nData are available.")]


def test_a_title_without_abstract_is_told_and_loses_no_other_paper() -> None:
    digest = read(page(*SPARSE, "Lonely Title", *GRAMMAR, "Another Lonely Title"))
    assert papers(digest) == [SPARSE, GRAMMAR]
    lonely = [(one.line, one.text) for one in digest.skipped if one.reason == "title without abstract"]
    assert lonely == [(17, "Lonely Title"), (23, "Another Lonely Title")]


def test_what_is_skipped_is_told_by_line_and_reason() -> None:
    digest = read(page("mixture of experts", "long " * 80, *SPARSE, banner=BANNER[:2]))
    assert papers(digest)[0][0] == "mixture of experts"
    digest = read(page("mixture of experts", "Daily", "Sep 11", *SPARSE, "- 3 authors", banner=BANNER))
    assert [(one.line, one.lines, one.reason, one.text) for one in digest.skipped] == [
        (1, 9, "page furniture", "new"),
        (11, 1, "search term", "mixture of experts"),
        (13, 1, "page furniture", "Daily"),
        (15, 1, "date", "Sep 11"),
        (21, 1, "author count", "- 3 authors"),
    ]


def test_long_text_before_any_title_is_told() -> None:
    digest = read(page(GRAMMAR[1], *SPARSE))
    assert papers(digest) == [SPARSE]
    assert digest.skipped[-1].reason == "text without title"


def test_votes_before_titles_go_to_the_paper_below() -> None:
    digest = read(
        page("Submitted by", "someone", "12", *SPARSE, "- 8 authors", "3", "Submitted by another", "1.2k", *GRAMMAR)
    )
    assert papers(digest) == [SPARSE, GRAMMAR]
    assert [entry.upvotes for entry in digest] == [12, 1200]


def test_votes_after_titles_go_to_the_paper_above() -> None:
    digest = read(page(SPARSE[0], "Upvote 12", "8 authors", SPARSE[1], GRAMMAR[0], "1,024", "2 comments", GRAMMAR[1]))
    assert [entry.upvotes for entry in digest] == [12, 1024]
    assert papers(digest) == [SPARSE, GRAMMAR]


def test_lines_of_votes_and_authors_may_stick_to_the_title() -> None:
    digest = read(page("Upvote\n12\n" + SPARSE[0] + "\n- 8 authors", SPARSE[1], "7\n" + GRAMMAR[0], GRAMMAR[1]))
    assert papers(digest) == [SPARSE, GRAMMAR]
    assert [entry.upvotes for entry in digest] == [12, 7]


def test_a_name_is_expected_only_right_after_submitted_by() -> None:
    digest = read(page("Submitted by", GRAMMAR[1], "A Note", SPARSE[1]))
    assert [entry.title for entry in digest] == ["A Note"]


def test_pages_put_together_keep_their_dates() -> None:
    text = page(*SPARSE) + "\n" + page(*GRAMMAR, banner=(*BANNER, "Sep 12"))
    digest = read(text, year=2025)
    assert digest.date == SEPTEMBER
    assert [entry.date for entry in digest] == [None, datetime.date(2025, 9, 12)]


@pytest.mark.parametrize(
    ("name", "day", "more", "expected", "remarks"),
    [
        ("saved-2024-09-12", "Sep 11", {"year": 2025}, datetime.date(2024, 9, 11), 0),
        ("saved-2026-01-01", "Dec 31", {}, datetime.date(2025, 12, 31), 0),
        ("page", "Sep 11, 2023", {"year": 2025}, datetime.date(2023, 9, 11), 0),
        ("page", "Sep 11", {"year": 2025}, SEPTEMBER, 0),
        ("page", "Sep 11", {"modified": datetime.date(2025, 9, 10)}, datetime.date(2024, 9, 11), 1),
        ("page", "Sep 11", {"modified": datetime.date(2025, 9, 11)}, SEPTEMBER, 1),
        ("page", "Feb 29", {"modified": datetime.date(2026, 1, 1)}, datetime.date(2024, 2, 29), 1),
        ("page", "Sep 11", {}, None, 1),
        ("saved 2025_09_11", "no date", {}, SEPTEMBER, 0),
        ("page", "no date", {"modified": datetime.date(2025, 9, 10)}, None, 0),
    ],
)
def test_the_year_comes_from_name_then_page_then_option_then_the_files_age(
    name: str, day: str, more: dict[str, object], expected: datetime.date | None, remarks: int
) -> None:
    digest = read(page(*SPARSE, banner=(*BANNER, day)), name, **more)
    assert (digest.date, len(digest.remarks)) == (expected, remarks)


def test_a_year_elsewhere_in_the_furniture_counts_as_the_pages() -> None:
    assert read(page(*SPARSE, banner=(*BANNER, "Papers of 2025", "Sep 11")), year=2019).date == SEPTEMBER


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (page("One Title", "Another Title", "A Third"), "page, line 13: 3 titles, but no abstract"),
        ("Only One", "page, line 1: read as the text of a page: 1 title, but no abstract"),
        (
            GRAMMAR[1],
            "page, line 1: read as the text of a page: no title above the text; put each title on a line",
        ),
        (page(), "page: no papers, only the page's furniture; save the page once its papers are shown"),
    ],
)
def test_a_page_without_papers_says_why_in_one_line(text: str, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        read(text)
    assert str(caught.value).startswith(reason)
    assert "\n" not in str(caught.value)


def test_escapes_and_bidi_controls_are_shown_never_kept() -> None:
    digest = read(page("Routers \x1b]52;c;AAAA\x07 and \u202egnp", SPARSE[1].replace("We", "We\x00")))
    [entry] = digest
    assert entry.title == "Routers ␛]52;c;AAAA␇ and \ufffdgnp"
    assert "We␀" in entry.abstract


def test_a_title_with_an_address_opens_the_first_paper() -> None:
    assert papers(read("Code at https://evil.example here\nhttps://github.com/a/b\n")) == [
        ("Code at https://evil.example here", "https://github.com/a/b")
    ]


@pytest.mark.parametrize(
    ("paragraph", "kind"),
    [
        ("Sparse Routers Learn Late", Kind.TITLE),
        ("What is X? A Study of Y", Kind.TITLE),
        ("Routers (Extended Version)", Kind.TITLE),
        ("Is it enough?", Kind.SENTENCE),
        ("1. A list item", Kind.SENTENCE),
        ("We correct one of them.", Kind.SENTENCE),
        ("Nothing helps here. Then that helps.", Kind.PROSE),
        ("see github.com/a/b", Kind.PROSE),
        ("word " * 70, Kind.PROSE),
    ],
)
def test_kinds_of_paragraphs(paragraph: str, kind: Kind) -> None:
    assert kind_of(paragraph) is kind


@pytest.mark.parametrize(
    ("sentence", "is_title"),
    [
        ("Attention Is All You Need.", True),
        ("Is attention enough?", True),
        ("Towards better routing in sparse models.", True),
        ("The code is available.", False),
        ("We thank everyone.", False),
        ("- one more thing!", False),
        ("This sentence goes on " + "and on " * 30 + ".", False),
    ],
)
def test_which_sentences_look_like_titles(sentence: str, is_title: bool) -> None:
    assert title_shaped(sentence) is is_title


def test_the_banner_is_recognised_but_not_among_addresses() -> None:
    assert page_text.recognises(PLAIN)
    assert not page_text.recognises(PLAIN + "/papers/2509.00001")
    assert not page_text.recognises(PLAIN + "[paper](https://example.org)")


WORDS = st.sampled_from(
    ["routers", "experts", "sparse", "of", "deep", "with", "scale", "policy", "graphs", "3D", "text-to-image"]
)
TITLES = st.lists(WORDS, min_size=3, max_size=12).map(lambda words: " ".join(words).capitalize())
SENTENCES = st.lists(WORDS, min_size=8, max_size=30).map(lambda words: "We study " + " ".join(words) + ".")
PARAGRAPHS = st.lists(SENTENCES, min_size=6, max_size=7).map(" ".join)
ABSTRACTS = st.lists(PARAGRAPHS, min_size=1, max_size=3).map("\n\n".join)
FURNITURE = st.sampled_from(["12", "- 8 authors", "Submitted by someone", "Upvote 3", "2 comments"])


@settings(max_examples=60)
@given(
    st.lists(st.tuples(TITLES, ABSTRACTS, st.lists(FURNITURE, max_size=3)), min_size=1, max_size=4),
    st.integers(30, 120) | st.none(),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from(["", "\n", "\n\n\n"]),
    st.booleans(),
)
def test_a_page_composed_of_known_papers_reads_back_to_them(
    known: list[tuple[str, str, list[str]]], width: int | None, newline: str, end: str, spread: bool
) -> None:
    blocks = [*BANNER, "Sep 11"]
    for title, abstract, furniture in known:
        blocks += [*furniture, title, *abstract.split("\n\n")]
    if width:
        blocks = ["\n".join(textwrap.wrap(block, width)) for block in blocks]
    text = ("\n\n\n" if spread else "\n\n").join(blocks) + end
    digest = read(text.replace("\n", newline))
    assert papers(digest) == [(title, abstract) for title, abstract, _ in known]
    lines = text.split("\n")
    for entry in digest:
        assert entry.title.startswith(lines[entry.line - 1])


@settings(max_examples=60)
@given(st.text(alphabet=st.characters(codec="utf-8") | st.sampled_from("\n\r .\x1b\u2028"), max_size=400))
def test_any_text_gives_papers_or_one_line(text: str) -> None:
    try:
        digest = read(text)
    except InputError as error:
        assert "\n" not in str(error)
    else:
        assert all(entry.title and entry.abstract and entry.line for entry in digest)


@settings(max_examples=60)
@given(st.text(alphabet="aB. \n", max_size=200))
def test_no_letter_is_lost(text: str) -> None:
    page_ = page_text._Page()
    for line, paragraph in paragraphs(text, stands_alone):
        page_.take(line, paragraph)
    page_.finish()
    kept = "".join(entry.title + entry.abstract for entry in page_.entries) + "".join(one.text for one in page_.skipped)
    assert sorted(kept.replace("\n", "").replace(" ", "")) == sorted(text.replace("\n", "").replace(" ", ""))
