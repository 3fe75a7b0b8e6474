"""What is shown while work takes its time."""

import io
import sys
from pathlib import Path

import pytest

from digesttui.cli import main, progress
from digesttui.cli.progress import watched


class Screen(io.StringIO):
    """A terminal that keeps what is written."""

    def isatty(self) -> bool:
        return True


def on_terminal(monkeypatch: pytest.MonkeyPatch) -> Screen:
    """Let standard error be a terminal, for which everything takes too long.

    No fixture: pytest puts standard error back before the test begins.
    """
    screen = Screen()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setattr(progress, "PATIENCE", 0)
    monkeypatch.setattr(progress, "_OFTEN", 0)
    monkeypatch.setenv("TERM", "xterm")
    return screen


def test_every_step_comes_through_and_the_line_is_empty_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    assert list(watched([0.5, 1.0], lambda share: f"Reading {share:.0%}")) == [0.5, 1.0]
    assert terminal.getvalue() == "\r\x1b[KReading 50%\r\x1b[KReading 100%\r\x1b[K"


def test_work_that_fails_leaves_an_empty_line_too(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    with pytest.raises(ZeroDivisionError):
        list(watched((1 // number for number in (1, 0)), str))
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_short_work_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = on_terminal(monkeypatch)
    monkeypatch.setattr(progress, "PATIENCE", 3600)
    assert list(watched("ab", str)) == ["a", "b"]
    assert terminal.getvalue() == ""


@pytest.mark.parametrize("term", ["dumb", "xterm"])
def test_without_a_terminal_that_can_it_shows_nothing(monkeypatch: pytest.MonkeyPatch, term: str) -> None:
    terminal = on_terminal(monkeypatch)
    monkeypatch.setenv("TERM", term)
    if term != "dumb":
        monkeypatch.setattr(terminal, "isatty", lambda: False)
    assert list(watched("ab", str)) == ["a", "b"]
    assert terminal.getvalue() == ""


def test_reading_and_indexing_are_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    terminal = on_terminal(monkeypatch)
    monkeypatch.setenv("DIGEST_TUI_HOME", str(tmp_path))
    monkeypatch.setattr("digesttui.collection.SCANNED", 10)
    with pytest.raises(SystemExit):
        main(["list", "-f", "bayes"])
    told = terminal.getvalue()
    assert "Reading 48 papers" in told
    assert "Indexing " in told
    assert told.endswith("\r\x1b[K")
