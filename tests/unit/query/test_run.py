"""What a filter lets through, in which order, and why."""

from collections.abc import Collection

import pytest

from digesttui.model import Link
from digesttui.query import Result, parse, run
from digesttui.search.scan import Scan
from digesttui.store import Store
from tests.unit.search.papers import SEPTEMBER, TODAY, add, entry, store_of, titles

CODE = (Link("code", "https://github.com/microsoft/wina", "microsoft/wina"),)

PAPERS = store_of(
    entry("A Survey on Mixture of Experts", "Experts are routed."),
    entry("Deep Networks", "We train transformers, a mixture of them."),
    entry("Reformer Nets", "Wide and deep."),
    entry("Bayes at Work", "MoE models of vision. Code will be released.", upvotes=7),
    entry("Weight Pruning", "Sparse N:M patterns.", links=CODE, authors=("Ada Lovelace",), stars=1500, id="2503.00634"),
)
add(PAPERS, "Deep Networks", "Attention Is All You Need?", name="september", day=SEPTEMBER)


def ask(text: str, store: Store = PAPERS, views: dict[str, str] | None = None, **more: object) -> Result:
    return run(parse(text, views), Scan(store), today=TODAY, **more)  # type: ignore[arg-type]


def found(text: str, store: Store = PAPERS, views: dict[str, str] | None = None, **more: object) -> list[str]:
    return titles(store, ask(text, store, views, **more).positions)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mixture exper", ["A Survey on Mixture of Experts"]),
        ("transfomer", ["Deep Networks"]),
        ("former", ["Reformer Nets", "Deep Networks"]),
        ("moe", ["A Survey on Mixture of Experts", "Bayes at Work"]),
        ("MoE", ["A Survey on Mixture of Experts", "Bayes at Work"]),
        ("'moe", ["Bayes at Work"]),
        ("'Moe", []),
        ('"mixture of experts"', ["A Survey on Mixture of Experts"]),
        ('"of expert"', []),
        ('"of expert', ["A Survey on Mixture of Experts"]),
        ("^deep", ["Deep Networks"]),
        ("^deep | bayes", ["Deep Networks", "Bayes at Work"]),
        ("need$", ["Attention Is All You Need?"]),
        ("deep -wide", ["Deep Networks"]),
        ("moe -survey", ["Bayes at Work"]),
        ("deep (survey | wide)", ["Reformer Nets"]),
        ("title:deep", ["Deep Networks"]),
        ("abstract:deep", ["Reformer Nets"]),
        ("N:M", ["Weight Pruning"]),
        ("repo:microsoft", ["Weight Pruning"]),
        ("repo:wina", ["Weight Pruning"]),
        ("repo:soft", []),
        ("author:lovelace", ["Weight Pruning"]),
        ("has:code", ["Weight Pruning"]),
        ("has:promised", ["Bayes at Work"]),
        ("has:pdf", ["Weight Pruning"]),
        ("kind:code host:github", ["Weight Pruning"]),
        ("id:2503", ["Weight Pruning"]),
        ("seen:>1", ["Deep Networks"]),
        ("rank:2 date:2025-09", ["Deep Networks", "Attention Is All You Need?"]),
        ("upvotes:>=5", ["Bayes at Work"]),
        ("stars:>1k", ["Weight Pruning"]),
        ("date:2025-09-11 digest:september", ["Deep Networks", "Attention Is All You Need?"]),
        ("date:yesterday", ["Deep Networks", "Attention Is All You Need?"]),
        ("source:page seen:>1", ["Deep Networks"]),
        ("zzqx", []),
    ],
)
def test_a_filter_finds_what_a_person_expects(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_without_words_the_newest_page_is_on_top_and_in_its_order() -> None:
    newest, attention, *rest = found("")
    assert [newest, attention] == ["Deep Networks", "Attention Is All You Need?"]
    assert rest == ["A Survey on Mixture of Experts", "Reformer Nets", "Bayes at Work", "Weight Pruning"]
    assert found("-sort:date") == [*reversed(rest), attention, newest]


@pytest.mark.parametrize(
    ("sort", "first"),
    [
        ("title", "A Survey on Mixture of Experts"),
        ("upvotes", "Bayes at Work"),
        ("rank", "Deep Networks"),
        ("trending", "Deep Networks"),
    ],
)
def test_an_order_can_be_asked_for(sort: str, first: str) -> None:
    assert found(f"sort:{sort}")[0] == first
    assert found(f"sort:-{sort}")[-1] == first


def test_a_word_with_a_true_match_is_never_taken_for_mistyped() -> None:
    store = store_of("Sparse Models", "Spare Parts")
    assert found("spare", store) == ["Spare Parts"]
    assert found("sparr", store) == ["Spare Parts", "Sparse Models"]


def test_words_that_find_nothing_together_are_taken_for_mistyped() -> None:
    store = store_of("Sparse Autoencoders", "Spare Parts")
    assert found("spare autoencoders", store) == ["Sparse Autoencoders"]
    assert found('spare "autoencoders sparse"', store) == []
    assert found("zzqx autoencoders", store) == []


def test_where_several_words_find_few_what_they_may_be_meant_for_comes_after_it() -> None:
    store = store_of("Sparse Models", "Spare Models", entry("Models of Sparse Things"), entry("Parts", "Spare parts."))
    assert found("spare models", store) == ["Spare Models", "Sparse Models", "Models of Sparse Things"]
    assert found("spare", store) == ["Spare Models", "Parts"]
    assert found("'spare models", store) == ["Spare Models"]
    add(store, *[f"Spare Models, Part {n}" for n in range(10)], name="more", day=SEPTEMBER)
    assert all("Spare" in title for title in found("spare models", store))


def test_a_paper_that_has_a_whole_sentence_of_words_is_the_one_that_was_meant() -> None:
    sentence = "We train sparse models of many parts and then prune spare parts where nothing is lost"
    store = store_of(entry("One", sentence), entry("Two", sentence.replace("spare", "spade")))
    assert found("spare parts", store) == ["One", "Two"]
    assert found(sentence, store) == ["One"]


def test_a_mistyped_word_is_found_in_titles_before_abstracts() -> None:
    long = entry("On What Is Learnt, and How, and Where, and Why, by Transformers of Many Sizes")
    store = store_of(entry("Learning", "Transformers."), long)
    assert found("transfomers learn", store)[0] == long.title


def test_a_mistyped_word_counts_as_near_to_another_where_it_is_meant() -> None:
    store = store_of("Models for Speech of Diffusion", "Speech for Diffusion Models of")
    assert found("difusion models", store)[0] == "Speech for Diffusion Models of"


def test_a_mistake_never_empties_the_list() -> None:
    result = ask("deep date:tomorow auhtor:x (")
    assert titles(PAPERS, result.positions) == ["Deep Networks", "Reformer Nets"]
    assert [problem.message for problem in result.problems] == [
        "not a date",
        "no field auhtor:",
        "the parenthesis is open",
    ]
    assert len(ask("date:tomorow")) == len(PAPERS)


def test_within_keeps_to_some_papers_and_to_their_order() -> None:
    last, first, *_ = reversed(list(PAPERS))
    assert found("", within=[last, first]) == titles(PAPERS, [last, first])
    assert found("deep", within=PAPERS.in_digest("september")) == ["Deep Networks"]
    assert found("sort:title", within=[first, last]) == sorted(titles(PAPERS, [first, last]))


def test_clauses_about_reading_wait_for_the_library() -> None:
    result = ask("deep is:unread read:today -tag:moe has:note")
    assert titles(PAPERS, result.positions) == ["Deep Networks", "Reformer Nets"]
    assert {problem.message for problem in result.problems} == {"needs your library"}
    assert len(result.problems) == 4


class Reading:
    """Read the first paper, yesterday; tagged the second."""

    def having(self, name: str, value: str) -> Collection[int]:
        return {("is", "read"): [0], ("tag", "moe"): [1]}.get((name, value), [])

    def between(self, name: str, first: float, last: float) -> Collection[int]:
        return [0] if name == "read" and first <= TODAY.toordinal() - 1 <= last else []


def test_with_a_library_they_apply() -> None:
    assert found("is:read", state=Reading()) == ["A Survey on Mixture of Experts"]
    assert found("tag:moe", state=Reading()) == ["Deep Networks"]
    assert found("deep -tag:moe", state=Reading()) == ["Reformer Nets"]
    assert found("read:yesterday", state=Reading()) == ["A Survey on Mixture of Experts"]
    assert found("read:today", state=Reading()) == []


def test_a_result_says_whether_it_is_ranked() -> None:
    assert ask("deep").ranked
    assert not ask("deep sort:date").ranked
    assert not ask("seen:>1").ranked
    assert not ask("-deep has:promised").ranked


def test_a_result_says_which_clause_hides_how_many() -> None:
    assert ask("deep -wide title:networks").excluded_by() == [("deep", 0), ("-wide", 0), ("title:networks", 0)]
    assert ask("deep -wide").excluded_by() == [("deep", 4), ("-wide", 1)]
    assert ask("has:promised").excluded_by() == [("has:promised", 5)]
    assert ask("").excluded_by() == []
    assert ask("deep date:tomorow").excluded_by() == [("deep", 4)]


@pytest.mark.parametrize(
    ("text", "title", "reason"),
    [
        ("exper", "A Survey on Mixture of Experts", "title: Experts"),
        ("transfomer", "Deep Networks", "abstract: transformers, 1 letter off"),
        ("former", "Deep Networks", "abstract: transformers, inside"),
        ("moe", "A Survey on Mixture of Experts", "title: Mixture of Experts, by its initials"),
        ('"wide and deep"', "Reformer Nets", "abstract: Wide and deep"),
        ("deep networks", "Deep Networks", "title: Deep; title: Networks"),
        ("seen:>1", "Deep Networks", ""),
        ("-wide deep", "Deep Networks", "title: Deep"),
    ],
)
def test_every_hit_can_say_why(text: str, title: str, reason: str) -> None:
    result = ask(text)
    [position] = [position for position in result.positions if PAPERS.title(position) == title]
    assert result.reason(position) == reason


def test_two_letters_off_are_said_so() -> None:
    store = store_of("Transformers Everywhere")
    result = ask("trasnfomers", store)
    assert result.reason(result.positions[0]) == "title: Transformers, 2 letters off"


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("exper", ["Exper"]),
        ("perts", ["perts"]),
        ("mix exp", ["Mix", "Exp"]),
        ('"mixture of experts"', ["Mixture-of-Experts"]),
        ("mixture-of-exp", ["Mixture-of-Exp"]),
        ("moe", ["M", "o", "E"]),
        ("expetrs", ["Experts"]),
        ("^deep mixture", ["Mixture"]),
        ("MIXTURE", []),
        ("-mixture", []),
        ("mixture mix ixt", ["Mixture"]),
        ("abstract:mixture", []),
    ],
)
def test_what_matched_is_marked_in_any_text(text: str, marked: list[str]) -> None:
    shown = "A Mixture-of-Experts"
    store = store_of("Deep Mixture of Experts")
    assert [shown[start:end] for start, end in ask(text, store).spans(shown, "title")] == marked


def test_marks_fall_on_accents_and_other_scripts_where_they_are() -> None:
    store = store_of("Poincaré Maps of 深度学习", "GPT4 and GPT-4")
    shown = "Über Poincaré, 深度学习, GPT-4"
    assert [shown[start:end] for start, end in ask("poincare", store).spans(shown, "abstract")] == ["Poincaré"]
    assert [shown[start:end] for start, end in ask("深度", store).spans(shown, "abstract")] == ["深度"]
    assert [shown[start:end] for start, end in ask("gpt4", store).spans(shown, "abstract")] == ["GPT-4"]


def test_a_word_that_was_meant_is_below_every_true_match_in_the_same_field() -> None:
    about = entry("Other", "About xtransfomery things.")
    store = store_of(entry("Transformer Zoo"), about, entry("Xtransfomery"), entry("More", "Transformer."))
    assert found("transfomer", store) == ["Xtransfomery", "Transformer Zoo", "Other", "More"]


def test_a_whole_word_that_may_be_meant_comes_before_how_others_begin() -> None:
    store = store_of("Importances", "Experiments", "Experts")
    assert found("expers", store) == ["Experts", "Experiments"]
    assert found("inportance", store) == ["Importances"]


def test_better_matches_come_first() -> None:
    store = store_of(
        entry("Nothing", "A subexpert word."),
        entry("Nothing Else", "An expertise."),
        entry("Nothing More", "An expert."),
        entry("Subexpert Systems"),
        entry("Elegant Xylophones Play Every Rare Tune"),
        entry("Expertise of Machines"),
        entry("A Long Title in Which the Expert Comes Late"),
        entry("Expert Systems"),
    )
    assert found("expert", store)[::-1] == titles(store, store)
