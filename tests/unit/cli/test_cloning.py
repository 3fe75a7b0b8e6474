"""The verb ``clone``, with a git that writes down what it is asked."""

import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from digesttui.cli import cloning
from digesttui.cli.verbs import commands

PAGE = """Daily Papers

Mar 18

Sparse Experts at Scale

Routing tokens to few experts keeps the cost of a model low. Code: https://github.com/example/sparse-experts.

Dense Experts at Scale

Routing tokens to all experts is dear: https://github.com/example/dense-experts.

Words Alone

This one comes without any code, so that nothing can be cloned.
"""


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    tools = tmp_path / "bin"
    tools.mkdir()
    script = tools / "git"
    script.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/told\nfor last; do :; done\nmkdir -p "$last/.git"\n')
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tools}:/usr/bin:/bin")
    monkeypatch.setenv("DIGEST_TUI_HOME", str(tmp_path / "home"))
    path = tmp_path / "papers-2025-03-18.txt"
    path.write_text(PAGE, "utf-8")
    return str(path)


def run(*args: str) -> Result:
    return CliRunner().invoke(commands, ["clone", *args], standalone_mode=False)


def test_the_code_of_every_matching_paper_is_cloned(page: str, tmp_path: Path) -> None:
    result = run(page, "-f", "experts", "--into", str(tmp_path / "code"))
    assert result.return_value == 0
    assert (tmp_path / "code" / "example" / "sparse-experts" / ".git").is_dir()
    assert sorted(line.split("\t")[:2] for line in result.stdout.rstrip("\n").split("\n")) == [
        ["cloned", "example/dense-experts"],
        ["cloned", "example/sparse-experts"],
    ]
    assert "2 cloned" in result.stderr


def test_papers_without_code_are_told(page: str) -> None:
    result = run(page, "-f", "words")
    assert result.return_value == 1
    assert "no paper here names a repository" in result.stderr


def test_many_are_not_cloned_without_asking(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cloning, "MANY", 1)
    result = run(page, "--into", str(tmp_path / "code"))
    assert result.return_value == 1
    assert "say --yes" in result.stderr
    assert not (tmp_path / "code").exists()
    assert run(page, "--into", str(tmp_path / "code"), "--yes").return_value == 0
