"""The citation in plain text."""

import datetime

import pytest

from digesttui.export.citation import citation
from digesttui.model import Link, Paper

DAY = datetime.date(2025, 3, 18)


@pytest.mark.parametrize(
    ("paper", "cited"),
    [
        (
            Paper("2503.00634", "Gates of $\\mathcal{O}(n)$", "", DAY, (), authors=("Ada Lovelace", "Grace Hopper")),
            "Ada Lovelace, Grace Hopper (2025). Gates of O(n). arXiv:2503.00634. https://arxiv.org/abs/2503.00634",
        ),
        (Paper("0123456789ab", "Is it Done?", "", DAY, ()), "Is it Done? (2025)."),
        (Paper("0123456789ab", "Bare", "", None, ()), "Bare."),
        (
            Paper("0123456789ab", "Maps", "", None, (), links=(Link("code", "https://github.com/a/b", "a/b"),)),
            "Maps. https://github.com/a/b",
        ),
        (Paper("0123456789ab", "Many", "", None, (), authors=tuple("ABCDEFGHIJ")), "A, B, C, D, E, F, G, et al. Many."),
    ],
)
def test_a_citation_holds_what_is_known(paper: Paper, cited: str) -> None:
    assert citation(paper) == cited
