"""The main screen: it holds what is in view and hands it down to the widgets."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from typing import cast

from textual import events
from textual.app import ComposeResult

from digesttui.collection import Collection
from digesttui.model import Paper
from digesttui.tui import commands
from digesttui.tui import scope as scopes
from digesttui.tui.arranging import Arranging
from digesttui.tui.bars import CommandClicked, Header
from digesttui.tui.bindings import bindings
from digesttui.tui.coding import ClonesFound, Coding
from digesttui.tui.dialogs import Dialogs
from digesttui.tui.field import Field
from digesttui.tui.filter_bar import FilterBar
from digesttui.tui.filtering import Filtering
from digesttui.tui.following import Following
from digesttui.tui.keeping import Keeping, Remembered
from digesttui.tui.layer import Ground, Layer
from digesttui.tui.marking import Marking
from digesttui.tui.marks import Marks
from digesttui.tui.moving import Moving
from digesttui.tui.outside import Answered
from digesttui.tui.pane import Pane
from digesttui.tui.panes import Panes
from digesttui.tui.paper_list import PaperList
from digesttui.tui.reading import Indexed, Reading
from digesttui.tui.refreshing import Fetched, Refreshing
from digesttui.tui.selecting import Selecting
from digesttui.tui.selection import Selection
from digesttui.tui.session import NEW, Session
from digesttui.tui.showing import Showing
from digesttui.tui.taking import Taking
from digesttui.tui.theme import Look
from digesttui.tui.views import Views

GRACE = 0.03
"""Seconds that the first picture waits for files: a few are read by then, and drawing an empty list costs as much."""
BETWEEN_LOOKS = 0.5
"""Seconds between two looks at what other windows changed."""
WITH_PICTURE, WITHOUT_PICTURE = 1.0, 0.15
"""Seconds that the first painting waits at most for everything to be there, so that it is the only one."""
SAMPLES = "samples · digest-tui FILE … opens your own"


class BrowseScreen(Ground[None], inherit_bindings=False):
    """The papers a filter lets through, one of them open beside the list."""

    BINDINGS = bindings(commands.COMMANDS, "papers")

    def __init__(self, collection: Collection, filter_text: str = "", left: Session = NEW) -> None:
        super().__init__()
        goes_on = not filter_text and list(left.paths) == collection.paths
        self.collection = collection
        self.filter_text = left.filter_text if goes_on else filter_text
        self.scope: scopes.Scope = left.digest if goes_on else None
        self._wanted, self._line = (left.paper if goes_on else None), left.line
        self.marks, self.selection = Marks(collection), Selection()
        self.keeping = Keeping(self, self.marks)
        self.marking = Marking(self, self.marks, self.keeping)
        self.selecting = Selecting(self, self.selection)
        self._taking = Taking(self)
        self.coding = Coding(self)
        self._following = Following(self, self.coding)
        self._views = Views(self)
        self.dialogs = Dialogs(self, self._views)
        self.reading = Reading(self)
        self._refreshing = Refreshing(self)
        self._unpainted = ExitStack()
        self._header = Header()
        papers = PaperList(self.marks, self.selection, collection.lead, self.coding.clones)
        self.panes = Panes(FilterBar(), papers, Pane(id="abstract"))
        self.panes.field.put(self.filter_text)
        self.showing = Showing(self, self._header, self.panes)
        self.filtering = Filtering(self, self.panes)
        self.arranging = Arranging(self, left.layout, self._header, self.panes)
        self._moving = Moving(self, self.panes)

    def compose(self) -> ComposeResult:
        """Header, two panes, footer."""
        yield self._header
        yield self.panes
        yield self.footer

    def on_mount(self) -> None:
        """Show what has been read so far; the rest comes as it is read."""
        if self.collection.shows_samples:
            self.panes.note(self.digest_app.glyphs.own(SAMPLES), self.digest_app.glyphs.cut)
        self.dress(self.digest_app.look)
        self.set_focus(self.panes.papers)
        self.arranging.arrange(self.arranging.layout)
        self.set_interval(BETWEEN_LOOKS, self.keeping.look)
        if before := self.digest_app.before:
            self._unpainted.enter_context(self.app.batch_update())
            self.set_timer(WITH_PICTURE if before.picture else WITHOUT_PICTURE, self._begin)
        self.reading.first(GRACE)

    def dress(self, look: Look) -> None:
        """Put on these colours."""
        self.set_class(self.digest_app.ascii_only, "ascii")
        for widget in (self._header, self.footer, self.panes.field, self.panes.papers, self.panes.abstract):
            widget.dress(look, self.digest_app.glyphs)
        self.showing.show_counts()
        self.showing.show_abstract()

    # what is in view

    @property
    def field(self) -> Field | None:
        """What takes the characters typed now."""
        return self.panes.field if self.focused is self.panes.field else None

    @property
    def paper(self) -> Paper | None:
        """The highlighted paper."""
        position = self.panes.papers.position
        return None if position is None else self.collection.store.paper(position)

    @property
    def position(self) -> int | None:
        """The highlighted paper's position."""
        return self.panes.papers.position

    @property
    def row(self) -> int:
        """The highlighted row of ``positions``."""
        return self.panes.papers.highlighted

    @property
    def positions(self) -> Sequence[int]:
        """The papers in the list."""
        return self.showing.result.positions

    # what the widgets tell

    def on_field_changed(self) -> None:
        """Filter while the reader types."""
        self.filtering.settle()

    def on_rows_highlighted(self) -> None:
        """Show the abstract of the highlighted paper."""
        self.selecting.moved()
        self.showing.follow()

    def on_remembered(self, event: Remembered) -> None:
        """Show what the reader did; say it once if that cannot be kept."""
        self.showing.show()
        self._begin()
        for sentence in event.told[-1:]:
            self.say(sentence)

    def _begin(self) -> None:
        """Be painted, and answer what was typed till now: it was meant for the papers."""
        self.unveil()
        self.digest_app.begin()

    def unveil(self) -> None:
        """Be painted, in place of the picture of the last time."""
        self._unpainted.close()

    def on_rows_chosen(self) -> None:
        """A double click opens the paper."""
        self._following.open_paper()

    def on_pane_link_clicked(self, event: Pane.LinkClicked) -> None:
        """A click on a link opens it."""
        self._following.open_link(event.number)

    async def on_command_clicked(self, event: CommandClicked) -> None:
        """A click on a hint is its key."""
        command = self.digest_app.command(event.id)
        node = self.panes.field if command.where == "filter" else self
        place = "app." if command.where == "anywhere" else ""
        await node.run_action(place + (command.action or command.id))

    def on_descendant_focus(self) -> None:
        """Tell what the keys do where the focus is now."""
        self.footer.show(commands.hints(self.digest_app.commands, "filter" if self.field else "papers"))

    def on_resize(self, event: events.Resize) -> None:
        """Arrange the panes for the new size."""
        self.arranging.arrange(self.arranging.layout)

    # reading the files

    def action_refresh(self) -> None:
        """Fetch what the library lacks, then read it again; read the reader's own files again."""
        if self.collection.shows_library or self.collection.shows_samples:
            self._refreshing.start()
        elif self.collection.paths == ["-"]:
            self.say("what came from standard input cannot be read again")
        else:
            self.reading.again("your files are read again")

    def on_fetched(self, event: Fetched) -> None:
        """Tell how far the fetching is; at its end, show what came."""
        if not event.done:
            self.say(event.sentence, lasting=True)
            return
        if event.landed and self.collection.shows_samples:
            self.collection.open_library()
            self.panes.note("", "")
        self.reading.again(event.sentence)

    def on_changed(self) -> None:
        """Take in what became of the files."""
        self.reading.again()

    def on_screen_resume(self) -> None:
        """Take in what came while a dialog was open."""
        self.reading.go_on()

    def on_unmount(self) -> None:
        """Keep what is not kept yet; let go of the files, the sites and the code."""
        self.keeping.stop()
        self.reading.stop()
        self._refreshing.stop()
        self.coding.stop()

    def on_arrived(self) -> None:
        """Merge for a moment."""
        self.reading.go_on()

    def papers_changed(self) -> None:
        """Look again at what the library says of the papers, for some came or went."""
        self.selection.keep(self.collection.store)
        self.keeping.remember()
        self.coding.look()

    def go_on(self) -> None:
        """Be where the reader left, unless they went elsewhere meanwhile; a digest may be gone."""
        if self.scope not in [None, *(facts.name for facts in self.collection.store.digests)]:
            self.scope = None
        if self._wanted is not None:
            self.panes.papers.want(self.collection.store.known_as(*self._wanted), self._line)
            self._wanted = None

    def picture(self) -> str:
        """How the screen looks at rest, as a terminal is told to draw it."""
        self.selection.drop()
        self.footer.say("")
        self.set_focus(self.panes.papers)
        return self._compositor.render_full_update().render_segments(self.app.console)

    def session(self, theme: str | None) -> Session:
        """How the screen is left; ``theme`` is what the reader turned to."""
        paper = None if self.position is None else self.collection.store.key(self.position)
        layout, line = (
            replace(self.arranging.layout, zen=False),
            max(0, self.panes.papers.highlighted - self.panes.papers.top),
        )
        return Session(theme, layout, tuple(self.collection.paths), self.filter_text, self.scope, paper, line)

    def on_indexed(self, event: Indexed) -> None:
        """Tell how far the index is; once it is there, what was typed for it is answered."""
        if event.share is None:
            self.digest_app.begin_filtering()
        self.showing.indexed(event.share)

    # moving

    def action_move(self, deed: str, *by: float) -> None:
        """What the key of that name does: see ``Moving``."""
        getattr(self._moving, deed)(*by)
        self.showing.follow()

    def action_filter(self, deed: str) -> None:
        """What the key of that name does with the filter: see ``Filtering``."""
        getattr(self.filtering, deed)()

    def action_arrange(self, deed: str, *by: int) -> None:
        """What the key of that name does to the panes: see ``Arranging``."""
        getattr(self.arranging, deed)(*by)

    def action_views(self) -> None:
        """Choose among the filters that have a name, or give this one a name."""
        self._views.choose()

    def action_toggle_source(self) -> None:
        """The abstract as it came, or made readable."""
        self.showing.toggle_source()

    # marking

    def action_mark(self, deed: str) -> None:
        """What the key of that name does to the papers in hand: see ``Marking``."""
        getattr(self.marking, deed)()

    def action_select(self, deed: str) -> None:
        """What the key of that name does to the selection: see ``Selecting``."""
        getattr(self.selecting, deed)()

    # following links

    def action_follow(self, deed: str) -> None:
        """What the key of that name does with the paper: see ``Following``."""
        getattr(self._following, deed)()

    def action_code(self, deed: str) -> None:
        """What the key of that name does with the code: see ``Coding``."""
        getattr(self.coding, deed)()

    def on_clones_found(self, event: ClonesFound) -> None:
        """Mark them."""
        self.coding.found(event.clones)

    def action_open_link(self, number: int) -> None:
        """Open the link of that number, counted from 1."""
        self._following.open_link(number)

    def on_answered(self, event: Answered) -> None:
        """Tell how it went, on the screen that the reader sees: it may have been for the paper in triage."""
        cast("Layer[object]", self.app.screen).say(event.sentence, lasting=event.lasting)

    # taking papers along

    def action_take(self, deed: str) -> None:
        """What the key of that name does with the selection, else with the list: see ``Taking``."""
        getattr(self._taking, deed)()

    # dialogs

    def action_ask(self, what: str) -> None:
        """Open the dialog of that name: see ``Dialogs``."""
        getattr(self.dialogs, what)()

    def action_quit(self) -> None:
        """Leave; where code is being cloned, ask first."""
        if not self.coding.is_cloning:
            self.app.exit()
            return
        rows = [("Stay", "until it is there"), ("Quit", "and stop cloning; nothing half is left behind")]
        self.dialogs.choose("Code is being cloned", rows, lambda row: self.app.exit() if row else None)
