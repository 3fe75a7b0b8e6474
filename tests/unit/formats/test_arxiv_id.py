"""arXiv identifiers in fields and addresses."""

import pytest

from digesttui.formats import arxiv_id


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("2503.00634", "2503.00634"),
        (" arXiv:2503.00634v2 ", "2503.00634"),
        ("0704.0001", "0704.0001"),
        ("math.GT/0309136", "math.GT/0309136"),
        ("hep-th/9901001v3", "hep-th/9901001"),
        ("2503.00634.pdf", "2503.00634"),
        ("2513.00634", None),
        ("10.1103/2503", None),
        ("see 2503.00634", None),
    ],
)
def test_a_text_that_is_an_identifier(text: str, identifier: str | None) -> None:
    assert arxiv_id.exact(text) == identifier


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        ("https://arxiv.org/abs/2503.00634v1", "2503.00634"),
        ("http://arxiv.org/pdf/2503.00634.pdf", "2503.00634"),
        ("https://huggingface.co/papers/2503.00634", "2503.00634"),
        ("/papers/2503.00634", "2503.00634"),
        ("https://doi.org/10.48550/arXiv.2503.00634", "2503.00634"),
        ("oai:arXiv.org:2503.00634v2", "2503.00634"),
        ("arXiv preprint arXiv: 2503.00634", "2503.00634"),
        ("https://arxiv.org/abs/hep-th/9901001", "hep-th/9901001"),
        ("https://arxiv.org/abs/2503.006341", None),
        ("https://arxiv.org/list/cs.CL/new", None),
        ("https://example.org/2503.00634", None),
    ],
)
def test_an_identifier_somewhere_in_a_text(text: str, identifier: str | None) -> None:
    assert arxiv_id.named(text) == identifier
