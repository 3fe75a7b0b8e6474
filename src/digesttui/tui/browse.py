"""The main screen: it holds what is in view and hands it down to the widgets."""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import cast

from textual import events
from textual.app import ComposeResult

from digesttui.collection import Collection
from digesttui.model import Paper
from digesttui.tui import commands
from digesttui.tui import scope as scopes
from digesttui.tui.abstract import Abstract
from digesttui.tui.bars import CommandClicked, Header
from digesttui.tui.bindings import bindings
from digesttui.tui.coding import ClonesFound, Coding
from digesttui.tui.dialogs import Dialogs
from digesttui.tui.field import Field
from digesttui.tui.filter_bar import FilterBar
from digesttui.tui.following import Following
from digesttui.tui.keeping import Keeping, Remembered
from digesttui.tui.layer import Ground, Layer
from digesttui.tui.layout import Layout
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
from digesttui.tui.taking import Taking
from digesttui.tui.theme import Look
from digesttui.tui.views import Views

GRACE = 0.03
"""Seconds that the first picture waits for files: a few are read by then, and drawing an empty list costs as much."""
BETWEEN_LOOKS = 0.5
"""Seconds between two looks at what other windows changed."""
WITH_PICTURE, WITHOUT_PICTURE = 1.0, 0.15
"""Seconds that the first painting waits at most for everything to be there, so that it is the only one."""
UNFINISHED = " :(|!-"
"""What stands at the end of a filter to which no further word can be added."""
SAMPLES = "samples · digest-tui FILE … opens your own"


class BrowseScreen(Ground[None], inherit_bindings=False):
    """The papers a filter lets through, one of them open beside the list."""

    BINDINGS = bindings(commands.COMMANDS, "papers")

    def __init__(self, collection: Collection, filter_text: str = "", left: Session = NEW) -> None:
        super().__init__()
        goes_on = not filter_text and list(left.paths) == collection.paths
        self.collection = collection
        self.filter_text = left.filter_text if goes_on else filter_text
        self._wanted, self._line = (left.paper if goes_on else None), left.line
        self.result = collection.search("")
        self.scope: scopes.Scope = left.digest if goes_on else None
        self.arranged = left.layout
        self.source = False
        self._shows = 0
        self._followed: tuple[int | None, int] = (None, 0)
        self.marks, self.selection = Marks(collection), Selection()
        self._keeping = Keeping(self, self.marks)
        self._marking = Marking(self, self.marks, self._keeping)
        self._selector = Selecting(self, self.selection)
        self._taking = Taking(self)
        self.coding = Coding(self)
        self._following = Following(self, self.coding)
        self._views = Views(self)
        self.dialogs = Dialogs(self, self._views)
        self._index_share: float | None = None
        self._reading = Reading(self)
        self._refreshing = Refreshing(self)
        self._unpainted = ExitStack()
        self._header = Header()
        self._papers = PaperList(self.marks, self.selection, self.coding.clones)
        self._filter, self._pane = FilterBar(), Pane(id="abstract")
        self._filter.put(self.filter_text)
        self._panes = Panes(self._filter, self._papers, self._pane)
        self._moving = Moving(self, self._papers, self._pane, self._panes)

    def compose(self) -> ComposeResult:
        """Header, two panes, footer."""
        yield self._header
        yield self._panes
        yield self.footer

    def on_mount(self) -> None:
        """Show what has been read so far; the rest comes as it is read."""
        if self.collection.shows_samples:
            self._panes.note(self.digest_app.glyphs.own(SAMPLES))
        self.dress(self.digest_app.look)
        self.set_focus(self._papers)
        self._arrange(self.arranged)
        self.set_interval(BETWEEN_LOOKS, self._keeping.look)
        if before := self.digest_app.before:
            self._unpainted.enter_context(self.app.batch_update())
            self.set_timer(WITH_PICTURE if before.picture else WITHOUT_PICTURE, self._begin)
        self._reading.first(GRACE)

    def dress(self, look: Look) -> None:
        """Put on these colours."""
        self.set_class(self.digest_app.ascii_only, "ascii")
        for widget in (self._header, self.footer, self._filter, self._papers, self._pane):
            widget.dress(look, self.digest_app.glyphs)
        self._show_counts()
        self._show_abstract()

    # what is in view

    def show(self, *, fresh: bool = False) -> None:
        """Search, and hand the answer down; ``fresh`` when the reader asked for another list."""
        self._shows += 1
        store = self.collection.store
        if self.filter_text.strip() and not self.answers(self.filter_text):
            self._filter.show("…", ())  # it applies as soon as what it asks for is there
            return
        self.result = self.collection.search(self.filter_text, digest=self.scope)
        shown = len(self.result.positions)
        every = len(store) if self.scope is None else len(store.in_digest(self.scope))
        count = f"{shown:,} of {every:,}" if self.filter_text.strip() else ""
        self._filter.show(count, self.result.problems)
        self._show_counts()
        self._papers.show(store, self.result, () if shown else self._why_empty(), fresh=fresh)
        self._follow()

    def answers(self, text: str) -> bool:
        """Whether a filter can be applied now, and at once."""
        if not self.collection.answers_at_once:
            return False
        return not (self._reading.reads_ahead and self.collection.parse(text).asks_facts)

    def _show_counts(self) -> None:
        self._header.show(
            self.digest_title,
            papers=len(self.collection.store),
            marked=self.marks.counts(),
            selected=len(self.selection),
            indexed=self._index_share,
        )

    @property
    def digest_title(self) -> str:
        """What the digest in view is called."""
        return scopes.title(self.scope, self.collection.store.digests, self.digest_app.glyphs.dot)

    def show_marks(self, changed: AbstractSet[int]) -> None:
        """Show that the marks of the papers at these positions changed."""
        if not changed:
            return
        if self.marks.asked_by(self.filter_text):
            self.show()
            return
        self.repaint()
        if self._papers.position in changed:
            self._show_abstract()

    def repaint(self) -> None:
        """Draw the rows and the counts anew; the list is the same."""
        self._papers.repaint()
        self._show_counts()

    def _why_empty(self) -> Sequence[str]:
        if not self.is_open:
            return [self.digest_app.glyphs.own("Reading …")]
        if not len(self.collection.store):
            opens = self.digest_app.glyphs.own("digest-tui FILE … opens saved pages; d tells what was read.")
            return ["There are no papers here.", "", opens]
        hidden = [f"{clause} hides {count:,}" for clause, count in self.result.excluded_by() if count]
        return ["No paper passes the filter.", "", *hidden, *[""] * bool(hidden), "esc clears it."]

    def _show_abstract(self) -> None:
        paper = self.paper
        self._followed = (self._papers.position, self._shows)
        look, glyphs = self.digest_app.look, self.digest_app.glyphs
        position = self._papers.position
        self._watch()
        if paper is None or position is None:
            self._pane.show(None)
            return
        state, new = self.marks.state(position), self.marks.is_new(position)
        spans, code = self.result.spans, self.coding.facts
        self._pane.show(Abstract(paper, spans, look, glyphs, self.scope, self.source, state, new, code))

    def _watch(self) -> None:
        self._marking.watch(self.position if self._panes.shows_abstract else None)

    def _follow(self) -> None:
        """Show the abstract unless it is there already.

        Called before the message of a new highlight arrives, so that list and abstract change in one picture.
        """
        if (self._papers.position, self._shows) != self._followed:
            self._show_abstract()

    @property
    def field(self) -> Field | None:
        """What takes the characters typed now."""
        return self._filter if self.focused is self._filter else None

    @property
    def paper(self) -> Paper | None:
        """The highlighted paper."""
        position = self._papers.position
        return None if position is None else self.collection.store.paper(position)

    @property
    def position(self) -> int | None:
        """The highlighted paper's position."""
        return self._papers.position

    @property
    def row(self) -> int:
        """The highlighted row of ``positions``."""
        return self._papers.highlighted

    @property
    def positions(self) -> Sequence[int]:
        """The papers in the list."""
        return self.result.positions

    @property
    def clones(self) -> Mapping[str, Path]:
        """The repositories that are cloned, by ``owner/name`` in lower case."""
        return self.coding.clones

    @property
    def in_hand(self) -> list[int]:
        """What a key is for: the selected papers, else the highlighted one."""
        self._selector.moved()
        return self._selected or ([] if self.position is None else [self.position])

    @property
    def _selected(self) -> list[int]:
        return self.collection.store.present(self.selection.positions)

    @property
    def chosen(self) -> list[int]:
        """What is taken along: the selected papers in the list's order, those out of view last; else the whole list."""
        self._selector.moved()
        store = self.collection.store
        shown = [int(position) for position in self.positions if position in store]
        selected = set(self._selected)
        if not selected:
            return shown
        return [position for position in shown if position in selected] + sorted(selected.difference(shown))

    def set_filter(self, text: str) -> None:
        """Filter by ``text``."""
        self._filter.put(text)
        self.filter_text = text
        self.show(fresh=True)

    # what the widgets tell

    def on_field_changed(self) -> None:
        """Filter while the reader types."""
        self.settle()

    def settle(self) -> None:
        """Apply what was typed last, if its message is still on its way: a command is meant for what it leads to."""
        if self._filter.text != self.filter_text:
            self.filter_text = self._filter.text
            self.show(fresh=True)

    def on_rows_highlighted(self) -> None:
        """Show the abstract of the highlighted paper."""
        self._selector.moved()
        self._follow()

    def on_remembered(self, event: Remembered) -> None:
        """Show what the reader did; say it once if that cannot be kept."""
        self.show()
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
        node = self._filter if command.where == "filter" else self
        place = "app." if command.where == "anywhere" else ""
        await node.run_action(place + (command.action or command.id))

    def on_descendant_focus(self) -> None:
        """Tell what the keys do where the focus is now."""
        self.footer.show(commands.hints(self.digest_app.commands, "filter" if self.field else "papers"))

    def on_resize(self, event: events.Resize) -> None:
        """Arrange the panes for the new size."""
        self._arrange(self.arranged)

    # reading the files

    @property
    def is_open(self) -> bool:
        """Whether everything has been read once; files that changed may be read again."""
        return self._reading.is_open

    @property
    def loaded(self) -> bool:
        """Whether everything has been read."""
        return self._reading.done

    def action_refresh(self) -> None:
        """Fetch what the library lacks, then read it again; read the reader's own files again."""
        if self.collection.shows_library or self.collection.shows_samples:
            self._refreshing.start()
        elif self.collection.paths == ["-"]:
            self.say("what came from standard input cannot be read again")
        else:
            self._reading.again("your files are read again")

    def on_fetched(self, event: Fetched) -> None:
        """Tell how far the fetching is; at its end, show what came."""
        if not event.done:
            self.say(event.sentence, lasting=True)
            return
        if event.landed and self.collection.shows_samples:
            self.collection.open_library()
            self._panes.note("")
        self._reading.again(event.sentence)

    def on_changed(self) -> None:
        """Take in what became of the files."""
        self._reading.again()

    def on_screen_resume(self) -> None:
        """Take in what came while a dialog was open."""
        self._reading.go_on()

    def on_unmount(self) -> None:
        """Keep what is not kept yet; let go of the files, the sites and the code."""
        self._keeping.stop()
        self._reading.stop()
        self._refreshing.stop()
        self.coding.stop()

    def on_arrived(self) -> None:
        """Merge for a moment."""
        self._reading.go_on()

    @property
    def keeps(self) -> bool:
        """Whether the library is at work, and no paper may come or go meanwhile."""
        return self._keeping.works

    def papers_changed(self) -> None:
        """Look again at what the library says of the papers, for some came or went."""
        self.selection.keep(self.collection.store)
        self._keeping.remember()
        self.coding.look()

    def go_on(self) -> None:
        """Be where the reader left, unless they went elsewhere meanwhile; a digest may be gone."""
        if self.scope not in [None, *(facts.name for facts in self.collection.store.digests)]:
            self.scope = None
        if self._wanted is not None:
            self._papers.want(self.collection.store.known_as(*self._wanted), self._line)
            self._wanted = None

    def picture(self) -> str:
        """How the screen looks at rest, as a terminal is told to draw it."""
        self.selection.drop()
        self.footer.say("")
        self.set_focus(self._papers)
        return self._compositor.render_full_update().render_segments(self.app.console)

    def session(self, theme: str | None) -> Session:
        """How the screen is left; ``theme`` is what the reader turned to."""
        paper = None if self.position is None else self.collection.store.key(self.position)
        layout, line = replace(self.arranged, zen=False), max(0, self._papers.highlighted - self._papers.top)
        return Session(theme, layout, tuple(self.collection.paths), self.filter_text, self.scope, paper, line)

    def on_indexed(self, event: Indexed) -> None:
        """Tell how far the index is; once it is there, the filter applies."""
        before, self._index_share = self._index_share, event.share
        if event.share is None:
            self.digest_app.begin_filtering()
        if before != event.share or self.filter_text.strip():
            self.show()

    # moving

    def action_move(self, deed: str, *by: float) -> None:
        """What the key of that name does: see ``Moving``."""
        getattr(self._moving, deed)(*by)
        self._follow()

    def look_at(self, scope: scopes.Scope) -> None:
        """Show one digest, or all of them."""
        self.scope = scope
        self.show(fresh=True)

    # filtering

    def action_filter(self) -> None:
        """Type a filter; where there is one, one more word of it."""
        if self.arranged.zen:
            self._arrange(replace(self.arranged, zen=False))
        if self.filter_text and self.filter_text[-1] not in UNFINISHED:
            self._put_filter(self.filter_text + " ")
        self.set_focus(self._filter)

    def action_leave_filter(self) -> None:
        """Back to the list."""
        self._put_filter(self.filter_text.rstrip())
        self.set_focus(self._papers)

    def _put_filter(self, text: str) -> None:
        """Write the filter in force otherwise."""
        if text != self.filter_text:
            self._filter.put(text)
            self.filter_text = text

    def action_drop_filter(self) -> None:
        """Clear what is typed; when there is nothing, back to the list."""
        if self._filter.text:
            self.set_filter("")
        else:
            self.action_leave_filter()

    def action_clear_filter(self) -> None:
        """Leave zen, else let the selection go, else show every paper again."""
        if self.arranged.zen:
            self.action_zen()
        elif self.selection:
            self.selection.drop()
            self.repaint()
        else:
            self.set_filter("")

    def action_views(self) -> None:
        """Choose among the filters that have a name, or give this one a name."""
        self._views.choose()

    # reading

    def action_toggle_source(self) -> None:
        """The abstract as it came, or made readable."""
        self.source = not self.source
        self._show_abstract()

    def action_zen(self) -> None:
        """The abstract alone, and back."""
        self._arrange(replace(self.arranged, zen=not self.arranged.zen))

    def action_toggle_abstract(self) -> None:
        """Show or hide the abstract beside the list."""
        self._arrange(replace(self.arranged, abstract=not self.arranged.abstract))

    def action_turn_layout(self) -> None:
        """Side by side, or one above the other."""
        self._arrange(self.arranged.turned(self.app.size.width))

    def action_grow_list(self, steps: int) -> None:
        """More room for the list."""
        self._arrange(self.arranged.grown(steps))

    def _arrange(self, layout: Layout) -> None:
        self.arranged = layout
        arrangement = self._panes.share(layout, self.app.size)
        self._watch()
        self._header.display = self.footer.display = arrangement != "bare"
        if arrangement == "zen":
            self.set_focus(self._pane)
        elif arrangement in ("alone", "bare") and self.focused is self._pane:
            self.set_focus(self._papers)

    # marking

    def action_mark(self, deed: str) -> None:
        """What the key of that name does to the papers in hand: see ``Marking``."""
        getattr(self._marking, deed)()

    def action_select(self, deed: str) -> None:
        """What the key of that name does to the selection: see ``Selecting``."""
        getattr(self._selector, deed)()

    def tag(self, papers: Sequence[int], told: Callable[[str], object]) -> None:
        """Let the reader edit the tags of these papers; ``told`` hears what came of it."""
        self._marking.tag_papers(papers, told)

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

    def go_to(self, position: int) -> None:
        """Highlight a paper, among all papers if it is not in view."""
        if position not in self.result.positions:
            self.scope = None
            self.set_filter("")
        self._papers.move_to(list(self.result.positions).index(position))

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
