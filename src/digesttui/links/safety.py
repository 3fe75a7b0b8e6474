"""What may be opened and cloned, and how an address is shown."""

import re

from digesttui.errors import LinkRefused
from digesttui.links import kinds
from digesttui.links.hosts import true_host
from digesttui.model import Link
from digesttui.text import clean, one_line

MAX_LENGTH = 2000
"""Characters of an address; browsers and the openers between differ about longer ones."""
MAX_PORT = 65_535

_PARTS = re.compile(r"(https?)://([^/?#]*)(.*)", re.IGNORECASE | re.DOTALL)
_PORT = re.compile(r":([0-9]{1,5})$")
_NEVER = re.compile(r"[\s\\\"<>^`{|}\ufffd\ufe00-\ufe0f]")
_LETTERS_SHOWN = 60


def openable(url: str) -> str:
    """The exact address to hand to an opener: http or https, true host in lower case, ASCII throughout.

    Raises ``LinkRefused`` for anything that could be read as another place than it seems: other schemes, credentials,
    backslashes, spaces, controls and invisible characters, host names that are none.
    """
    scheme, authority, rest = parts(url)
    return f"{scheme}://{authority}{_ascii(rest)}"


def parts(url: str) -> tuple[str, str, str]:
    """Scheme, host (with its port, if any) and the rest of an address that may be opened; else ``LinkRefused``."""
    if len(url) > MAX_LENGTH:
        raise _refused(url, f"it has {len(url):,} characters, {MAX_LENGTH:,} are the most")
    found = _PARTS.fullmatch(url)
    if found is None:
        raise _refused(url, "only http and https links are opened")
    if not url.isprintable() or _NEVER.search(url):
        raise _refused(url, "it holds characters that no address has")
    scheme, authority, rest = found.groups()
    if "@" in authority:
        raise _refused(url, f"the true place stands behind the @: {authority.rpartition('@')[2]}")
    port = _PORT.search(authority)
    host = true_host(authority[: port.start()] if port else authority)
    if host is None or (port and not 0 < int(port[1]) <= MAX_PORT):
        raise _refused(url, "its host is no host name")
    return scheme.lower(), host + (port[0] if port else ""), rest


def shown(url: str) -> str:
    """``url`` for a person to read: the true host, in punycode where it is not ASCII; made harmless if refused."""
    try:
        scheme, authority, rest = parts(url)
    except LinkRefused:
        return _told(url)
    return f"{scheme}://{authority}{rest}"


def on_github(link: Link) -> str | None:
    """``owner/name`` where the link leads to a repository on GitHub."""
    owner, _, name = link.url.removeprefix(f"https://{kinds.GITHUB}/").partition("/")
    return f"{owner}/{name}" if link == kinds.repository(owner, name) else None


def clone_url(link: Link) -> str:
    """The address git is given, rebuilt from a checked owner and name; ``LinkRefused`` for all but GitHub's."""
    repo = on_github(link)
    if repo is None:
        raise LinkRefused(f"{_told(link.url)}: only repositories on GitHub are cloned")
    return f"https://{kinds.GITHUB}/{repo}.git"


def _ascii(rest: str) -> str:
    return rest if rest.isascii() else "".join(c if c.isascii() else _percent(c) for c in rest)


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode())


def _refused(url: str, reason: str) -> LinkRefused:
    return LinkRefused(f"{_told(url)}: not opened, {reason}")


def _told(url: str) -> str:
    told = one_line(clean(url[: _LETTERS_SHOWN + 1]))
    return told if len(told) <= _LETTERS_SHOWN else told[: _LETTERS_SHOWN - 1] + "…"
