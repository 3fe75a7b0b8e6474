"""Text → the addresses in it, repaired where the intent is certain.

Authors glue links to words, wrap them in LaTeX that is half stripped, break them over lines and lose their scheme.
An address begins at ``http:`` or ``https:`` with any number of slashes, at ``www.``, or at a host that needs no
introduction, such as ``github.com/``. Every step looks at a bounded stretch of text: linear time.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from digesttui.links.hosts import true_host
from digesttui.links.kinds import GITHUB
from digesttui.links.safety import MAX_LENGTH, MAX_PORT

MAX_PLACES = 1000
"""Places of one text that are looked at; an abstract has a handful."""
LOOKED_AT = 300
"""Characters that may be a host; a name has 253 at most."""

# A literal first character lets both searches run at the speed of memchr.
_SCHEME = re.compile(r":(?:(?<=http:)|(?<=https:))(?:\s{0,8}/{1,3}|(?=[a-z0-9]))", re.IGNORECASE)
_BARE = re.compile(r"\.(?:com/|co/|org/|be/|science/|github\.io|(?<=www\.)\w)", re.IGNORECASE)
_KNOWN_HOST = re.compile(
    r"(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|gitee\.com|huggingface\.co|hf\.co|arxiv\.org|doi\.org"
    r"|anonymous\.4open\.science|sites\.google\.com|zenodo\.org|youtu\.be)$"
)
_GLUED_BEFORE = re.compile(r"(?:www\.|and|at|code|from|here|in|is|link|on|or|see|through|under|via)?-*")
_LOST_COLON = re.compile("https?//$", re.IGNORECASE)
_HOST_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-")
_FIRST_CJK = "\u2e80"

_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_ASCII_HOST = re.compile(r"[A-Za-z0-9.-]+\.[A-Za-z]{2,}")
_PORT = re.compile(r":[0-9]{2,5}(?![\w@])")
_DISGUISE = re.compile(r"[@%\ufffd]|:[^\s/]*@|\\[\w.@/]")
_REST = re.compile(r"(?:[/?#](?:[!#%&()+,\-./0-9:;=?@A-Z_a-z~]+|\\{1,2}[_#%&~]|\{\\?_\})*)?")
_GOING_ON = re.compile(r"[\w/?#-]")
_PIECE = re.compile(r"\\{1,2}[_#%&~]|\{\\?_\}|\s+|[^\s]")

_NEXT = re.compile(r"\s{1,8}([A-Za-z0-9_][A-Za-z0-9._-]*(?:/[A-Za-z0-9._-]+)*)(?=\W|$)")
_LIKE_A_NAME = re.compile(r"[A-Za-z0-9][-_][A-Za-z0-9]|[a-z][A-Z0-9]|[0-9][a-z]")
_NEXT_SCHEME = "(?<![/=])https?:"
_STOP = re.compile(_NEXT_SCHEME, re.IGNORECASE)
_STOP_ON_GITHUB = re.compile(rf"{_NEXT_SCHEME}|---|[,;:!()&~]", re.IGNORECASE)
_PUNCTUATION = ".,;:!?'\"&"
_GLUED_SENTENCE = re.compile(r"\.(?!(?:Net|Json|Data|Core|Com|Org|Io|Ai|Html|Pdf)$)[A-Z][a-z]+$")
_DASH = re.compile("-{2,}$")


Address = tuple[int, int, str, str, str]
"""Where an address starts and ends in its text, and its repaired scheme, host and rest (path, query, fragment)."""


def addresses(text: str) -> Iterator[Address]:
    """Every address in ``text``, from left to right, none within another; at most ``MAX_PLACES`` of each beginning."""
    if "/" not in text and ".github.io" not in text:
        return
    signs = [*islice(_SCHEME.finditer(text), MAX_PLACES), *islice(_BARE.finditer(text), MAX_PLACES)]
    signs.sort(key=re.Match.start)
    end = 0
    for sign in signs:
        if sign.start() < end:
            continue
        if sign[0][0] == ":":
            scheme = "https" if text[sign.start() - 1] in "sS" else "http"
            start, at = sign.start() - len(scheme), sign.end()
        else:
            scheme, start = "https", _bare_start(text, sign.start())
            at = start
        if start < end:
            continue
        if address := _read(text, start, at, scheme):
            yield address
            end = address[1]
        else:
            end = at


def _bare_start(text: str, dot: int) -> int:
    """Where the host around ``dot`` begins if it is one that is known without a scheme, else -1."""
    start = dot
    while start > 0 and dot - start < 80 and text[start - 1] in _HOST_CHARACTERS:
        start -= 1
    before = text[start - 1] if start else " "
    if before == "/" and _LOST_COLON.search(text, start - 7 if start > 7 else 0, start):
        before = " "
    if before in "@%\\/=_" or (before.isalpha() and before < _FIRST_CJK):
        return -1
    written = _HOST.match(text, start, start + LOOKED_AT)
    if written is None:
        return -1
    host = _without_sentence(written[0]).lower()
    if host.startswith("www.") or host.endswith(".github.io"):
        return start
    known = _KNOWN_HOST.search(host)
    return start + known.start() if known and _GLUED_BEFORE.fullmatch(host, 0, known.start()) else -1


def _read(text: str, start: int, at: int, scheme: str) -> Address | None:
    """The address whose host is written at ``at``."""
    written = _HOST.match(text, at, at + LOOKED_AT)
    if written is None:
        return None
    name = _without_sentence(written[0])
    host, end = true_host(name), at + len(name)
    if host is None:
        return None
    if port := _PORT.match(text, end):
        host, end = host + port[0], port.end()
    if _DISGUISE.match(text, end) or (port and int(port[0][1:]) > MAX_PORT):
        return None
    on_github = host.removeprefix("www.") == GITHUB
    rest_end = _end_of_rest(text, start, end, on_github)
    if len(host) + rest_end - end > MAX_LENGTH - len("https://") or _is_cut_short(text, rest_end):
        return None
    rest, length = _trimmed(text[end:rest_end], on_github)
    return start, end + length, scheme, host, rest


def _is_cut_short(text: str, end: int) -> bool:
    """Whether the address went on, but with a letter or an invisible character that leads to another place."""
    following = text[end : end + 1]
    if following.isascii():
        return False
    if following.isalpha():
        return following < _FIRST_CJK
    hidden = following == "\ufffd" or unicodedata.category(following)[0] in "CM"
    return hidden and _GOING_ON.match(text, end + 1) is not None


def _without_sentence(host: str) -> str:
    """``host`` without the sentence that was glued to it."""
    before = None if host.isascii() else _ASCII_HOST.match(host)
    if before and host[before.end()] >= _FIRST_CJK:
        return before[0]
    cut = _GLUED_SENTENCE.sub("", host)
    return cut if "." in cut else host


def _end_of_rest(text: str, start: int, end: int, on_github: bool) -> int:
    limit = end + MAX_LENGTH + 1
    if text.startswith("\\verb", start - 6) and start >= 6:
        closing = text.find(text[start - 1], end, limit)
        limit = limit if closing < 0 else closing
    rest = _REST.match(text, end, limit)
    assert rest is not None
    following = _NEXT.match(text, rest.end())
    if following and _goes_on(rest[0], following, text[following.end() :][:1], on_github):
        return following.end()
    return rest.end()


def _goes_on(rest: str, following: re.Match[str], after: str, on_github: bool) -> bool:
    """Whether the address was broken by white space before ``following``."""
    word = following[1]
    named = _LIKE_A_NAME.search(word) is not None
    if rest.endswith("-") and "/" in rest[1:]:
        return named or not after or word.endswith(".") or ("\n" in following[0] and word[0].isupper())
    if not on_github or not rest.endswith("/") or (rest + word).strip("/").count("/") != 1:
        return False
    return rest == "/" or named


def _trimmed(raw: str, on_github: bool) -> tuple[str, int]:
    """``raw`` without LaTeX escapes, white space and the sentence's punctuation; and how much of it was used."""
    if "\\" not in raw and "{" not in raw and raw.isprintable() and " " not in raw:
        kept = _kept(raw, on_github)
        return raw[:kept], kept
    pieces = _PIECE.findall(raw)
    letters = [piece.strip("\\{} \t\n") for piece in pieces]
    plain = "".join(letters)
    kept = _kept(plain, on_github)
    used = length = 0
    for piece, letter in zip(pieces, letters, strict=True):
        if used == kept:
            break
        used += len(letter)
        length += len(piece)
    return plain[:kept], length


def _kept(rest: str, on_github: bool) -> int:
    """How many characters of ``rest`` belong to the address."""
    if stop := (_STOP_ON_GITHUB if on_github else _STOP).search(rest):
        rest = rest[: stop.start()]
    rest = rest[: _balanced(rest)]
    before = None
    while rest != before:
        before = rest
        rest = _DASH.sub("", _GLUED_SENTENCE.sub("", rest.rstrip(_PUNCTUATION)))
    return len(rest)


def _balanced(rest: str) -> int:
    """Where the first parenthesis stands that has no partner; the length of ``rest`` where all have one."""
    if "(" not in rest and ")" not in rest:
        return len(rest)
    opened: list[int] = []
    for place, character in enumerate(rest):
        if character == "(":
            opened.append(place)
        elif character == ")":
            if not opened:
                return place
            opened.pop()
    return opened[0] if opened else len(rest)
