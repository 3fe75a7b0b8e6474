"""From the shell to the screen and back, in a real terminal."""

import os
import signal
import termios
from pathlib import Path

import pytest

from tests.end_to_end.terminal import Terminal
from tests.end_to_end.test_program import ALTERNATE_SCREEN_OFF, opened

TEXTUAL_ASKS = b"\x1b[?2026$p"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "DIGEST_TUI_HOME": str(tmp_path / "home"), "LANG": "C.UTF-8"}


def leave(terminal: Terminal) -> None:
    terminal.press("q")
    assert terminal.wait_for_exit() == 0


def test_the_screen_is_back_before_it_is_built(environment: dict[str, str]) -> None:
    with opened(environment) as terminal:
        terminal.wait_for("48 unread")
        terminal.press("s")
        terminal.wait_for("1 ★")
        leave(terminal)
    with opened(environment) as terminal:
        terminal.wait_for("1 ★")
        assert TEXTUAL_ASKS not in terminal.output
        leave(terminal)


def test_keys_typed_before_the_screen_is_built_are_obeyed(environment: dict[str, str]) -> None:
    with opened(environment) as terminal:
        terminal.wait_for("Daily Papers")
        terminal.press("/powernorm")
        terminal.wait_for("1 of 48")
        assert "powernorm" in terminal.text


def test_keys_typed_over_the_picture_are_meant_for_its_papers(environment: dict[str, str]) -> None:
    with opened(environment) as terminal:
        terminal.wait_for("48 unread")
        leave(terminal)
    with opened(environment) as terminal:
        terminal.wait_for("48 unread")
        terminal.press("vjjs")
        terminal.wait_for("★+ Social-Implicit")
        leave(terminal)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_before_the_screen_is_built_restores_the_terminal(
    environment: dict[str, str], number: signal.Signals, code: int
) -> None:
    with opened(environment) as terminal:
        before = termios.tcgetattr(terminal.fd)
        terminal.wait_for("Daily Papers")
        os.kill(terminal.pid, number)
        assert terminal.wait_for_exit() == code
        assert terminal.output.count(ALTERNATE_SCREEN_OFF) == 1
        assert termios.tcgetattr(terminal.fd) == before


def test_the_terminal_is_as_it_was_after_a_reading(environment: dict[str, str]) -> None:
    with opened(environment) as terminal:
        before = termios.tcgetattr(terminal.fd)
        terminal.wait_for("48 unread")
        leave(terminal)
        assert termios.tcgetattr(terminal.fd) == before
