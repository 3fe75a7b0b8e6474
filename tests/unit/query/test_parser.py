"""Reading the filter language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digesttui.query import parse
from digesttui.query.parser import MAX_DEPTH, MAX_LENGTH, MAX_TERMS
from digesttui.query.tree import All, AnyOf, Between, Find, Node, Not, Query, Sort, State, Value, When


def shape(node: Node | None) -> object:
    """The tree without its places."""
    match node:
        case Find(needle=needle):
            signs = ("^" if needle.starts else "") + ("$" if needle.ends else "")
            return (
                (needle.kind, needle.field, needle.text, signs) if signs else (needle.kind, needle.field, needle.text)
            )
        case All(parts=parts):
            return ("all", *map(shape, parts))
        case AnyOf(parts=parts):
            return ("any", *map(shape, parts))
        case Not(part=part):
            return ("not", shape(part))
        case Value(name=name, value=value) | State(name=name, value=value):
            return (name, value)
        case When(name=name, days=days):
            return (name, days)
        case Between(name=name, low=low, high=high):
            return (name, low, high)
    return node


def word(text: str) -> tuple[object, ...]:
    return ("word", None, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("mixture exper", ("all", word("mixture"), word("exper"))),
        ('"mixture of experts"', ("phrase", None, "mixture of experts")),
        ("“deep nets”", ("phrase", None, "deep nets")),
        ("'moe", ("piece", None, "moe")),
        ("^deep", ("piece", None, "deep", "^")),
        ("networks$", ("piece", None, "networks", "$")),
        ("^deep$", ("piece", None, "deep", "^$")),
        ('^"deep learning"', ("piece", None, "deep learning", "^")),
        ("!vision -survey", ("all", ("not", word("vision")), ("not", word("survey")))),
        ("--twice", word("twice")),
        ("a | b", ("any", word("a"), word("b"))),
        ("a OR b|c", ("any", word("a"), word("b"), word("c"))),
        ("a b | c", ("any", ("all", word("a"), word("b")), word("c"))),
        ("a (b | c)", ("all", word("a"), ("any", word("b"), word("c")))),
        ("!(a b)", ("not", ("all", word("a"), word("b")))),
        ("title:survey", ("word", "title", "survey")),
        ('title:"mixture of experts"', ("phrase", "title", "mixture of experts")),
        ("Title:'moe", ("piece", "title", "moe")),
        ("-repo:microsoft/wina", ("not", ("repo", "microsoft/wina"))),
        ('author:"Ada Lovelace"', ("author", "Ada Lovelace")),
        ("has:code", ("kind", "code")),
        ("date:-7d..", ("date", "-7d..")),
        ("seen:2", ("seen", 2, 2)),
        ("upvotes:10..1.5k", ("upvotes", 10, 1500)),
        ("is:unread tag:moe", ("all", ("is", "unread"), ("tag", "moe"))),
        ("transformers, GPT-4: deep?", ("all", word("transformers"), word("GPT-4"), word("deep"))),
    ],
)
def test_what_is_written_becomes_a_tree(text: str, expected: object) -> None:
    query = parse(text)
    assert shape(query.root) == expected
    assert query.problems == ()


@pytest.mark.parametrize("text", ["N:M", "2:4", "FlashAttention:Fast", "10:30", "https://github.com/a/b", "P[X]"])
def test_a_colon_in_ordinary_text_makes_no_field(text: str) -> None:
    query = parse(text)
    assert isinstance(query.root, Find)
    assert query.root.needle.text == text
    assert query.problems == ()


@pytest.mark.parametrize(
    ("text", "sort"),
    [
        ("sort:date", Sort("date")),
        ("deep sort:-title", Sort("title", reverse=True)),
        ("-sort:upvotes deep", Sort("upvotes", reverse=True)),
        ("sort:date sort:rank", Sort("rank")),
    ],
)
def test_an_order_is_no_condition(text: str, sort: Sort) -> None:
    query = parse(text)
    assert query.sort == sort
    assert shape(query.root) in (None, word("deep"))


@pytest.mark.parametrize(
    ("text", "place", "message", "hint"),
    [
        ("deep date:tomorow", "tomorow", "not a date", 'did you mean "tomorrow"?'),
        ("date:2025-13 deep", "2025-13", "no such day", ""),
        ("date:soon deep", "soon", "not a date", "such as 2025-09-11, 2025-09, today or -7d.."),
        ("seen:many deep", "many", "not a number", "such as 50, 1.5k, >=10 or 10..20"),
        ("seen:>< deep", "><", "nothing to compare with", ""),
        ("seen:=>2 deep", "=>2", 'no comparison "=>"', "use >, >=, <, <= or a range such as 10..20"),
        ("auhtor:bengio deep", "auhtor:", "no field auhtor:", "did you mean author:?"),
        ("has:cod deep", "cod", "no has:cod", 'did you mean "code"?'),
        ("is:unred deep", "unred", "no is:unred", 'did you mean "unread"?'),
        ("sort:newest deep", "newest", "no sort:newest", "one of relevance, date, upvotes, trending, title, rank"),
        ('deep "mixture of', '"', "the quote is open", 'close it with "'),
        ('deep author:"Ada', '"', "the quote is open", 'close it with "'),
        ("deep)", ")", "nothing to close", ""),
    ],
)
def test_a_mistake_is_told_where_it_is_and_the_rest_applies(text: str, place: str, message: str, hint: str) -> None:
    query = parse(text)
    [problem] = query.problems
    assert (text[problem.start : problem.end], problem.message, problem.hint) == (place, message, hint)
    assert not problem.mild
    assert "deep" in str(shape(query.root))


@pytest.mark.parametrize(
    "text",
    ["!", "deep -", "deep |", "| deep", "title:", "deep repo:", "'", "^", '""', "(deep", "date:2025-", "date:tod",
     "has:co",
     "seen:>", "date:-7", "date:-7d.", "a || b"],
)  # fmt: skip
def test_what_may_still_be_typed_is_a_mild_problem(text: str) -> None:
    problems = parse(text).problems
    assert problems
    assert all(problem.mild for problem in problems)


@pytest.mark.parametrize("text", ["deep - wide", "deep ... wide", "deep & wide"])
def test_loose_signs_are_passed_over(text: str) -> None:
    query = parse(text)
    assert shape(query.root) == ("all", word("deep"), word("wide"))
    assert all(problem.mild for problem in query.problems)


def test_an_order_that_is_still_typed_waits() -> None:
    assert parse("deep sort:dat").sort is None
    assert [problem.mild for problem in parse("deep sort:dat").problems] == [True]
    assert [problem.mild for problem in parse("sort:dat deep").problems] == [False]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x" * (MAX_LENGTH + 1), "only the first 5,000 characters are read"),
        ("a " * (MAX_TERMS + 1), "only the first 100 terms are read"),
        ("(" * (MAX_DEPTH + 1) + "deep" + ")" * (MAX_DEPTH + 1), "parentheses are read 100 deep"),
    ],
)
def test_limits_say_that_they_cut(text: str, message: str) -> None:
    query = parse(text)
    assert [problem.message for problem in query.problems] == [message]
    assert query.root is not None


def test_many_parentheses_are_no_trouble() -> None:
    assert shape(parse("(" * 100 + "deep" + ")" * 100).root) == word("deep")
    assert parse("(" * MAX_LENGTH).root is None


def test_nodes_know_where_they_stand() -> None:
    text = 'deep -title:"a survey" (x | seen:>1)'
    clauses = parse(text).clauses()
    assert [text[clause.start : clause.end] for clause in clauses] == ["deep", '-title:"a survey"', "(x | seen:>1)"]


signs = st.text(alphabet="ab\"'^$!-|()[]: .<>=0127kd\\\ud800\x00é深", max_size=40)
phrases = st.lists(
    st.sampled_from(
        ["date:", "sort:", "seen:>", "has:", "title:", "OR", "(", ")", '"', "-", "deep", "..", "2025-09", "x"]
    )
).map(" ".join)


@given(signs | phrases | st.text(max_size=60))
def test_nothing_is_ever_raised_and_every_place_lies_in_the_text(text: str) -> None:
    query = parse(text)
    assert isinstance(query, Query)
    for start, end in [(part.start, part.end) for part in query.problems] + [
        (part.start, part.end) for part in query.clauses()
    ]:
        assert 0 <= start <= end <= len(text)
