"""``config``: the settings that hold, as a configuration file that tells what each is for."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from digesttui import config
from digesttui.cli.printing import tell, write_lines
from digesttui.config import Config
from digesttui.views import toml_key, toml_string

ABOUT = {
    "theme": "ink (dark), paper (light), high-contrast, high-contrast-light or ansi (the terminal's 16 colours)",
    "ascii": "draw with ASCII characters only",
    "keyset": "vim or newsboat: the keys to begin with; [keys] changes single ones",
    "clone_into": "where c and `digest-tui clone` put code",
    "later_days": "for how many days l puts a paper off",
    "read_after": "seconds on show after which a paper counts as read; 0: only r marks it",
    "keys": "the keys of a command, by its id; `digest-tui keys` prints both",
    "views": "filters with a name: for w, for @name in any filter, for `digest-tui mail`",
    "mail": "the server and the addresses of `digest-tui mail`; no password is kept here",
    "commands": "programs for !, never through a shell",
    "terminal_commands": "the same, with the terminal to themselves",
}
"""What each setting is for."""

EXAMPLES: Mapping[str, Any] = {
    "theme": "ink",
    "keys": {"open_paper": "o"},
    "views": {"moe": "moe | 'mixture of experts'"},
    "mail": {"host": "smtp.example.org", "user": "me@example.org", "to": "me@example.org"},
    "commands": {"zotero": ["zotero-add", "{url}", "{title}"]},
    "terminal_commands": {"lazygit": ["lazygit", "-p", "{path}"]},
}
"""How those may look that are empty by default."""


@click.command("config")
def configure() -> None:
    """Print the settings that hold, as a config.toml that tells what each is for."""
    path = config.default_path()
    write_lines(written(config.read()))
    tell(f"these are from {path}" if path.exists() else f"these are the defaults; {path} is where to put others")


def written(settings: Config) -> Iterator[str]:
    """``settings`` as lines of TOML; what is as by default stands in comments."""
    default = Config()
    for name in (one.name for one in fields(Config)):
        value, usual = getattr(settings, name), getattr(default, name)
        is_set = value != usual
        shown = value if is_set else EXAMPLES.get(name, usual)
        yield f"# {ABOUT[name]}"
        if isinstance(shown, Mapping):
            yield f"[{name}]"
        for key, one in (shown if isinstance(shown, Mapping) else {name: shown}).items():
            yield f"{'' if is_set else '# '}{toml_key(key)} = {_toml(one)}"
        yield ""


def _toml(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str() | Path():
            return toml_string(str(value))
        case list() | tuple():
            return f"[{', '.join(map(_toml, value))}]"
    return str(value)
