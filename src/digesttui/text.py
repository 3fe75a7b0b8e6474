"""The one gate for untrusted text, and the forms in which texts are compared."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b

STRETCH = 1_000_000
MAX_COMBINING = 4  # marks on one letter; more is meant to spill over other rows (see _PILED_MARKS)

_PRINTABLE = bytes(range(0x20, 0x7F))
_PLAIN = _PRINTABLE + b"\t\n"
_NOT_PLAIN = re.compile(  # what letters, punctuation and mathematics of common scripts never are
    "[^\t\n -~\xa0-\xac\xae-\u02ff\u0391-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u2070-\u20cf"
    "\u2100-\u23ff\u3001-\u3020\u3041-\u3096\u30a0-\u30ff\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff9f]"
)
_LINE_BREAKS = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_BIDI_OR_BROKEN = re.compile(
    "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ud800-\udfff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_INVISIBLE = re.compile("[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u3164\ufeff\uffa0]")
_LINK_LIKE = re.compile(r"(?:\w://|www\.|github)\S*")
_PILED_MARKS = re.compile(r"(?:(?!\w)[^\x00-\u02ff\s]){5,}")
_LIGATURES = {ord(ligature): unicodedata.normalize("NFKD", ligature) for ligature in "ﬀﬁﬂﬃﬄﬅﬆ"}
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_NOT_WORD = re.compile(r"[\W_]+")
_ASCII_NOT_WORD = bytes(code for code in range(128) if not chr(code).isalnum())


def clean(text: str) -> str:
    """Return ``text`` with nothing in it that could command a terminal or disturb a row.

    Line breaks of every kind become ``\\n``; C0 controls become their visible pictures (ESC is ␛), C1 controls,
    bidirectional controls and lone surrogates become U+FFFD, marks piled on one letter are cut to four, ligatures
    are spelt out, and the rest is composed (NFC). Invisible characters go, but inside a link they become U+FFFD:
    dropping them there would lead to another place. Linear time; cleaning twice changes nothing.
    """
    return _cleaned(text) if len(text) <= STRETCH else "".join(map(_cleaned, stretches(text)))


def stretches(text: str) -> Iterator[str]:
    """``text`` in stretches of whole lines, of about ``STRETCH`` characters if no line is longer.

    What works on a whole large text at once lets no other thread have its turn, and keys wait.
    """
    start = 0
    while end := text.find("\n", start + STRETCH) + 1:
        yield text[start:end]
        start = end
    yield text[start:]


def _cleaned(text: str) -> str:
    if text.isascii():
        return text if _consists_of(_PLAIN, text) else _clean_controls(text)
    if not _NOT_PLAIN.search(text) and unicodedata.is_normalized("NFC", text):
        return text
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", _BIDI_OR_BROKEN.sub("\ufffd", text))
    text = _clean_controls(text)
    text = _BIDI_OR_BROKEN.sub("\ufffd", text)
    if _INVISIBLE.search(text):
        text = _LINK_LIKE.sub(lambda link: _INVISIBLE.sub("\ufffd", link[0]), text)
        text = _INVISIBLE.sub("", text)
    text = text.translate(_LIGATURES)
    return unicodedata.normalize("NFC", _PILED_MARKS.sub(_cut_marks, text))


def _consists_of(signs: bytes, text: str) -> bool:
    """Whether the ASCII ``text`` has no others; nothing sees it faster."""
    return not text.encode().translate(None, signs)


def _is_printable(text: str) -> bool:
    return _consists_of(_PRINTABLE, text) if text.isascii() else text.isprintable()


def _clean_controls(text: str) -> str:
    if "\r" in text or not text.isascii() or "\v" in text or "\f" in text or "\x1c" in text:
        text = _LINE_BREAKS.sub("\n", text)
    return _CONTROL.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def _cut_marks(match: re.Match[str]) -> str:
    kept: list[str] = []
    marks = 0
    for character in match[0]:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MAX_COMBINING:
            kept.append(character)
    return "".join(kept)


def one_line(text: str) -> str:
    """``text`` with every run of white space as one space and none at the ends."""
    if "  " not in text and text[:1] != " " != text[-1:] and _is_printable(text):
        return text  # mostly so, and seen many times as fast
    return " ".join(text.split())


def clean_lines(texts: Sequence[str]) -> list[str]:
    """``one_line(clean(text))`` of each: names, keywords. That they are so already is mostly seen of all at once."""
    together = "\n".join(texts)
    if clean(together) == together and one_line(spaced := together.replace("\n", " ")) == spaced:
        lines = together.split("\n")
        if len(lines) == len(texts):
            return lines
    return [one_line(clean(text)) for text in texts]


def fold(text: str) -> str:
    """``text`` for comparison: lower case, accents gone, and *as long as before*, so that places stay the same."""
    if not text.isascii():
        text = _NOT_ASCII.sub(_folded, text)
    return text.lower()


def _folded(match: re.Match[str]) -> str:
    return _fold_character(match[0])


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    decomposed = unicodedata.normalize("NFKD", character)
    base = decomposed[0] if all(map(unicodedata.combining, decomposed[1:])) else character
    return base.lower() if len(base.lower()) == 1 else character


def title_key(title: str) -> int:
    """A stable 64-bit key, the same for titles that differ only in case, spacing, wrapping or punctuation."""
    if title.isascii():  # the same, ten times as fast
        return _hash(title.encode().lower().translate(None, _ASCII_NOT_WORD) or title.encode())
    return stable_key(_NOT_WORD.sub("", fold(title)) or title)


def stable_key(text: str) -> int:
    """A 64-bit hash of ``text`` that is the same in every process."""
    return _hash(text.encode("utf-8", "surrogatepass"))


def _hash(data: bytes) -> int:
    return int.from_bytes(blake2b(data, digest_size=8).digest())
