"""Odd papers, as strangers' pages could hold them after ``text.clean``."""

import datetime

from digesttui.model import Link, Paper, Sighting

ODD_TITLES = (
    "Attention, Routing & Memory: a Survey of BERT-like Models",
    "Title}, note = {x}}\n\n@article{evil, title = {gotcha",
    "{unbalanced",
    "unbalanced}}",
    "50% & $5 _a #1 ~ ^ \\input{secrets} \\write18{x}",
    "back\\slash\\",
    "@string{x = 1}",
    '=cmd("/c calc")',
    "+1 and -1",
    "-2+3",
    "@SUM(A1)",
    "＝1+1",
    "<script>alert(1)</script> & <img src=x onerror=1>",
    "</title></style><!-- ]]> &amp; &#60;",
    "[a](javascript:alert) ![t](http://evil.example/t.png)",
    "# heading\n- item\n\n1. one\n***\n| a | b |",
    "1) first, ```code``` and $x$ ==mark== %%hidden%% [[wiki]] ^id",
    "www.evil.example and https://evil.example and me@evil.example <https://evil.example>",
    "TY  - JOUR\nER  - \nTI  - other",
    "Subject: x\nBcc: all@evil.example\n\nbody",
    'He said "no"; \'yes\', and "',
    '"quoted"',
    "汉字标题：日本語のタイトル、한국어",
    "عنوان بالعربية and עברית \ufffdreversed",
    "Schrödinger’s naïve Erdős — “quotes” … 𝔸 👩‍🔬",
    "Ends in a tab\tand a line feed\n",
    "word " * 400 + "end",
    "x" * 3000,
    "---",
    "...",
)  # fmt: skip


def paper(number: int, title: str) -> Paper:
    """An odd paper, every third without authors, every second without an arXiv identifier."""
    day = datetime.date(2025, 9, 1 + number % 28)
    return Paper(
        id=f"2503.{number:05}" if number % 2 else f"{number:012x}",
        title=title,
        abstract=f"About {title}\n\nA second paragraph, 5\\% of it.",
        date=day if number % 5 else None,
        seen=(Sighting("daily-2025", day, number + 1, 40),),
        links=(
            Link("code", f"https://github.com/some-one/repo_{number}", f"some-one/repo_{number}"),
            Link("other", "javascript:alert(1)"),
            Link("project", 'https://a.example/x?a=1&b="<>(y)'),
        ),
        authors=("Ada Lovelace", "Team and Co", title[:30].strip() or "x") if number % 3 else (),
        upvotes=number,
        keywords=("routing", title[:20]),
    )


ODD_PAPERS = tuple(paper(number, title) for number, title in enumerate(ODD_TITLES, start=1))
