"""Bytes → text: what is guessed, and what is told about it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digesttui import formats
from digesttui.errors import InputError
from digesttui.formats.decoding import binary_kind, decode
from digesttui.text import STRETCH

CHINESE = "稀疏路由器学习得很晚。我们提出一种新的方法,代码已经公开。"
JAPANESE = "疎なルーターは遅れて学習する。コードを公開しています。"
FRENCH = "Les experts se spécialisent très tôt, le réseau après; c'était déjà vérifié à Orléans."


@pytest.mark.parametrize(
    ("data", "text", "remarks"),
    [
        ("naïve".encode(), "naïve", ()),
        (b"\xef\xbb\xbf" + "naïve".encode(), "naïve", ()),
        ("naïve".encode("utf-16"), "naïve", ("read as UTF-16",)),
        (b"\xfe\xff" + "naïve".encode("utf-16-be"), "naïve", ("read as UTF-16",)),
        ("naïve".encode("utf-32"), "naïve", ("read as UTF-32",)),
        (CHINESE.encode("gbk"), CHINESE, ("read as GBK",)),
        (b"title = {" + "论文".encode("gbk") + b"}", "title = {论文}", ("read as GBK",)),
        (JAPANESE.encode("cp932"), JAPANESE, ("read as Shift-JIS",)),
        (FRENCH.encode("latin-1"), FRENCH, ("read as Latin-1",)),
        ("It’s “late”.".encode("cp1252"), "It’s “late”.", ("read as Windows-1252",)),
        (b"\x81.\x8d", "\ufffd.\ufffd", ("read as Windows-1252", "2 places that are no Windows-1252, shown as \ufffd")),
        ("é\ufffdé".encode() + b"\xe9.", "é\ufffdé\ufffd.", ("1 place that is no UTF-8, shown as \ufffd",)),
        (b"a\xed\xa0\x80b", "a\ufffd\ufffd\ufffdb", ("3 places that are no UTF-8, shown as \ufffd",)),
        (b"\xff\xfea\x00b", "a\ufffd", ("read as UTF-16", "1 place that is no UTF-16, shown as \ufffd")),
    ],
)  # fmt: skip
def test_text_and_remarks(data: bytes, text: str, remarks: tuple[str, ...]) -> None:
    assert decode(data) == (text, remarks)


def test_a_long_file_in_utf8_survives_a_few_broken_bytes() -> None:
    text, remarks = decode(CHINESE.encode() + b"\xff\xfe" + CHINESE.encode())
    assert text == f"{CHINESE}\ufffd\ufffd{CHINESE}"
    assert remarks == ("2 places that are no UTF-8, shown as \ufffd",)


def test_the_guess_looks_where_the_text_is_not_ascii() -> None:
    assert decode(b"a" * 100_000 + b" caf\xe9 ") == ("a" * 100_000 + " café ", ("read as Latin-1",))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"GIF89a\x01\x00", "a GIF picture"),
        (b"\x89PNG\r\n", "a PNG picture"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"\x7fELF\x02", "a program"),
        (b"PK\x03\x04", "a zip archive"),
        (bytes(range(256)) * 4, "binary data"),
        ("naïve".encode("utf-16"), None),
        (b"a\x00b\x00", None),
        (b"plain text", None),
    ],
)
def test_what_is_no_text_at_all_is_named(data: bytes, kind: str | None) -> None:
    assert binary_kind(data) == kind


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "x: empty file"),
        (b" \r\n\t", "x: only white space"),
        (b"GIF89a\x01\x00", "x: not text, it looks like a GIF picture; save the page as HTML or text"),
    ],
)
def test_what_holds_no_text_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(InputError) as caught:
        formats.read(data, "x")
    assert str(caught.value) == reason


def test_remarks_reach_the_digest() -> None:
    page = f"Ein Titel\n\n{FRENCH}\n".encode("latin-1")
    assert formats.read(page, "x").remarks == ("read as Latin-1",)


@given(st.binary(max_size=200))
def test_any_bytes_decode(data: bytes) -> None:
    text, remarks = decode(data)
    assert isinstance(text, str)
    assert all("\n" not in remark for remark in remarks)


@given(st.text(alphabet=st.characters(codec="utf-8")))
def test_utf8_decodes_as_it_was(text: str) -> None:
    assert decode(text.encode())[0] == text.removeprefix("\ufeff")


def test_a_large_file_decodes_as_a_small_one() -> None:
    text = "a" + "é漢" * STRETCH  # no stretch of bytes ends between two characters
    assert decode(text.encode()) == (text, ())
    assert decode(text.encode()[:-1]) == (text[:-1] + "\ufffd", ("1 place that is no UTF-8, shown as \ufffd",))
