"""Cloning repositories into a folder of the reader's, as ``owner/name``."""

import itertools
import os
import re
import shutil
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from digesttui import links
from digesttui.actions.git import Cancelled, GitFailed, Progress, git
from digesttui.actions.stopping import Cancel
from digesttui.errors import LinkRefused
from digesttui.model import Link

AT_ONCE = 3
"""Clones that run side by side."""

State = Literal["cloned", "pulled", "there already", "failed", "cancelled"]
_GITHUB = r"(?:https://|ssh://)?(?:git@)?github\.com[:/]"
_counter = itertools.count()


@dataclass(frozen=True, slots=True)
class Cloned:
    """What became of one repository: its label, its folder (None where there is none), and why it failed."""

    repo: str
    state: State
    path: Path | None = None
    why: str = ""


def clone(link: Link, into: Path, *, progress: Progress | None = None, cancel: Cancel | None = None) -> Cloned:
    """Clone a repository, its latest commit only, as ``into/owner/name``, or pull where it is there already.

    It appears under its name when it is whole: failed or cancelled, it leaves nothing behind. Raises ``LinkRefused``
    for anything but a repository on GitHub.
    """
    url = links.clone_url(link)
    owner, name = str(link.repo).split("/")
    path = into.expanduser().absolute() / owner / name
    if not os.path.lexists(path):
        path = clones(into).get(f"{owner}/{name}".lower(), path)
    try:
        if os.path.lexists(path):
            return _pull(f"{owner}/{name}", path, progress, cancel)
        return _fetch(f"{owner}/{name}", url, path, progress, cancel)
    except Cancelled:
        return Cloned(f"{owner}/{name}", "cancelled")
    except GitFailed as error:
        return Cloned(f"{owner}/{name}", "failed", path if path.is_dir() else None, str(error))
    except FileNotFoundError as error:
        why = "git is not installed" if error.filename == "git" else str(error)
        return Cloned(f"{owner}/{name}", "failed", None, why)
    except OSError as error:
        return Cloned(f"{owner}/{name}", "failed", None, f"{error.strerror}: {error.filename or path}")


def clone_all(
    wanted: Iterable[Link],
    into: Path,
    *,
    progress: Callable[[Link, str, float | None], None] | None = None,
    cancel: Cancel | None = None,
    at_once: int = AT_ONCE,
) -> list[Cloned]:
    """Clone several, ``at_once`` side by side, each place once; what became of each, in the order given."""

    def one(link: Link) -> Cloned:
        if cancel and cancel.is_set():
            return Cloned(link.label, "cancelled")
        step = None if progress is None else lambda doing, share: progress(link, doing, share)
        try:
            return clone(link, into, progress=step, cancel=cancel)
        except LinkRefused as error:
            return Cloned(link.label, "failed", None, str(error))

    different: dict[str, Link] = {}
    for link in wanted:
        different.setdefault(links.place(link), link)
    with ThreadPoolExecutor(at_once) as pool:
        return list(pool.map(one, different.values()))


def clones(into: Path) -> dict[str, Path]:
    """The repositories in the folder: ``owner/name`` in lower case, and where each is."""
    folders = [found.parent for found in into.expanduser().absolute().glob("*/*/.git")]
    return {f"{folder.parent.name}/{folder.name}".lower(): folder for folder in folders if not _is_partial(folder)}


def summary(results: Sequence[Cloned]) -> str:
    """One sentence on what became of several: how many of each state, and why those failed that did."""
    states: tuple[State, ...] = ("cloned", "pulled", "there already", "cancelled", "failed")
    counts = {state: sum(result.state == state for result in results) for state in states}
    counted = ", ".join(f"{count} {state}" for state, count in counts.items() if count) or "nothing to clone"
    reasons = "; ".join(f"{result.repo}: {result.why}" for result in results if result.state == "failed")
    return f"{counted} ({reasons})" if reasons else counted


def _fetch(repo: str, url: str, path: Path, progress: Progress | None, cancel: Cancel | None) -> Cloned:
    new_folders = [folder for folder in path.parents if not folder.exists()]
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.{os.getpid()}-{next(_counter)}.partial")
    options = ["--depth=1", "--no-tags", "--no-recurse-submodules", "--template=", "--progress"]
    try:
        git(["clone", *options, "--", url, str(partial)], progress=progress, cancel=cancel)
        partial.rename(path)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
        if not path.exists():
            _remove_empty(new_folders)
    return Cloned(repo, "cloned", path)


def _is_partial(folder: Path) -> bool:
    return folder.name.startswith(".") and folder.suffix == ".partial"


def _remove_empty(folders: Sequence[Path]) -> None:
    for folder in folders:
        try:
            folder.rmdir()
        except OSError:  # another clone lives there
            return


def _pull(repo: str, path: Path, progress: Progress | None, cancel: Cancel | None) -> Cloned:
    if not (path / ".git").exists():
        return Cloned(repo, "failed", path, f"{path} is there and is no repository; move it away or clone elsewhere")
    origin = git(["config", "--default", "", "--get", "remote.origin.url"], folder=path)
    if not re.fullmatch(rf"{_GITHUB}{re.escape(repo)}(?:\.git)?/?", origin, re.IGNORECASE):
        return Cloned(repo, "failed", path, f"{path} holds another repository: {origin or 'it has no origin'}")
    if not origin.startswith("https://"):
        return Cloned(repo, "there already", path, f"not updated, because its origin is {origin}")
    before = git(["rev-parse", "HEAD"], folder=path)
    options = ["--ff-only", "--no-tags", "--no-recurse-submodules", "--progress"]
    git(["pull", *options], folder=path, progress=progress, cancel=cancel)
    after = git(["rev-parse", "HEAD"], folder=path)
    return Cloned(repo, "there already" if before == after else "pulled", path)
