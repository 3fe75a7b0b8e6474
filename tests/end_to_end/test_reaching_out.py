"""Opening and copying with the real program, where readers sit: at the machine, over SSH, in tmux."""

import base64
import os
import shutil
import sys
from pathlib import Path

import pytest

from digesttui.config import samples_folder
from tests.end_to_end.terminal import Terminal
from tests.end_to_end.tmux import TMUX, Tmux

PROGRAM = shutil.which("digest-tui", path=str(Path(sys.executable).parent)) or "digest-tui"
COMMAND = [PROGRAM, str(samples_folder()), "-f", "powernorm"]
CODE = "https://github.com/sIncerass/powernorm"
OSC_52 = b"\x1b]52;c;" + base64.b64encode(CODE.encode())

in_tmux = pytest.mark.skipif(TMUX is None, reason="needs tmux")


def given(tmp_path: Path, tool: str) -> str:
    """What a stub wrote down."""
    path = tmp_path / f"{tool}.told"
    return path.read_text().strip() if path.exists() else ""


@pytest.fixture
def over_ssh(environment: dict[str, str]) -> dict[str, str]:
    """The same reader, who sits at another machine."""
    elsewhere = {name: value for name, value in environment.items() if name not in ("DISPLAY", "BROWSER")}
    return {**elsewhere, "SSH_CONNECTION": "198.51.100.7 50000 198.51.100.8 22"}


def test_over_ssh_the_terminal_is_given_the_text(over_ssh: dict[str, str], tmp_path: Path) -> None:
    with Terminal(COMMAND, over_ssh) as terminal:
        terminal.wait_for("1 of 48")
        terminal.press("y")
        terminal.wait_for("sent to the terminal (OSC 52)")
        assert OSC_52 in terminal.output
    assert given(tmp_path, "xclip") == ""


def test_over_ssh_it_says_that_nothing_opened_and_what_to_do(over_ssh: dict[str, str]) -> None:
    with Terminal(COMMAND, over_ssh, columns=140) as terminal:
        terminal.wait_for("1 of 48")
        terminal.press("o")
        screen = terminal.wait_for("not opened")
        for told in ("this is a remote machine", "copy the link (y)", CODE):
            assert told in screen


@in_tmux
def test_in_tmux_the_browser_and_the_clipboard_get_the_code(environment: dict[str, str], tmp_path: Path) -> None:
    with Tmux(COMMAND, environment) as tmux:
        tmux.wait_for("1 of 48")
        tmux.press("o")
        tmux.until(lambda: given(tmp_path, "browser") == CODE)
        tmux.press("y")
        tmux.wait_for("copied with xclip")
        assert given(tmp_path, "xclip") == CODE


@in_tmux
def test_in_tmux_over_ssh_its_buffer_gets_the_code(over_ssh: dict[str, str], tmp_path: Path) -> None:
    with Tmux(COMMAND, over_ssh) as tmux:
        tmux.wait_for("1 of 48")
        tmux.press("y")
        tmux.wait_for("put in tmux's buffer")
        assert tmux.run("show-buffer") == CODE
        tmux.press("o")
        tmux.wait_for("not opened")
    assert given(tmp_path, "browser") == ""


@in_tmux
def test_in_tmux_an_editor_has_the_terminal_and_the_screen_comes_back(
    environment: dict[str, str], tmp_path: Path
) -> None:
    clone = tmp_path / "papers" / "sIncerass" / "powernorm"
    (clone / ".git").mkdir(parents=True)
    editor = tmp_path / "bin" / "editor"
    editor.write_text(f'#!/bin/sh\necho "$PWD $@" >{tmp_path}/editor.told; echo I have the terminal; read line\n')
    editor.chmod(0o755)
    with Tmux(COMMAND, {**environment, "EDITOR": str(editor)}) as tmux:
        tmux.wait_for("«»")
        tmux.press("!", "1")
        tmux.wait_for("I have the terminal")
        tmux.press("Enter")
        tmux.wait_for("back from")
        tmux.wait_for("1 of 48")
    assert given(tmp_path, "editor") == f"{os.path.realpath(clone)} ."
