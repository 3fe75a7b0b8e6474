"""Where a paper leads, what can be copied of it, and the order a filter asks for."""

import pytest

from digesttui.model import Link, Paper
from digesttui.tui import choices

CODE = Link("code", "https://github.com/a/b", "a/b")
PROJECT = Link("project", "https://c.github.io")


def paper(*links: Link, id_: str = "0123456789ab", title: str = "On [Deep] Nets") -> Paper:
    return Paper(id_, title, "Text.", None, (), links)


@pytest.mark.parametrize(
    ("shown", "url"),
    [
        (paper(PROJECT, CODE), CODE.url),
        (paper(PROJECT), PROJECT.url),
        (paper(Link("demo", "https://d.example")), "https://huggingface.co/papers?q=On+%5BDeep%5D+Nets"),
        (paper(id_="2503.00634"), "https://huggingface.co/papers/2503.00634"),
    ],
)
def test_opening_leads_to_code_project_or_paper(shown: Paper, url: str) -> None:
    assert choices.destination(shown) == url


def test_copies() -> None:
    assert dict(choices.copies(paper(CODE))) == {
        "Title": "On [Deep] Nets",
        "Link": CODE.url,
        "Markdown": f"[On \\[Deep\\] Nets]({CODE.url})",
        "git clone": f"git clone {CODE.url}.git",
        "Paper": "https://huggingface.co/papers?q=On+%5BDeep%5D+Nets",
        "Abstract": "Text.",
        "BibTeX": f"@misc{{deepnets,\n  title = {{On [Deep] Nets}},\n  url = {{{CODE.url}}},\n"
        f"  note = {{Code: \\url{{{CODE.url}}}}},\n  abstract = {{Text.}},\n}}",
        "Citation": f"On [Deep] Nets. {CODE.url}",
    }
    assert "git clone" not in dict(choices.copies(paper(PROJECT)))


def test_copies_of_several_papers_stand_one_below_the_other() -> None:
    papers = [paper(CODE), paper(PROJECT, title="Other")]
    assert choices.copied(papers, "Title") == "On [Deep] Nets\nOther"
    assert choices.copied(papers, "git clone") == f"git clone {CODE.url}.git"
    assert choices.copied(papers, "Abstract") == "Text.\n\nText."
    assert choices.copied([papers[0]], "BibTeX") == dict(choices.copies(papers[0]))["BibTeX"]
    keys = [line for line in choices.copied([papers[0]] * 2, "BibTeX").splitlines() if line.startswith("@")]
    assert len(set(keys)) == 2


@pytest.mark.parametrize(
    ("text", "order", "changed"),
    [
        ("", "date", "sort:date"),
        ("moe has:code", "title", "moe has:code sort:title"),
        ("sort:date moe", "title", "moe sort:title"),
        ("moe sort:title", "title", "moe -sort:title"),
        ("moe -sort:title", "title", "moe sort:title"),
        ("moe sort:title", "relevance", "moe"),
        ("moe", "relevance", "moe -sort:relevance"),
        ('title:"resort:x" y', "rank", 'title:"resort:x" y sort:rank'),
    ],
)
def test_asking_for_an_order(text: str, order: str, changed: str) -> None:
    assert choices.ordered(text, order) == changed
