"""What is known of repositories, for those who show it or filter by it."""

from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from digesttui.errors import FetchFailed
    from digesttui.sources.repositories import Repository

_NOTHING = (0, 0)


class KnownCode:
    """The facts in a cache folder; read when somebody asks, and anew when the file there has changed.

    ``folder`` is called at the first question. Safe in one thread at a time, but for ``ask``.
    """

    def __init__(self, folder: Callable[[], Path]) -> None:
        self._folder = folder
        self._stamp = _NOTHING
        self._repositories: Mapping[str, Repository] = {}

    def of(self, repo: str) -> "Repository | None":
        """What is known of ``owner/name``, in any case."""
        return self._fresh().get(repo.lower())

    def ask(self, repo: str, cancel: Event) -> "Repository | FetchFailed | None":
        """Ask GitHub of ``owner/name``, unless it was asked within a day; None where ``cancel`` came first.

        For a thread; the answer is in the cache, and so known, from then on.
        """
        from digesttui.sources import github
        from digesttui.sources.github_api import Api, readers_token

        cache = self._folder()
        with closing(Api(cache)) as web:
            return next(github.ask([repo], web, cache, token=readers_token(), cancel=cancel), None)

    def words(self, name: Literal["license", "language"]) -> Mapping[str, str]:
        """The licence or the language of each repository where it is known, by ``owner/name`` in lower case."""
        return {repo: word for repo, known in self._fresh().items() if (word := getattr(known, name))}

    def numbers(self, name: Literal["stars", "pushed"]) -> Mapping[str, int]:
        """The stars, or the day of the last push as an ordinal, by ``owner/name`` in lower case."""
        known = self._fresh().items()
        if name == "stars":
            return {repo: one.stars for repo, one in known if one.stars is not None}
        return {repo: one.pushed.toordinal() for repo, one in known if one.pushed}

    def _fresh(self) -> "Mapping[str, Repository]":
        from digesttui.sources import repositories

        stamp = _stamp(self._folder() / repositories.FILE)
        if stamp != self._stamp:
            self._stamp, self._repositories = stamp, repositories.known(self._folder())
        return self._repositories


def _stamp(path: Path) -> tuple[int, int]:
    try:
        stat = path.stat()
    except OSError:
        return _NOTHING
    return stat.st_size, stat.st_mtime_ns
