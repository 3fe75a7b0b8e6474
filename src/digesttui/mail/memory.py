"""Which papers of a view a recipient has had, so that none comes twice and none is left out.

One small JSON file for each recipient and view, written whole or not at all. It holds what papers are known by
(identifier and key of the title), not what they say.
"""

import json
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

from digesttui.errors import DigestError, LibraryError
from digesttui.export.files import write_whole
from digesttui.library.state import PaperKey
from digesttui.model import Paper

_VERSION = 1


class Memory:
    """What ``recipient`` has had of the view ``view``, whose filter is ``filter_text``; nothing is read before
    ``recall``.

    ``mails`` counts the mails sent. A view whose filter was changed begins anew, as far as older papers go.
    """

    def __init__(self, folder: Path, recipient: str, view: str, filter_text: str) -> None:
        self.recipient = recipient.casefold()
        self.view = view
        self.filter_text = filter_text
        self.path = folder / f"{_digest(self.recipient, view)}.json"
        self.mails = 0
        self._begins = True
        self._keys: set[PaperKey] = set()
        self._ids: set[str | None] = set()
        self._titles: dict[int, bool] = {}

    def recall(self) -> "Memory":
        """Read what was kept. Raises ``LibraryError`` for a file that cannot be read: guessing would send twice."""
        if not self.path.exists():
            return self
        try:
            kept: dict[str, Any] = json.loads(self.path.read_bytes())
            if kept["version"] != _VERSION:
                raise ValueError(f"its version is {kept['version']}")
            self.mails = int(kept["mails"])
            self._begins = kept["filter"] != self.filter_text
            self._learn(PaperKey(None if id_ is None else str(id_), int(title, 16)) for id_, title in kept["sent"])
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise LibraryError(
                f"{self.path}: cannot be read ({error}); delete it to begin anew, with the newest day's papers"
            ) from error
        return self

    def new(self, papers: Sequence[Paper]) -> list[Paper]:
        """Those of ``papers`` that were not sent yet; of a view that begins, only the newest day's (and undated)."""
        unsent = [paper for paper in papers if not self._holds(PaperKey.of(paper))]
        if not self._begins:
            return unsent
        newest = max((paper.date for paper in papers if paper.date), default=None)
        return [paper for paper in unsent if paper.date in (newest, None)]

    def begin(self, papers: Iterable[Paper], chosen: Iterable[Paper]) -> None:
        """Keep what is known before anything is sent, to learn whether it can be kept.

        For a view that begins, all of ``papers`` but the ``chosen`` count as known: they will never be sent.
        """
        if self._begins:
            to_come = {PaperKey.of(paper) for paper in chosen}
            self._learn(key for paper in papers if (key := PaperKey.of(paper)) not in to_come)
            self._begins = False
        self._keep()

    def sent(self, papers: Iterable[Paper]) -> None:
        """Remember that ``papers`` were sent."""
        self._learn(map(PaperKey.of, papers))
        self.mails += 1
        try:
            self._keep()
        except DigestError as error:
            raise LibraryError(f"{error}; the mail was sent, and the next will hold the same papers again") from error

    def _learn(self, keys: Iterable[PaperKey]) -> None:
        for key in keys:
            self._keys.add(key)
            self._ids.add(key.id)
            self._titles[key.title] = self._titles.get(key.title, False) or key.id is None

    def _holds(self, key: PaperKey) -> bool:
        """Whether the paper was sent, if under its title alone; the same title under another id is another paper."""
        if key.id is None:
            return key.title in self._titles
        return key.id in self._ids or self._titles.get(key.title, False)

    def _keep(self) -> None:
        sent = sorted((key.id or "", f"{key.title:016x}") for key in self._keys)
        kept = {
            "version": _VERSION,
            "to": self.recipient,
            "view": self.view,
            "filter": self.filter_text,
            "mails": self.mails,
            "sent": [(id_ or None, title) for id_, title in sent],
        }
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryError(f"{self.path.parent}: cannot be made, {error.strerror}") from error
        write_whole(self.path, json.dumps(kept, ensure_ascii=False) + "\n", force=True)


def _digest(*texts: str) -> str:
    return blake2b("\0".join(texts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
