"""One HTML page that needs nothing else: no script, no picture, no font, nothing fetched."""

from collections.abc import Iterable, Iterator
from html import escape

from digesttui.export.facts import address, is_web, safe_url
from digesttui.latex import to_unicode
from digesttui.model import Paper
from digesttui.text import one_line

_HEAD = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Papers</title>
<style>
:root { --paper: #fbfaf7; --ink: #2b2a27; --quiet: #6d6a63; --line: #e4e1d8; --accent: #2f5f8f; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #16181c; --ink: #d9d7d1; --quiet: #96938c; --line: #2c2f36; --accent: #86b4e0; }
}
body { margin: 0 auto; max-width: 42rem; padding: 3rem 1.25rem 6rem; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 Charter, "Bitstream Charter", Georgia, "Noto Serif", serif; overflow-wrap: anywhere; }
h1 { margin: 0; font-size: 1.1rem; font-weight: 400; color: var(--quiet); }
article { margin-top: 2.75rem; padding-top: 2.5rem; border-top: 1px solid var(--line); }
h2 { margin: 0 0 .4rem; font-size: 1.35rem; line-height: 1.3; font-weight: 600; text-wrap: balance; }
p { margin: .9rem 0 0; }
p.facts, p.links { margin-top: .3rem; font: .875rem/1.5 system-ui, sans-serif; color: var(--quiet); }
p.links { margin-top: 1rem; }
p.links a { margin-right: 1.25rem; }
a { color: var(--accent); text-decoration: none; }
a:hover, a:focus { text-decoration: underline; }
h2 a { color: inherit; }
@media print { article { break-inside: avoid; } }
</style>
</head>
<body>
"""


def render_html(papers: Iterable[Paper]) -> Iterator[str]:
    """The page, an ``<article>`` a paper."""
    papers = list(papers)
    yield _HEAD + f"<h1>{len(papers):,} {'paper' if len(papers) == 1 else 'papers'}</h1>\n"
    for paper in papers:
        yield article(paper)
    yield "</body>\n</html>\n"


def article(paper: Paper) -> str:
    """One paper as HTML: linked title, day and authors, abstract, links."""
    title, url = _text(paper.title), address(paper)
    lines = [f'<h2 dir="auto">{_anchor(url, title) if url else title}</h2>']
    if facts := [_text(fact) for fact in (_day(paper), ", ".join(paper.authors)) if fact]:
        lines.append(f'<p class="facts" dir="auto">{" · ".join(facts)}</p>')
    lines += [f'<p dir="auto">{_text(part)}</p>' for part in paper.abstract.split("\n\n") if part.strip()]
    if links := [_anchor(link.url, _text(link.label)) for link in paper.links if is_web(link.url)]:
        lines.append(f'<p class="links">{" ".join(links)}</p>')
    return "<article>\n" + "\n".join(lines) + "\n</article>\n"


def _text(text: str) -> str:
    return escape(one_line(to_unicode(text)))


def _anchor(url: str, content: str) -> str:
    return f'<a href="{escape(safe_url(url))}" rel="noopener noreferrer">{content}</a>'


def _day(paper: Paper) -> str:
    return f"{paper.date.day} {paper.date:%B %Y}" if paper.date else ""
