"""What can go wrong, told in one line that a person can act on.

    DigestError
    ├── InputError          a file, folder or stream that cannot be read as digests
    ├── LinkRefused         a link that may not be opened or cloned
    ├── ActionFailed        the world outside said no: no browser, no clipboard, git failed
    │   └── AlreadyThere    a file that is not to be replaced unless the reader says so
    ├── FetchFailed         a site did not answer, or not with a digest
    ├── LibraryError        the reader's own data cannot be read or written
    └── ConfigError         a mistake in the configuration

A mistake in a filter is not an exception: the part that parsed is applied (see ``digesttui.query``).
"""

from pathlib import Path


class DigestError(Exception):
    """An error whose text is one line: what, where, and what would help."""


class InputError(DigestError):
    """A file, folder or stream that holds no digest.

    ``name`` is the file as the reader called it, ``place`` a line or byte where one is known.
    """

    def __init__(self, name: str, reason: str, *, place: str = "", remedy: str = "") -> None:
        where = f"{name}, {place}" if place else name
        super().__init__(f"{where}: {reason}" + (f"; {remedy}" if remedy else ""))
        self.name = name
        self.reason = reason
        self.place = place
        self.remedy = remedy


class LinkRefused(DigestError):
    """A link that may not be opened or cloned, and why."""


class ActionFailed(DigestError):
    """The world outside said no."""


class AlreadyThere(ActionFailed):
    """A file is there that is not to be replaced unless the reader says so; nothing was written."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: exists already")


class FetchFailed(DigestError):
    """A site did not answer, or not with a digest."""


class LibraryError(DigestError):
    """The reader's own data cannot be read or written."""


class ConfigError(DigestError):
    """A mistake in the configuration, with its file and key."""
