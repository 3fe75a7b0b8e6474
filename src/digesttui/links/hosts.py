"""The true name of a host."""

import re
from functools import lru_cache

_LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_NAME = re.compile(rf"(?:{_LABEL}\.)*{_LABEL}")
_WRITTEN = re.compile(r"[\w-]+(?:\.[\w-]+)*")


@lru_cache(maxsize=1024)  # a few hosts are nearly all
def true_host(written: str) -> str | None:
    """The name a resolver is asked for: lower case, and punycode (RFC 3492) where letters are not ASCII.

    None where it is no host name, or where look-alike letters (full-width, say) would quietly become ASCII ones.
    """
    if not _WRITTEN.fullmatch(written):
        return None
    if not written.isascii():
        labels = [label if label.isascii() else _punycode(label) for label in written.split(".")]
        written = ".".join(labels)
    written = written.lower()
    return written if len(written) <= 253 and _NAME.fullmatch(written) else None


def _punycode(label: str) -> str:
    try:
        coded = label.encode("idna").decode()
    except UnicodeError:
        return ""
    return coded if coded.startswith("xn--") else ""
