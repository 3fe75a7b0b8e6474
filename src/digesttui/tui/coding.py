"""The keys for the code of papers: clone it, know more of it, use what was cloned."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING

from textual.message import Message

from digesttui import latex, links
from digesttui.errors import DigestError
from digesttui.model import Link, Paper
from digesttui.tui import choices
from digesttui.tui.outside import Outside

if TYPE_CHECKING:
    from digesttui.actions.running import Place
    from digesttui.tui.browse import BrowseScreen


NO_CODE = "No repository is named here"
OTHERS = "; O shows other links"
ELSEWHERE = "only of repositories on GitHub more can be told"
PLACES: "dict[str, Place]" = {"Editor": "editor", "Shell": "shell", "Files": "file manager"}


class ClonesFound(Message):
    """Someone looked which repositories are in the folder for clones: ``owner/name`` in lower case, and where."""

    def __init__(self, clones: Mapping[str, Path]) -> None:
        super().__init__()
        self.clones = clones


class Coding:
    """What these keys do on ``screen``. ``clones`` are the repositories that were there at the last look."""

    def __init__(self, screen: "BrowseScreen") -> None:
        self._screen = screen
        self._outside = Outside(screen)
        self.clones: dict[str, Path] = {}

    @property
    def _into(self) -> Path:
        return self._screen.collection.settings.clone_into

    @property
    def _in_hand(self) -> Sequence[Link]:
        store = self._screen.collection.store
        return [code for position in self._screen.selecting.in_hand if (code := store.paper(position).code)]

    def look(self) -> None:
        """See in a thread what was cloned."""
        Thread(target=self._look, name="clones", daemon=True).start()

    def _look(self) -> None:
        from digesttui import actions

        self._screen.post_message(ClonesFound(actions.clones(self._into)))

    def found(self, clones: Mapping[str, Path]) -> None:
        """Mark these as cloned."""
        if clones != self.clones:
            self.clones.clear()
            self.clones.update(clones)
            self._screen.showing.show()

    # knowing

    def facts(self, link: Link) -> Sequence[str]:
        """What is known of the code a link leads to, in a few words each."""
        repo = links.on_github(link)
        if repo is None:
            return ()
        told: list[str] = []
        if known := self._screen.collection.code.of(repo):
            from digesttui.tui.about import facts

            told = facts(known)
        return [*told, "cloned"] if repo.lower() in self.clones else told

    def about(self) -> None:
        """Show what GitHub tells of the highlighted paper's code, and which papers name it."""
        self.about_this(self._screen.paper.code if self._screen.paper else None)

    def about_this(self, link: Link | None) -> None:
        """The same for a link of the highlighted paper."""
        self.about_link(link, self._screen.position, learned=self._screen.showing.show, go=self._screen.showing.go_to)

    def about_link(
        self, link: Link | None, position: int | None, *, learned: Callable[[], None], go: Callable[[int], None]
    ) -> None:
        """The same for a link of the paper at ``position``.

        ``learned`` is called once GitHub has told more, ``go`` with another of the papers if the reader chooses one.
        """
        from digesttui.tui.about import About, AboutPage

        app, collection = self._screen.digest_app, self._screen.collection
        if link is None or link.repo is None or position is None:
            self._screen.say(NO_CODE + OTHERS)
            return
        repo = links.on_github(link)
        known = collection.code.of(repo) if repo else None
        named = self.naming(link) or [position]
        told = "" if known else app.glyphs.own("asking GitHub …") if repo else ELSEWHERE
        page = AboutPage(link, known, self._clone_of(link), told, app.look, app.glyphs)

        def chosen(row: int | None) -> None:
            if row is not None:
                go(named[row])

        titles = [latex.to_unicode(collection.store.title(one)) for one in named]
        asking = partial(collection.code.ask, repo) if repo else None
        app.push_screen(About(page, titles, named.index(position), asking, learned), chosen)

    def naming(self, link: Link) -> list[int]:
        """The papers that name the repository of a link; none while that cannot be told at once."""
        if link.repo is None or not self._screen.reading.answers(f"repo:{link.repo}"):
            return []
        return [int(one) for one in self._screen.collection.naming(link.repo)]

    def _clone_of(self, code: Link) -> Path | None:
        repo = links.on_github(code)
        return self.clones.get(repo.lower()) if repo else None

    # using

    def use(self) -> None:
        """Choose what to do with what was cloned, and among the reader's own commands."""
        papers = [self._screen.collection.store.paper(position) for position in self._screen.selecting.in_hand]
        if not papers:
            return
        settings = self._screen.collection.settings
        rows: list[tuple[str, str]] = []
        deeds: list[Callable[[], None]] = []
        if code := self._screen.paper and self._screen.paper.code:
            folder = self._clone_of(code) or self._into.expanduser() / code.label
            for word, place in PLACES.items():
                rows.append((word, str(folder)))
                deeds.append(partial(self._open, folder, place))
        for commands, in_terminal in ((settings.commands, False), (settings.terminal_commands, True)):
            for name, command in commands.items():
                rows.append((name, " ".join(command)))
                deeds.append(partial(self._run, name, command, papers, in_terminal=in_terminal))
        if rows:
            self._screen.dialogs.choose("Use", rows, lambda row: deeds[row]())
        else:
            self._screen.say(f"{NO_CODE}{OTHERS}; [commands] of the settings may hold programs for any paper")

    def _open(self, folder: Path, place: "Place") -> None:
        from digesttui import actions

        deed = partial(actions.open_folder, folder, place)
        if place == "file manager":
            self._outside.do(deed)
        else:
            self._outside.in_terminal(deed)

    def _run(self, name: str, command: Sequence[str], papers: Sequence[Paper], *, in_terminal: bool) -> None:
        from digesttui import actions

        run = actions.run_in_terminal if in_terminal else actions.run
        deed = partial(_run_for_each, partial(run, command), name, [self._fields(paper) for paper in papers])
        (self._outside.in_terminal if in_terminal else self._outside.do)(deed)

    def _fields(self, paper: Paper) -> dict[str, str | None]:
        """What a command may be given of a paper."""
        repo = links.on_github(paper.code) if paper.code else None
        owner, _, name = (repo or "").partition("/")
        path = self._clone_of(paper.code) if paper.code else None
        return {
            "url": choices.copied_link(paper),
            "owner": owner or None,
            "name": name or None,
            "path": str(path) if path else None,
            "title": paper.title,
            "id": paper.id,
        }

    # cloning

    def clone(self) -> None:
        """Clone the code of the selection, or of the highlighted paper."""
        self.clone_these(self._in_hand)

    def clone_these(self, wanted: Sequence[Link]) -> None:
        """Clone these repositories; where some are being cloned, stop that."""
        if wanted or self.is_cloning:
            self._outside.clone(wanted, self._into, done=self._look)
        else:
            self._screen.say(NO_CODE + OTHERS)

    @property
    def is_cloning(self) -> bool:
        """Whether code is being cloned."""
        return self._outside.is_cloning

    def stop(self) -> None:
        """Clone no more."""
        self._outside.stop()


def _run_for_each(run: Callable[..., str], name: str, papers: Sequence[Mapping[str, str | None]]) -> str:
    """Run it for one paper after another; one sentence on all of them."""
    if len(papers) == 1:
        return run(**papers[0])
    failures = []
    for fields in papers:
        try:
            run(**fields)
        except DigestError as error:
            failures.append(str(error))
    told = f"{name}: {len(papers) - len(failures)} of {len(papers)} done"
    return f"{told}; {failures[0]}" if failures else told
