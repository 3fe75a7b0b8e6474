"""Files written whole or not at all."""

import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from digesttui.errors import ActionFailed


def write_whole(path: Path, pieces: str | Iterable[str], *, force: bool = False) -> None:
    """Write text to ``path`` so that at any moment, even after a kill, it holds all of it or what it held before.

    An existing file is refused unless ``force``. Raises ``ActionFailed``.
    """
    target = path.resolve()  # a link keeps pointing where it does
    pieces = (pieces,) if isinstance(pieces, str) else pieces
    partial = target.with_name(f".digest-tui-{secrets.token_hex(6)}.part")
    try:
        if target.exists() and not target.is_file():
            _write(target, pieces)  # a pipe or a device has nothing to keep; a folder says that it is one
        elif target.exists() and not force:
            raise FileExistsError
        else:
            _write(partial, pieces)
            _put(partial, target, force=force)
    except FileExistsError:
        raise ActionFailed(f"{path}: exists already; --force replaces it") from None
    except OSError as error:
        raise ActionFailed(f"{path}: cannot be written, {(error.strerror or str(error)).lower()}") from error
    finally:
        partial.unlink(missing_ok=True)


def _write(path: Path, pieces: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
        file.writelines(pieces)
        file.flush()
        if path.is_file():
            os.fsync(file.fileno())


def _put(partial: Path, target: Path, *, force: bool) -> None:
    """Give the finished file its name; without ``force`` in a way that cannot replace one that has just come."""
    try:
        if not force:
            target.hardlink_to(partial)
    except FileExistsError:
        raise
    except OSError:
        force = True  # a file system without hard links
    if force:
        partial.replace(target)
    if os.name == "posix":
        _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
