"""A reader's machine, as the program finds it."""

import os
import stat
from pathlib import Path

import pytest


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A reader's environment with a browser and a clipboard that write down what they are given."""
    tools = tmp_path / "bin"
    tools.mkdir()
    for tool in ("browser", "xclip"):
        script = tools / tool
        told = tmp_path / f"{tool}.told"
        script.write_text(f'#!/bin/sh\nif [ "{tool}" = xclip ]; then cat; else echo "$@"; fi > {told}\n')
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return {
        "PATH": f"{tools}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "DIGEST_TUI_HOME": str(tmp_path / "home"),
        "BROWSER": str(tools / "browser"),
        "DISPLAY": ":0",
        "LANG": "C.UTF-8",
    }
