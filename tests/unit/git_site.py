"""Repositories made on this machine, which git's own configuration puts in GitHub's place.

The program allows https alone; it is this configuration that lets git read local folders.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

GIT = shutil.which("git") or "git"
CONFIGURATION = """
[user]
    name = Ann
    email = ann@example.org
[init]
    defaultBranch = main
[url "file://{sites}/"]
    insteadOf = https://github.com/
[protocol "file"]
    allow = always
"""
SLOW = """
[uploadpack]
    packObjectsHook = "sleep 30; :"
"""


def git(folder: Path, *arguments: str, environment: Mapping[str, str] | None = None) -> None:
    """Run git there."""
    subprocess.run([GIT, *arguments], cwd=folder, env=environment, check=True, capture_output=True)


class Site:
    """What stands in for GitHub: bare repositories in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.works = folder / "bare", folder / "works"
        self.folder.mkdir(parents=True)
        self.configuration = folder / "gitconfig"
        self.configuration.write_text(CONFIGURATION.format(sites=self.folder))

    @property
    def environment(self) -> dict[str, str]:
        """What leads git here."""
        return {"GIT_CONFIG_GLOBAL": str(self.configuration), "GIT_CONFIG_NOSYSTEM": "1"}

    def publish(self, repo: str, text: str, *options: str) -> None:
        """Commit ``text`` to ``repo``, making it where it is new."""
        work = self.works / repo
        if not work.exists():
            work.mkdir(parents=True)
            self.git(work, "init", "-q")
        (work / "README").write_text(text)
        self.git(work, "add", ".")
        self.git(work, "commit", "-q", "-m", text, *options)
        bare = self.folder / f"{repo}.git"
        shutil.rmtree(bare, ignore_errors=True)
        self.git(self.works, "clone", "-q", "--bare", str(work), str(bare))

    def configure(self, more: str) -> None:
        """Add to the tests' git configuration."""
        with self.configuration.open("a") as file:
            file.write(more)

    def git(self, folder: Path, *arguments: str) -> None:
        """Run git there, with our configuration."""
        git(folder, *arguments, environment={**os.environ, **self.environment})
