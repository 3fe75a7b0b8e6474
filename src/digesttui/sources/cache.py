"""Answers of sites, kept as files that may be deleted at any time.

One file an answer: a line of JSON that says what it is, and the body as it came. The line holds a digest of the
body, so that a damaged file is noticed; such a file counts as none.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from pathlib import Path
from typing import Any

from digesttui import whole

SUFFIX = ".answer"


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it was kept. ``fetched`` is when the site last vouched for it; ``etag`` and ``modified`` are
    the site's own marks, empty where it gave none."""

    body: bytes
    type: str
    fetched: datetime
    etag: str = ""
    modified: str = ""


class Cache:
    """Answers in ``folder``, at most ``limit`` bytes in all: the oldest go first."""

    def __init__(self, folder: Path, limit: int = 200_000_000) -> None:
        self.folder = folder
        self.limit = limit
        self._size: int | None = None

    def read(self, address: str) -> Kept | None:
        """The answer kept for ``address``; None where there is none, or a damaged one."""
        try:
            head, _, body = self._file(address).read_bytes().partition(b"\n")
            facts: dict[str, Any] = json.loads(head)
            if facts["address"] != address or facts["digest"] != _digest(body):
                return None
            fetched = datetime.fromisoformat(facts["fetched"]).astimezone(UTC)
            return Kept(body, str(facts["type"]), fetched, str(facts["etag"]), str(facts["modified"]))
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def write(self, address: str, kept: Kept) -> None:
        """Keep an answer, whole or not at all. Raises ``OSError``."""
        head = json.dumps(
            {
                "address": address,
                "type": kept.type,
                "fetched": kept.fetched.isoformat(),
                "etag": kept.etag,
                "modified": kept.modified,
                "digest": _digest(kept.body),
            }
        )
        data = head.encode() + b"\n" + kept.body
        self._make_room(len(data))
        whole.replace(self._file(address), data)

    def _file(self, address: str) -> Path:
        return self.folder / (_digest(address.encode()) + SUFFIX)

    def _make_room(self, size: int) -> None:
        if self._size is None or self._size + size > self.limit:
            found = [(file.stat(), file) for file in self.folder.glob(f"*{SUFFIX}")]
            files = sorted((status.st_mtime, status.st_size, file) for status, file in found)
            self._size = sum(held for _, held, _ in files)
            for _, held, file in files:
                if self._size + size <= self.limit:
                    break
                file.unlink(missing_ok=True)
                self._size -= held
        self._size += size


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()
