"""The keys for the code of papers: clone it, know more of it, use what was cloned."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from textual.message import Message

from digesttui.model import Link
from digesttui.tui.outside import Outside

if TYPE_CHECKING:
    from digesttui.tui.browse import BrowseScreen


class ClonesFound(Message):
    """Someone looked which repositories are in the folder for clones: ``owner/name`` in lower case, and where."""

    def __init__(self, clones: Mapping[str, Path]) -> None:
        super().__init__()
        self.clones = clones


class Coding:
    """What these keys do on ``screen``. ``clones`` are the repositories that were there at the last look."""

    def __init__(self, screen: "BrowseScreen") -> None:
        self._screen = screen
        self._outside = Outside(screen)
        self.clones: dict[str, Path] = {}

    @property
    def _into(self) -> Path:
        return self._screen.collection.settings.clone_into

    @property
    def _in_hand(self) -> Sequence[Link]:
        store = self._screen.collection.store
        return [code for position in self._screen.in_hand if (code := store.paper(position).code)]

    def look(self) -> None:
        """See in a thread what was cloned."""
        Thread(target=self._look, name="clones", daemon=True).start()

    def _look(self) -> None:
        from digesttui import actions

        self._screen.post_message(ClonesFound(actions.clones(self._into)))

    def found(self, clones: Mapping[str, Path]) -> None:
        """Mark these as cloned."""
        if clones != self.clones:
            self.clones.clear()
            self.clones.update(clones)
            self._screen.show()

    def clone(self) -> None:
        """Clone the code of the selection, or of the highlighted paper."""
        if wanted := self._in_hand:
            self._outside.clone(wanted, self._into, done=self._look)
        else:
            self._screen.say("No repository is named here; O shows other links")
