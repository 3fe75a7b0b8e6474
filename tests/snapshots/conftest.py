"""Snapshots are taken over the same two digests as the pilot tests use."""

from pathlib import Path

import pytest

from tests.tui.screen import MARCH, SEPTEMBER, page


@pytest.fixture
def folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The digests by a path that is the same everywhere, for the digests screen shows it."""
    root = tmp_path_factory.mktemp("snapshots")
    folder = root / "digests"
    folder.mkdir()
    (folder / "papers-2025-03-18.txt").write_text(page("Mar 18", MARCH), "utf-8")
    (folder / "papers-2025-09-11.txt").write_text(page("Sep 11", SEPTEMBER), "utf-8")
    (root / "papers" / "example-lab" / "maps" / ".git").mkdir(parents=True)
    monkeypatch.chdir(root)
    monkeypatch.setenv("DIGEST_TUI_HOME", str(root / "home"))
    return Path("digests")
