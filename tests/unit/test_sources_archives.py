"""What is packed in gzip and zip files, and what is too much."""

import datetime
import gzip
import io
import zipfile
from collections.abc import Mapping

import pytest

from digesttui.errors import InputError
from digesttui.sources import archives
from digesttui.sources.archives import Member


def zipped(contents: Mapping[str, bytes], day: tuple[int, int, int] = (2025, 9, 11)) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in contents.items():
            archive.writestr(zipfile.ZipInfo(name, (*day, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def members(data: bytes) -> list[Member | str]:
    return [str(one) if isinstance(one, InputError) else one for one in archives.members(data, "x")]


def test_what_is_no_archive_is_itself() -> None:
    assert members(b"text") == [Member(b"text")]


def test_gzip_in_one_piece_or_several() -> None:
    assert members(gzip.compress(b"one ", mtime=0) + gzip.compress(b"two")) == [Member(b"one two")]


def test_a_zip_gives_its_files_with_their_days_but_nothing_hidden() -> None:
    day = datetime.date(2025, 9, 11)
    packed = zipped({"a.txt": b"a", "in/": b"", "in/b.txt": b"b", "__MACOSX/c": b"c", "in/.d": b"d"})
    assert members(packed) == [Member(b"a", "a.txt", day), Member(b"b", "in/b.txt", day)]
    assert members(zipped({"a": b"a"}, (1980, 0, 0))) == [Member(b"a", "a", None)]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (gzip.compress(b"text" * 100, mtime=0)[:-12], "x: the gzip file is cut off; fetch it again"),
        (b"\x1f\x8b\x08\x00broken file", "x: the gzip file is damaged (Error -3 while decompressing data: "),
        (b"PK\x03\x04 nothing", "x: the zip file is damaged (File is not a zip file); fetch it again"),
    ],
)
def test_damaged_archives_are_told_in_one_line(data: bytes, told: str) -> None:
    [message] = members(data)
    assert isinstance(message, str)
    assert message.startswith(told)


def test_a_member_that_cannot_be_unpacked_is_told_and_the_others_come() -> None:
    packed = bytearray(zipped({"a": b"\x00\xff" * 40, "b": b"b"}))
    packed[32] ^= 0x55  # within the first member's data
    broken, fine = members(bytes(packed))
    assert str(broken).startswith("x/a: cannot be unpacked (")
    assert fine == Member(b"b", "b", datetime.date(2025, 9, 11))


def test_bombs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_UNPACKED", 1000)
    monkeypatch.setattr(archives, "MAX_TOTAL", 2000)
    bomb = bytes(range(256)) * 4_000
    assert members(gzip.compress(bomb)) == ["x: more than 50 MB when unpacked"]
    assert members(zipped({"a": bomb, "b": b"b"}))[0] == "x/a: more than 50 MB when unpacked"
    assert members(zipped(dict.fromkeys("abcd", b"0" * 900)))[2:] == ["x: more than 200 MB in all when unpacked"]


def test_what_is_packed_tighter_than_any_text_is_refused() -> None:
    bomb = b"[" + b"{}," * 2_000_000
    told = "packed more than 100 times, as no digest is"
    assert members(gzip.compress(bomb)) == [f"x: {told}"]
    assert members(zipped({"a": bomb})) == [f"x/a: {told}"]
    small = b"{}," * 300_000
    assert members(gzip.compress(small)) == [Member(small)]
