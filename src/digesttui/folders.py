"""Where files live. Loaded before anything else is: no dataclasses, nothing of ours."""

import os
from pathlib import Path
from typing import NamedTuple


class Folders(NamedTuple):
    """``config`` holds config.toml, ``library`` the reader's digests as files, ``state`` what they did, ``cache``
    what can be made again."""

    config: Path
    library: Path
    state: Path
    cache: Path


def folders() -> Folders:
    """The platform's folders (XDG on Linux), or all of them under ``DIGEST_TUI_HOME``. Nothing is created."""
    home = os.environ.get("DIGEST_TUI_HOME")
    if home:
        root = Path(home).expanduser()
        return Folders(root / "config", root / "library", root / "state", root / "cache")
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("digest-tui", appauthor=False)
    return Folders(dirs.user_config_path, dirs.user_data_path / "library", dirs.user_state_path, dirs.user_cache_path)
