"""Saved views in a filter: ``@name``."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digesttui.query import Query, parse
from digesttui.query.parser import MAX_TERMS
from digesttui.query.tree import Sort, State
from digesttui.query.views import MAX_WITHIN, written
from tests.unit.query.test_parser import shape, word
from tests.unit.query.test_run import found

VIEWS = {
    "experts": "moe | mixture",
    "code": "has:code",
    "both": "@experts @code",
    "to read": "is:unread",
    "fresh": "deep is:new",
    "best": "deep sort:upvotes",
    "broken": "deep is:unred",
    "empty": "",
    "one": "wide @other",
    "other": "@one",
}


def view(*parts: object) -> tuple[object, ...]:
    return ("any", *parts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@code", view(("kind", "code"))),
        ("deep @experts", ("all", word("deep"), view(("any", word("moe"), word("mixture"))))),
        ("-@experts", ("not", view(("any", word("moe"), word("mixture"))))),
        ("@experts|deep", ("any", view(("any", word("moe"), word("mixture"))), word("deep"))),
        ("@both", view(("all", view(("any", word("moe"), word("mixture"))), view(("kind", "code"))))),
        ('@"to read"', view(("is", "unread"))),
        ("@empty deep", word("deep")),
        ('"@code"', ("phrase", None, "@code")),
        ("'@code", ("piece", None, "@code")),
        ("pass@code", ("piece", None, "pass@code")),
    ],
)
def test_a_view_is_its_filter_in_parentheses(text: str, expected: object) -> None:
    query = parse(text, VIEWS)
    assert shape(query.root) == expected
    assert not query.problems


def test_a_view_lets_through_what_its_filter_does() -> None:
    assert found("@experts", views=VIEWS) == found("moe | mixture")
    assert found("@experts -survey", views=VIEWS) == found("(moe | mixture) -survey")


def test_a_view_is_one_clause_that_stands_where_it_is_written() -> None:
    query = parse("deep @both x", VIEWS)
    assert [query.text[clause.start : clause.end] for clause in query.clauses()] == ["deep", "@both", "x"]


def test_an_order_in_a_view_holds_unless_a_later_one_is_asked_for() -> None:
    assert parse("@best", VIEWS).sort == Sort("upvotes")
    assert parse("@best sort:title", VIEWS).sort == Sort("title")


def test_new_in_a_view_is_what_came_since_it_was_looked_at() -> None:
    (clause,) = parse("@fresh", VIEWS).clauses()
    assert shape(clause) == view(("all", word("deep"), ("new", "fresh")))
    assert parse("@fresh", VIEWS).asks_reading
    assert parse("is:new", VIEWS).clauses() == (State(0, 6, "is", "new"),)


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        ("deep @exprets", "@exprets", "no view @exprets", "did you mean @experts?"),
        ("@toread deep", "@toread", "no view @toread", 'did you mean @"to read"?'),
        ("@zz deep", "@zz", "no view @zz", "there are " + ", ".join(map(written, VIEWS))),
        ("deep @broken", "@broken", "in @broken: no is:unred", 'did you mean "unread"?'),
        ("deep @one", "@one", "in @one: in @other: @one stands for itself", "@one > @other > @one"),
    ],
)
def test_a_mistake_is_told_at_the_view_and_the_rest_applies(text: str, place: str, message: str, hint: str) -> None:
    query = parse(text, VIEWS)
    [problem] = query.problems
    assert (text[problem.start : problem.end], problem.message, problem.hint) == (place, message, hint)
    assert not problem.mild
    assert "deep" in str(shape(query.root))


@pytest.mark.parametrize("text", ["deep @", "deep @ex", "deep @exp"])
def test_a_name_that_is_still_typed_is_a_mild_problem(text: str) -> None:
    [problem] = parse(text, VIEWS).problems
    assert problem.mild


def test_without_views_it_is_told_where_they_are_made() -> None:
    [problem] = parse("@code").problems
    assert str(problem) == "no view @code; [views] in config.toml, or w, gives a filter a name"


def test_views_of_views_end() -> None:
    deep = {f"v{number}": f"a @v{number + 1}" for number in range(MAX_WITHIN + 1)} | {f"v{MAX_WITHIN + 1}": "a"}
    [problem] = parse("@v0", deep).problems
    assert problem.message.endswith(f"views are read {MAX_WITHIN} deep")
    doubling = {f"v{number}": f"@v{number + 1} @v{number + 1}" for number in range(15)} | {"v15": "a"}
    assert str(parse("@v0", doubling).root).count("Find(") <= MAX_TERMS
    nested = {f"v{number}": "(" * 90 + f"@v{number + 1}" + ")" * 90 for number in range(5)} | {"v5": "a"}
    assert parse("@v0", nested).problems


pieces = st.sampled_from(
    [*map(written, VIEWS), "@", "@nobody", "-", "(", ")", "|", "sort:date", "is:new", '@"', "deep"]
)


filters = st.lists(pieces).map(" ".join)


@given(filters, st.dictionaries(st.sampled_from(list(VIEWS)), filters))
def test_whatever_views_say_nothing_is_raised_and_every_place_lies_in_the_text(
    text: str, views: dict[str, str]
) -> None:
    query = parse(text, views)
    assert isinstance(query, Query)
    places = [(one.start, one.end) for one in query.problems] + [(one.start, one.end) for one in query.clauses()]
    assert all(0 <= start <= end <= len(text) for start, end in places)
