"""The letter as HTML, for programs that show mail: they drop style sheets, so every element carries its own style.

No colour is set but a grey that reads on black and on white: the program's own scheme, light or dark, stays.
"""

from collections.abc import Iterator, Sequence
from html import escape

from digesttui.export.facts import safe_url
from digesttui.mail.section import Section, day, heading, links
from digesttui.mail.summary import shortened, summary
from digesttui.model import Paper

_BODY = "margin:0 auto;max-width:38rem;padding:1.5rem 1rem;font:16px/1.5 Georgia,'Noto Serif',serif"
_QUIET = "margin:0;color:#767676;font:13px/1.5 system-ui,sans-serif"
_VIEW = "margin:2.5rem 0 0;padding-top:1rem;border-top:1px solid #767676;font-size:1.1rem;font-weight:400"
_TITLE = "margin:2rem 0 0;font-size:1.1rem;line-height:1.3"
_LINKS = "margin:.3rem 0 0;font:14px/1.5 system-ui,sans-serif"


def page(sections: Sequence[Section]) -> str:
    """The whole document."""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="color-scheme" content="light dark">\n<title>{heading(sections)}</title>\n</head>\n'
        f'<body style="{_BODY}">\n{"".join(_parts(sections))}</body>\n</html>\n'
    )


def _parts(sections: Sequence[Section]) -> Iterator[str]:
    yield f'<p style="{_QUIET}">{heading(sections)}</p>\n'
    for section in sections:
        if len(sections) > 1:
            yield f'<h2 style="{_VIEW}">{escape(shortened(section.view))} ({len(section.papers)})</h2>\n'
        yield from map(_of, section.papers)
        if section.left_out:
            yield f'<p style="{_QUIET}">{section.left_out} more did not fit into this mail.</p>\n'


def _of(paper: Paper) -> str:
    found = [(name, escape(safe_url(url))) for name, url in links(paper)]
    title = escape(shortened(paper.title))
    if found:
        title = f'<a href="{found[-1][1]}" style="color:inherit;text-decoration:none">{title}</a>'
    lines = [f'<h3 dir="auto" style="{_TITLE}">{title}</h3>']
    if day(paper):
        lines.append(f'<p style="{_QUIET}">{day(paper)}</p>')
    if told := summary(paper):
        lines.append(f'<p dir="auto" style="margin:.5rem 0 0">{escape(told)}</p>')
    if found:
        anchors = " · ".join(f'<a href="{url}">{_label(paper, name)}</a>' for name, url in found)
        lines.append(f'<p style="{_LINKS}">{anchors}</p>')
    return "\n".join(lines) + "\n"


def _label(paper: Paper, name: str) -> str:
    return escape(paper.code.label) if name == "Code" and paper.code else name
