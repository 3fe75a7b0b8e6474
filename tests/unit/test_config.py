"""Where files live, and reading the configuration."""

from pathlib import Path

import pytest

from digesttui import config
from digesttui.config import Config
from digesttui.errors import ConfigError


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(text, "utf-8")
    return path


def test_one_variable_moves_every_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DIGEST_TUI_HOME", str(tmp_path))
    folders = config.folders()
    assert {folder.parent for folder in (folders.config, folders.library, folders.state, folders.cache)} == {tmp_path}
    assert not any(tmp_path.iterdir())


def test_without_it_the_platform_decides(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DIGEST_TUI_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert "digest-tui" in str(config.folders().state)


def test_the_samples_are_there() -> None:
    assert len(list(config.samples_folder().glob("*.txt"))) >= 3


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert config.read(tmp_path / "config.toml") == Config()


def test_every_setting_can_be_given(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        'theme = "paper"\nascii = true\nkeyset = "newsboat"\nclone_into = "~/code"\nlater_days = 7\nread_after = 2.5\n'
        '[keys]\nquit = "x"\n[views]\nmoe = "moe has:code"\n'
        '[mail]\nhost = "smtp.example.org"\nport = 587\n',
    )
    assert config.read(path) == Config(
        "paper",
        True,
        "newsboat",
        Path("~/code"),
        7,
        2.5,
        {"quit": "x"},
        {"moe": "moe has:code"},
        {"host": "smtp.example.org", "port": "587"},
    )


def test_commands_are_programs_with_their_arguments(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        '[commands]\nzotero = ["zot", "{url}"]\n[terminal_commands]\ngit = ["lazygit", "-p", "{path}"]\n',
    )
    read = config.read(path)
    assert read.commands == {"zotero": ("zot", "{url}")}
    assert read.terminal_commands == {"git": ("lazygit", "-p", "{path}")}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("theme = []", "theme is []"),
        ("theme = 3", "theme is 3; it can be ink, paper"),
        ('theme = "pink"', "theme is 'pink'"),
        ('keyset = "emacs"', "keyset is 'emacs'; it can be vim, newsboat"),
        ("keyset = []", "keyset is []"),
        ("colour = 1", "no setting 'colour'; there are"),
        ("ascii = 1", "ascii is 1"),
        ("later_days = 0", "later_days is 0"),
        ("read_after = true", "read_after is True"),
        ("[keys]\nquit = 4", "keys is"),
        ("[mail]\nhost = 4", "mail.host is 4"),
        ("[mail]\nport = true", "mail.port is True"),
        ('[mail]\nserver = "a"', "no setting mail.server; there are host, port, security, user, to, from"),
        ('[mail]\npassword = "a"', "none is kept in this file"),
        ("mail = 4", "mail is 4"),
        ('[commands]\nzotero = "zot {url}"', "commands is"),
        ("[terminal_commands]\nzotero = []", "terminal_commands is"),
        ("[keys\n", "line 1"),
    ],
)
def test_a_mistake_is_told_with_file_and_key(tmp_path: Path, text: str, told: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ConfigError, match=r"config\.toml: ") as error:
        config.read(path)
    assert told in str(error.value)


def test_a_file_that_is_no_utf8_is_told(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b'theme = "\xff"')
    with pytest.raises(ConfigError, match=r"config\.toml"):
        config.read(path)
