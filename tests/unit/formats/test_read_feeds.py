"""Atom, RSS and other XML."""

import datetime

import pytest

from digesttui import formats
from digesttui.errors import InputError
from digesttui.model import Digest

SEPTEMBER = datetime.date(2025, 9, 11)
ATOM = """<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom">
  <title>arXiv Query</title>
  <updated>2025-09-11T00:00:00-04:00</updated>
  <entry>
    <id>http://arxiv.org/abs/2509.00001v2</id>
    <updated>2025-09-10T00:00:00Z</updated>
    <published>2025-09-01T00:00:00Z</published>
    <title>Late
  Routers &amp; Co</title>
    <summary>  Routers settle $a &lt; b$ late.
We freeze them.
</summary>
    <author><name>Ada Lovelace</name></author>
    <author><name>Alan Turing</name></author>
    <arxiv:comment>12 pages; code https://github.com/example/late</arxiv:comment>
    <link href="http://arxiv.org/abs/2509.00001v2" rel="alternate" type="text/html"/>
    <category term="cs.CL" scheme="http://arxiv.org/schemas/atom"/>
    <category term="cs.LG" scheme="http://arxiv.org/schemas/atom"/>
  </entry>
</feed>
"""
RSS = """<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom">
<channel><title>cs.CL updates</title><pubDate>Thu, 11 Sep 2025 00:00:00 -0400</pubDate>
<item><title>Late Routers</title><link>https://arxiv.org/abs/2509.00001</link>
<description>arXiv:2509.00001v1 Announce Type: new
Abstract: Routers settle late.</description>
<guid isPermaLink="false">oai:arXiv.org:2509.00001v1</guid><category>cs.CL</category>
<arxiv:announce_type>new</arxiv:announce_type><dc:creator>Ada Lovelace, Alan Turing</dc:creator></item>
<item><title>Grammars</title><link>https://arxiv.org/abs/2501.00002</link>
<description>arXiv:2501.00002v3 Announce Type: replace-cross
Abstract: Grammars are learned.</description></item>
</channel></rss>
"""
HTML = """<rss><channel><item><title>Late &lt;i&gt;Routers&lt;/i&gt;</title>
<link>https://huggingface.co/papers/2509.00001</link><pubDate>Thu, 11 Sep 2025 00:00:00 GMT</pubDate>
<description>&lt;p&gt;&lt;img src="x.png" /&gt;&lt;/p&gt;&lt;p&gt;&lt;b&gt;Authors:&lt;/b&gt; Ada Lovelace, Alan
Turing&lt;/p&gt;&lt;p&gt;&lt;b&gt;Upvotes:&lt;/b&gt; 52&lt;/p&gt;
&lt;p&gt;&lt;b&gt;Summary:&lt;/b&gt; Routers &amp;amp; experts settle.
&lt;script&gt;evil()&lt;/script&gt;&lt;/p&gt;</description></item></channel></rss>
"""


def read(text: str, name: str = "x") -> Digest:
    return formats.read(text.encode(), name)


def refused(text: str) -> str:
    with pytest.raises(InputError) as caught:
        read(text)
    return str(caught.value)


def test_an_answer_of_arxivs_api() -> None:
    digest = read(ATOM)
    [paper] = digest
    assert (digest.form, digest.date, paper.date) == ("feed", SEPTEMBER, datetime.date(2025, 9, 1))
    assert (paper.title, paper.id) == ("Late Routers & Co", "2509.00001")
    assert paper.abstract == "Routers settle $a < b$ late. We freeze them."
    assert (paper.authors, paper.keywords) == (("Ada Lovelace", "Alan Turing"), ("cs.CL", "cs.LG"))
    assert [link.label for link in paper.links] == ["example/late"]


def test_arxivs_feed_with_replacements_and_cross_lists() -> None:
    digest = read(RSS)
    assert digest.date == SEPTEMBER
    assert [(paper.title, paper.id, paper.abstract) for paper in digest] == [
        ("Late Routers", "2509.00001", "Routers settle late."),
        ("Grammars", "2501.00002", "Grammars are learned."),
    ]
    assert digest.entries[0].authors == ("Ada Lovelace", "Alan Turing")


def test_descriptions_in_html_with_labels() -> None:
    [paper] = read(HTML)
    assert (paper.title, paper.id, paper.upvotes) == ("Late Routers", "2509.00001", 52)
    assert (paper.authors, paper.abstract) == (("Ada Lovelace", "Alan Turing"), "Routers & experts settle.")


def test_an_abstract_that_only_begins_like_a_label_loses_no_word() -> None:
    [paper] = read(ATOM.replace("We freeze them.", "\n\nCode: see below."))
    assert paper.abstract == "Routers settle $a < b$ late.\n\nCode: see below."


def test_other_xml_with_titles() -> None:
    digest = read(
        "<?xml version='1.0'?><collection><volume><meta><year>1989</year></meta><paper id='1'><title>Design of "
        "<fixed-case>LMT</fixed-case></title><author><first>Ada</first><last>Lovelace</last></author></paper>"
        "<paper><pages>1</pages></paper></volume></collection>"
    )
    assert [(paper.title, paper.authors) for paper in digest] == [("Design of LMT", ("Ada Lovelace",))]


def test_the_errors_of_arxiv_are_told() -> None:
    error = ATOM.replace("http://arxiv.org/abs/2509.00001v2</id>", "http://arxiv.org/api/errors#bad</id>")
    error = error.replace("Late\n  Routers &amp; Co", "Error")
    assert refused(error).startswith("x: read as feed, no papers: the site's answer is an error: Routers settle")


def test_a_feed_that_is_cut_off_keeps_what_came_before() -> None:
    digest = read(RSS[: RSS.index("Grammars") + 3])
    assert [paper.title for paper in digest] == ["Late Routers"]
    assert [(one.line, one.reason) for one in digest.skipped] == [(8, "not valid XML (no element found, column 17)")]


NEEDED = "a paper is an <entry> or <item> with a <title>"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "b">]><feed><entry><title>&a;</title></entry></feed>',
         "x: it defines entities, which no feed needs and attacks use"),
        ("<feed>" + "<entry>" * 300, "x: nested too deeply for a feed"),
        ("<feed><entry><title>x</ti", "x, line 1: not valid XML (unclosed token, column 22)"),
        ("<feed><title>nothing</title></feed>", f"x: no papers in this XML (<feed>); {NEEDED}"),
        ('<opml version="2.0"><body><outline xmlUrl="|rm"/></body></opml>',
         f"x: no papers in this XML (<opml>); {NEEDED}"),
    ],
)  # fmt: skip
def test_harmful_broken_and_empty_xml_is_told(text: str, reason: str) -> None:
    assert refused(text) == reason


def test_a_declared_encoding_that_is_wrong_does_no_harm() -> None:
    data = ATOM.replace("Late\n  Routers", "Routage différé").replace("UTF-8", "utf-16").encode("latin-1")
    digest = formats.read(data, "x")
    assert (digest.entries[0].title, digest.remarks) == ("Routage différé & Co", ("read as Latin-1",))


def test_control_characters_do_not_break_a_feed() -> None:
    [paper] = read(ATOM.replace("Late\n", "Late \x1b]0;x\x07\n"))
    assert paper.title == "Late ␛]0;x␇ Routers & Co"
