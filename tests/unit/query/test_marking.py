"""What is marked in a text that a filter let through."""

import datetime

from digesttui import query
from digesttui.model import Digest, Entry
from digesttui.search.scan import Scan
from digesttui.store import Store


def marked(typed: str, text: str) -> list[str]:
    store = Store()
    store.add(Digest("a", "page", None, (Entry("A Survey", text, 1),)))
    result = query.run(typed, Scan(store), today=datetime.date(2025, 1, 1))
    return [text[start:end] for start, end in result.spans(text, "abstract")]


def test_small_words_are_marked_only_beside_another_match() -> None:
    text = "All of it, the mixture of experts, is made of parts."
    assert marked("mixture of exp", text) == ["mixture", "of", "exp"]


def test_a_small_word_asked_for_alone_is_marked() -> None:
    assert marked("of", "All of it is made of parts.") == ["of", "of"]
