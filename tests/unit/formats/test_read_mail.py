"""arXiv's mails, listings and .abs files; mail messages with a digest in them."""

import datetime
from email.message import EmailMessage

import pytest

from digesttui import formats
from digesttui.errors import InputError
from digesttui.model import Digest

RULE = "-" * 78
MAIL = rf"""{RULE}
{RULE}
Send any comments regarding submissions directly to submitter.
{RULE}
Submissions to:
Artificial Intelligence
received from  Wed 10 Sep 25 18:00:00 GMT  to  Thu 11 Sep 25 18:00:00 GMT
{RULE}
{RULE}
\\
arXiv:2509.00001
Date: Wed, 10 Sep 2025 20:33:39 GMT   (215kb)

Title: Late Routers: How Sparse Models Learn
  to Route
Authors: Ada Lovelace (1), Alan Turing
  and Emmy Noether
Categories: cs.AI cs.LG
Comments: 12 pages, code at https://github.com/example/late
\\
  Routers settle late, and the experts they
route to settle early.
  We freeze the experts.
\\ ( https://arxiv.org/abs/2509.00001 ,  215kb)
{RULE}
\\
arXiv:2501.00002 (*cross-listing*)
Date: Tue, 7 Jan 2025 08:03:26 GMT   (14kb)

Title: Grammars
Authors: Emmy Noether
Categories: math.GR
\\
  Grammars are learned.
\\ ( https://arxiv.org/abs/2501.00002 ,  14kb)
%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%
{RULE}
\\
arXiv:hep-th/9901001
replaced with revised version Thu, 11 Sep 2025 08:03:26 GMT   (25kb,D)

Title: Strings
Authors: Someone
Categories: hep-th
\\ ( https://arxiv.org/abs/hep-th/9901001 ,  25kb)
{RULE}
\\
/* Fri, 12 Sep 2025 */
\\
{RULE}
"""
ABS = r"""------------------------------------------------------------------------------
\\
arXiv:1607.00001
From: Someone <someone@example.org>
Date: Wed, 27 Jul 2016 17:52:31 GMT   (39kb,D)
Date (revised v2): Thu, 18 Aug 2016 16:20:16 GMT   (39kb,D)

Title: Conditions on Threefolds
Authors: Emanuele Macr\`i
Categories: math.AG
Journal-ref: Épijournal, Volume 1
\\
  We show existence.
\\
"""


def read(text: str, name: str = "x") -> Digest:
    return formats.read(text.encode(), name)


def test_a_daily_mail() -> None:
    digest = read(MAIL)
    assert (digest.form, digest.date) == ("arxiv-mail", datetime.date(2025, 9, 11))
    assert [(paper.id, paper.title, paper.line) for paper in digest] == [
        ("2509.00001", "Late Routers: How Sparse Models Learn to Route", 10),
        ("2501.00002", "Grammars", 26),
        ("hep-th/9901001", "Strings", 38),
    ]
    late, grammars, strings = digest
    assert late.abstract == "Routers settle late, and the experts they route to settle early.\n\nWe freeze the experts."
    assert late.authors == ("Ada Lovelace", "Alan Turing", "Emmy Noether")
    assert (late.date, late.keywords) == (datetime.date(2025, 9, 10), ("cs.AI", "cs.LG"))
    assert [link.label for link in late.links] == ["example/late"]
    assert (grammars.abstract, strings.abstract) == ("Grammars are learned.", "")
    assert [(one.line, one.reason) for one in digest.skipped] == [(47, "block without title")]


def test_the_name_of_the_file_says_the_mails_day() -> None:
    assert read(MAIL.replace("\n", "\r\n"), "mail_2025-09-12").date == datetime.date(2025, 9, 12)


def test_a_paper_as_arxiv_stores_it() -> None:
    digest = formats.read(ABS.encode("latin-1"), "x")
    [paper] = digest
    assert (paper.id, paper.title, paper.abstract) == ("1607.00001", "Conditions on Threefolds", "We show existence.")
    assert (digest.date, digest.remarks) == (datetime.date(2016, 7, 27), ("read as Latin-1",))


def test_a_mail_cut_off_within_a_block_keeps_what_it_has() -> None:
    digest = read(MAIL[: MAIL.index("We freeze")])
    assert digest.entries[0].abstract == "Routers settle late, and the experts they route to settle early."
    assert read(MAIL[: MAIL.index("Categories: cs.AI")]).entries[0].abstract == ""


def test_blocks_without_any_title_are_told() -> None:
    with pytest.raises(InputError, match="x, line 1: read as arxiv-mail, no papers: block without title"):
        read("\\\\\narXiv:2509.00001\n\\\\\n")


def message(*bodies: tuple[str, str]) -> bytes:
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = "a@example.org", "papers", "Fri, 12 Sep 2025 08:00:00 +0000"
    for number, (subtype, body) in enumerate(bodies):
        if number:
            mail.add_alternative(body, subtype=subtype)
        else:
            mail.set_content(body, subtype=subtype, cte="quoted-printable")
    return mail.as_bytes()


PAGE = "Daily Papers\n\nSep 11\n\nLate Routers\n\nRouters settle late, naïvely.\n"
HTML = (
    "<html><body><h2><a href='https://arxiv.org/abs/2509.00001'>Late Routers</a></h2><p>Routers settle late.</p></body>"
)


def test_a_message_with_a_page_as_text_is_of_the_year_it_was_sent() -> None:
    digest = formats.read(message(("plain", PAGE)), "x")
    assert (digest.form, digest.date) == ("mail", datetime.date(2025, 9, 11))
    assert [(paper.title, paper.abstract) for paper in digest] == [("Late Routers", "Routers settle late, naïvely.")]


def test_a_message_in_two_forms_is_read_as_html_and_one_from_arxiv_as_such() -> None:
    assert formats.read(message(("plain", "no papers"), ("html", HTML)), "x").entries[0].id == "2509.00001"
    assert len(formats.read(message(("plain", MAIL)), "x")) == 3


def test_html_without_papers_gives_way_to_text() -> None:
    digest = formats.read(message(("plain", PAGE), ("html", "<p>see the text</p>")), "x")
    assert [paper.title for paper in digest] == ["Late Routers"]


def test_a_message_without_papers_or_text_is_told() -> None:
    with pytest.raises(InputError, match="x, line 1: read as the text of a page: 1 title, but no abstract"):
        formats.read(message(("plain", "Hello")), "x")
    empty = b"MIME-Version: 1.0\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\nAAAA\n"
    with pytest.raises(InputError, match="x: a mail without text"):
        formats.read(empty, "x")


def test_an_unknown_charset_does_no_harm() -> None:
    mail = b"From: a\nMIME-Version: 1.0\nContent-Type: text/plain; charset=nonsense\n\n" + PAGE.encode(
        "ascii", "ignore"
    )
    assert [paper.title for paper in formats.read(mail, "x")] == ["Late Routers"]
