"""The letter: its subject, its two parts, and that no paper can say anything else with it."""

import datetime
import email
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import default

from digesttui.mail.letter import compose
from digesttui.mail.section import Section
from digesttui.model import Link, Paper
from tests.unit.export.papers import ODD_PAPERS, ODD_TITLES

from .papers import paper

NOW = datetime.datetime(2025, 9, 9, 7, 30, tzinfo=datetime.UTC)
LANTERNS = paper("Lanterns at Scale", id_="2509.00001", repo="example/lanterns")
KITES = paper("Kites")


def received(*sections: Section, to: Address | None = None) -> EmailMessage:
    """The message as another program reads it."""
    message = compose(sections, NOW, to=to, sender=to, id_="<1@example.org>")
    return email.message_from_bytes(message.as_bytes(), policy=default)


def parts(message: EmailMessage) -> tuple[str, str]:
    plain, html = (message.get_body([kind]) for kind in ("plain", "html"))
    assert isinstance(plain, EmailMessage) and isinstance(html, EmailMessage)
    return plain.get_content(), html.get_content()


def test_the_subject_counts_what_is_new() -> None:
    assert received(Section("moe", [LANTERNS]))["Subject"] == "1 new paper: moe"
    assert received(Section("moe", [LANTERNS, KITES]))["Subject"] == "2 new papers: moe"
    two = received(Section("moe", [LANTERNS]), Section("kites", [KITES]))
    assert two["Subject"] == "2 new papers: moe 1, kites 1"


def test_a_long_filter_is_shortened_in_the_subject() -> None:
    subject = received(Section("lanterns or kites " * 9, [KITES]))["Subject"]
    assert subject == "1 new paper: lanterns or kites lanterns or kites…"


def test_a_paper_is_title_day_summary_and_links() -> None:
    plain, _ = parts(received(Section("moe", [LANTERNS])))
    assert plain == (
        "1 new paper\n\n\nLanterns at Scale\n8 September 2025\n\n  It works. It is quick.\n\n"
        "  Code   https://github.com/example/lanterns\n  Paper  https://arxiv.org/abs/2509.00001\n"
    )


def test_several_views_have_headings_and_one_has_none() -> None:
    plain, html = parts(received(Section("moe", [LANTERNS]), Section("sky & wind", [KITES], left_out=7)))
    assert "\n\nsky & wind (1)\n==============\n\n\nKites\n" in plain
    assert plain.endswith("7 more did not fit into this mail.\n")
    assert ">sky &amp; wind (1)</h2>" in html
    assert "7 more did not fit" in html
    assert "<h2" not in parts(received(Section("moe", [LANTERNS])))[1]


def test_the_html_links_title_code_and_paper() -> None:
    _, html = parts(received(Section("moe", [LANTERNS])))
    assert html.count('href="https://arxiv.org/abs/2509.00001"') == 2
    assert '<a href="https://github.com/example/lanterns">example/lanterns</a>' in html


def test_a_paper_of_which_only_the_title_is_known_is_told_too() -> None:
    plain, html = parts(received(Section("moe", [paper("Kites", None, abstract="")])))
    assert plain == "1 new paper\n\n\nKites\n"
    assert "<a" not in html


def test_headers_hold_what_they_are_given() -> None:
    message = received(Section("moe", [KITES]), to=Address("Zoë Böhm", "zoe", "example.org"))
    assert str(message["To"]) == str(message["From"]) == "Zoë Böhm <zoe@example.org>"
    assert message["Date"].datetime == NOW
    assert message["Message-ID"] == "<1@example.org>"


def test_without_a_recipient_the_mail_program_fills_it_in() -> None:
    message = compose([Section("moe", [KITES])], NOW)
    assert not {"To", "From", "Message-ID"} & set(message.keys())


def test_every_odd_paper_is_told_in_ascii_and_none_adds_a_header_or_markup() -> None:
    message = compose([Section("x\nBcc: all@evil.example", ODD_PAPERS)], NOW)
    assert message.as_bytes().isascii()
    again = email.message_from_bytes(message.as_bytes(), policy=default)
    assert again["Bcc"] is None
    plain, html = parts(again)
    assert plain.count("  Code   ") == len(ODD_TITLES)
    assert html.count("<h3") == len(ODD_TITLES)
    assert "<script" not in html and "<img" not in html


def test_an_address_that_is_none_of_the_webs_is_not_linked() -> None:
    bad = Paper("0" * 12, "Kites", "", None, (), links=(Link("code", "javascript:alert(1)"),))
    plain, html = parts(received(Section("moe", [bad])))
    assert "javascript" not in plain + html
