"""Saved views: filters with a name, what is unread in each, and a name for the filter in use."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from digesttui.errors import ConfigError, LibraryError
from digesttui.text import clean, one_line

if TYPE_CHECKING:
    from digesttui.tui.browse import BrowseScreen

NONE = "no filter has a name yet: type one, and w gives it a name"


@dataclass(frozen=True, slots=True)
class View:
    """A saved view: its ``name`` as a filter writes it, and what it ``holds``: counts, then its filter."""

    name: str
    holds: str


class Views:
    """What ``w`` and the command palette do with saved views on ``screen``."""

    def __init__(self, screen: "BrowseScreen") -> None:
        self._screen = screen

    def all(self) -> list[View]:
        """Every view, in the order of the configuration."""
        from digesttui.query.views import written

        saved = self._screen.collection.settings.views.items()
        return [View(one_line(clean(written(name))), self._holds(written(name), text)) for name, text in saved]

    def _holds(self, name: str, text: str) -> str:
        return "   ".join([*self._counts(name), one_line(clean(text))])

    def _counts(self, name: str) -> Iterator[str]:
        collection = self._screen.collection
        if self._screen.reading.answers(name):
            papers = f"{collection.count(name):,}"
            known = self._screen.marks.known
            yield f"{collection.count(f'{name} is:unread'):,} unread of {papers}" if known else papers

    def open(self, row: int) -> None:
        """Show a view; one that asks for what is new asks from now on for what came since it was shown before."""
        from digesttui.query.views import written

        name = list(self._screen.collection.settings.views)[row]
        try:
            self._screen.collection.look(name)
        except LibraryError as error:
            self._screen.say(str(error))
        self._screen.filtering.set(written(name))

    def choose(self) -> None:
        """Choose among the views, or give the filter in use a name."""
        views, text = self.all(), self._screen.filter_text.strip()
        rows = [(view.name, view.holds) for view in views]
        if text:
            rows.append(("save", f"give a name to: {text}"))

        def chosen(row: int) -> None:
            if row < len(views):
                self.open(row)
            else:
                self._ask_name(text)

        if views:
            self._screen.dialogs.choose("Views", rows, chosen)
        elif text:
            self._ask_name(text)
        else:
            self._screen.say(NONE)

    def _ask_name(self, text: str) -> None:
        def named(name: str) -> None:
            if name.strip(" @"):
                self._save(name.strip(" @"), text)

        self._screen.dialogs.ask("A name for this filter", named, does="saves it")

    def _save(self, name: str, text: str) -> None:
        from digesttui import views
        from digesttui.query.views import written

        collection = self._screen.collection
        try:
            views.save(name, text)
        except ConfigError as error:
            self._screen.say(str(error))
            return
        was_there = name in collection.settings.views
        collection.settings = replace(collection.settings, views={**collection.settings.views, name: text})
        self._screen.say(f"{written(name)} now stands for this filter" + ", no longer for another" * was_there)
