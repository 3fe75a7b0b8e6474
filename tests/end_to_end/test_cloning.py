"""Cloning with the real program and the real git."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end_to_end.terminal import Terminal
from tests.unit.git_site import SLOW, Site

PROGRAM = shutil.which("digest-tui", path=str(Path(sys.executable).parent)) or "digest-tui"
MORE = "and it is told here at such a length that nobody takes it for a title of its own."


@pytest.fixture
def site(tmp_path: Path) -> Site:
    site = Site(tmp_path / "site")
    for number in range(5):
        site.publish(f"ann/tool{number}", "one")
    return site


@pytest.fixture
def digest(tmp_path: Path) -> str:
    """Five papers with code."""
    path = tmp_path / "papers-2025-09-20.txt"
    papers = (f"Tool Number {n}\n\nIts code is at https://github.com/ann/tool{n} {MORE}\n" for n in range(5))
    path.write_text("\n".join(["Daily Papers\n\nSep 20\n", *papers]), "utf-8")
    return str(path)


def until(holds: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.02)


def halves(folder: Path) -> list[Path]:
    """The clones that are under way, or were left so."""
    return list(folder.glob("*/.*.partial"))


def test_five_papers_code_is_cloned_in_six_keys(
    environment: dict[str, str], site: Site, digest: str, tmp_path: Path
) -> None:
    with Terminal([PROGRAM, digest], {**environment, **site.environment}) as terminal:
        terminal.wait_for("5 papers")
        terminal.press("vjjjjc")
        terminal.wait_for("5 cloned", 60)
        terminal.wait_for("«»")
    for number in range(5):
        assert (tmp_path / "papers" / "ann" / f"tool{number}" / "README").read_text() == "one"


def test_a_screen_that_is_left_while_it_clones_ends_at_once_and_leaves_nothing_behind(
    environment: dict[str, str], site: Site, digest: str, tmp_path: Path
) -> None:
    site.configure(SLOW)
    with Terminal([PROGRAM, digest], {**environment, **site.environment}) as terminal:
        terminal.wait_for("5 papers")
        terminal.press("vjjjjc")
        terminal.wait_for("Cloning, c stops it: 0 of 5 done; ann/tool0")
        until(lambda: terminal.read(0.01) and len(halves(tmp_path / "papers")) == 3)
        terminal.press("q")
        terminal.wait_for("Code is being cloned")
        terminal.press("2")
        assert terminal.wait_for_exit() == 0
    assert not (tmp_path / "papers").exists()


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_ends_the_verb_at_once_and_leaves_nothing_behind(
    environment: dict[str, str], site: Site, digest: str, tmp_path: Path, number: signal.Signals, code: int
) -> None:
    site.configure(SLOW)
    into = tmp_path / "code"
    command = [PROGRAM, "clone", digest, "--into", str(into)]
    with subprocess.Popen(command, env={**environment, **site.environment}, stderr=subprocess.PIPE) as program:
        until(lambda: len(halves(into)) == 3)
        os.kill(program.pid, number)
        assert program.wait(20) == code
    assert not into.exists()


@pytest.mark.skipif(shutil.which("nohup") is None, reason="needs nohup")
def test_a_signal_that_is_ignored_stays_so(
    environment: dict[str, str], site: Site, digest: str, tmp_path: Path
) -> None:
    site.configure(SLOW)
    into = tmp_path / "code"
    command = ["nohup", PROGRAM, "clone", digest, "--into", str(into)]
    with subprocess.Popen(
        command,
        env={**environment, **site.environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as program:
        until(lambda: len(halves(into)) == 3)
        os.kill(program.pid, signal.SIGHUP)
        os.kill(program.pid, signal.SIGTERM)
        assert program.wait(20) == 143
