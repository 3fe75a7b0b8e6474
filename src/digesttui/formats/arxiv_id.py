"""arXiv identifiers: `2503.00634`, `0704.0001`, `math.GT/0309136`, without their version.

Source: https://info.arxiv.org/help/arxiv_identifier.html.
"""

import re

_ID = r"(\d\d(?:0[1-9]|1[0-2])\.\d{4,5}|[a-z][a-z-]+(?:\.[A-Z]{2})?/\d\d(?:0[1-9]|1[0-2])\d{3})(?:v\d{1,2})?"
_EXACT = re.compile(rf"(?:arxiv\s*:\s*)?{_ID}(?:\.pdf)?", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:arxiv\.org/(?:abs|pdf|html|e-print|format|ps)/|/papers/|\barxiv[:.]\s*|oai:arxiv\.org:|alphaxiv\.org/\w+/)"
    rf"{_ID}(?!\d)",
    re.IGNORECASE,
)


def exact(text: str) -> str | None:
    """The identifier that ``text`` is, with or without prefix and version."""
    match = _EXACT.fullmatch(text.strip())
    return match[1] if match else None


def named(text: str) -> str | None:
    """The first identifier that an address, a DOI or `arXiv:` in ``text`` names."""
    match = _NAMED.search(text)
    return match[1] if match else None
