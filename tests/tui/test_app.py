"""The way in and out: themes, exit codes, signals, the README's picture."""

import gc
import os
import signal
import sys
from pathlib import Path
from typing import Any

import pytest

from digesttui.collection import Collection
from digesttui.config import Config
from digesttui.tui import picture, terminal
from digesttui.tui.app import DigestApp, run, theme_for
from tests.tui.screen import Opened


@pytest.mark.parametrize(
    ("wanted", "environment", "theme"),
    [
        (None, {}, "ink"),
        ("paper", {"TERM": "xterm-256color"}, "paper"),
        (None, {"TERM": "linux"}, "ansi"),
        ("ink", {"TERM": "linux"}, "ink"),
        ("paper", {"NO_COLOR": "1"}, "mono"),
        ("paper", {"NO_COLOR": ""}, "paper"),
        ("paper", {"TERM": "dumb"}, "mono"),
    ],
)
def test_the_theme_to_start_with(wanted: str | None, environment: dict[str, str], theme: str) -> None:
    assert theme_for(wanted, environment) == theme


def test_running_gives_the_exit_code_and_the_readers_settings(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[Any] = []

    def run_nothing(self: DigestApp) -> None:
        started.append(self)
        self._return_code = 143

    monkeypatch.setattr(DigestApp, "run", run_nothing)
    monkeypatch.setattr(terminal, "keyboard_on_terminal", lambda: None)
    monkeypatch.setattr(gc, "freeze", lambda: None)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    collection = Collection([str(folder)], settings=Config(theme="paper", ascii=True))
    assert run(collection, filter_text="moe") == 143
    assert started[0].theme == "paper"
    assert started[0].ascii_only
    assert started[0].browse.filter_text == "moe"


async def test_a_signal_ends_it_with_its_code_whatever_keys_wait(opened: Opened) -> None:
    async with opened() as screen:
        for _ in range(200):
            screen.app.simulate_key("j")
        os.kill(os.getpid(), signal.SIGHUP)
        await screen.until(lambda: screen.app._exit)
        assert screen.app.return_code == 129


def test_the_picture_for_the_readme(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out.svg"
    arguments = ["picture", str(out), str(folder), "--theme", "paper", "--size", "80x24", "--filter", "experts"]
    monkeypatch.setattr(sys, "argv", arguments)
    picture.main()
    drawn = out.read_text("utf-8")
    assert "2&#160;of&#160;8" in drawn
    assert "#fbf9f4" in drawn
