"""Files made to take quadratic time: minutes where reading is not linear, well under a second where it is."""

import time

import pytest

from digesttui import formats
from digesttui.errors import InputError

LIMIT = 5.0  # seconds of this process


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body>" + b"<a " * 100_000,
        b"<html><p>" + b"<!" * 100_000,
        b"<html>" + b"<div>" * 100_000,
        b"<html>" + b"<script>" * 100_000,
        b"a b c\n" * 100_000,
        b"| title | b |\n|---|---|\n" * 15_000,
        b"[" * 1_000_000,
        b'{"a":' * 500_000,
        b"@misc{a, title={" + b"{" * 200_000,
        b"<feed>" + b"<entry>" * 50_000,
        b"A title\n\nWe do it.\n\n" * 15_000,
        b"\\\\\narXiv:2501.00001\n" * 50_000,
        b"# a\n" + b"[[a]" * 50_000,
        b"Title: a\nPDF: b\n" + b"x\n" * 200_000,
    ],
    ids=lambda data: data[:12].decode(),
)
def test_hostile_files_take_linear_time(data: bytes) -> None:
    start = time.process_time()
    try:
        formats.read(data, "x")
    except InputError as error:
        assert len(str(error)) < 200
    assert time.process_time() - start < LIMIT
