"""The keys that mark papers on the main screen: read, star, tag, note, select, undo.

A change is on the disk before it is shown. It has a thread of its own, and a frame's time to finish in: then the
next key finds it done. One of very many papers takes longer, and the screen goes on meanwhile.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING

from textual.app import SuspendNotSupported
from textual.message import Message
from textual.timer import Timer

from digesttui.errors import DigestError, LibraryError
from digesttui.tui import render, tagging
from digesttui.tui.field import MAX_LENGTH
from digesttui.tui.marks import Marks
from digesttui.tui.selection import Selection

if TYPE_CHECKING:
    from digesttui.library.changes import Change
    from digesttui.tui.browse import BrowseScreen

FRAME = 0.012
"""Seconds that a key waits for its change to be kept."""
PATIENCE = 0.5
"""Seconds that a key waits for the change before it."""
LOOK_AGAIN = 0.05
"""Seconds between two looks at one that takes longer."""
SOON = 6
"""Looks after which the reader is told that it takes longer."""
LONG = "being kept …"
BUSY = "the change before is still being kept; try again in a moment"


class Remembered(Message):
    """The library was opened, or could not be: ``told`` says what the reader should know."""

    def __init__(self, told: Sequence[str]) -> None:
        super().__init__()
        self.told = told


class Marking:
    """What the marking keys do on ``screen``."""

    def __init__(self, screen: "BrowseScreen", marks: Marks, selection: Selection) -> None:
        self._screen = screen
        self._marks = marks
        self._selection = selection
        self._thread: Thread | None = None
        self._watched: int | None = None
        self._timer: Timer | None = None
        self._remembering: Thread | None = None

    @property
    def remembering(self) -> bool:
        """Whether ``remember`` is under way: it looks at the collection, which must not change meanwhile."""
        return self._remembering is not None and self._remembering.is_alive()

    def remember(self) -> None:
        """Open the library, or look again, in a thread."""
        self._remembering = Thread(
            target=lambda: self._screen.post_message(Remembered(self._marks.remember())), name="library", daemon=True
        )
        self._remembering.start()

    # changing

    def read(self) -> None:
        """Mark as read; where all are read, as unread."""
        from digesttui.library.changes import mark_read, mark_unread

        papers = self._screen.in_hand
        unread = any(map(self._marks.is_unread, papers))
        self.change(papers, mark_read if unread else mark_unread)

    def star(self) -> None:
        """Star; where all are starred, take the stars off."""
        from digesttui.library import changes

        papers = self._screen.in_hand
        starred = all(map(self._marks.is_starred, papers))
        self.change(papers, changes.unstar if starred else changes.star)

    def put_off(self) -> None:
        """Put off to another day; where all are, no more."""
        from digesttui.library import changes

        papers, collection = self._screen.in_hand, self._screen.collection
        until = collection.today() + timedelta(days=collection.settings.later_days)
        is_put_off = all(map(self._marks.is_put_off, papers))
        self.change(papers, lambda keys: changes.put_off(keys, None if is_put_off else until), tells=True)

    def put_off_until(self) -> None:
        """Put off until a day that the reader writes."""
        from digesttui.library.changes import put_off
        from digesttui.tui.coming import coming_day
        from digesttui.tui.prompt import Prompt

        papers, app = self._screen.in_hand, self._screen.digest_app

        def done(text: str | None) -> None:
            if text is None or not text.strip():
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
            app.push_screen(Prompt(title, "", {}, app.look, app.glyphs, does="puts it off"), done)

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
        self.tag_papers(self._screen.in_hand, self._screen.say)

    def tag_papers(self, papers: Sequence[int], told: Callable[[str], object]) -> None:
        """Edit the tags that all these papers have."""
        from digesttui.tui.prompt import Prompt

        states = [state for state in map(self._marks.state, papers) if state is not None]
        if not states:
            return
        before = tagging.common(state.tags for state in states)

        def done(line: str | None) -> None:
            if line is not None:
                keys = self._marks.keys(papers)
                self._keep(lambda: self._marks.apply(tagging.retagged(keys, before, line)), told)

        words, app = self._marks.library.tags(), self._screen.digest_app
        title = "Tags" if len(papers) == 1 else f"Tags of {len(papers):,} papers"
        app.push_screen(Prompt(title, tagging.line(before), words, app.look, app.glyphs), done)

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
        from digesttui.tui.prompt import Prompt

        def named(new: str | None) -> None:
            if new is not None and new.strip():
                self._keep(lambda: self._marks.rename_tag(old, new))

        app, others = self._screen.digest_app, {tag: count for tag, count in tags.items() if tag != old}
        prompt = Prompt(f"A new name for {old}", "", others, app.look, app.glyphs, comma="", does="renames")
        app.push_screen(prompt, named)

    def note(self) -> None:
        """Write a note on the highlighted paper; one of many lines in the editor."""
        from digesttui.tui.prompt import Prompt

        position = self._screen.position
        state = None if position is None else self._marks.state(position)
        if position is None or state is None:
            return
        note = state.note or ""
        if "\n" in note or len(note) > MAX_LENGTH:
            self.edit_note()
            return

        def done(text: str | None) -> None:
            if text is not None:
                self._write(position, text)

        app = self._screen.digest_app
        app.push_screen(Prompt("Note", note, {}, app.look, app.glyphs), done)

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

    def change(self, papers: Sequence[int], change: "Callable[..., Change]", *, tells: bool = False) -> None:
        """Make that change of these papers; the footer tells of more than one, for most are out of sight."""
        if papers:
            self.apply(change(self._marks.keys(papers)), tells=tells or len(papers) > 1)

    def apply(self, change: "Change", *, tells: bool = True) -> None:
        """Make that change."""
        self._keep(lambda: self._marks.apply(change) if tells else self._marks.apply(change) and "")

    def _keep(self, deed: Callable[[], str], say: Callable[[str], object] | None = None) -> None:
        """Do it in a thread; ``deed`` gives what there is to say, perhaps nothing."""
        say = say or self._screen.say
        if self._thread is not None:
            self._thread.join(PATIENCE)
            if self._thread.is_alive():
                say(BUSY)
                return
        told: list[str] = []

        def do() -> None:
            try:
                told.append(deed())
            except DigestError as error:
                told.append(str(error))

        self._thread = Thread(target=do, name="keeping", daemon=True)
        self._thread.start()
        self._thread.join(FRAME)
        self._finish(told, say)

    def _finish(self, told: Sequence[str], say: Callable[[str], object], looks: int = 0) -> None:
        if self._thread is not None and self._thread.is_alive():
            if looks == SOON:
                say(self._screen.digest_app.glyphs.own(LONG))
            self._screen.set_timer(LOOK_AGAIN, partial(self._finish, told, say, looks + 1))
            return
        self._thread = None
        self._screen.show_marks(self._marks.follow())
        if told and (told[0] or looks > SOON):
            say(told[0])

    def look(self) -> None:
        """Show what other windows changed."""
        if self._thread is None:
            try:
                self._screen.show_marks(self._marks.follow(others=True))
            except DigestError as error:
                self._screen.say(str(error))

    # selecting

    def select(self) -> None:
        """Take the highlighted paper, or let it go, and go on to the next; or end the stretch here."""
        position = self._screen.position
        if position is None:
            return
        if self._selection.anchor is None:
            self._selection.toggle(position)
            self._screen.action_move("step", 1)
        else:
            self.moved()
            self._selection.end()
        self._screen.repaint()

    def select_range(self) -> None:
        """Let a stretch grow with the highlight; the same key ends it."""
        position = self._screen.position
        if position is not None and self._selection.anchor is None:
            self._selection.begin(self._screen.row, position)
            self._screen.repaint()
        elif position is not None:
            self.select()

    def select_all(self) -> None:
        """Take every paper of the list; where all are taken, none."""
        self._selection.take_all(self._screen.positions)
        self._screen.repaint()

    def invert(self) -> None:
        """Take the papers of the list that are not taken."""
        self._selection.invert(self._screen.positions)
        self._screen.repaint()

    def moved(self) -> None:
        """Let the stretch reach the highlighted row."""
        anchor = self._selection.anchor
        if anchor is not None:
            first, last = sorted((anchor, self._screen.row))
            self._selection.reach(self._screen.positions[first : last + 1])
            self._screen.repaint()
