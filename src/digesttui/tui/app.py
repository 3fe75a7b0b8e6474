"""The Textual application: themes, keys, and the way in and out."""

import asyncio
import contextlib
import gc
import os
import signal
import sys
from functools import partial
from typing import ClassVar, Protocol, Self, cast

from rich.console import RenderableType
from textual import events
from textual.app import App
from textual.binding import BindingType

from digesttui.collection import Collection
from digesttui.config import folders
from digesttui.errors import LibraryError
from digesttui.tui import commands
from digesttui.tui.bindings import bindings, keymap
from digesttui.tui.browse import BrowseScreen
from digesttui.tui.commands import Command
from digesttui.tui.field import Field
from digesttui.tui.keysets import commands_of
from digesttui.tui.painting import Painter
from digesttui.tui.session import NEW, Session
from digesttui.tui.splash import Splash
from digesttui.tui.theme import ASCII, LOOKS, OTHER_GROUND, THEMES, UNICODE, Glyphs, Look

SIGNALS = {"SIGINT": 130, "SIGTERM": 143, "SIGHUP": 129}


class Dressed(Protocol):
    """Every screen of ours."""

    def dress(self, look: Look) -> None:
        """Put on these colours."""


class DigestApp(App[None], inherit_bindings=False):
    """One ``BrowseScreen`` over a collection."""

    TITLE = "digest-tui"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = bindings(commands.COMMANDS, "anywhere")

    def __init__(
        self,
        collection: Collection,
        *,
        filter_text: str = "",
        theme: str = "ink",
        ascii_only: bool = False,
        left: Session = NEW,
        before: Splash | None = None,
        on_page: bool = False,
    ) -> None:
        from digesttui.tui import page, terminal

        super().__init__(driver_class=page.driver() if on_page else terminal.driver(before))
        self.page = page.Page(self) if on_page else None
        self.before = before
        self.picture = ""
        self.commands = commands_of(collection.settings)
        self.ascii_only = ascii_only
        self._leaving = False
        self._early: list[events.InputEvent] | None = [] if before else None
        self._can_filter = False
        self.animation_level = "none"
        self.painter = Painter(self)
        self.browse = BrowseScreen(collection, filter_text, left)
        for one in THEMES:
            self.register_theme(one)
        self.theme = theme
        if self.commands != commands.COMMANDS:
            self.set_keymap(keymap(self.commands))

    @property
    def look(self) -> Look:
        """The styles of the theme in use."""
        return LOOKS.get(self.theme, LOOKS["ink"])

    @property
    def glyphs(self) -> Glyphs:
        """The characters to draw with."""
        return ASCII if self.ascii_only else UNICODE

    def command(self, id_: str) -> Command:
        """The command of that id."""
        return next(command for command in self.commands if command.id == id_)

    def get_default_screen(self) -> BrowseScreen:
        """The main screen."""
        return self.browse

    async def on_event(self, event: events.Event) -> None:
        """Answer each key before the next is looked at.

        Textual sends keys on their way through the widgets and looks at the next meanwhile: of ``/quiet`` typed at
        once, the ``q`` would still reach the list.
        """
        if isinstance(event, events.InputEvent):
            if self._leaving:
                return
            if self._early is not None:
                self._early.append(event)
                if self._can_filter:
                    await self._answer_filtering()
                return
        await self._answer(event)

    async def _answer(self, event: events.Event) -> None:
        if isinstance(event, events.Key) and not event.is_forwarded and await self._answered(event):
            return
        await super().on_event(event)

    def refresh(self, *, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Paint anew. When a screen comes or goes, none of the others has to be laid out: they lie over each other."""
        return super().refresh(repaint=repaint, recompose=recompose)

    @property
    def filters_early(self) -> bool:
        """Whether a filter was typed before there was anything to answer it with, and waits."""
        return any(map(self._is_for_filtering, (self._early or [])[:1]))

    def begin(self) -> None:
        """Answer the keys that were typed before there was anything to answer them with, and from now on each."""
        if self._early is not None:
            self.call_next(self._answer_early)

    def begin_filtering(self) -> None:
        """Answer the first of these keys as long as they are for the filter, which need not wait for what the library
        says of the papers."""
        self._can_filter = True
        self.call_next(self._answer_filtering)

    async def _answer_early(self) -> None:
        early, self._early = self._early or [], None
        for event in early:
            await self._answer(event)

    async def _answer_filtering(self) -> None:
        while self._early and self._is_for_filtering(self._early[0]):
            await self._answer(self._early.pop(0))
            self.browse.unveil()

    def _is_for_filtering(self, event: events.InputEvent) -> bool:
        if not isinstance(event, events.Key):
            return False
        if self.browse.field:
            return event.is_printable
        return not {event.key, event.character}.isdisjoint(self.command("filter").keys)

    async def _answered(self, event: events.Key) -> bool:
        field = getattr(self.screen, "field", None)
        if await self._check_bindings(event.key, priority=True):
            return True
        if isinstance(field, Field) and field.take(event):
            return True
        self.browse.filtering.settle()
        return await self._check_bindings(event.key)

    def on_load(self) -> None:
        """Leave in order when told to from outside, from before the driver has the terminal: stock Textual leaves it
        broken, and what asyncio would cancel may be a task that does not mind."""
        loop = asyncio.get_running_loop()
        for name, code in SIGNALS.items():
            # there are no such signals, or no handlers for them, on Windows and off the main thread
            with contextlib.suppress(AttributeError, NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(getattr(signal, name), partial(self._leave, code))

    def _leave(self, code: int) -> None:
        """Leave now, whatever keys are waiting."""
        self._leaving = True
        self.exit(return_code=code)

    def exit(self, result: None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Leave, and remember how the main screen looks now."""
        if self.before is not None and self.screen_stack[-1:] == [self.browse]:
            self.picture = self.browse.picture()
        super().exit(result, return_code, message)

    def action_turn_theme(self) -> None:
        """From dark to light and back; the terminal's own colours are its own choice."""
        if self.theme not in OTHER_GROUND:
            self.browse.say("these are your terminal's own colours; --theme gives others")
            return
        self.theme = OTHER_GROUND[self.theme]
        for screen in cast(list[Dressed], self.screen_stack):  # dialogs too, which most starts never import
            screen.dress(self.look)


def theme_for(wanted: str | None, environment: "os._Environ[str] | dict[str, str]") -> str:
    """The theme to start with: no colour where the reader or the terminal wants none, else ``wanted``, else ink."""
    if environment.get("NO_COLOR") or environment.get("TERM") == "dumb":
        return "mono"
    return wanted or ("ansi" if environment.get("TERM") == "linux" else "ink")


def run(
    collection: Collection,
    *,
    filter_text: str = "",
    theme: str | None = None,
    ascii_only: bool = False,
    fresh: bool = False,
    before: Splash | None = None,
    on_page: bool = False,
) -> int:
    """Show the screen until the reader leaves; return the exit code (128+n when signal n ended it).

    It goes on as it was left the last time, unless ``fresh``; ``before`` is on the screen already. ``on_page`` says
    that the screen is not in a terminal but on a page of a browser.
    """
    from digesttui.library import session
    from digesttui.tui.terminal import keyboard_on_terminal

    if not on_page:
        keyboard_on_terminal()
    state = folders().state
    left = NEW if fresh else Session.restored(session.load(state))
    configured = theme_for(theme or collection.settings.theme, os.environ)
    app = DigestApp(
        collection,
        filter_text=filter_text,
        theme=configured if theme or configured == "mono" else left.theme or configured,
        ascii_only=ascii_only or collection.settings.ascii or os.environ.get("TERM") == "dumb",
        left=left,
        before=before,
        on_page=on_page,
    )
    if app.console.is_dumb_terminal:  # Rich takes each for one of 80 × 25, and the layout would never come to rest
        app.console.size = os.get_terminal_size(sys.stdout.fileno())
    # what is imported stays: looking through it for garbage would cost 30 ms in the midst of a key; and few objects
    # of a key are in cycles, so garbage is looked for every few keys instead of twice at each
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
    gc.enable()
    app.run()
    with contextlib.suppress(LibraryError):  # every change is on the disk already
        collection.close()
    with contextlib.suppress(LibraryError):  # nothing but the place is lost, and there is no screen left to say so on
        session.save(state, app.browse.session(None if app.theme == configured else app.theme).kept())
    if before is not None and app.picture:
        with contextlib.suppress(OSError):
            before.keep(app.picture)
    # interrupted before it could say how it leaves
    return SIGNALS["SIGINT"] if app.return_code is None else app.return_code
