"""Markdown, HTML, Atom and mail: what strangers wrote stays text in all of them."""

import email
import email.policy
import re
from email.message import EmailMessage
from html.parser import HTMLParser
from xml.etree import ElementTree

import feedparser  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from digesttui.export import render
from digesttui.latex import to_unicode
from digesttui.model import Link, Paper
from digesttui.text import clean, one_line
from tests.unit.export.papers import ODD_PAPERS

TITLES = [one_line(to_unicode(paper.title)) for paper in ODD_PAPERS]


class Page(HTMLParser):
    """What an HTML parser sees: tags, addresses, and the text of each article's heading."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.headings: list[str] = []
        self.within_heading = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"href", "src"}]
        if tag == "h2":
            self.headings.append("")
            self.within_heading = True

    def handle_endtag(self, tag: str) -> None:
        self.within_heading = self.within_heading and tag != "h2"

    def handle_data(self, data: str) -> None:
        if self.within_heading:
            self.headings[-1] += data


def rendered(form: str, papers: tuple[Paper, ...] = ODD_PAPERS) -> str:
    return "".join(render(papers, form))


def markdown_page(text: str) -> Page:
    return Page(MarkdownIt("gfm-like").render(text))


def test_markdown_shows_odd_titles_as_headings_and_nothing_else() -> None:
    page = markdown_page(rendered("markdown"))
    assert page.headings == TITLES
    assert set(page.tags) == {"h2", "p", "a"}


def test_markdown_links_lead_only_where_papers_link() -> None:
    allowed = re.compile(r"https://(arxiv\.org/abs/|github\.com/some-one/repo_\d+$|a\.example/x)")
    assert all(allowed.match(address) for address in markdown_page(rendered("markdown")).addresses)


@given(st.text(st.sampled_from("ab \n#-+=*_`~[]()<>!|\\&;:/.1$@^%w\"'\t")).map(clean))
def test_no_text_becomes_markup_in_markdown(text: str) -> None:
    odd = Paper("0123456789ab", "x" + text, text, None, ())
    page = markdown_page(rendered("markdown", (odd,)))
    assert not set(page.tags) - {"h2", "p"}
    assert page.headings == [one_line(to_unicode("x" + text))]


def test_html_shows_odd_titles_without_script_picture_or_anything_fetched() -> None:
    page = Page(rendered("html"))
    assert page.headings == TITLES
    assert not {"script", "img", "link", "iframe", "object"} & set(page.tags)
    assert page.tags.count("article") == len(ODD_PAPERS)
    assert not [address for address in page.addresses if not address.startswith("https://")]


def test_html_says_how_many_papers_there_are() -> None:
    assert "<h1>1 paper</h1>" in rendered("html", ODD_PAPERS[:1])
    assert "<h1>0 papers</h1>" in rendered("html", ())


@given(st.text().map(clean))
def test_no_text_becomes_a_tag_in_html(text: str) -> None:
    odd = Paper("0123456789ab", text, text, None, (), (Link("other", "https://a.example/" + text),), (text,))
    assert Page(rendered("html", (odd,))).tags[9:] in ALLOWED_TAGS


ALLOWED_TAGS = [
    ["h1", "article", "h2", "a", *facts, *paragraphs, "p", "a"]
    for facts in ([], ["p"])
    for paragraphs in (["p"] * count for count in range(30))
]


def test_odd_papers_come_back_from_a_feed_reader() -> None:
    feed = feedparser.parse(rendered("atom"))
    assert not feed.bozo
    assert [one_line(entry.title_detail.value) for entry in feed.entries] == TITLES
    assert {entry.title_detail.type for entry in feed.entries} == {"text/plain"}
    assert len({entry.id for entry in feed.entries}) == len(ODD_PAPERS)


@given(st.text())
def test_any_text_makes_well_formed_atom(text: str) -> None:
    odd = Paper("0123456789ab", text, text, None, (), (Link("other", "https://a/" + text),), (text,), keywords=(text,))
    root = ElementTree.fromstring(rendered("atom", (odd,)).encode("utf-8", "replace"))
    assert len(root.findall("{http://www.w3.org/2005/Atom}entry")) == 1


def message(papers: tuple[Paper, ...]) -> EmailMessage:
    parsed = email.message_from_string(rendered("eml", papers), policy=email.policy.default)
    assert isinstance(parsed, EmailMessage)
    assert not parsed.defects
    return parsed


def part(mail: EmailMessage, kind: str) -> str:
    found = mail.get_body((kind,))
    assert found is not None
    content = found.get_content()
    assert isinstance(content, str)
    return content


def test_odd_papers_come_back_from_a_mail() -> None:
    mail = message(ODD_PAPERS)
    assert Page(part(mail, "html")).headings == TITLES
    plain = one_line(part(mail, "plain"))
    assert [title for title in TITLES if title not in plain] == []
    assert "https://github.com/some-one/repo_1" in plain
    assert "\njavascript:" not in part(mail, "plain")


@pytest.mark.parametrize("paper", ODD_PAPERS)
def test_no_title_adds_a_header_to_a_mail(paper: Paper) -> None:
    mail = message((paper,))
    assert set(mail.keys()) == {"Subject", "X-Unsent", "MIME-Version", "Content-Type"}
    assert one_line(mail["Subject"]) == one_line(to_unicode(paper.title))


def test_the_subject_of_a_mail_counts() -> None:
    assert message(ODD_PAPERS[:2])["Subject"] == f"2 papers: {TITLES[0]}"
    assert message(())["Subject"] == "No papers"


def test_lines_of_a_mail_are_as_short_as_the_rules_ask() -> None:
    assert max(map(len, rendered("eml").splitlines())) <= 998
