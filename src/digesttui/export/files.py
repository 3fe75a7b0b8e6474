"""Exports on the disk: whole or not at all, and never over another file by accident."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from digesttui import whole
from digesttui.errors import ActionFailed, AlreadyThere


def write_whole(path: Path, pieces: str | Iterable[str], *, force: bool = False) -> None:
    """Write text to ``path`` so that at any moment, even after a kill, it holds all of it or what it held before.

    Raises ``AlreadyThere`` for an existing file unless ``force``, ``ActionFailed`` where it cannot be written.
    """
    target = path.resolve()  # a link keeps pointing where it does
    data = _encoded(pieces)
    try:
        target.parent.stat()  # a folder that is not there is a slip of the pen, not one to make
        if target.exists() and not target.is_file():
            _pour(data, target)
        elif force:
            whole.replace(target, data)
        elif target.exists():
            raise FileExistsError
        else:
            whole.create(target, data)
    except FileExistsError:
        raise AlreadyThere(path) from None
    except OSError as error:
        raise ActionFailed(f"{path}: cannot be written, {(error.strerror or str(error)).lower()}") from error


def _encoded(pieces: str | Iterable[str]) -> Iterator[bytes]:
    return (piece.encode("utf-8", "replace") for piece in ((pieces,) if isinstance(pieces, str) else pieces))


def _pour(data: Iterable[bytes], target: Path) -> None:
    """Into a pipe or a device, which have nothing to keep; a folder says that it is one."""
    with target.open("wb") as file:
        file.writelines(data)
