"""The keys that mark papers on the main screen: read, star, later, tags, notes, and undo."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported
from textual.timer import Timer

from digesttui.errors import DigestError, LibraryError
from digesttui.tui import render, tagging
from digesttui.tui.field import MAX_LENGTH
from digesttui.tui.keeping import Keeping
from digesttui.tui.marks import Marks

if TYPE_CHECKING:
    from digesttui.library.changes import Change
    from digesttui.library.state import PaperKey
    from digesttui.tui.browse import BrowseScreen

MANY = 1_000
"""Papers whose change takes longer than a frame."""


class Marking:
    """What the marking keys do on ``screen``."""

    def __init__(self, screen: "BrowseScreen", marks: Marks, keeping: Keeping) -> None:
        self._screen = screen
        self._marks = marks
        self._keep = keeping.keep
        self._watched: int | None = None
        self._timer: Timer | None = None

    def read(self) -> None:
        """Mark as read; where all are read, as unread."""
        from digesttui.library.changes import mark_read, mark_unread

        papers = self._screen.selecting.in_hand
        is_unread = self._marks.is_unread
        self.change(papers, lambda keys: (mark_read if any(map(is_unread, papers)) else mark_unread)(keys))

    def star(self) -> None:
        """Star; where all are starred, take the stars off."""
        from digesttui.library import changes

        papers = self._screen.selecting.in_hand
        is_starred = self._marks.is_starred
        self.change(papers, lambda keys: (changes.unstar if all(map(is_starred, papers)) else changes.star)(keys))

    def put_off(self) -> None:
        """Put off to another day; where all are, no more."""
        from digesttui.library import changes

        papers, collection = self._screen.selecting.in_hand, self._screen.collection
        until = collection.today() + timedelta(days=collection.settings.later_days)
        is_put_off = self._marks.is_put_off
        self.change(
            papers, lambda keys: changes.put_off(keys, None if all(map(is_put_off, papers)) else until), tells=True
        )

    def put_off_until(self) -> None:
        """Put off until a day that the reader writes."""
        from digesttui.library.changes import put_off
        from digesttui.tui.coming import coming_day

        papers = self._screen.selecting.in_hand

        def done(text: str) -> None:
            if not text.strip():
                return
            try:
                until = coming_day(text, self._screen.collection.today())
            except DigestError as error:
                self._screen.say(str(error))
            else:
                self.change(papers, lambda keys: put_off(keys, until), tells=True)

        if papers:
            what = "it" if len(papers) == 1 else f"{len(papers):,} papers"
            title = f"Look at {what} again in or on (3d, 2w, tomorrow, 2026-01-31)"
            self._screen.dialogs.ask(title, done, does="puts it off")

    def watch(self, position: int | None) -> None:
        """Take the paper on show for read once it was there long enough, if the reader wants that."""
        seconds = self._screen.collection.settings.read_after
        if not seconds or position == self._watched:
            return
        if self._timer is not None:
            self._timer.stop()
        self._watched = position
        if position is not None:
            self._timer = self._screen.set_timer(seconds, partial(self._seen, position))

    def _seen(self, position: int) -> None:
        from digesttui.library.changes import mark_read

        if not self._marks.known:
            self._watched = None  # looked at anew once the library is open
        elif self._marks.is_unread(position):
            self.change([position], mark_read)

    def tag(self) -> None:
        """Edit the tags of the papers in hand."""
        self.tag_papers(self._screen.selecting.in_hand, self._screen.say)

    def tag_papers(self, papers: Sequence[int], told: Callable[[str], object]) -> None:
        """Edit the tags that all these papers have."""
        before = self._marks.common_tags(papers)
        if before is None or not papers:
            return

        def done(line: str) -> None:
            self._keep(
                lambda: self._marks.apply(tagging.retagged(self._marks.keys(papers), before, line)),
                told,
                is_long=len(papers) > MANY,
            )

        title = "Tags" if len(papers) == 1 else f"Tags of {len(papers):,} papers"
        self._screen.dialogs.ask(title, done, text=tagging.line(before), words=self._marks.library.tags())

    def rename_tag(self) -> None:
        """Choose a tag and give it another name; one that is in use takes its papers in."""
        try:
            tags = self._marks.library.tags()
        except LibraryError as error:
            self._screen.say(str(error))
            return
        names = list(tags)
        if not names:
            self._screen.say("no paper has a tag yet; t gives it some")
            return
        rows = [(render.steady(name), f"{count:,} paper{'s' * (count != 1)}") for name, count in tags.items()]
        self._screen.dialogs.choose("Rename a tag", rows, lambda row: self._ask_name(names[row], tags))

    def _ask_name(self, old: str, tags: Mapping[str, int]) -> None:
        def named(new: str) -> None:
            if new.strip():
                self._keep(lambda: self._marks.rename_tag(old, new))

        others = {tag: count for tag, count in tags.items() if tag != old}
        self._screen.dialogs.ask(f"A new name for {old}", named, words=others, comma="", does="renames")

    def note(self) -> None:
        """Write a note on the highlighted paper; one of many lines in the editor."""
        position = self._screen.position
        state = None if position is None else self._marks.state(position)
        if position is None or state is None:
            return
        note = state.note or ""
        if "\n" in note or len(note) > MAX_LENGTH:
            self.edit_note()
            return

        self._screen.dialogs.ask("Note", partial(self._write, position), text=note)

    def edit_note(self) -> None:
        """Write the note in the reader's editor."""
        from digesttui import actions

        position = self._screen.position
        state = None if position is None else self._marks.state(position)
        if position is None or state is None:
            return
        try:
            with self._screen.digest_app.suspend():
                text = actions.edit(state.note or "")
        except SuspendNotSupported:
            self._screen.say("the editor needs a terminal; e writes a note here")
        except DigestError as error:
            self._screen.say(str(error))
        else:
            self._write(position, text)

    def _write(self, position: int, text: str) -> None:
        from digesttui.library.changes import write_note

        (key,) = self._marks.keys([position])
        self._keep(lambda: self._marks.apply(write_note(key, text)))

    def read_above(self) -> None:
        """Mark everything above the highlighted paper as read."""
        from digesttui.library.changes import mark_read

        self.change(self._screen.positions[: self._screen.row], mark_read, tells=True)

    def undo(self) -> None:
        """Take back the last change."""
        self._keep(self._marks.undo)

    def redo(self) -> None:
        """Do again what was undone."""
        self._keep(self._marks.redo)

    def change(
        self, papers: Sequence[int], change: "Callable[[list[PaperKey]], Change]", *, tells: bool = False
    ) -> None:
        """Make that change of these papers; the footer tells of others than the highlighted one: they may be out of
        sight."""
        tells = tells or list(papers) != [self._screen.position]

        def deed() -> str:
            told = self._marks.apply(change(self._marks.keys(papers)))
            return told if tells else ""

        if papers:
            self._keep(deed, is_long=len(papers) > MANY)
