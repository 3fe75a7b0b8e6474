"""``doctor``: every trouble is found, named and has a remedy."""

import importlib.metadata
import os
import shutil
import sys
from collections import namedtuple
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from digesttui.cli import checkup
from digesttui.cli.doctor import doctor
from digesttui.library.library import Library

SAYS_WHAT_IT_IS = ("BROWSER", "COLORTERM", "DISPLAY", "NO_COLOR", "STY", "TMUX", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME",
                   "WSL_INTEROP", "SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY", "DIGEST_TUI_SMTP_HOST")  # fmt: skip

IS_TERMINAL = checkup._is_terminal


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A desk at which everything works: a good terminal, a window system, every program."""
    for name in SAYS_WHAT_IT_IS:
        monkeypatch.delenv(name, raising=False)
    programs = tmp_path / "programs"
    programs.mkdir()
    for name in ("xclip", "xdg-open", "git"):
        program(programs, name)
    for name, value in {
        "DIGEST_TUI_HOME": str(tmp_path / "home"),
        "PATH": str(programs),
        "DISPLAY": ":0",
        "TERM": "xterm-256color",
        "COLUMNS": "120",
        "LINES": "32",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(checkup, "_is_terminal", lambda: True)
    monkeypatch.setattr("locale.getencoding", lambda: "UTF-8")
    library = tmp_path / "home" / "library"
    library.mkdir(parents=True)
    (library / "kites-2025.txt").touch()
    return tmp_path / "home"


def program(folder: Path, name: str, says: str = "git version 2.39.5", code: int = 0) -> None:
    (folder / name).write_text(f"#!/bin/sh\necho '{says}'\nexit {code}\n")
    (folder / name).chmod(0o755)


def run() -> Result:
    return CliRunner().invoke(doctor, standalone_mode=False)


def told(what: str) -> str:
    """The line about ``what``, its words with single spaces."""
    result = run()
    assert result.exception is None
    [line] = [" ".join(line.split()) for line in result.stdout.splitlines() if line[7:21].strip() == what]
    return line


def test_where_everything_works_it_says_so() -> None:
    result = run()
    assert {line.split()[0] for line in result.stdout.splitlines()} == {"ok"}
    assert (result.return_value, result.stderr) == (0, "digest-tui: all that matters works here\n")


def test_it_changes_nothing(home: Path) -> None:
    before = sorted(home.rglob("*"))
    run()
    assert sorted(home.rglob("*")) == before


def test_the_versions_are_told() -> None:
    assert "ok versions digest-tui 0." in told("versions")
    assert f"textual {importlib.metadata.version('textual')}" in told("versions")


def test_a_missing_package_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup, "requires", lambda _: ["no-such-package>=1", "click>=8", 'pytest; extra == "test"'])
    assert told("versions") == "wrong versions without no-such-package; pip install --force-reinstall digest-tui"
    result = run()
    assert (result.return_value, result.stderr) == (1, "digest-tui: 1 to mend\n")


@pytest.mark.parametrize(
    ("variables", "what", "line"),
    [
        ({"TERM": "dumb"}, "terminal", "wrong terminal TERM is dumb; TERM=xterm-256color fits most terminals"),
        ({"TERM": ""}, "terminal", "wrong terminal TERM is not set; TERM=xterm-256color fits most terminals"),
        ({"COLUMNS": "30"}, "size", "note size 30 × 32; from 40 × 10 on there is room"),
        ({"LINES": "9"}, "size", "note size 120 × 9; from 40 × 10 on there is room"),
        ({"NO_COLOR": "1"}, "colours", "ok colours none, because NO_COLOR is set"),
        ({"COLORTERM": "truecolor"}, "colours", "ok colours 16 million"),
        ({}, "colours", "ok colours 256"),
        ({"TMUX": "/tmp/x", "STY": "1"}, "surroundings", "ok surroundings tmux, screen"),
        ({"WSL_DISTRO_NAME": "Debian"}, "surroundings", "ok surroundings Linux inside Windows"),
        ({"BROWSER": "git"}, "browser", "ok browser git"),
        ({"DISPLAY": "", "SSH_TTY": "/dev/pts/1"}, "surroundings", "ok surroundings over SSH"),
    ],
)
def test_the_terminal_is_described(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], what: str, line: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert told(what) == line


def test_sixteen_colours_have_a_theme(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    assert told("colours").startswith("note colours 16; --theme ansi")


def test_a_pipe_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkup, "_is_terminal", IS_TERMINAL)
    assert told("terminal").startswith("note terminal standard output is none")


def test_an_old_encoding_has_a_way_around(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("locale.getencoding", lambda: "ANSI_X3.4-1968")
    assert told("text") == "note text ansi_x3.4-1968; export LANG=C.UTF-8, or start with --ascii"


@pytest.mark.parametrize(
    ("variables", "remedy"),
    [
        ({}, "install xclip"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "install wl-clipboard"),
        ({"TMUX": "/tmp/x"}, "set -g allow-passthrough on"),
        ({"DISPLAY": ""}, "not every terminal takes that"),
    ],
)
def test_without_a_clipboard_program_the_terminal_is_the_way(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, variables: dict[str, str], remedy: str
) -> None:
    (tmp_path / "programs" / "xclip").unlink()
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    line = told("clipboard")
    assert line.startswith("note clipboard no program; what you copy is sent to the terminal (OSC 52)")
    assert line.endswith(remedy)


def test_a_clipboard_program_without_a_display_is_of_no_use(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told("clipboard") == "ok clipboard xclip"
    monkeypatch.delenv("DISPLAY")
    assert told("clipboard").startswith("note clipboard")


def test_without_a_display_or_a_browser_there_are_links_to_copy(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert told("browser") == "ok browser xdg-open"
    monkeypatch.setenv("SSH_TTY", "/dev/pts/1")
    monkeypatch.delenv("DISPLAY")
    assert told("browser").startswith("note browser this is a remote machine")
    monkeypatch.setenv("DISPLAY", ":0")
    (tmp_path / "programs" / "xdg-open").unlink()
    assert told("browser") == "note browser none found; set $BROWSER, or copy links with y"


def test_git_is_there_broken_or_missing(tmp_path: Path) -> None:
    assert told("git") == "ok git 2.39.5"
    program(tmp_path / "programs", "git", code=3)
    assert told("git") == "note git cannot be run (git ended with code 3); install it to clone code (c)"
    (tmp_path / "programs" / "git").unlink()
    assert told("git").startswith("note git cannot be run (")


def test_settings_are_defaults_read_or_wrong(home: Path) -> None:
    path = home / "config" / "config.toml"
    assert told("settings") == f"ok settings defaults; {path} would change them"
    path.parent.mkdir()
    path.write_text('[views]\nmoe = "mixture"\n')
    assert told("settings") == f"ok settings {path}"
    path.write_text("colour = 1")
    assert told("settings").startswith(f"wrong settings {path}: no setting 'colour'")


def test_folders_are_told_with_what_they_hold(home: Path) -> None:
    (home / "library" / "kites-2025.txt").write_bytes(b"x" * 2_000_000)
    assert told("library folder") == f"ok library folder {home}/library, 2.0 MB"
    assert told("cache folder") == f"ok cache folder {home}/cache, made when it is needed"


def test_a_file_in_the_place_of_a_folder_is_wrong(home: Path) -> None:
    (home / "cache").touch()
    line = told("cache folder")
    assert line.startswith(f"wrong cache folder {home}/cache cannot be made, {home}/cache is a file; move that")


def test_a_folder_that_cannot_be_written_is_wrong(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, _: Path(path) != home / "library")
    assert told("library folder").startswith(f"wrong library folder {home}/library cannot be written; check who owns")


def test_a_full_disk_is_wrong(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(1_000_000))
    assert "is on a disk that is full; free some space" in told("state folder")


def test_the_library_is_empty_sound_or_damaged(home: Path) -> None:
    assert told("library") == "ok library empty: nothing read, starred, tagged or noted yet"
    Library.open(home / "state").close()
    assert told("library") == "ok library sound; papers read, starred, tagged or noted: 0"
    (home / "state" / "library.sqlite3").write_bytes(b"no database at all")
    assert told("library").startswith(f"wrong library {home}/state/library.sqlite3: ")


def test_the_samples_are_not_your_own(home: Path) -> None:
    assert told("digests") == "ok digests 1 file"
    (home / "library" / "kites-2025.txt").unlink()
    assert told("digests").startswith("note digests none of your own")


def test_a_mail_server_is_told_where_one_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGEST_TUI_SMTP_HOST", "smtp.example.org")
    assert told("mail") == "ok mail smtp.example.org:465, tls, without a login"
    monkeypatch.setenv("DIGEST_TUI_SMTP_USER", "ada")
    assert told("mail").startswith("wrong mail no password for ada")
    monkeypatch.setenv("DIGEST_TUI_SMTP_PASSWORD", "secret")
    assert told("mail") == "ok mail smtp.example.org:465, tls, as ada"


def test_what_the_environment_says_cannot_command_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("DIGEST_TUI_HOME", "/nowhere/\x1b[2J\nok")
    lines = run().stdout.splitlines()
    assert len(lines) == 15
    assert all(line.isprintable() for line in lines)
