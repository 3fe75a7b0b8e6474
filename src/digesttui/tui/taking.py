"""The keys that take papers along: to a file, the clipboard, a command of the reader's."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from digesttui.errors import ActionFailed, AlreadyThere
from digesttui.model import Paper
from digesttui.text import clean, one_line
from digesttui.tui.outside import Outside

if TYPE_CHECKING:
    from digesttui.actions import Piped
    from digesttui.export.reading import Reading
    from digesttui.tui.browse import BrowseScreen
    from digesttui.tui.exports import Form

PREVIEWED = 3
"""Papers that a preview shows."""
PIPED = (("jsonl", "JSON lines: every field, a paper a line"), ("markdown", "a section a paper"))


class Taking:
    """What these keys do on ``screen``: to the selected papers, else to all in the list.

    Form, folder and commands of the last time are offered again.
    """

    def __init__(self, screen: "BrowseScreen") -> None:
        self._screen = screen
        self._outside = Outside(screen)
        self._form = 0
        self._folder = Path()
        self._piped = 0
        self._commands: dict[str, int] = {}
        self._cancel: Event | None = None

    # to a file or the clipboard

    def export(self) -> None:
        """Choose a form, seeing how it begins, and then where to."""
        from digesttui.tui.exports import FORMS, Exports

        positions, app = self._chosen(), self._screen.digest_app
        if not positions:
            return

        def chosen(row: int | None) -> None:
            if row is not None:
                self._form = row
                self._choose_place(positions, FORMS[row])

        def beginning(form: "Form") -> str:
            return self._beginning(positions, form)

        app.push_screen(Exports(f"Export {_count(positions)}", beginning, app.look, app.glyphs, self._form), chosen)

    def _choose_place(self, positions: Sequence[int], form: "Form") -> None:
        path = self._folder / f"papers{form.ending}"
        if form.is_folder:
            self._ask_path(positions, form, str(path))
            return
        ways: list[Callable[[], None]] = [
            lambda: self._ask_path(positions, form, str(path)),
            lambda: self._copy(positions, form),
        ]
        rows = [("File", f"such as {path}"), ("Clipboard", "")]
        self._screen.dialogs.choose(f"{_count(positions)} as {form.name}", rows, lambda row: ways[row]())

    def _ask_path(self, positions: Sequence[int], form: "Form", path: str) -> None:
        def given(written: str) -> None:
            if written.strip():
                self._write(positions, form, Path(written.strip()).expanduser())

        title = f"{'Folder' if form.is_folder else 'File'} for {_count(positions)} as {form.name}"
        self._screen.dialogs.ask(title, given, text=path, comma="", does="writes")

    def _write(self, positions: Sequence[int], form: "Form", path: Path, *, force: bool = False) -> None:
        from digesttui.export.files import write_whole
        from digesttui.export.notes import write_notes

        def deed() -> str:
            try:
                if form.is_folder:
                    write_notes(self._papers(positions), path, self._reading, force=force)
                else:
                    write_whole(path, self._rendered(positions, form.name), force=force)
            except AlreadyThere as error:
                self._screen.call_later(self._ask_to_replace, positions, form, path, error)
                return _line(error)
            return _line(f"{_count(positions)} written to {path}")

        self._folder = path.parent
        self._outside.do(deed)

    def _ask_to_replace(self, positions: Sequence[int], form: "Form", path: Path, error: AlreadyThere) -> None:
        def chosen(row: int) -> None:
            if row:
                self._write(positions, form, path, force=True)
            else:
                self._ask_path(positions, form, str(path))

        rows = [("Another name", "nothing is written yet"), ("Replace", "what it holds now is lost")]
        self._screen.dialogs.choose(_line(error), rows, chosen)

    def _copy(self, positions: Sequence[int], form: "Form") -> None:
        def deed() -> str:
            told = self._outside.copied("".join(self._rendered(positions, form.name)))
            return f"{_count(positions)} as {form.name}: {told}"

        self._outside.do(deed)

    # to a command

    def pipe(self) -> None:
        """Choose a form, then type a command that gets it; while one runs, stop it."""
        if self._cancel is not None:
            self._cancel.set()
            return
        positions = self._chosen()
        if not positions:
            return

        def chosen(row: int) -> None:
            self._piped = row
            self._ask_command(positions, PIPED[row][0])

        self._screen.dialogs.choose(f"Pipe {_count(positions)} as", PIPED, chosen, self._piped)

    def _ask_command(self, positions: Sequence[int], form: str) -> None:
        def given(command: str) -> None:
            if command.strip():
                self._commands[command] = self._commands.get(command, 0) + 1
                self._run(positions, form, command)

        title = f"Command for {_count(positions)} as {form}"
        self._screen.dialogs.ask(title, given, words=self._commands, comma="", does="runs it")

    def _run(self, positions: Sequence[int], form: str, command: str) -> None:
        from digesttui import actions

        cancel = self._cancel = Event()

        def deed() -> str:
            try:
                # rendered before it starts: a command is never given half of it
                piped = actions.pipe(command, list(self._rendered(positions, form)), cancel)
            finally:
                self._cancel = None
            return self._told(command, positions, piped)

        self._outside.do(deed)

    def _told(self, command: str, positions: Sequence[int], piped: "Piped") -> str:
        """How it went, in a sentence; what is longer is shown."""
        ended = f"failed with code {piped.code}" if piped.code else f"took {_count(positions)}"
        lines = piped.output.strip().count("\n") + 1
        if lines == 1:
            return ": ".join(filter(None, (f"{command} {ended}", _line(piped.output))))
        self._screen.call_later(self._show, command, piped.output)
        return f"{command} {ended} and said {lines:,} lines"

    def _show(self, command: str, output: str) -> None:
        from digesttui.tui.dialog import reader
        from digesttui.tui.exports import TextPage

        app = self._screen.digest_app
        if self._screen.is_current:  # else the reader has gone on to something else
            app.push_screen(reader(command, TextPage(command, output, app.look), app.look, app.glyphs))

    # what is taken

    def _chosen(self) -> list[int]:
        """What is to be taken; where that is nothing, say why."""
        chosen = self._screen.selecting.chosen if self._screen.reading.is_open else []
        if not chosen:
            why = "there are no papers here" if self._screen.reading.is_open else "the digests are still being read"
            self._screen.say(f"nothing to take along: {why}")
        return chosen

    def _beginning(self, positions: Sequence[int], form: "Form") -> str:
        if form.is_folder:
            from digesttui.export.notes import file_name

            return "\n".join(map(file_name, self._papers(positions[:PREVIEWED])))
        return "".join(self._rendered(positions[:PREVIEWED], form.name))

    def _rendered(self, positions: Sequence[int], form: str) -> Iterator[str]:
        from digesttui.export import render

        return render(self._papers(positions), form, self._reading)

    def _papers(self, positions: Sequence[int]) -> Iterator[Paper]:
        """The papers one after another, in a thread too: once digests come or go, nothing more is taken."""
        store = self._screen.collection.store
        revision = store.revision
        for position in positions:
            with suppress(KeyError, IndexError):  # of a store in the midst of a change
                paper = store.paper(position)
                if store.revision == revision:
                    yield paper
                    continue
            raise ActionFailed("nothing was taken along: digests came or went meanwhile; try again")

    def _reading(self, paper: Paper) -> "Reading | None":
        from digesttui.library.state import PaperKey

        library = self._screen.collection.library
        return None if library is None else library.state(PaperKey.of(paper))


def _count(positions: Sequence[int]) -> str:
    return f"{len(positions):,} {'paper' if len(positions) == 1 else 'papers'}"


def _line(text: object) -> str:
    """A sentence in which a file's name or a command's words may stand."""
    return one_line(clean(str(text)))
