"""What GitHub told of repositories, kept in one file of the cache folder that may be deleted at any time.

One repository a line, its fields parted by tabs; of several lines about one the last holds. A line is written in one
piece and begins with its line break, so that one which a kill or a full disk cut short spoils no other; what cannot
be read counts as not known.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from digesttui import links, whole
from digesttui.model import Link

FILE = "repositories.tsv"
_SPARE = 100  # lines that no longer hold and are not worth writing the file anew


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository as GitHub last told it.

    ``repo`` is ``owner/name`` as it was asked for, ``renamed`` what it is called now where that is another name.
    ``stars`` and ``pushed``, the day of the last push in UTC, are None where unknown. ``license`` is the SPDX
    identifier, ``NOASSERTION`` for one that GitHub does not recognise. One that is ``gone`` was deleted or made
    private. ``asked`` is when GitHub last vouched for this, and ``etag`` its mark for asking whether it still holds.
    """

    repo: str
    asked: datetime
    stars: int | None = None
    pushed: date | None = None
    license: str = ""
    language: str = ""
    archived: bool = False
    description: str = ""
    gone: bool = False
    renamed: str = ""
    etag: str = ""

    @property
    def state(self) -> str:
        """``gone``, ``archived``, or nothing."""
        return "gone" if self.gone else "archived" if self.archived else ""


def on_github(named: Iterable[Link]) -> list[str]:
    """The repositories on GitHub among these links, as ``owner/name``, each once."""
    found: dict[str, str] = {}
    for link in named:
        if repo := links.on_github(link):
            found.setdefault(repo.lower(), repo)
    return list(found.values())


def known(cache_folder: Path) -> Mapping[str, Repository]:
    """Every repository that was ever asked for, by ``owner/name`` in lower case."""
    lines = {_key(line): line for line in _lines(cache_folder)}
    read = {key: _read(line) for key, line in lines.items()}
    return {key: repository for key, repository in read.items() if repository}


def keep(cache_folder: Path, repository: Repository) -> None:
    """Add what was told of a repository. Raises ``OSError``."""
    cache_folder.mkdir(parents=True, exist_ok=True)
    with (cache_folder / FILE).open("ab", buffering=0) as file:
        file.write(_written(repository).encode())


def tidy(cache_folder: Path) -> None:
    """Drop the lines that no longer hold, once they are more than those that do. Raises ``OSError``."""
    lines = _lines(cache_folder)
    repositories = known(cache_folder).values()
    if len(lines) > 2 * len(repositories) + _SPARE:
        whole.replace(cache_folder / FILE, "".join(map(_written, repositories)).encode())


def _lines(cache_folder: Path) -> list[str]:
    try:
        data = (cache_folder / FILE).read_bytes()
    except OSError:  # not there yet, or not to be read: nothing is known
        return []
    return [line for line in data.decode("utf-8", "replace").split("\n") if line]


def _key(line: str) -> str:
    return line.partition("\t")[0].lower()


def _written(repository: Repository) -> str:
    # when it was asked stands last: cut short it only seems long ago
    fields = (
        repository.repo,
        "" if repository.stars is None else str(repository.stars),
        repository.pushed.isoformat() if repository.pushed else "",
        repository.license,
        repository.language,
        repository.state,
        repository.renamed,
        repository.description,
        repository.etag,
        str(int(repository.asked.timestamp())),
    )
    return "\n" + "\t".join(fields)


def _read(line: str) -> Repository | None:
    try:
        repo, stars, pushed, license_, language, state, renamed, description, etag, asked = line.split("\t")
        return Repository(
            repo,
            datetime.fromtimestamp(int(asked), UTC),
            int(stars) if stars else None,
            date.fromisoformat(pushed) if pushed else None,
            license_,
            language,
            state == "archived",
            description,
            state == "gone",
            renamed,
            etag,
        )
    except (ValueError, OverflowError, OSError):  # a damaged line, or one of another version
        return None
