"""The site's page as HTML and as clippers save it; other HTML; one day in every form."""

import datetime
import html
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digesttui import export, formats
from digesttui.errors import InputError
from digesttui.formats import html_text
from digesttui.model import Digest, Paper
from digesttui.store import Store

SEPTEMBER = datetime.date(2025, 9, 11)
LATE = (
    "Routers of sparse models are often trained like any other layer. We show that they settle long after the experts "
    "have specialised, which wastes a fifth of the compute. A schedule that freezes experts early removes the waste, "
    "and it costs nothing at all. We test it on four models and on three sizes of data, and it always helps."
)
GRAMMARS = (
    "Grammars are learned from strings alone, yet they generalise to structures that no string shows. This note "
    "measures how much of that comes from the prior and how much from the data, and finds that the prior explains "
    "most of it whenever the sample is short, and almost nothing of it once the sample has grown to a thousand words."
)
PAPERS = [("Late Routers: A Study", "2509.00001", LATE), ("What Do Grammars Know?", "2509.00002", GRAMMARS)]
SITE = "https://huggingface.co"


def read(text: str, name: str = "x") -> Digest:
    return formats.read(text.encode(), name, year=2025)


def told(digest: Digest) -> list[tuple[str, str | None, str]]:
    return [(paper.title, paper.id, paper.abstract) for paper in digest]


def entries() -> list[dict[str, Any]]:
    return [
        {"paper": {"id": id_, "title": title, "summary": abstract, "publishedAt": "2025-09-01T00:00:00Z", "upvotes": 12,
                   "submittedOnDailyAt": "2025-09-11T00:00:00.000Z"}, "title": title}
        for title, id_, abstract in PAPERS
    ]  # fmt: skip


def site_page(props: dict[str, Any]) -> str:
    written = html.escape(json.dumps(props))
    return f'<!doctype html>\n<html><body><div data-props="{{}}"></div><div data-props="{written}"></div></body></html>'


CLIPPED = f"""Get trending papers in your email inbox!

by [AK](/akhaliq) and the research community

Sep 11

[-](/login?next=x)

Submitted by

![](a.png)someone

12

### [{PAPERS[0][0]}]({SITE}/papers/2509.00001)

[{LATE[:100].rstrip()}\\\\
{LATE[100:].lstrip()}\\\\
]({SITE}/papers/2509.00001)

- 8 authors

[LINK: GitHub 11.3k](https://github.com/example/late)

### [{PAPERS[1][0]}]({SITE}/papers/2509.00002)

[{GRAMMARS}]({SITE}/papers/2509.00002)
"""
NUMBERED = f"""Daily Papers[1]

Sep 11

{PAPERS[0][0]}[2]

{LATE}[2]

GitHub 11.3k[3]

{PAPERS[1][0]}[4]

{GRAMMARS}[4]

References

[1] {SITE}/papers
[2] {SITE}/papers/2509.00001
[3] https://github.com/example/late
[4] {SITE}/papers/2509.00002
"""
LONE = f"""Daily Papers
{SITE}/papers

Sep 11

{PAPERS[0][0]}
{SITE}/papers/2509.00001

{LATE}
{SITE}/papers/2509.00001

GitHub 11.3k
https://github.com/example/late

{PAPERS[1][0]}
{SITE}/papers/2509.00002

{GRAMMARS}
{SITE}/papers/2509.00002
"""


@pytest.mark.parametrize("text", [CLIPPED, NUMBERED, LONE], ids=["markdown", "numbered", "lone"])
def test_clipped_pages(text: str) -> None:
    digest = read(text)
    assert (digest.form, digest.date) == ("hf-clip", SEPTEMBER)
    assert told(digest) == PAPERS
    late, grammars = digest
    assert [link.label for link in late.links] == ["example/late"]
    assert (late.stars, grammars.stars, grammars.links) == (11300, None, ())


def test_votes_of_a_clipped_page() -> None:
    assert [paper.upvotes for paper in read(CLIPPED)] == [12, None]


@pytest.mark.parametrize(
    "order",
    [[0, 0, 1, 1], [0, 1, 0, 1], ["0", "1", 0, 1], [0, 1, "0", "1"], ["0", 0, "1", 1]],
)
def test_pages_in_two_layouts_count_once(order: list[int | str]) -> None:
    """A string stands for a layout with titles alone."""
    blocks = ["Daily Papers", "Sep 11"]
    for place in order:
        title, id_, abstract = PAPERS[int(place)]
        blocks.append(f"[{title}]({SITE}/papers/{id_})")
        blocks += [abstract] if isinstance(place, int) else []
    digest = read("\n\n".join(blocks))
    assert told(digest) == PAPERS
    assert all(one.reason in ("page furniture", "date", "shown twice", "search term") for one in digest.skipped)


def test_the_sites_html_holds_the_apis_entries() -> None:
    digest = read(site_page({"date": "2025-09-11T00:00:00.000Z", "dailyPapers": entries(), "period": {"x": [1, 2, 3]}}))
    assert (digest.form, digest.date) == ("html", SEPTEMBER)
    assert told(digest) == PAPERS
    assert [paper.upvotes for paper in digest] == [12, 12]
    [paper] = read(site_page({"paper": entries()[0]["paper"], "comments": []}))
    assert paper.title == PAPERS[0][0]


def test_html_whose_json_is_broken_is_read_as_it_shows() -> None:
    page = site_page({"dailyPapers": []}).replace("[]", "[")
    body = "".join(
        f'<article><h3><a href="/papers/{id_}">{title}</a></h3><p>{abstract}</p></article>'
        for title, id_, abstract in PAPERS
    )
    digest = read(page.replace("</body>", f"<header>Daily Papers</header><time>Sep 11</time>{body}</body>"))
    assert told(digest) == PAPERS


def test_other_html_is_read_as_it_shows() -> None:
    assert told(read("<h2>Late Routers</h2><p>Routers settle $a_1$ late. We freeze <b>them</b>.</p>"))[0][2] == (
        "Routers settle $a_1$ late. We freeze them."
    )
    assert told(read(f"<p>{PAPERS[0][0]}</p><div>{LATE}</div><p>Grammars</p><p>{GRAMMARS}</p>"))[0] == (
        PAPERS[0][0],
        None,
        LATE,
    )
    listed = "".join(f'<li><a href="https://arxiv.org/abs/{id_}">{title}</a></li>' for title, id_, _ in PAPERS)
    assert [paper.id for paper in read(f"<ul>{listed}</ul>")] == ["2509.00001", "2509.00002"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "<html><body>503 gone</body></html>",
            "x: an HTML page without papers, it says: 503 gone; save the page once its papers are shown",
        ),
        (
            "<html><script>x()</script></html>",
            "x: an HTML page without visible text; save the page once its papers are shown",
        ),
    ],
)
def test_html_without_papers_says_what_it_says(text: str, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        read(text)
    assert str(caught.value) == reason


def test_one_day_in_every_form_gives_each_paper_once() -> None:
    feed = "".join(
        f"<item><title>{title}</title><link>https://arxiv.org/abs/{id_}</link><description>{abstract}</description></item>"
        for title, id_, abstract in PAPERS
    )
    page = "\n\n".join(
        ["Daily Papers", "Sep 11", *(text for title, _, abstract in PAPERS for text in (title, abstract))]
    )
    store = Store()
    forms = [
        json.dumps(entries()),
        site_page({"dailyPapers": entries()}),
        page,
        CLIPPED,
        f"<rss><channel>{feed}</channel></rss>",
    ]
    for number, text in enumerate(forms):
        store.add(read(text, f"{number}-2025-09-11"))
    papers = [store.paper(position) for position in store]
    assert [(paper.title, paper.id, paper.abstract, paper.date) for paper in papers] == [
        (*paper, SEPTEMBER) for paper in PAPERS
    ]
    assert [len(paper.seen) for paper in papers] == [5, 5]


EXPORTED = Paper(
    id="2509.00001",
    title="Late Routers: *A* Study [of] sparse_models & <more>",
    abstract="Routers settle $O(n_1)$ late.\n\n# Not a heading, nor [a link](x).",
    date=SEPTEMBER,
    seen=(),
    authors=("Ada Lovelace", "Alan Turing"),
)


@pytest.mark.parametrize("form", export.FORMATS)
def test_our_own_exports_read_back(form: str) -> None:
    text = "".join(export.render([EXPORTED, EXPORTED], form))
    papers = read(text).entries
    assert len(papers) == 2
    [paper, _] = papers
    assert paper.title == EXPORTED.title
    assert (paper.id, paper.authors) == (EXPORTED.id, EXPORTED.authors)
    assert paper.abstract.startswith("Routers settle ")
    assert paper.abstract.endswith("# Not a heading, nor [a link](x).")


def test_hidden_html_is_not_text() -> None:
    page = (
        "<head><title>x</title></head><p>a<svg><p>b</p></svg><br>c</p><script>d</script>e <a>f</a> <a href='/g'>h</a>"
    )
    assert html_text.markdown(page) == "a\nc\n\ne f [h](/g)"
    assert html_text.text("<p>1 &lt; 2</p><h2>x_y</h2>") == "1 < 2\n\nx_y"
    assert html_text.text("no tags") == "no tags"


@given(st.text(alphabet="<>/apbr&;# h1=x\"'", max_size=120))
def test_any_html_gives_text(page: str) -> None:
    assert isinstance(html_text.markdown(page), str)
