"""The verbs that hand papers to other programs."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from digesttui.cli import main
from digesttui.cli.verbs import commands
from digesttui.export import FORMATS

PAGE = """Daily Papers

Mar 18

Sparse Experts at Scale

Routing tokens to few experts keeps the cost of a model low. Code: https://github.com/example/sparse-experts, demo at
https://huggingface.co/spaces/example/sparse.

Dense Experts at Scale

Routing tokens to all experts is dear, and also found at https://github.com/Example/Sparse-Experts.
"""


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("DIGEST_TUI_HOME", str(tmp_path / "home"))
    path = tmp_path / "papers-2025-03-18.txt"
    path.write_text(PAGE, "utf-8")
    return str(path)


def run(*args: str) -> Result:
    return CliRunner().invoke(commands, args, standalone_mode=False)


def exit_code(*args: str) -> int:
    with pytest.raises(SystemExit) as stopped:
        main(args)
    assert isinstance(stopped.value.code, int)
    return stopped.value.code


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_is_written_to_standard_output(page: str, form: str) -> None:
    told = run("export", page, "-f", "sparse", "--format", form).stdout
    assert "Sparse Experts at Scale" in told.replace("{", "").replace("}", "")


def test_the_name_of_the_file_chooses_the_form(page: str, tmp_path: Path) -> None:
    target = tmp_path / "out.bib"
    result = run("export", page, "-o", str(target))
    assert (result.return_value, result.stdout) == (0, "")
    assert "2 papers written" in result.stderr
    assert target.read_text("utf-8").count("@misc{") == 2


def test_an_existing_file_is_replaced_only_by_force(page: str, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("mine")
    assert exit_code("export", page, "-o", str(target)) == 1
    assert target.read_text() == "mine"
    assert exit_code("export", page, "-o", str(target), "--force") == 0
    assert target.read_text("utf-8").startswith("id,title")


def test_notes_are_a_folder_of_files(page: str, tmp_path: Path) -> None:
    assert exit_code("export", page, "--format", "notes") == 2
    vault = tmp_path / "vault"
    assert exit_code("export", page, "--format", "notes", "-o", str(vault)) == 0
    assert len(list(vault.iterdir())) == 2
    assert exit_code("export", page, "--format", "notes", "-o", str(vault)) == 1
    assert exit_code("export", page, "--format", "notes", "-o", str(vault), "--force") == 0


def test_a_name_with_control_characters_is_told_without_them(
    page: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert exit_code("export", page, "-o", str(tmp_path / "no\x1b[2J\nsuch" / "x.bib")) == 1
    told = capsys.readouterr().err
    assert "no␛[2J such/x.bib: cannot be written, no such file or directory" in told
    assert told.count("\n") == 1


def test_without_a_form_it_says_which_there_are(page: str) -> None:
    assert exit_code("export", page) == 2


def test_nothing_found_writes_nothing(page: str, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    assert exit_code("export", page, "-f", "zzqx", "-o", str(target)) == 1
    assert not target.exists()


def test_links_are_printed_once_each_and_by_kind(page: str) -> None:
    repository, demo = "https://github.com/example/sparse-experts", "https://huggingface.co/spaces/example/sparse"
    assert run("links", page).stdout.split() == [repository, demo]
    assert run("links", page, "--kind", "code").stdout.split() == [repository]
    assert exit_code("links", page, "--kind", "data") == 1


def test_links_can_carry_their_paper(page: str) -> None:
    kind, _, _, title = run("links", page, "--format", "tsv").stdout.split("\n")[0].split("\t")
    assert (kind, title) == ("code", "Sparse Experts at Scale")
    first = json.loads(run("links", page, "--format", "jsonl").stdout.split("\n")[0])
    assert first["repo"] == "example/sparse-experts"
    every = json.loads(run("links", page, "--format", "json").stdout)
    assert every[0] == first
