"""Keeping what the reader changed, beside the screen.

A change is on the disk before it is shown. It has a thread of its own, and a frame's time to finish in: then the
next key finds it done. One of very many papers takes longer; the screen goes on meanwhile, and further changes wait
for their turn.
"""

from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

from textual.message import Message

from digesttui.errors import DigestError
from digesttui.tui.marks import Marks

if TYPE_CHECKING:
    from digesttui.tui.browse import BrowseScreen

FRAME = 0.012
"""Seconds that a key waits for its change to be kept."""
LOOK_AGAIN = 0.02
"""Seconds between two looks at one that takes longer."""
SOON = 5
"""Looks after which the reader is told that it takes longer."""
LONG = "being kept …"

Deed = Callable[[], str]
"""A change of the library; it gives what there is to say, perhaps nothing, or raises ``DigestError``."""
Say = Callable[[str], object]


class Remembered(Message):
    """The library was opened, or could not be: ``told`` says what the reader should know."""

    def __init__(self, told: Sequence[str]) -> None:
        super().__init__()
        self.told = told


class Keeping:
    """The library at work, one change after the other, and ``screen`` shown what comes of it."""

    def __init__(self, screen: "BrowseScreen", marks: Marks) -> None:
        self._screen = screen
        self._marks = marks
        self._remembering: Thread | None = None
        self._thread: Thread | None = None
        self._waiting: deque[tuple[Deed, Say, int]] = deque()

    @property
    def works(self) -> bool:
        """Whether a thread looks at the collection, which must not change meanwhile."""
        remembering = self._remembering is not None and self._remembering.is_alive()
        return remembering or self._thread is not None

    def remember(self) -> None:
        """Open the library, or look again, in a thread."""
        self._remembering = Thread(
            target=lambda: self._screen.post_message(Remembered(self._marks.remember())), name="library", daemon=True
        )
        self._remembering.start()

    def keep(self, deed: Deed, say: Say | None = None, *, is_long: bool = False) -> None:
        """Do it once what came before is done; tell at once that it is being done where it ``is_long``."""
        self._waiting.append((deed, say or self._screen.say, SOON if is_long else 0))
        if self._thread is None:
            self._begin()

    def _begin(self) -> None:
        deed, say, looks = self._waiting.popleft()
        told: list[str] = []

        def do() -> None:
            try:
                told.append(deed())
                self._marks.prepare()
            except DigestError as error:
                told.append(str(error))

        self._thread = Thread(target=do, name="keeping", daemon=True)
        self._thread.start()
        self._thread.join(FRAME)
        self._finish(told, say, looks)

    def _finish(self, told: Sequence[str], say: Say, looks: int) -> None:
        if self._thread is not None and self._thread.is_alive():
            if looks == SOON:
                say(self._screen.digest_app.glyphs.own(LONG))
            self._screen.set_timer(LOOK_AGAIN, partial(self._finish, told, say, looks + 1))
            return
        self._thread = None
        self._screen.showing.show_marks(self._marks.follow())
        if told and (told[0] or looks > SOON):
            say(told[0])
        if self._waiting:
            self._begin()

    def look(self) -> None:
        """Show what other windows changed."""
        if self._thread is None:
            try:
                self._screen.showing.show_marks(self._marks.follow(others=True))
            except DigestError as error:
                self._screen.say(str(error))

    def stop(self) -> None:
        """Keep what is still waiting, for nobody is left to be told that it was not."""
        if self._thread is not None:
            self._thread.join()
        for deed, *_ in self._waiting:
            with suppress(DigestError):
                self._marks.follow()
                deed()
        self._waiting.clear()
