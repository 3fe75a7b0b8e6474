"""One day as the site's API, its page, the page's text and a feed tell it: the same papers, each once."""

import datetime
import html
import json
from itertools import permutations
from pathlib import Path

import pytest

from digesttui.collection import Collection

DAY = datetime.date(2025, 9, 11)
PAPERS = [
    ("2509.00011", "Kites over\nQuiet Fields", "We let kites rise over fields and ask which of them stay. Those with "
     "long tails do, at a cost of $\\mathcal{O}(n)$ metres of string. Code: https://github.com/example-lab/kites"),
    ("2509.00012", "Lanterns, Revisited", "A lantern in a window is seen from afar. We count who looks up, over two "
     "winters and in three towns, and find that red ones win."),
    ("2509.00013", "Why Do Mills Turn?", "Mills turn when the wind is strong enough. Where that is not so, we show "
     "what a second pair of sails can and cannot do."),
]  # fmt: skip


def api() -> str:
    entries = [
        {
            "paper": {
                "id": id_,
                "title": title,
                "summary": abstract,
                "authors": [{"name": "Ada Example", "hidden": False}],
                "submittedOnDailyAt": f"{DAY}T03:00:00.000Z",
                "upvotes": 7,
            },
            "publishedAt": "2025-09-08T00:00:00.000Z",
            "title": title,
        }
        for id_, title, abstract in PAPERS
    ]
    return json.dumps(entries)


def site() -> str:
    props = html.escape(json.dumps({"dateString": str(DAY), "dailyPapers": json.loads(api())}), quote=True)
    return f'<!doctype html><html><body><div data-target="DailyPapers" data-props="{props}"></div></body></html>'


def text() -> str:
    told = [part for _, title, abstract in PAPERS for part in (title.replace("\n", " ").upper(), abstract)]
    return "\n\n".join(["new", "Daily Papers", "Sep 11", *told]) + "\n"


def feed() -> str:
    items = "".join(
        f"<item><title>{title}</title><link>https://huggingface.co/papers/{id_}</link>"
        f"<description>{html.escape(abstract)}</description>"
        f"<pubDate>Thu, 11 Sep 2025 00:00:00 GMT</pubDate></item>"
        for id_, title, abstract in PAPERS
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Papers</title>{items}</channel></rss>'


FORMS = {"day.json": (api, "hf-api"), "day.html": (site, "html"), "day.txt": (text, "page"), "day.xml": (feed, "feed")}


@pytest.mark.parametrize("order", list(permutations(FORMS))[::5])
def test_the_same_day_in_four_forms_gives_the_same_papers_once(tmp_path: Path, order: tuple[str, ...]) -> None:
    for name, (make, _) in FORMS.items():
        (tmp_path / name).write_text(make(), "utf-8")
    store = Collection([str(tmp_path / name) for name in order], year=2025).load().store
    assert {digest.form for digest in store.digests} == {form for _, form in FORMS.values()}
    assert {digest.date for digest in store.digests} == {DAY}
    papers = sorted((store.paper(position) for position in store), key=lambda paper: paper.id)
    assert [paper.id for paper in papers] == [id_ for id_, _, _ in PAPERS]
    assert [paper.abstract for paper in papers] == [abstract for _, _, abstract in PAPERS]
    for rank, paper in enumerate(papers, 1):
        assert [sighting.rank for sighting in paper.seen] == [rank] * len(FORMS)
        assert (paper.authors, paper.upvotes) == (("Ada Example",), 7)
    assert [paper.code.repo if paper.code else None for paper in papers] == ["example-lab/kites", None, None]
