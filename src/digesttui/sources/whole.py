"""Writing files so that a reader finds the old one or the new one, and never a part."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from errno import ENOTDIR
from pathlib import Path
from secrets import token_hex

_PREFIX, _SUFFIX = ".", ".part"  # hidden: a folder that is opened as digests shows nothing of it
_ABANDONED = 3600.0  # seconds after which an unfinished file is nobody's any more


def replace(path: Path, data: bytes, *, modified: float | None = None) -> None:
    """Make ``path`` hold ``data``; a kill or a full disk leaves what was there.

    ``modified`` (seconds of the epoch) becomes its time of modification. Raises ``OSError``.
    """
    with _finished_beside(path, data, modified) as finished:
        finished.replace(path)


def create(path: Path, data: bytes, *, modified: float | None = None) -> None:
    """The same for a file that must not be there yet. Raises ``FileExistsError`` where it is."""
    with _finished_beside(path, data, modified) as finished:
        try:
            os.link(finished, path)  # unlike a rename, never takes another's place
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            if path.exists():
                raise FileExistsError(path) from None
            finished.rename(path)
        else:
            finished.unlink()


@contextmanager
def _finished_beside(path: Path, data: bytes, modified: float | None) -> Iterator[Path]:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:  # which would be taken for one about ``path``
        raise NotADirectoryError(ENOTDIR, "a file is where its folder should be") from error
    _sweep(path.parent)
    finished = path.parent / f"{_PREFIX}{token_hex(8)}{_SUFFIX}"
    try:
        with finished.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if modified is not None:
            os.utime(finished, (modified, modified))
        yield finished
    except BaseException:
        finished.unlink(missing_ok=True)
        raise


def _sweep(folder: Path) -> None:
    """Take away what killed processes left."""
    before = time.time() - _ABANDONED
    for left in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        try:
            if left.stat().st_mtime < before:
                left.unlink()
        except FileNotFoundError:
            continue  # another process swept it first
