"""Where files live, and the reader's choices: TOML → a frozen ``Config``."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from digesttui.errors import ConfigError
from digesttui.folders import folders as folders

MAIL = ("host", "port", "security", "user", "to", "from")
"""The settings of mail; see ``docs/mail.md``."""
THEMES = ("ink", "paper", "high-contrast", "high-contrast-light", "ansi")
KEYSETS = ("vim", "newsboat")


@dataclass(frozen=True, slots=True)
class Config:
    """The reader's choices.

    ``keyset`` is the set of keys that ``keys`` changes. ``later_days`` is for how long a paper is put off;
    ``read_after`` the seconds after which one on show counts as read, 0 where only the reader says so. ``keys``
    maps a command's id to the keys that give it, comma-separated; ``views`` a name to the filter it saves, ``mail``
    the settings ``MAIL`` to what they are; ``commands``, and ``terminal_commands``, which have the terminal while
    they run, a name to a program and its arguments, in which ``{url} {owner} {name} {path} {title} {id}`` are
    filled in.
    """

    theme: str | None = None
    ascii: bool = False
    keyset: str = "vim"
    clone_into: Path = Path("~/papers")
    later_days: int = 3
    read_after: float = 0
    keys: Mapping[str, str] = field(default_factory=dict)
    views: Mapping[str, str] = field(default_factory=dict)
    mail: Mapping[str, str] = field(default_factory=dict)
    commands: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    terminal_commands: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def samples_folder() -> Path:
    """The bundled digests: in the installed package, or beside ``src`` in a checkout."""
    bundled = Path(__file__).parent / "samples"
    return bundled if bundled.is_dir() else Path(__file__).parents[2] / "samples"


def read(path: Path | None = None) -> Config:
    """The configuration in ``path`` (default: the configuration folder's config.toml), or the defaults.

    Raises ``ConfigError`` naming file, key and remedy.
    """
    path = path or default_path()
    _, table = contents(path)
    known = {one.name for one in fields(Config)}
    for key in table:
        if key not in known:
            raise ConfigError(f"{path}: no setting {key!r}; there are {', '.join(sorted(known))}")
    return Config(**{key: _checked(path, key, value) for key, value in table.items()})


def default_path() -> Path:
    """The configuration file."""
    return folders().config / "config.toml"


def contents(path: Path) -> tuple[str, dict[str, Any]]:
    """What the file says, as text and as a table; nothing where there is no file. Raises ``ConfigError``."""
    if not path.is_file():
        return "", {}
    import tomllib

    try:
        text = path.read_bytes().decode()
        return text, tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ConfigError(f"{path}: {error}; the program can start once this is mended or the file moved") from error


def _checked(path: Path, key: str, value: Any) -> Any:
    match key, value:
        case ("theme", _) | ("keyset", _):
            allowed = THEMES if key == "theme" else KEYSETS
            if value in allowed:
                return value
            raise ConfigError(f"{path}: {key} is {value!r}; it can be {', '.join(allowed)}")
        case "ascii", bool():
            return value
        case "clone_into", str():
            return Path(value)
        case "later_days", int() if 1 <= value <= 3_650 and value is not True:
            return value
        case "read_after", int() | float() if 0 <= value <= 3_600 and value is not True and value is not False:
            return value
        case "mail", dict():
            return _checked_mail(path, value)
        case (("commands" | "terminal_commands"), dict()) if all(map(_is_command, value.values())):
            return {name: tuple(words) for name, words in value.items()}
        case (("keys" | "views"), dict()) if all(isinstance(one, str) for one in value.values()):
            return value
    raise ConfigError(f"{path}: {key} is {value!r}; see the README for what it can be")


def _checked_mail(path: Path, table: dict[str, Any]) -> dict[str, str]:
    for name, value in table.items():
        if name == "password":
            raise ConfigError(f"{path}: mail.password: none is kept in this file; see docs/mail.md for the keyring")
        if name not in MAIL:
            raise ConfigError(f"{path}: no setting mail.{name}; there are {', '.join(MAIL)}")
        if not isinstance(value, str) and (name != "port" or type(value) is not int):
            raise ConfigError(f"{path}: mail.{name} is {value!r}; it can be a text" + " or a number" * (name == "port"))
    return {name: str(value) for name, value in table.items()}


def _is_command(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(word, str) for word in value)
