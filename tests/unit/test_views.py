"""Saving a view in the configuration file, which is the reader's own."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from digesttui import config, views
from digesttui.errors import ConfigError
from digesttui.text import clean, one_line

COMMENTED = """# my choices
theme = "paper"   # for the train

[views]
# what I follow
moe = "moe | 'mixture of experts'"  # since May
code = 'has:code is:unread'

# keys of my own
[keys]
quit = "x"
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "config.toml"


def saved(path: Path, before: str, name: str, filter_text: str) -> str:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(before.encode())
    views.save(name, filter_text, path)
    return path.read_bytes().decode()


def test_the_first_view_makes_the_file(path: Path) -> None:
    views.save("moe", 'title:"mixture of experts"', path)
    assert path.read_text("utf-8") == '[views]\nmoe = "title:\\"mixture of experts\\""\n'
    assert config.read(path).views == {"moe": 'title:"mixture of experts"'}


def test_a_view_comes_last_in_its_table_and_nothing_else_changes(path: Path) -> None:
    line = "code = 'has:code is:unread'\n"
    assert saved(path, COMMENTED, "to read", "is:unread") == COMMENTED.replace(line, line + '"to read" = "is:unread"\n')


def test_a_view_of_that_name_is_replaced_and_keeps_its_comment(path: Path) -> None:
    assert saved(path, COMMENTED, "moe", "moe -survey") == COMMENTED.replace(
        "\"moe | 'mixture of experts'\"", '"moe -survey"'
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", '[views]\nmoe = "moe"\n'),
        ("ascii = true", 'ascii = true\n\n[views]\nmoe = "moe"\n'),
        ("[views]", '[views]\nmoe = "moe"'),
        ("[views]\n\n[keys]\n", '[views]\nmoe = "moe"\n\n[keys]\n'),
        ("ascii = true\r\n[ views ] # mine\r\n", 'ascii = true\r\n[ views ] # mine\r\nmoe = "moe"\r\n'),
        ("[views]\n'moe' = 'x'\n", "[views]\n'moe' = \"moe\"\n"),
    ],
)
def test_the_table_may_be_anywhere_or_missing(path: Path, before: str, after: str) -> None:
    assert saved(path, before, "moe", "moe") == after


@pytest.mark.parametrize(
    "before",
    [
        'views = { code = "has:code" }\n',
        'views.code = "has:code"\n',
        '[views]\nmoe = """\nmoe"""\n',
        '[views]\n"m\\u006fe" = "x"\n',
    ],
)
def test_a_table_in_a_form_that_is_hard_to_edit_is_left_alone_and_the_line_told(path: Path, before: str) -> None:
    with pytest.raises(ConfigError, match='only you can change; add the line moe = "moe"'):
        saved(path, before, "moe", "moe")
    assert path.read_text("utf-8") == before


def test_a_broken_file_is_left_alone(path: Path) -> None:
    with pytest.raises(ConfigError, match="mended"):
        saved(path, "[views\n", "moe", "moe")
    assert path.read_text("utf-8") == "[views\n"


def test_a_folder_that_takes_no_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("in the way")
    with pytest.raises(ConfigError, match="the view was not saved"):
        views.save("moe", "moe", tmp_path / "config" / "config.toml")


def test_a_link_to_the_file_stays_one(path: Path, tmp_path: Path) -> None:
    path.parent.mkdir()
    (tmp_path / "dotfiles.toml").write_text(COMMENTED, "utf-8")
    path.symlink_to(tmp_path / "dotfiles.toml")
    views.save("new", "is:new", path)
    assert path.is_symlink()
    assert config.read(path).views["new"] == "is:new"


@given(name=st.text(min_size=1), filter_text=st.text(), before=st.sampled_from(["", COMMENTED]))
def test_whatever_is_saved_is_read_again_on_one_line(
    name: str, filter_text: str, before: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("config") / "config.toml"
    path.write_text(before, "utf-8")
    views.save(name, filter_text, path)
    old, new = tomllib.loads(before), tomllib.loads(path.read_text("utf-8"))
    assert new["views"] == {**old.get("views", {}), one_line(clean(name)): one_line(clean(filter_text))}
    assert {**new, "views": None} == {**old, "views": None}
