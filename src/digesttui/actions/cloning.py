"""Cloning repositories into a folder of the reader's, as ``owner/name``."""

import itertools
import os
import re
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from digesttui import links
from digesttui.actions.git import Cancelled, GitFailed, Progress, git
from digesttui.actions.stopping import BETWEEN_LOOKS, Cancel
from digesttui.actions.tally import Tally
from digesttui.errors import LinkRefused
from digesttui.model import Link

AT_ONCE = 3
"""Clones that run side by side."""
NAMED = 3
"""Repositories named that failed for the same reason."""
LEFT_BEHIND = 86_400.0
"""Seconds after which a half clone is nobody's any more: its program was killed."""

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
    path = _root(into) / owner / name
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
    progress: Callable[[str], object] = lambda _: None,
    cancel: Cancel | None = None,
    at_once: int = AT_ONCE,
) -> list[Cloned]:
    """Clone several, ``at_once`` side by side, each place once; what became of each, in the order given.

    ``progress`` is told in one line how far they are.
    """
    different: dict[str, Link] = {}
    for link in wanted:
        different.setdefault(links.place(link), link)
    tally = Tally(len(different), progress)

    def one(link: Link) -> Cloned:
        if cancel and cancel.is_set():
            return Cloned(link.label, "cancelled")
        step = partial(tally.step, link.label)
        step("connecting", None)  # git says nothing until the site answers
        try:
            return clone(link, into, progress=step, cancel=cancel)
        except LinkRefused as error:
            return Cloned(link.label, "failed", None, str(error))
        finally:
            tally.end(link.label)

    owners = {repo.partition("/")[0] for link in different.values() if (repo := links.on_github(link))}
    with _no_folder_left_empty([_root(into) / owner for owner in owners]), ThreadPoolExecutor(at_once) as pool:
        running = [pool.submit(one, link) for link in different.values()]
        while wait(running, BETWEEN_LOOKS).not_done:  # without an end to the waiting, a signal may go unheard
            continue
    return [outcome.result() for outcome in running]


def clones(into: Path) -> dict[str, Path]:
    """The repositories in the folder: ``owner/name`` in lower case, and where each is."""
    folders = [found.parent for found in _root(into).glob("*/*/.git")]
    return {f"{folder.parent.name}/{folder.name}".lower(): folder for folder in folders if not _is_partial(folder)}


def summary(results: Sequence[Cloned]) -> str:
    """One sentence on what became of several: how many of each state, and why those failed that did."""
    states: tuple[State, ...] = ("cloned", "pulled", "there already", "cancelled", "failed")
    counts = {state: sum(result.state == state for result in results) for state in states}
    counted = ", ".join(f"{count} {state}" for state, count in counts.items() if count) or "nothing to clone"
    failures: dict[str, list[str]] = {}
    for result in results:
        if result.state == "failed":
            failures.setdefault(result.why, []).append(result.repo)
    reasons = "; ".join(f"{_few(repos)}: {why}" for why, repos in failures.items())
    return f"{counted} ({reasons})" if reasons else counted


def _few(repos: Sequence[str]) -> str:
    named = ", ".join(repos[:NAMED])
    return named if len(repos) <= NAMED else f"{named} and {len(repos) - NAMED} more"


def _root(into: Path) -> Path:
    return into.expanduser().absolute()


def _fetch(repo: str, url: str, path: Path, progress: Progress | None, cancel: Cancel | None) -> Cloned:
    half = path.with_name(f".{path.name}.{os.getpid()}-{next(_counter)}.partial")
    options = ["--depth=1", "--no-tags", "--no-recurse-submodules", "--template=", "--progress"]
    with _no_folder_left_empty([path.parent]):
        path.parent.mkdir(parents=True, exist_ok=True)
        _tidy(path.parent)
        try:
            git(["clone", *options, "--", url, str(half)], progress=progress, cancel=cancel)
            half.rename(path)
        finally:
            shutil.rmtree(half, ignore_errors=True)
    return Cloned(repo, "cloned", path)


def _is_partial(folder: Path) -> bool:
    return folder.name.startswith(".") and folder.suffix == ".partial"


def _tidy(owner: Path) -> None:
    """Take away what killed programs left half cloned."""
    for folder in owner.glob(".*.partial"):
        with suppress(OSError):  # whose clone has just come to its end
            if time.time() - folder.lstat().st_mtime > LEFT_BEHIND:
                shutil.rmtree(folder)


@contextmanager
def _no_folder_left_empty(folders: Iterable[Path]) -> Iterator[None]:
    """Take away in the end those of ``folders`` and those around them that are new and empty."""
    new = {one for folder in folders for one in (folder, *folder.parents) if not one.exists()}
    try:
        yield
    finally:
        for folder in sorted(new, reverse=True):  # a folder comes after those in it
            with suppress(OSError):  # something is in it
                folder.rmdir()


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
