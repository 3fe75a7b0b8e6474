"""The dialogs that keys open over the main screen; each is loaded when it is first asked for."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from digesttui.tui import choices
from digesttui.tui.bars import CommandClicked

if TYPE_CHECKING:
    from digesttui.tui.browse import BrowseScreen
    from digesttui.tui.prompt import Prompt
    from digesttui.tui.views import Views

NO_WORDS: Mapping[str, int] = MappingProxyType({})
PROMPT = "prompt"
"""The name of a screen that Textual keeps when it is closed."""


class Dialogs:
    """What these keys open over ``screen``."""

    def __init__(self, screen: "BrowseScreen", views: "Views") -> None:
        self._screen = screen
        self._views = views
        self._prompt: Prompt | None = None

    def choose(self, title: str, rows: Sequence[tuple[str, str]], act: Callable[[int], None], at: int = 0) -> None:
        """Let the reader choose a row, and act on it."""
        from digesttui.tui.dialog import chooser

        def chosen(row: int | None) -> None:
            if row is not None:
                act(row)

        app = self._screen.digest_app
        app.push_screen(chooser(title, rows, app.look, app.glyphs, at), chosen)

    def ask(
        self,
        title: str,
        act: Callable[[str], object],
        *,
        text: str = "",
        words: Mapping[str, int] = NO_WORDS,
        comma: str = ",",
        does: str = "keeps",
    ) -> None:
        """Let the reader write a line, beginning with ``text``, and act on it: see ``Prompt``."""
        from digesttui.tui.prompt import Prompt

        def answered(text: str | None) -> None:
            if text is not None:
                act(text)

        app, prompt = self._screen.digest_app, self._prompt
        if prompt is None:
            prompt = self._prompt = Prompt(app.look, app.glyphs)
            app.install_screen(prompt, PROMPT)
        elif prompt in app.screen_stack:
            prompt = Prompt(app.look, app.glyphs)
        prompt.ask(title, text, words, comma=comma, does=does)
        prompt.dress(app.look)
        app.push_screen(prompt, answered)

    def sort(self) -> None:
        """Choose the order of the list."""
        screen, orders = self._screen, list(choices.ORDERS)
        current, reverse = choices.order_of(screen.filter_text)

        def chosen(row: int) -> None:
            screen.filtering.set(choices.ordered(screen.filter_text, orders[row]))

        rows = [(name, told + ", reversed" * (reverse and name == current)) for name, told in choices.ORDERS.items()]
        self.choose("Sort", rows, chosen, orders.index(current) if current in orders else 0)

    def digests(self) -> None:
        """What was read from each file, and what was skipped."""
        from digesttui.tui.digests import Digests

        def chosen(name: str | None) -> None:
            if name is not None:
                screen.showing.look_at(name)

        screen, app, collection = self._screen, self._screen.digest_app, self._screen.collection
        app.push_screen(
            Digests(collection.store.digests, collection.problems, screen.scope, app.look, app.glyphs), chosen
        )

    def help(self) -> None:
        """The keys."""
        from digesttui.tui.dialog import reader
        from digesttui.tui.help import HelpPage

        app = self._screen.digest_app
        app.push_screen(reader("Keys", HelpPage(app.commands, app.look, app.glyphs), app.look, app.glyphs))

    def commands(self) -> None:
        """Find a command or a saved view by name."""
        from digesttui.tui.palette import Palette, command_for

        def chosen(row: int | None) -> None:
            if row is None:
                return
            if row < len(app.commands):
                self._screen.post_message(CommandClicked(app.commands[row].id))
            else:
                self._views.open(row - len(app.commands))

        app = self._screen.digest_app
        offered = [*app.commands, *map(command_for, self._views.all())]
        app.push_screen(Palette(offered, app.look, app.glyphs), chosen)

    def triage(self) -> None:
        """The unread papers of the list, one at a time."""
        from digesttui.tui.marks import NOT_OPEN
        from digesttui.tui.triage import Triage, waiting

        screen = self._screen
        queue = waiting(screen.collection, screen.positions) if screen.marks.known else []
        if not queue:
            screen.say("nothing here waits for a decision" if screen.marks.known else NOT_OPEN)
            return
        triage = Triage(
            screen.collection, screen.marks, queue, screen.showing.result.spans, screen.showing.digest_title
        )
        screen.digest_app.push_screen(triage, lambda _: screen.showing.show())
