"""Names of persons, taken apart and turned round."""

import pytest

from digesttui.names import first_name_first, parts


@pytest.mark.parametrize(
    ("written", "family", "given", "suffix"),
    [
        ("Ada Lovelace", "Lovelace", "Ada", ""),
        ("Müller,  Jörg", "Müller", "Jörg", ""),
        ("Martin  Luther King Jr.", "King", "Martin Luther", "Jr."),
        ("Martin Luther King, Jr.", "King", "Martin Luther", "Jr."),
        ("King, Jr., Martin Luther", "King", "Martin Luther", "Jr."),
        ("King, Martin Luther, Jr.", "King", "Martin Luther", "Jr."),
        ("Henry Ford III", "Ford", "Henry", "III"),
        ("Malcolm II", "II", "Malcolm", ""),
        ("OpenAI", "OpenAI", "", ""),
        ("May, Keith,", "May", "Keith", ""),
        ("A, B, C", "A", "B, C", ""),
        ("", "", "", ""),
        (" ,", "", "", ""),
    ],
)
def test_a_name_is_taken_apart(written: str, family: str, given: str, suffix: str) -> None:
    assert parts(written) == (family, given, suffix)


@pytest.mark.parametrize(
    ("written", "turned"),
    [
        ("Lovelace, Ada", "Ada Lovelace"),
        ("Ada Lovelace", "Ada Lovelace"),
        ("King, Jr., Martin Luther", "Martin Luther King Jr."),
        ("Martin Luther King, Jr.", "Martin Luther King Jr."),
        ("May, Keith,", "Keith May"),
        ("A, B, C", "A, B, C"),
    ],
)
def test_the_first_name_comes_first(written: str, turned: str) -> None:
    assert first_name_first(written) == turned
