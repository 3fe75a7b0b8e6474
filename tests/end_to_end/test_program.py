"""The installed program in a real terminal, and in pipes."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from digesttui.config import samples_folder
from tests.end_to_end.terminal import Terminal

PROGRAM = shutil.which("digest-tui", path=str(Path(sys.executable).parent)) or "digest-tui"
SAMPLES = str(samples_folder())
ALTERNATE_SCREEN_OFF = b"\x1b[?1049l"


def opened(environment: dict[str, str], *args: str) -> Terminal:
    return Terminal([PROGRAM, *(args or (SAMPLES,))], environment)


def told(tmp_path: Path, tool: str) -> str:
    path = tmp_path / f"{tool}.told"
    return path.read_text().strip() if path.exists() else ""


def test_filter_open_the_code_and_quit(environment: dict[str, str], tmp_path: Path) -> None:
    with opened(environment) as terminal:
        terminal.wait_for("48 papers")
        terminal.press("/powernorm")
        terminal.wait_for("1 of 48")
        terminal.press("\r")
        terminal.press("o")
        terminal.wait_for("github.com/sIncerass/powernorm")
        terminal.press("q")
        assert terminal.wait_for_exit() == 0
        assert ALTERNATE_SCREEN_OFF in terminal.output
    assert told(tmp_path, "browser") == "https://github.com/sIncerass/powernorm"


def test_copy_the_code_link(environment: dict[str, str], tmp_path: Path) -> None:
    with opened(environment, SAMPLES, "-f", "powernorm") as terminal:
        terminal.wait_for("1 of 48")
        terminal.press("y")
        terminal.wait_for("xclip")
        terminal.press("q")
        assert terminal.wait_for_exit() == 0
    assert told(tmp_path, "xclip") == "https://github.com/sIncerass/powernorm"


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)])
def test_a_signal_restores_the_terminal(environment: dict[str, str], number: signal.Signals, code: int) -> None:
    with opened(environment) as terminal:
        terminal.wait_for("48 papers")
        os.kill(terminal.pid, number)
        assert terminal.wait_for_exit(3) == code
        assert ALTERNATE_SCREEN_OFF in terminal.output


def test_a_terminal_that_calls_itself_dumb_gets_the_screen_in_ascii_at_its_true_size(
    environment: dict[str, str],
) -> None:
    with Terminal(["env", "TERM=dumb", PROGRAM, SAMPLES], environment, columns=60, rows=20) as terminal:
        assert terminal.wait_for("48 papers").isascii()
        terminal.press("q")
        assert terminal.wait_for_exit() == 0


def test_broken_utf8_on_the_keyboard_stops_nothing(environment: dict[str, str]) -> None:
    with opened(environment) as terminal:
        terminal.wait_for("48 papers")
        os.write(terminal.fd, b"\xff\xfe\xc3(")
        terminal.press("/powernorm")
        terminal.wait_for("1 of 48")


def test_hostile_titles_reach_the_terminal_as_text(environment: dict[str, str], tmp_path: Path) -> None:
    page = tmp_path / "evil-2025-01-01.txt"
    page.write_text(
        "Jan 1\n\nOwned \x1b]52;c;aGk=\x07 [@click=app.quit]title[/]\n\n"
        "An abstract \x9b2J with controls \u202e and [bold]markup[/INST],\nlong enough to be taken for one.\n",
        "utf-8",
    )
    with opened(environment, str(page)) as terminal:
        screen = terminal.wait_for("[@click=app.quit]")
        assert "␛]52;c;aGk=␇" in screen
        assert b"52;c;aGk=\x07" not in terminal.output
        assert "\x9b".encode() not in terminal.output


def test_the_screen_reads_standard_input_and_takes_keys_from_the_terminal(
    environment: dict[str, str],
) -> None:
    page = Path(SAMPLES) / "daily-papers-2025-03-18.txt"
    command = ["sh", "-c", f"cat {page} | {PROGRAM} - --year 2025"]
    with Terminal(command, environment) as terminal:
        terminal.wait_for("24 papers")
        terminal.press("q")
        assert terminal.wait_for_exit() == 0


def test_list_in_a_pipe(environment: dict[str, str]) -> None:
    done = subprocess.run(
        [PROGRAM, "list", SAMPLES, "-f", '\'"mixture of experts" has:code'],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "A-Survey-on-Mixture-of-Experts" in done.stdout
    assert done.stderr == ""


def test_without_a_terminal_it_says_so_within_half_a_second(environment: dict[str, str]) -> None:
    done = subprocess.run(
        [PROGRAM, SAMPLES], env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=5
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "digest-tui list" in done.stderr
