"""Bytes → text: UTF-8, UTF-16 with a byte-order mark, else a guess that is told."""

import codecs
import re

from digesttui.text import STRETCH

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8", ""),
    (b"\xff\xfe\x00\x00", "utf-32-le", "UTF-32"),
    (b"\xff\xfe", "utf-16-le", "UTF-16"),
    (b"\xfe\xff", "utf-16-be", "UTF-16"),
)
_MAGIC = (
    (b"\x89PNG", "a PNG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "an SQLite database"),
)
_SAMPLE = 16_384
_RARE_IN_TEXT = bytes(set(range(0x20)) - set(b"\t\n\f\r\x1b"))
# For each guess, the byte pairs its everyday text is made of (GB 2312 level 1 and its punctuation; kana, punctuation
# and JIS level 1), or, for the Latin alphabets, single letters between ASCII.
_GUESSES = (
    ("gb18030", "GBK", rb"[\xa1-\xa3\xb0-\xd7][\xa1-\xfe]"),
    ("cp932", "Shift-JIS", rb"\x82[\x9f-\xf1]|[\x81\x83\x88-\x98][\x40-\x7e\x80-\xfc]"),
    ("latin-1", "Latin-1", rb"(?<![\x80-\xff])[\xa0-\xff](?![\x80-\xff])"),
    ("cp1252", "Windows-1252", rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])"),
)
_ASCII = bytes(range(0x80))
_SURROGATE = rb"\xed[\xa0-\xbf][\x80-\xbf]"
_HIGH = bytes(range(0x80, 0x100))


def binary_kind(data: bytes) -> str | None:
    """What ``data`` looks like where it is no text at all."""
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return kind
    if data.startswith(tuple(mark for mark, _, _ in _MARKS)):
        return None
    sample = data[:_SAMPLE]
    rare = len(sample) - len(sample.translate(None, _RARE_IN_TEXT))
    return "binary data" if rare > 16 and rare * 20 > len(sample) else None


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """The text of ``data``, and a remark where it is not plain UTF-8: the encoding taken, the bytes replaced.

    A file in UTF-8 but for a few broken bytes stays UTF-8. Text that is not is taken for the encoding whose common
    characters explain most of its bytes beyond ASCII.
    """
    for mark, encoding, label in _MARKS:
        if data.startswith(mark):
            return _replacing(data[len(mark) :], encoding, label)
    try:
        return _in_utf8(data), ()
    except UnicodeDecodeError:
        encoding, label = _guess(data)
        return _replacing(data, encoding, label)


def _in_utf8(data: bytes) -> str:
    """``data`` decoded; what is large a piece at a time, so that other threads have their turn."""
    if len(data) <= STRETCH:
        return data.decode()
    decoder = codecs.getincrementaldecoder("utf-8")()
    pieces = [decoder.decode(data[start : start + STRETCH]) for start in range(0, len(data), STRETCH)]
    return "".join((*pieces, decoder.decode(b"", final=True)))


def _replacing(data: bytes, encoding: str, label: str) -> tuple[str, tuple[str, ...]]:
    text = data.decode(encoding, "replace")
    meant = data.count("\ufffd".encode(encoding)) if encoding.startswith("utf") else 0
    replaced = text.count("\ufffd") - meant
    remarks = [f"read as {label}"] if label else []
    if replaced > 0:
        places = "1 place that is" if replaced == 1 else f"{replaced} places that are"
        remarks.append(f"{places} no {label or 'UTF-8'}, shown as \ufffd")
    return text, tuple(remarks)


def _guess(data: bytes) -> tuple[str, str]:
    text = data.decode(errors="replace")
    broken = text.count("\ufffd")
    sound = sum(map(len, re.findall("[^\x00-\x7f\ufffd]+", text)))
    if sound >= broken or 3 * len(re.findall(_SURROGATE, data)) >= broken:
        return "utf-8", ""
    sample = data.lstrip(_ASCII)[:_SAMPLE]
    best, best_share = ("cp1252", "Windows-1252"), 0.5
    for encoding, label, common in _GUESSES:
        share = _share(sample, encoding, common)
        if share > best_share:
            best, best_share = (encoding, label), share
    return best


def _share(data: bytes, encoding: str, common: bytes) -> float:
    """How much of the bytes beyond ASCII is common characters, less what the encoding cannot say."""
    explained = sum(_count_high(match) for match in re.findall(common, data))
    return (explained - data.decode(encoding, "replace").count("\ufffd")) / _count_high(data)


def _count_high(data: bytes) -> int:
    return len(data) - len(data.translate(None, _HIGH))
