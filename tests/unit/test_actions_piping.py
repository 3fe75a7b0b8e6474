"""Handing text to real commands of a real system."""

import sys
import threading
import time
from pathlib import Path

import pytest

from digesttui import actions
from digesttui.actions import piping
from digesttui.errors import ActionFailed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its commands are others")


def test_a_command_gets_the_text_and_what_it_says_comes_back() -> None:
    assert actions.pipe("cat", ["one\n", "zwölf\n"]) == actions.Piped(0, "one\nzwölf\n")


def test_both_streams_and_the_code_come_back() -> None:
    assert actions.pipe("echo said; echo complained >&2; exit 3", []) == actions.Piped(3, "said\ncomplained\n")


def test_words_are_parted_without_a_shell() -> None:
    assert actions.pipe("printf %s 'two words'", []) == actions.Piped(0, "two words")
    assert actions.pipe("printf %s a#b!c", []).output == "a#b!c"


def test_a_shell_is_there_where_the_words_need_one(tmp_path: Path) -> None:
    file = tmp_path / "sorted.txt"
    assert actions.pipe(f"sort -r | head -n 1 > {file}", ["a\n", "b\n"]) == actions.Piped(0, "")
    assert file.read_text() == "b\n"


def test_what_the_text_says_is_never_a_command(tmp_path: Path) -> None:
    trap = f"$(touch {tmp_path}/sprung) `touch {tmp_path}/sprung`; touch {tmp_path}/sprung\n"
    assert actions.pipe("cat | cat", [trap]).output == trap
    assert not (tmp_path / "sprung").exists()


def test_a_command_that_reads_nothing_is_no_failure() -> None:
    assert actions.pipe("true", ["x" * 1_000_000]).code == 0


def test_what_a_command_says_cannot_command_the_terminal() -> None:
    assert "\x1b" not in actions.pipe("printf '\\033]52;c;eA==\\a'", []).output


def test_a_talkative_command_is_heard_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(piping, "MAX_OUTPUT", 1000)
    assert actions.pipe("head -c 300000 /dev/zero", []).output == "␀" * 1000


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("no-such-program here", "no-such-program did not start: No such file or directory"),
        ("cat 'open", "cannot be read"),
        ("  ", "there is no command"),
    ],
)
def test_a_command_that_cannot_start_says_why(command: str, told: str) -> None:
    with pytest.raises(ActionFailed, match=told):
        actions.pipe(command, [])


def test_a_command_that_does_not_end_is_stopped_with_all_it_started() -> None:
    cancel, began = threading.Event(), time.monotonic()
    threading.Timer(0.2, cancel.set).start()
    with pytest.raises(ActionFailed, match="was stopped"):
        actions.pipe("sleep 600 & sleep 600; true", ["x" * 1_000_000], cancel)
    assert time.monotonic() - began < 60
