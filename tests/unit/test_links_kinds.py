"""Addresses: what kind of place they are, and which of them may be opened or cloned."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digesttui import links
from digesttui.errors import LinkRefused
from digesttui.model import Link


@pytest.mark.parametrize(
    ("url", "kind", "repo"),
    [
        ("https://github.com/ann/tool", "code", "ann/tool"),
        ("https://gitlab.com/ann/group/tool/-/tree/main", "code", "ann/group/tool"),
        ("https://gitlab.example.edu/ann/tool.git", "code", "ann/tool"),
        ("https://git.example.edu/ann/tool?x", "code", "ann/tool"),
        ("https://bitbucket.org/ann/tool/src/main/", "code", "ann/tool"),
        ("https://codeberg.org/ann/tool", "code", "ann/tool"),
        ("https://gitee.com/ann/tool", "code", "ann/tool"),
        ("https://gitlab.com/ann", "other", None),
        ("https://gitlab.com/ann/a%20b", "other", None),
        ("https://gist.github.com/ann/0a1b2c", "code", None),
        ("https://anonymous.4open.science/r/tool-1B13", "code", None),
        ("https://anonymous.4open.science/w/tool-1B13", "project", None),
        ("https://sourceforge.net/projects/tool", "code", None),
        ("https://huggingface.co/ann/tool", "model", None),
        ("https://hf.co/datasets/ann/tool", "data", None),
        ("https://huggingface.co/spaces/ann/tool", "demo", None),
        ("https://huggingface.co/papers/2501.00001", "paper", None),
        ("https://huggingface.co/ann", "other", None),
        ("https://huggingface.co/blog/ann", "other", None),
        ("https://modelscope.cn/models/ann/tool", "model", None),
        ("https://modelscope.cn", "other", None),
        ("https://ann.github.io/tool", "project", None),
        ("https://sites.google.com/view/tool", "project", None),
        ("https://google.com/view/tool", "other", None),
        ("https://tool.hf.space", "demo", None),
        ("https://www.youtube.com/watch?v=1", "demo", None),
        ("https://zenodo.org/records/1", "data", None),
        ("https://arxiv.org/abs/2501.00001", "paper", None),
        ("https://arxiv.org/help", "other", None),
        ("https://doi.org/10.1000/1", "paper", None),
        ("https://example.org/", "other", None),
        ("https://github.com/ann", "other", None),
        ("https://github.com/orgs/ann/repositories", "other", None),
        ("https://github.com/topics/tools", "other", None),
        ("https://github.com/ann/b%00", "other", None),
        ("https://github.com.evil.example/ann/tool", "other", None),
        ("https://github.com:8443/ann/tool", "other", None),
        ("https://raw.githubusercontent.com/ann/tool/main/x", "other", None),
    ],
)
def test_each_address_has_its_kind_and_none_is_taken_for_a_repository(url: str, kind: str, repo: str | None) -> None:
    link = links.classify(url)
    assert link and (link.kind, link.repo) == (kind, repo)


@pytest.mark.parametrize(
    "named",
    [
        "ann/tool",
        "https://github.com/ann/tool\n",
        " https://github.com/ann/tool/ ",
        "https://github.com/ann/tool/tree/main/sub",
        "https://github.com/ann/tool?tab=readme-ov-file",
        "https://www.github.com/ann/tool.git",
        "HTTPS://GITHUB.COM/ann/tool",
    ],
)
def test_a_form_may_name_a_repository_in_many_ways(named: str) -> None:
    assert links.classify(named) == Link("code", "https://github.com/ann/tool", "ann/tool")


@pytest.mark.parametrize(
    "named",
    [
        "",
        "none",
        "https://github.com",
        "https://github.com/",
        "https://github.com/soon",
        "https://github.com/coming/soon",
        "https://github.com/ann/coming-soon",
        "https://github.com/anonymous/tool",
        "https://github.com/xxx/xxx",
        "https://github.com/open_upon_acceptance",
        "https://github.com/../../x",
        "https://github.com/a/b/../../c/d",
        "https://github.com/ann/..",
        "ann/..",
        "-ann/tool",
        "ann/-tool",
        "ann/.git",
        "ann/" + "a" * 101,
        "a" * 40 + "/tool",
        "github.com/ann/tool",
        "//github.com/ann/tool",
        "git://github.com/ann/tool",
        "ssh://-oProxyCommand=x/y",
        "ext::sh -c x",
        "--upload-pack=x",
        "javascript:alert(1)",
    ],
)
def test_what_names_no_place_gives_no_link(named: str) -> None:
    assert links.classify(named) is None


def test_words_that_only_occur_in_placeholders_may_be_names() -> None:
    assert links.classify("ann/open-code") == Link("code", "https://github.com/ann/open-code", "ann/open-code")
    assert links.classify("ann/soon-bench") is not None


@pytest.mark.parametrize(
    ("url", "exact"),
    [
        ("HTTPS://Example.ORG/A?b#c", "https://example.org/A?b#c"),
        ("http://127.0.0.1:80/a", "http://127.0.0.1:80/a"),
        ("https://example.org/é", "https://example.org/%C3%A9"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://example.org/%s", "https://example.org/%s"),
    ],
)
def test_the_opener_is_given_one_exact_address(url: str, exact: str) -> None:
    assert links.openable(url) == exact


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("data:text/html,x", "only http and https"),
        ("vscode://x", "only http and https"),
        ("-cprotocol.ext.allow=always", "only http and https"),
        ("%action", "only http and https"),
        ("//example.org/x", "only http and https"),
        (" https://example.org", "only http and https"),
        ("https://example.org/ x", "characters"),
        ("https://example.org/\r\nHost: x", "characters"),
        ("https://example.org/\x1b]52;c;x\x07", "characters"),
        ("https://example.org/\u202e", "characters"),
        ("https://example.org/a\ufe0f", "characters"),
        ("https://example.org\u200b/a", "characters"),
        ("https://example.org\\@evil.example/", "characters"),
        ("https://example.org@evil.example/", "evil.example"),
        ("https://example.org:0/", "host"),
        ("https://example.org:99999/", "host"),
        ("https://example.org./", "host"),
        ("https://example..org/", "host"),
        ("https://" + "ä" * 70 + ".org", "host"),
        ("https://[::1]/a", "host"),
        ("https:///github.com/a/b", "host"),
        ("https://github.com%2eevil.example/", "host"),
        ("https://ｇithub.com/a/b", "host"),
        ("https://github.com／evil.example/a", "host"),
        ("https://example.org/" + "a" * 2000, "characters, 2,000"),
    ],
)
def test_what_could_lead_elsewhere_is_refused_with_the_reason(url: str, why: str) -> None:
    with pytest.raises(LinkRefused, match=why) as refused:
        links.openable(url)
    assert str(refused.value).isprintable()


def test_a_person_is_shown_the_true_host() -> None:
    assert links.shown("https://gіthub.com/é") == "https://xn--gthub-n2e.com/é"
    assert links.shown("javascript:\x1b[2J") == "javascript:␛[2J"


@pytest.mark.parametrize(
    "link",
    [
        Link("code", "https://gitlab.com/ann/tool", "ann/tool"),
        Link("code", "https://github.com/ann/tool", "bob/kit"),
        Link("code", "https://github.com/ann/tool", None),
        Link("other", "https://github.com/ann/tool", "ann/tool"),
        Link("code", "http://github.com/ann/tool", "ann/tool"),
        Link("code", "https://github.com/ann/--upload-pack=x", "ann/--upload-pack=x"),
        Link("code", "https://github.com/ann/tool/tree/main", "ann/tool"),
        Link("code", "--upload-pack=x", "ann/tool"),
    ],
)
def test_nothing_but_a_checked_repository_on_github_is_cloned(link: Link) -> None:
    with pytest.raises(LinkRefused, match="only repositories on GitHub"):
        links.clone_url(link)


def test_the_clone_address_is_rebuilt() -> None:
    link = links.classify("http://www.github.com/ann/tool/tree/main")
    assert link and links.clone_url(link) == "https://github.com/ann/tool.git"


@given(st.one_of(st.text(), st.text(string.printable).map("https://".__add__)))
def test_whatever_is_openable_is_plain_http_and_stays_so(url: str) -> None:
    try:
        exact = links.openable(url)
    except LinkRefused as refused:
        assert "\n" not in str(refused)
        return
    assert exact.startswith(("http://", "https://")) and exact.isascii() and exact.isprintable()
    assert links.openable(exact) == exact


@given(st.text(string.printable), st.text(string.printable))
def test_a_clone_address_never_holds_more_than_an_owner_and_a_name(owner: str, name: str) -> None:
    try:
        url = links.clone_url(Link("code", f"https://github.com/{owner}/{name}", f"{owner}/{name}"))
    except LinkRefused:
        return
    assert set(url.removeprefix("https://github.com/")) <= set(string.ascii_letters + string.digits + "._-/")
    assert url.count("/") == 4


@pytest.mark.parametrize(
    "text",
    [
        "Our code will be released upon acceptance.",
        "We plan to release the code and the models.",
        "Code coming soon. The method is fast.",
        "The implementation is to be made publicly available.",
        "We will open-source our models at https://ann.github.io.",
        "The code will be available at https://github.com/ann.",
    ],
)
def test_code_that_is_only_promised_is_told(text: str) -> None:
    assert links.promised(text)


@pytest.mark.parametrize(
    "text",
    [
        "Our code is available at https://github.com/ann/tool.",
        "Our code will be released at https://github.com/ann/tool.",
        "It builds upon models of code. We will show that it soon converges.",
        "Users will see. The code is open.",
        "We study language.",
    ],
)
def test_code_that_is_there_or_not_spoken_of_is_not_promised(text: str) -> None:
    assert not links.promised(text)
