"""Links in texts: what is found where, however it is written."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digesttui import links
from digesttui.links import finding
from digesttui.links.finding import MAX_PLACES
from digesttui.text import clean

REPOSITORY = "https://github.com/ann/tool"


def code(text: str) -> list[str | None]:
    return [link.repo for link in links.find(text) if link.kind == "code"]


def urls(text: str) -> list[str]:
    return [link.url for link in links.find(text)]


@pytest.mark.parametrize(
    "written",
    [
        f"Code: {REPOSITORY}",
        f"Code: {REPOSITORY}.",
        f"Code ({REPOSITORY}).",
        f"{REPOSITORY}..",
        f"{REPOSITORY}…",
        f"{REPOSITORY}/.",
        f"{REPOSITORY}/).Our demo",
        f"{REPOSITORY} . Code is",
        f"{REPOSITORY}, and more",
        f"{REPOSITORY}'s README",
        f'"{REPOSITORY}".',
        f"‘{REPOSITORY}’",
        f"<{REPOSITORY}>",
        f'<a href="{REPOSITORY}">here</a>',
        f"<a href={REPOSITORY}>here</a>",
        f"[here]({REPOSITORY})",
        f"**{REPOSITORY}**",
        f"`{REPOSITORY}.git'",
        f"代码：{REPOSITORY}。",
        f"代码{REPOSITORY}代码",
        f"{REPOSITORY}—which",
        f"{REPOSITORY}---which",
        f"{REPOSITORY}[3]",
    ],
)
def test_punctuation_and_markup_around_a_link_are_no_part_of_it(written: str) -> None:
    assert urls(written) == [REPOSITORY]


@pytest.mark.parametrize(
    "written",
    [
        f"\\href{{{REPOSITORY}}}{{{REPOSITORY}}}",
        f"$\\href{{{REPOSITORY}}}{{\\texttt{{github.com/ann/tool}}}}$",
        f"\\url{{{REPOSITORY}}}.",
        f"\\footnote{{{REPOSITORY}}}",
        f"\\verb+{REPOSITORY}+ and",
        f"\\verb|{REPOSITORY}|",
        f"{REPOSITORY}{{{REPOSITORY}}}.",
        f"{REPOSITORY}}}{{github.com/ann/tool.",
        f"{REPOSITORY}{{this link}}",
        f"{REPOSITORY}\\}}.",
        f"{REPOSITORY}~and",
    ],
)
def test_latex_is_read_whether_whole_or_half_stripped(written: str) -> None:
    assert urls(written) == [REPOSITORY]


def test_latex_escapes_in_a_name_are_undone() -> None:
    assert code(r"https://github.com/ann/my\_big\_tool.") == ["ann/my_big_tool"]
    assert code(r"https://github.com/ann/my{\_}tool{\_}2, then") == ["ann/my_tool_2"]
    assert urls(r"https://example.org/a?b=1\&c=50\%25.") == ["https://example.org/a?b=1&c=50%25"]


@pytest.mark.parametrize(
    "written",
    [
        "github.com/ann/tool",
        "GitHub.com/ann/tool",
        "www.github.com/ann/tool",
        "https://www.github.com/ann/tool",
        "HTTPS://GITHUB.COM/ann/tool",
        "http://github.com/ann/tool",
        "https: //github.com/ann/tool",
        "https:\n  //github.com/ann/tool",
        "https:/github.com/ann/tool",
        "https:github.com/ann/tool",
        "https//github.com/ann/tool",
        "https://https://github.com/ann/tool",
        "https://github.com//ann/tool",
        "https://github.com/ ann/tool",
        "https://github.com/\nann/tool",
        "available atgithub.com/ann/tool",
        "link-https://github.com/ann/tool",
        "code:https://github.com/ann/tool",
    ],
)
def test_a_broken_or_missing_scheme_is_repaired(written: str) -> None:
    assert urls(written) == [REPOSITORY]


@pytest.mark.parametrize(
    "tail",
    [".git", ".git.", "/tree/main", "/blob/main/README.md.", "?tab=readme", "#usage", "/issues/3", "/sub/folder"],
)
def test_what_follows_the_name_of_a_repository_is_left_out(tail: str) -> None:
    assert urls(REPOSITORY + tail) == [REPOSITORY]


def test_hyphens_and_underscores_at_the_end_of_a_name_belong_to_it() -> None:
    assert code("https://github.com/ann/tool-LUD-.") == ["ann/tool-LUD-"]
    assert code("https://github.com/ann/tool_v1.0_.") == ["ann/tool_v1.0_"]


def test_a_name_broken_at_a_hyphen_is_joined() -> None:
    assert code("at https://github.com/ann/KIT-\nChallenge-2025.") == ["ann/KIT-Challenge-2025"]
    assert code("at https://github.com/ann/kit-\nbench.") == ["ann/kit-bench"]
    assert code("at https://github.com/ann/kit-\nwhile others") == ["ann/kit-"]
    assert code("at https://github.com/ann/KIT- Challenge-2025.") == ["ann/KIT-Challenge-2025"]
    assert code("at https://github.com/ann/kit- while others") == ["ann/kit-"]


def test_a_name_after_a_space_is_taken_only_where_it_is_like_a_name() -> None:
    assert code("at https://github.com/ann/ tool-kit and") == ["ann/tool-kit"]
    assert code("at https://github.com/ann/ and more") == []
    assert code("at https://github.com/ and more") == []


@pytest.mark.parametrize("glued", [".Warning: this", ".Keywords one", ".Contribution.", ".We present", ".Code and"])
def test_a_sentence_glued_to_a_link_is_cut_off(glued: str) -> None:
    assert urls(REPOSITORY + glued) == [REPOSITORY]
    assert urls("https://ann.github.io" + glued) == ["https://ann.github.io"]


def test_names_with_dots_stay_whole() -> None:
    text = "github.com/ann/tool.cpp github.com/ann/Tool.jl github.com/ann/Tool.Net github.com/ann/ann.github.io."
    assert code(text) == ["ann/tool.cpp", "ann/Tool.jl", "ann/Tool.Net", "ann/ann.github.io"]


def test_two_links_glued_together_are_two() -> None:
    assert code(REPOSITORY + "https://github.com/bob/kit") == ["ann/tool", "bob/kit"]
    assert code(REPOSITORY + ",github.com/bob/kit") == ["ann/tool", "bob/kit"]


def test_each_place_is_listed_once_where_it_first_stands() -> None:
    text = "https://x.github.io/ then github.com/Ann/Tool, https://github.com/ann/tool.git and http://x.github.io"
    assert urls(text) == ["https://x.github.io/", "https://github.com/Ann/Tool"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "precision and/or recall of 3/4",
        "over HTTP: the protocol",
        "available on github.com.",
        "at https://github.com/ soon",
        "mygithub.com/ann/tool",
        "аgithub.com/ann/tool",  # a Cyrillic letter before it
        "http://localhost/a",
        "a.com/b",
        "https://.example.org",
        "and ...github.com/ann/tool",
        "https://a",
        "https://-.org",
    ],
)
def test_nothing_is_found_where_nothing_is_certain(text: str) -> None:
    assert links.find(text) == []


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com@evil.example/a/b",
        "https://github.com:443@evil.example/a/b",
        "https://github.com\\@evil.example/a/b",
        "https://evil.example\\.github.com/a/b",
        "https://github.com%2eevil.example/a/b",
        "https://github.com\u200b/a/b",
        "https://github.com/a/b\u202ec/d",
        "https://github.com/a\u200b/b",
        "https://github.com/a\u200d/b",
        "https://github.com/a\ufe0f/b",
        "https://github.com/aé/b",
        "https://example.org/résumé",
        "https://ｇithub.com/a/b",
        "https://example.org:8080@evil.example/",
        "https://example.org:99999/a",
        "https://example.org/" + "a" * 2000,
    ],
)
def test_addresses_that_hide_where_they_lead_are_not_offered(url: str) -> None:
    assert links.find(clean(url)) == []


def test_an_invisible_character_after_a_link_does_no_harm() -> None:
    assert urls(clean(f"at {REPOSITORY}\u200b. Then {REPOSITORY}\u200d")) == [REPOSITORY]


def test_a_line_break_before_a_slash_is_no_repair() -> None:
    assert code(clean("https://github.com/ann\u2028/tool")) == []


def test_a_host_that_only_looks_like_another_is_named_in_punycode() -> None:
    (link,) = links.find("https://gіthub.com/a/b")  # its i is Cyrillic
    assert (link.kind, link.url) == ("other", "https://xn--gthub-n2e.com/a/b")


def test_parentheses_stay_where_they_are_in_pairs() -> None:
    assert urls("(https://example.org/Attention_(learning))") == ["https://example.org/Attention_(learning)"]
    assert urls("https://example.org/a(b and") == ["https://example.org/a"]


def test_a_port_stays() -> None:
    assert urls("https://example.org:8080/a.") == ["https://example.org:8080/a"]
    assert urls("https://example.org: see") == ["https://example.org"]


def test_the_words_before_a_link_tell_its_kind() -> None:
    kinds = [link.kind for link in links.find("Project page: https://a.example/x and some text that says nothing more")]
    assert kinds == ["project"]
    assert [link.kind for link in links.find("A demo is at https://a.example/x")] == ["demo"]
    assert [link.kind for link in links.find("See https://a.example/x")] == ["other"]


def test_spans_mark_every_occurrence_as_it_is_written() -> None:
    text = "Code: https: //github.com/ann/my\\_tool. Again (github.com/ann/my\\_tool/tree/main)."
    marked = [text[start:end] for start, end, _ in links.spans(text)]
    assert marked == ["https: //github.com/ann/my\\_tool", "github.com/ann/my\\_tool/tree/main"]
    assert len({link for _, _, link in links.spans(text)}) == 1


def test_no_more_is_taken_for_a_host_than_a_host_can_have(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(finding, "true_host", asked.append)
    assert links.find("https://" + "é." * 100_000 + " www." + "漢." * 100_000) == []
    assert asked and max(map(len, asked)) <= finding.LOOKED_AT


def test_a_text_of_links_is_read_up_to_a_limit() -> None:
    text = " ".join(f"https://github.com/ann/tool{number}" for number in range(MAX_PLACES + 50))
    assert len(links.find(text)) == MAX_PLACES


owners = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9-]{0,8}[a-z0-9]", fullmatch=True).filter(
    lambda owner: links.classify(f"{owner}/x") is not None and "---" not in owner
)
names = st.from_regex(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,12}[a-z0-9]", fullmatch=True).filter(
    lambda name: links.classify(f"x/{name}") is not None and "---" not in name
)
before = st.sampled_from(["", "Code: ", "(", "\\url{", "at\n", '"', "见", "datasets:", "\\href{", "<", "["])
scheme = st.sampled_from(["https://", "http://", "https://www.", "https: //", "https:/", "HTTPS://", "https:\n//"])
after = st.sampled_from(
    ["", ".", ")", "}", "\\}", "..", "/.", ".git", "/tree/main.", "?tab=a", '"', "]", "。", " is", "'"]
)


@given(owners, names, before, scheme, after)
def test_every_repository_is_found_in_every_dress(owner: str, name: str, before: str, scheme: str, after: str) -> None:
    assert code(f"{before}{scheme}github.com/{owner}/{name}{after}") == [f"{owner}/{name}"]


soup = st.text(string.ascii_letters + "/.:-_ \n@%\\{}()githubcom", max_size=80)
pieces = st.lists(st.one_of(st.text(max_size=20), soup, st.sampled_from(["https://", "github.com/", ".io", "www."])))


@given(pieces.map("".join))
def test_any_text_gives_links_that_can_be_opened_in_order_and_apart(text: str) -> None:
    text, end = clean(text), 0
    for start, stop, link in links.spans(text):
        assert end <= start < stop <= len(text)
        assert links.openable(link.url) == link.url
        assert link.repo is None or link.kind == "code"
        end = stop


@given(pieces.map("".join))
def test_a_repository_that_was_found_can_be_cloned_and_stays_the_same(text: str) -> None:
    for link in links.find(clean(text)):
        if link.url.startswith("https://github.com/") and link.kind == "code":
            assert links.clone_url(link) == f"{link.url}.git"
            assert links.classify(link.url) == link
