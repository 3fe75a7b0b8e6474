"""JSON of every shape: the site's answers, other people's records, JSON lines, broken files."""

import datetime
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digesttui import formats
from digesttui.errors import InputError
from digesttui.model import Digest, Link

SEPTEMBER = datetime.date(2025, 9, 11)
ABSTRACT = "Routers settle late.\nWe freeze the experts\nearly."
FLAT = "Routers settle late. We freeze the experts early."


def read(value: Any, name: str = "x") -> Digest:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return formats.read(text.encode(), name)


def refused(value: Any) -> str:
    with pytest.raises(InputError) as caught:
        read(value)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def entry(number: int = 1, **paper: Any) -> dict[str, Any]:
    """An entry as the site answers."""
    return {
        "paper": {
            "id": f"2509.0000{number}",
            "authors": [{"name": "Ada Lovelace", "hidden": False}, {"name": "Nobody", "hidden": True}],
            "publishedAt": "2025-09-01T00:00:00.000Z",
            "title": f"Late Routers\n  {number}",
            "summary": ABSTRACT,
            "upvotes": 12,
            **paper,
        },
        "publishedAt": "2025-09-10T22:00:00.000Z",
        "title": f"Late Routers {number}",
        "numComments": 3,
        "submittedBy": {"name": "someone"},
    }


def test_an_answer_of_today_with_all_its_fields() -> None:
    digest = read(
        [
            entry(
                submittedOnDailyAt="2025-09-11T00:00:00.000Z",
                githubRepo="https://github.com/example/late-routers/tree/main",
                githubStars=1234,
                projectPage="https://late-routers.example.org",
                ai_summary="Freeze early.",
                ai_keywords=["routing", "sparsity"],
            )
        ]
    )
    [paper] = digest
    assert (digest.form, digest.date) == ("hf-api", SEPTEMBER)
    assert (paper.id, paper.title, paper.abstract) == ("2509.00001", "Late Routers 1", FLAT)
    assert (paper.authors, paper.upvotes, paper.stars) == (("Ada Lovelace",), 12, 1234)
    assert (paper.summary, paper.keywords) == ("Freeze early.", ("routing", "sparsity"))
    assert paper.links == (
        Link("code", "https://github.com/example/late-routers", "example/late-routers"),
        Link("project", "https://late-routers.example.org"),
    )
    assert paper.date == SEPTEMBER


def test_answers_before_the_daily_date_are_of_the_name_or_the_day_they_were_published() -> None:
    assert read([entry()], "daily-2025-09-11").date == SEPTEMBER
    assert read([entry()]).date == datetime.date(2025, 9, 10)
    assert read({"status": "ok", "date": "2025-09-11", "count": 1, "data": [entry()]}, "2025-01-01").date == SEPTEMBER


def test_an_answer_for_a_week_keeps_each_papers_day() -> None:
    days = ["2025-09-10T00:00:00.000Z", "2025-09-11T00:00:00.000Z"]
    digest = read([entry(number, submittedOnDailyAt=day) for number, day in enumerate(days)])
    assert digest.date == SEPTEMBER
    assert [paper.date for paper in digest] == [datetime.date(2025, 9, 10), SEPTEMBER]


def test_entries_and_papers_as_python_wrote_them() -> None:
    python = {**entry(1), "paper": str(entry(1)["paper"])}
    digest = read([str(entry(2)), python, "{'paper': broken", entry(3)])
    assert digest.form == "hf-api"
    assert sorted(paper.title for paper in digest) == ["Late Routers 1", "Late Routers 2", "Late Routers 3"]
    assert [one.text for one in digest.skipped] == ["{'paper': broken"]


def test_an_answer_that_is_an_error_is_told() -> None:
    assert refused('{"error": "Invalid date\\nformat", "paper": "publishedAt"}') == (
        "x: the site's answer is an error: Invalid date format"
    )


@pytest.mark.parametrize(
    "record",
    [
        {"title": "Late Routers", "abstract": ABSTRACT, "id": "arXiv:2509.00001v2", "date": "2025-09-11"},
        {"Title": "Late\nRouters", "Summary": ABSTRACT, "arxiv_id": "2509.00001", "published": "2025-09-11T10:00:00Z"},
        {"Name": "Late Routers", "tldr": ABSTRACT, "PDF": "https://arxiv.org/pdf/2509.00001", "DATE": "Sep 11 2025"},
        {"title": ["Late Routers"], "abstractNote": ABSTRACT, "extra": ["arXiv: 2509.00001"], "date": "2025/09/11"},
        {"title": "Late Routers", "abstract": ABSTRACT, "DOI": "10.48550/arXiv.2509.00001",
         "issued": {"date-parts": [[2025, 9, 11]]}},
        {"标题": "Late Routers", "摘要": ABSTRACT, "链接": "https://arxiv.org/abs/2509.00001", "日期": "2025-09-11"},
    ],
)  # fmt: skip
def test_sensible_names_are_understood(record: dict[str, Any]) -> None:
    digest = read([record])
    [paper] = digest
    assert (digest.form, digest.date) == ("json", SEPTEMBER)
    assert (paper.title, paper.abstract, paper.id) == ("Late Routers", FLAT, "2509.00001")


@pytest.mark.parametrize(
    ("authors", "names"),
    [
        (["Ada Lovelace", "Alan Turing"], ("Ada Lovelace", "Alan Turing")),
        ("Ada Lovelace, Alan Turing and Emmy Noether", ("Ada Lovelace", "Alan Turing", "Emmy Noether")),
        ("Ada Lovelace (1, 2), Alan Turing ((1) Here, (2) There)", ("Ada Lovelace", "Alan Turing")),
        ("Lovelace Ada; Turing Alan", ("Lovelace Ada", "Turing Alan")),
        ([{"given": "Ada", "family": "Lovelace"}, {"literal": "The Team"}], ("Ada Lovelace", "The Team")),
        ([{"given": "Ludwig", "dropping-particle": "van", "family": "Beethoven"}], ("Ludwig van Beethoven",)),
        ([{"firstName": "Ada", "lastName": "Lovelace"}], ("Ada Lovelace",)),
        ([{"name": "Ada\x1b Lovelace"}, 7, None, {"hidden": True, "name": "X"}], ("Ada␛ Lovelace",)),
        (
            "A. Garc\\'ia, Franz Schr\\\"odel and Tom\\'a\\v{s} Vor\\v{a}k",
            ("A. García", "Franz Schrödel", "Tomáš Vorǎk"),
        ),
        (["A\\b Team"], ("A\\b Team",)),
        ("Unknown", ()),
        (7, ()),
    ],
)
def test_authors_in_every_form(authors: Any, names: tuple[str, ...]) -> None:
    [paper] = read([{"title": "T", "authors": authors}])
    assert paper.authors == names


@pytest.mark.parametrize(
    ("votes", "count"),
    [(12, 12), ("12", 12), ("1.2k", 1200), ("1,234", 1234), (3.0, 3), (0, 0), (True, None), (-1, None), ("many", None),
     (float("nan"), None), (float("inf"), None), (10**30, None), ("9" * 5000, None), ([], None)],
)  # fmt: skip
def test_counts_in_every_form(votes: Any, count: int | None) -> None:
    [paper] = read([{"title": "T", "upvotes": votes}])
    assert paper.upvotes == count


def test_an_abstract_beside_a_summary_and_paragraphs() -> None:
    [paper] = read([{"title": "T", "abstract": "One.\n\nTwo\nlines.", "summary": "Short."}])
    assert (paper.abstract, paper.summary) == ("One.\n\nTwo lines.", "Short.")
    [paper] = read([{"title": "T", "summary": "One."}])
    assert (paper.abstract, paper.summary) == ("One.", None)


def test_keywords_from_lists_strings_and_categories() -> None:
    written = (["a b", "c"], "a b; c", [{"tag": "a b", "type": 1}, {"tag": "c"}, {}], "cs.CL math.ST", {"no": 1})
    papers = read([{"title": "T", "tags": value} for value in written])
    assert [paper.keywords for paper in papers] == [("a b", "c")] * 3 + [("cs.CL", "math.ST"), ()]


def test_links_come_from_code_fields_links_and_remarks() -> None:
    record = {
        "title": "T",
        "code": "example/owner-and-name",
        "links": [
            {"kind": "code", "url": "https://github.com/example/two"},
            {"kind": "project", "url": "https://example.org/page"},
            {"kind": "nonsense", "url": "https://example.org/no"},
            "https://example.org/ignored",
        ],
        "url": "https://arxiv.org/abs/2509.00001",
        "comments": "12 pages, code: https://github.com/example/three.",
        "github": "javascript:alert(1)",
    }
    [paper] = read([record])
    assert [(link.kind, link.label) for link in paper.links] == [
        ("code", "example/owner-and-name"),
        ("code", "example/two"),
        ("project", "example.org/page"),
        ("code", "example/three"),
    ]


def test_lists_are_found_within_objects() -> None:
    papers = [{"title": "One"}, {"title": "Two"}]
    for wrapped in ({"items": papers}, {"config": {"x": [1, 2, 3]}, "data": {"papers": papers}}, {"Title": "One"}):
        assert next(iter(read(wrapped))).title == "One"


def test_json_lines_keep_the_good_and_name_the_bad() -> None:
    digest = read('{"title": "One"}\n{broken\n{"title": "Two"}\n\x00\n[1]\n{"no": "title"}\n{"title": "Three"}\n')
    assert [(paper.title, paper.line) for paper in digest] == [("One", 1), ("Two", 3), ("Three", 7)]
    assert [(one.line, one.reason, one.lost) for one in digest.skipped] == [
        (2, "not valid JSON", True),
        (4, "not valid JSON", True),
        (5, "no record", False),
        (6, "record without title", False),
    ]


def test_an_array_that_is_cut_off_keeps_what_came_before() -> None:
    digest = read('[\n{"title": "One"},\n{"title": "Two"},\n{"title": "Thr')
    assert [paper.title for paper in digest] == ["One", "Two"]
    assert [(one.line, one.reason) for one in digest.skipped] == [(4, "not valid JSON")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[" * 100_000, "x: nested too deeply for a digest"),
        ('{"a":' * 100_000, "x: nested too deeply for a digest"),
        ('{"title": }', "x, line 1: not valid JSON (Expecting value); save it again"),
        ('[{"title"', "x, line 1: not valid JSON (Expecting ':' delimiter); save it again"),
        ("[[]]", "x: read as json, no papers: no record"),
        ("{}", "x: read as json, no papers: record without title; a paper needs a title"),
        ('[{"title": "\u200b"}]', "x: read as json, no papers: record without title; a paper needs a title"),
    ],
)
def test_what_is_no_digest_is_told_in_one_line(text: str, reason: str) -> None:
    assert refused(text) == reason


@pytest.mark.parametrize(
    "text",
    [
        '{"title": "T", "year": ' + "1" * 5000 + "}",
        '{"title": "T", "year": NaN, "score": Infinity, "upvotes": 1e999}',
        '{"title": "S", "title": "T"}',
        '{"__class__": "os.system", "__proto__": {"x": 1}, "title": "T"}',
        '{"title": ["T"], "abstract": {"a": 1}, "url": 7, "authors": 1, "date": "twenty", "id": null, "links": {}}',
    ],
)
def test_odd_values_do_no_harm(text: str) -> None:
    assert [paper.title for paper in read(text)] == ["T"]


def test_topics_of_markdown_lines() -> None:
    digest = read({"SLAM": {"2509.00001": "- 2025-09-11, **Late Routers**, Ada Lovelace et.al., Paper: "
                            "[https://arxiv.org/abs/2509.00001v1](https://arxiv.org/abs/2509.00001v1)\n"}})  # fmt: skip
    [paper] = digest
    assert (paper.title, paper.id, paper.authors, digest.date) == (
        "Late Routers",
        "2509.00001",
        ("Ada Lovelace",),
        SEPTEMBER,
    )


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(
        ["title", "abstract", "authors", "links", "date", "paper", "id", "upvotes", "url", "tags"]), inner, max_size=6),
    max_leaves=20,
)  # fmt: skip


@settings(max_examples=150)
@given(VALUES)
def test_any_json_gives_papers_or_one_line(value: Any) -> None:
    try:
        digest = read([value])
    except InputError as error:
        assert "\n" not in str(error)
    else:
        assert all(paper.title for paper in digest)
