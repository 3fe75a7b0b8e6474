"""The keyboard: broken bytes, a pipe on standard input, a terminal that goes away."""

import os
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from textual import events
from textual.message import Message

from digesttui.errors import DigestError
from digesttui.tui import terminal


class Keyboard:
    """The driver's reading half on a pipe of ours, without a screen."""

    def __init__(self) -> None:
        self.read_end, self.write_end = os.pipe()
        self.keys: list[str] = []
        self.exits: list[int] = []
        driver: Any = terminal.driver()
        self.driver: Any = driver.__new__(driver)
        app = SimpleNamespace(exit=None, call_later=lambda exit_, return_code: self.exits.append(return_code))
        self.driver.__dict__.update(
            fileno=self.read_end, _debug=False, _app=app, exit_event=threading.Event(), process_message=self.note
        )
        self.thread = threading.Thread(target=self.driver.run_input_thread, daemon=True)
        self.thread.start()

    def note(self, message: Message) -> None:
        if isinstance(message, events.Key):
            self.keys.append(message.character or message.key)

    def type(self, data: bytes) -> None:
        os.write(self.write_end, data)

    def gone(self) -> None:
        """The terminal goes away; wait for the thread to see it."""
        os.close(self.write_end)
        self.thread.join(5)
        assert not self.thread.is_alive()


@pytest.fixture
def keyboard() -> Iterator[Keyboard]:
    keyboard = Keyboard()
    yield keyboard
    keyboard.driver.exit_event.set()
    keyboard.thread.join(5)
    os.close(keyboard.read_end)


def test_bytes_that_are_no_utf8_stop_nothing(keyboard: Keyboard) -> None:
    keyboard.type(b"a\xff\xfeb")
    keyboard.gone()
    assert keyboard.keys == ["a", "\ufffd", "\ufffd", "b"]


def test_a_character_in_two_pieces_is_one(keyboard: Keyboard) -> None:
    first, second = "é".encode()[:1], "é".encode()[1:]
    keyboard.type(first)
    threading.Event().wait(0.15)
    keyboard.type(second + b"x")
    keyboard.gone()
    assert keyboard.keys == ["é", "x"]


def test_escape_is_told_before_the_keyboard_is_looked_at_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "WAIT", 30.0)
    keyboard = Keyboard()
    keyboard.type(b"\x1b")
    end = time.monotonic() + 20
    while not keyboard.keys and time.monotonic() < end:
        time.sleep(0.01)
    keyboard.gone()
    os.close(keyboard.read_end)
    assert keyboard.keys == ["\x1b"]


def test_a_terminal_that_goes_away_ends_the_program(keyboard: Keyboard) -> None:
    keyboard.gone()
    assert keyboard.exits == [129]


def test_a_terminal_that_cannot_be_read_counts_as_gone(tmp_path: Path) -> None:
    descriptor = os.open(tmp_path, os.O_RDONLY)
    try:
        assert terminal._read(descriptor) == b""
    finally:
        os.close(descriptor)


def test_writing_to_nobody_is_dropped(keyboard: Keyboard) -> None:
    ended = threading.Thread(target=lambda: None)
    ended.start()
    ended.join()
    keyboard.driver._writer_thread = ended
    keyboard.driver.write("text")
    keyboard.driver.close()


def test_a_keyboard_on_a_terminal_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: True))
    monkeypatch.setattr(os, "dup", lambda descriptor: pytest.fail("standard input was moved"))
    terminal.keyboard_on_terminal()


def test_no_terminal_at_all_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str, flags: int) -> int:
        raise OSError(6, "No such device or address")

    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: False))
    monkeypatch.setattr(os, "dup", lambda descriptor: descriptor)
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(DigestError, match="no terminal to take keys from"):
        terminal.keyboard_on_terminal()


def test_a_pipe_is_moved_aside_and_still_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    piped = tmp_path / "piped"
    piped.write_bytes(b"from the pipe \xff")
    moved: list[tuple[int, int]] = []
    pipe, tty = os.open(piped, os.O_RDONLY), os.open(os.devnull, os.O_RDONLY)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(isatty=lambda: False))
    monkeypatch.setattr(os, "dup", lambda descriptor: pipe)
    monkeypatch.setattr(os, "open", lambda path, flags: tty)
    monkeypatch.setattr(os, "dup2", lambda one, other: moved.append((one, other)))
    terminal.keyboard_on_terminal()
    assert moved == [(tty, 0)]
    with sys.stdin as stdin:
        assert stdin.buffer.read() == b"from the pipe \xff"
