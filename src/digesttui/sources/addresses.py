"""Which addresses are asked, and where a redirect may lead."""

from urllib.parse import urljoin, urlsplit

from digesttui.errors import FetchFailed
from digesttui.text import clean, one_line

_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
_LONGEST_SHOWN = 100


def check(address: str) -> None:
    """Refuse what is neither https nor, for trying things out, plain http on this machine: ``FetchFailed``."""
    try:
        parts = urlsplit(address)
        allowed = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK)
        allowed = allowed and bool(parts.hostname)
    except ValueError:
        allowed = False
    if not allowed:
        raise FetchFailed(f"{shown(address)}: not asked, as anybody could answer; give an https:// address")


def redirected(address: str, location: str) -> str:
    """Where ``address`` sends us, if that is the same site and as safe. Raises ``FetchFailed``."""
    try:
        target = urljoin(address, location)
        allowed = site(target) == site(address) and urlsplit(target).port == urlsplit(address).port
    except ValueError:
        allowed = False
    if not allowed:
        raise FetchFailed(
            f"{host(address)}: sends us on to {shown(location)}, not followed; is there a login page in between?"
        )
    check(target)
    return target


def host(address: str) -> str:
    """The host's name."""
    return shown(urlsplit(address).hostname or address)


def site(address: str) -> str:
    """The host without its subdomains (the sites we know have two labels), else its number."""
    name = urlsplit(address).hostname or ""
    is_number = not name.rpartition(".")[2].isalpha()
    return name if is_number else ".".join(name.split(".")[-2:])


def shown(text: object) -> str:
    """What a site or the system said, as it may stand in a line of ours."""
    told = one_line(clean(str(text)))
    return told if len(told) <= _LONGEST_SHOWN else told[: _LONGEST_SHOWN - 1] + "…"
