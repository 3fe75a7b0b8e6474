"""The running program as a person meets it: its digests, its screen, the world outside."""

import asyncio
import time
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager

from textual import events
from textual.keys import _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot

from digesttui.tui.app import DigestApp
from digesttui.tui.browse import BrowseScreen

MARCH = [
    ("Sparse Experts at Scale", "Routing each token to a few experts keeps the cost low while a model grows. "
     "The gate learns with the rest and drops what overflows. Code: https://github.com/example-lab/sparse-experts"),
    ("A Survey of Bayesian Networks", "Two decades of graphical models are gathered here, with a word on which of "
     "the many claims have held up, and on what remains open for the next two."),
    ("Tiny Gates for Mixture of Experts", "A gate of one layer is enough. We show it on $\\mathcal{O}(n^2)$ tasks "
     "and explain why more depth only slows training down. See https://tiny-gates.github.io for a project page."),
    ("Reading Maps with Vision Models", "Street maps are harder than photographs: little texture, much text. A "
     "dataset of 5,000 maps and three baselines. Data and code at https://github.com/example-lab/maps and a demo "
     "at https://huggingface.co/spaces/example/maps"),
    ("[/INST] [@click=app.quit] Markup in Titles", "Nothing here is a command: [bold]not bold[/bold], and a title "
     "may say [RETRACTED] without harm to anybody who reads it."),
    ("漢字の長い題名をどう表示するか A Study of Wide Characters", "Wide characters take two cells each, which every "
     "list must know before it cuts a title short at its right end."),
]  # fmt: skip
SEPTEMBER = [
    ("Diffusion Without Clocks", "The network need not be told the time. Dropping that input lets results be kept "
     "and asked for again, which saves most of the calls."),
    ("Sparse Experts at Scale", MARCH[0][1]),
    ("Learning to Stop", "When is an answer good enough? A small head on top of a frozen model decides, and halves "
     "the length of what is written without a loss anybody noticed."),
]  # fmt: skip


def page(day: str, papers: Sequence[tuple[str, str]]) -> str:
    """A saved page: furniture, date, then titles and abstracts in turn."""
    return "\n\n".join(["new", "Daily Papers", day, *(part for paper in papers for part in paper)]) + "\n"


class Screen:
    """The running program, and what a person sees of it."""

    def __init__(self, app: DigestApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def browse(self) -> BrowseScreen:
        """The main screen."""
        return self.app.browse

    async def press(self, *keys: str) -> None:
        """Press keys one after another, and let the screen settle."""
        for key in keys:
            self._send(key)
            await self.pilot._wait_for_screen()  # Textual's own way of pressing sleeps 40 ms at each key
        await self.pilot.pause()

    def _send(self, key: str) -> None:
        name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
        character: str | None
        try:
            character = unicodedata.lookup(_get_unicode_name_from_key(name))
        except KeyError:
            character = key if len(key) == 1 else None
        event = events.Key(name, character)
        event.set_sender(self.app)
        assert self.app._driver is not None
        self.app._driver.send_message(event)

    async def type(self, text: str) -> None:
        """Type text, letter by letter."""
        await self.press(*("space" if letter == " " else letter for letter in text))

    @property
    def rows(self) -> list[str]:
        """The screen, row by row, as text."""
        screen = self.app.screen
        return [strip.text.rstrip() for strip in screen._compositor.render_strips(self.app.size)]

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.rows)

    @property
    def colours(self) -> set[str]:
        """Those of all text on the screen."""
        strips = self.app.screen._compositor.render_strips(self.app.size)
        styles = [segment.style for strip in strips for segment in strip if segment.text.strip()]
        return {style.color.name for style in styles if style is not None and style.color is not None}

    @property
    def title(self) -> str:
        """The highlighted paper's title."""
        paper = self.browse.paper
        return paper.title if paper else ""

    @property
    def titles(self) -> list[str]:
        """The titles in the list."""
        return [self.browse.collection.store.title(position) for position in self.browse.showing.result.positions]

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something is true, for twenty seconds at most: machines may be slow."""
        end = time.monotonic() + 20
        while not holds():
            assert time.monotonic() < end, f"it never came true; the screen:\n{self.text}"
            await asyncio.sleep(0.01)


class Outside:
    """A browser and a clipboard that only write down what they are given."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.copied: list[str] = []

    def open_url(self, url: str, *, page: None) -> str:
        self.opened.append(url)
        return f"opened: {url}"

    def copy(self, text: str, *, terminal: Callable[[str], None], page: None) -> str:
        self.copied.append(text)
        return "copied"


Opened = Callable[..., AbstractAsyncContextManager[Screen]]
