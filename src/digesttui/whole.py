"""Writing files so that a reader finds the old one or the new one, and never a part."""

import os
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from errno import ENOTDIR
from pathlib import Path
from secrets import token_hex

_PREFIX, _SUFFIX = ".digest-tui-", ".part"  # hidden: a folder that is opened as digests shows nothing of it
_ABANDONED = 3600.0  # seconds after which an unfinished file is nobody's any more

Pieces = bytes | Iterable[bytes | memoryview]
"""What to write, whole or one piece after another."""


def replace(path: Path, data: Pieces, *, modified: float | None = None) -> None:
    """Make ``path`` hold ``data``; a kill or a full disk leaves what was there.

    Its folder is made. ``modified`` (seconds of the epoch) becomes its time of modification. Raises ``OSError``, and
    what reading ``data`` raises.
    """
    with _finished_beside(path, data, modified) as finished:
        finished.replace(path)


def create(path: Path, data: Pieces, *, modified: float | None = None) -> None:
    """The same for a file that must not be there yet. Raises ``FileExistsError`` where it is."""
    with _finished_beside(path, data, modified) as finished:
        try:
            path.hardlink_to(finished)  # unlike a rename, never takes another's place
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            if path.exists():
                raise FileExistsError(path) from None
            finished.rename(path)


@contextmanager
def _finished_beside(path: Path, data: Pieces, modified: float | None) -> Iterator[Path]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:  # which would be taken for one about ``path``
        raise NotADirectoryError(ENOTDIR, "a file is where its folder should be") from error
    _sweep(path.parent)
    finished = path.parent / f"{_PREFIX}{token_hex(8)}{_SUFFIX}"
    try:
        with finished.open("xb") as stream:
            stream.writelines((data,) if isinstance(data, bytes) else data)
            stream.flush()
            os.fsync(stream.fileno())
        if modified is not None:
            os.utime(finished, (modified, modified))
        yield finished
    finally:
        finished.unlink(missing_ok=True)
    if os.name == "posix":
        _sync(path.parent)


def _sync(folder: Path) -> None:
    """Have the new name on the disk as well."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _sweep(folder: Path) -> None:
    """Take away what killed processes left."""
    before = time.time() - _ABANDONED
    for left in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        try:
            if left.stat().st_mtime < before:
                left.unlink()
        except FileNotFoundError:
            continue  # another process swept it first
