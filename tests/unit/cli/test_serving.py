"""``serve``: what it starts for each page, and what it says where it cannot."""

import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

pytest.importorskip("textual_serve")

from digesttui.cli.serving import serve
from digesttui.errors import ActionFailed, ConfigError
from digesttui.web import server

ADDRESS = "http://127.0.0.1:1/secret/"


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """The commands that pages would start, and the ports, without any server."""
    monkeypatch.setenv("DIGEST_TUI_HOME", str(tmp_path))
    found: list[tuple[str, int]] = []

    async def serving(command: str, port: int, told: Callable[[str], None]) -> int:
        found.append((command, port))
        told(ADDRESS)
        return 143

    monkeypatch.setattr(server, "serve", serving)
    return found


def test_every_option_and_name_reaches_the_program_as_it_is(started: list[tuple[str, int]]) -> None:
    given = ["-f", "moe $(id) 'x'", "--theme", "high-contrast", "--ascii", "--fresh", "--year", "2025", "--port", "0"]
    CliRunner().invoke(serve, [*given, "--", "-a b; $(id).txt", "*"])
    [(command, port)] = started
    assert port == 0
    assert shlex.split(command) == [
        *("exec", sys.executable, "-P", "-m", "digesttui", "browse", "--on-page"),
        *("--year=2025", "--filter=moe $(id) 'x'", "--theme=high-contrast", "--ascii", "--fresh"),
        *("--", "-a b; $(id).txt", "*"),
    ]


def test_without_a_port_it_is_8000(started: list[tuple[str, int]]) -> None:
    CliRunner().invoke(serve, [])
    assert started[0][1] == 8000


@pytest.mark.parametrize("port", ["65536", "-1", "http"])
def test_what_is_no_port_is_a_mistake(started: list[tuple[str, int]], port: str) -> None:
    assert CliRunner().invoke(serve, ["--port", port]).exit_code == 2
    assert started == []


def test_a_mistake_in_the_settings_is_told_before_any_page_is_there(
    started: list[tuple[str, int]], tmp_path: Path
) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text("theme = 3")
    assert isinstance(CliRunner().invoke(serve, []).exception, ConfigError)
    assert started == []


def test_on_windows_it_says_where_it_works(started: list[tuple[str, int]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    refused = CliRunner().invoke(serve, []).exception
    assert isinstance(refused, ActionFailed)
    assert "WSL" in str(refused)


def test_no_other_verb_waits_for_the_server() -> None:
    code = (
        "import sys, digesttui.cli.verbs, digesttui.cli.browsing, digesttui.cli.listing, digesttui.tui.app;"
        "sys.exit(','.join(m for m in ('aiohttp', 'textual_serve', 'digesttui.web') if m in sys.modules) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
