"""Opening, copying, cloning: things done outside, each in a thread of its own, whose answer comes back as a message."""

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING, cast

from textual.app import SuspendNotSupported
from textual.message import Message
from textual.screen import Screen

from digesttui.errors import DigestError
from digesttui.model import Link

if TYPE_CHECKING:
    from digesttui.tui.app import DigestApp


class Answered(Message):
    """Something done outside has an answer: one sentence. It is ``lasting`` where another will follow."""

    def __init__(self, sentence: str, *, lasting: bool = False) -> None:
        super().__init__()
        self.sentence = sentence
        self.lasting = lasting


class Outside:
    """The world outside, as ``screen`` sees it: browsers and clipboards may take their time, the screen does not."""

    def __init__(self, screen: Screen[None]) -> None:
        self._screen = screen
        self._cancel: Event | None = None

    def open(self, *urls: str) -> None:
        """Open ``urls`` in the browser, up to the first that fails."""
        from digesttui import actions

        page = self._app.page

        def deed() -> str:
            *_, last = [actions.open_url(url, page=page) for url in urls]
            return last if len(urls) == 1 else f"{len(urls)} links, the last {last}"

        self.do(deed)

    def copy(self, text: str) -> None:
        """Copy ``text`` to the clipboard."""
        self.do(lambda: self.copied(text))

    def copied(self, text: str) -> str:
        """Copy ``text`` to the clipboard, at once and in this thread; say where it went. Raises ``ActionFailed``."""
        from digesttui import actions

        return actions.copy(text, terminal=self._app.copy_to_clipboard, page=self._app.page)

    @property
    def _app(self) -> "DigestApp":
        return cast("DigestApp", self._screen.app)

    def clone(self, wanted: Sequence[Link], into: Path, *, done: Callable[[], object]) -> None:
        """Clone repositories, telling how far it is; asked again while it runs, stop it.

        ``done`` is called at the end, in the thread.
        """
        from digesttui import actions

        if self.is_cloning:
            self.stop()
            return
        cancel = self._cancel = Event()

        def progress(how_far: str) -> None:
            self._screen.post_message(Answered(f"Cloning, c stops it: {how_far}", lasting=True))

        def deed() -> str:
            try:
                results = actions.clone_all(wanted, into, progress=progress, cancel=cancel)
            finally:
                self._cancel = None
                done()
            [first, *more] = results
            return f"{first.path}: {first.state}" if not more and not first.why else actions.summary(results)

        self.do(deed, to_its_end=True)

    @property
    def is_cloning(self) -> bool:
        """Whether repositories are being cloned."""
        return self._cancel is not None

    def stop(self) -> None:
        """Clone no more: what is not whole is taken away."""
        if (cancel := self._cancel) is not None:
            cancel.set()

    def _tell(self, sentence: str) -> None:
        self._screen.post_message(Answered(sentence))

    def in_terminal(self, deed: Callable[[], str]) -> None:
        """Do it with the terminal, which the screen leaves meanwhile."""
        try:
            with self._screen.app.suspend():
                sentence = deed()
        except SuspendNotSupported:
            sentence = "this needs a terminal"
        except DigestError as error:
            sentence = str(error)
        self._tell(sentence)

    def do(self, deed: Callable[[], str], *, to_its_end: bool = False) -> None:
        """Do it in a thread; the sentence that ``deed`` gives, or its ``DigestError``, is the answer.

        A program that is left waits for it where it is done ``to_its_end``.
        """

        def told() -> None:
            try:
                sentence = deed()
            except DigestError as error:
                sentence = str(error)
            self._tell(sentence)

        Thread(target=told, name="deed", daemon=not to_its_end).start()
