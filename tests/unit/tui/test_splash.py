"""What is on the screen before the program is."""

import os
import pty
import select
import signal
import termios
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import pytest

from digesttui.tui.splash import ALTERNATE_SCREEN, Splash, shown

HEADING = "Daily Papers"
ALTERNATE_SCREEN_OFF = "\x1b[?1049l\x1b[?25h"
PICTURE = "\x1b[1;1HNew papers\n● A title"


@dataclass
class Terminal:
    """Both ends of a terminal."""

    fd: int
    output: TextIO

    def written(self, until: str) -> str:
        """What was written, up to that; it takes its time to come through."""
        text = ""
        while until not in text:
            assert select.select([self.fd], [], [], 5)[0], f"{until!r} never came: {text!r}"
            text += os.read(self.fd, 1 << 16).decode()
        return text

    def echoes(self) -> bool:
        return bool(termios.tcgetattr(self.fd)[3] & termios.ECHO)


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    handlers = [(number, signal.getsignal(number)) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)]
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w") as output:
        yield Terminal(ours, output)
    os.close(ours)
    for number, handler in handlers:
        signal.signal(number, handler)


def splash(
    folder: Path, terminal: Terminal, *, options: object = (), picture: bool = True
) -> AbstractContextManager[Splash]:
    return shown(terminal.output, folder, [folder / "page.txt"], options, picture=picture)


def left(folder: Path, terminal: Terminal) -> None:
    """A program that was left with that picture."""
    with splash(folder, terminal) as shown:
        shown.keep(PICTURE)
    terminal.written(ALTERNATE_SCREEN_OFF)


def test_the_first_start_shows_the_name_of_the_program(tmp_path: Path, terminal: Terminal) -> None:
    with splash(tmp_path, terminal) as shown:
        assert terminal.written(HEADING).startswith(ALTERNATE_SCREEN)
        assert not shown.picture


def test_the_next_start_shows_the_picture_that_was_left(tmp_path: Path, terminal: Terminal) -> None:
    left(tmp_path, terminal)
    with splash(tmp_path, terminal) as shown:
        assert HEADING not in terminal.written("● A title")
        assert shown.picture


def test_of_files_that_changed_no_picture_is_shown(tmp_path: Path, terminal: Terminal) -> None:
    left(tmp_path, terminal)
    (tmp_path / "page.txt").write_text("new")
    with splash(tmp_path, terminal):
        assert "A title" not in terminal.written(HEADING)


def test_with_other_options_no_picture_is_shown(tmp_path: Path, terminal: Terminal) -> None:
    left(tmp_path, terminal)
    with splash(tmp_path, terminal, options="paper"):
        assert "A title" not in terminal.written(HEADING)


def test_in_a_window_of_another_size_no_picture_is_shown(tmp_path: Path, terminal: Terminal) -> None:
    left(tmp_path, terminal)
    termios.tcsetwinsize(terminal.fd, (50, 200))
    with splash(tmp_path, terminal):
        assert "A title" not in terminal.written(HEADING)


def test_a_start_that_does_not_go_on_shows_no_picture(tmp_path: Path, terminal: Terminal) -> None:
    left(tmp_path, terminal)
    with splash(tmp_path, terminal, picture=False):
        assert "A title" not in terminal.written(HEADING)


def test_a_damaged_picture_is_none(tmp_path: Path, terminal: Terminal) -> None:
    left(tmp_path, terminal)
    (tmp_path / "picture").write_bytes(b"\xff\xfe")
    with splash(tmp_path, terminal):
        assert "A title" not in terminal.written(HEADING)


def test_what_is_typed_meanwhile_is_not_echoed_and_comes_back_to_the_shell_as_it_was(
    tmp_path: Path, terminal: Terminal
) -> None:
    assert terminal.echoes()
    with pytest.raises(ZeroDivisionError), splash(tmp_path, terminal):
        assert not terminal.echoes()
        raise ZeroDivisionError
    assert terminal.echoes()
    terminal.written(ALTERNATE_SCREEN_OFF)


def test_what_the_driver_has_taken_over_is_left_to_it(tmp_path: Path, terminal: Terminal) -> None:
    with splash(tmp_path, terminal) as shown:
        shown.taken_over = True
    terminal.output.write("after")
    terminal.output.flush()
    assert ALTERNATE_SCREEN_OFF not in terminal.written("after")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_meanwhile_ends_the_program_at_once_and_in_order(
    tmp_path: Path, terminal: Terminal, monkeypatch: pytest.MonkeyPatch, number: signal.Signals, code: int
) -> None:
    codes: list[int] = []
    monkeypatch.setattr(os, "_exit", codes.append)
    with splash(tmp_path, terminal):
        assert not terminal.echoes()
        signal.raise_signal(number)
        assert codes == [code]
        assert terminal.written(ALTERNATE_SCREEN_OFF)
        assert terminal.echoes()
