from pathlib import Path

import pytest

from digesttui.errors import LibraryError
from digesttui.library import session


def test_a_session_comes_back(tmp_path: Path) -> None:
    session.save(tmp_path / "state", {"filter": "is:unread 日本", "highlight": "2503.00634", "split": 0.5})
    assert session.load(tmp_path / "state") == {"filter": "is:unread 日本", "highlight": "2503.00634", "split": 0.5}
    assert [path.name for path in (tmp_path / "state").iterdir()] == ["session.json"]


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b'{"version": 2}', b"[" * 100_000])
def test_a_session_that_cannot_be_read_is_no_session(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "session.json").write_bytes(content)
    assert session.load(tmp_path) == {}


def test_no_session_is_no_session(tmp_path: Path) -> None:
    assert session.load(tmp_path) == {}


def test_a_session_that_cannot_be_kept_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "session.json").mkdir()
    with pytest.raises(LibraryError, match="next start"):
        session.save(tmp_path, {"filter": ""})
    assert [path.name for path in tmp_path.iterdir()] == ["session.json"]
