"""The export dialog: every form papers can be taken along in, with the beginning of what would be written."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from rich.style import Style
from textual.app import ComposeResult
from textual.containers import Container
from textual.strip import Strip

from digesttui.tui import render
from digesttui.tui.dialog import Dialog
from digesttui.tui.pane import Pane
from digesttui.tui.render import Line
from digesttui.tui.rows import Rows
from digesttui.tui.theme import Glyphs, Look


@dataclass(frozen=True, slots=True)
class Form:
    """A form of export: its name on the command line, how its files end, and what it is good for; notes are not one
    file but a folder of them."""

    name: str
    ending: str
    told: str
    is_folder: bool = False


FORMS = (
    Form("bibtex", ".bib", "a bibliography for LaTeX"),
    Form("ris", ".ris", "for reference managers"),
    Form("csl-json", ".json", "for citation processors, as pandoc's"),
    Form("markdown", ".md", "a section a paper"),
    Form("html", ".html", "one page that needs nothing else"),
    Form("csv", ".csv", "a table for spreadsheets"),
    Form("tsv", ".tsv", "a table, parted by tabs"),
    Form("json", ".json", "every field, and your marks"),
    Form("jsonl", ".jsonl", "the same, a paper a line"),
    Form("atom", ".xml", "a feed"),
    Form("eml", ".eml", "a mail to send on"),
    Form("notes", "", "a folder with a Markdown file a paper, for Obsidian", is_folder=True),
)


@dataclass(frozen=True, slots=True)
class TextPage:
    """Text as it is, in lines that are broken where they are too long."""

    about: str
    text: str
    look: Look

    def lines(self, width: int) -> Iterator[Line]:
        """Its lines, with the spaces they begin with."""
        for line in self.text.rstrip("\n").split("\n"):
            line = render.steady(line.expandtabs(4))
            at = 0
            while at < len(line):
                end = render.fitting(line, at, len(line), width)
                yield [(line[at:end], self.look.text)]
                at = end
            if not line:
                yield [("", Style())]


class FormRows(Rows):
    """The forms: name, and what each is good for."""

    def __init__(self, at: int) -> None:
        super().__init__(id="forms")
        self._at = at

    def on_mount(self) -> None:
        """Show them."""
        self.styles.height = len(FORMS)
        self.fill(len(FORMS), self._at)

    def draw(self, row: int, width: int, *, on: bool) -> Strip:
        """A form."""
        form, look = FORMS[row], self.look
        mark = self.glyphs.here if on and look.pointed else " "
        number = str(row + 1) if row < 9 else " "
        pieces = [
            (f" {mark}{number}  ", look.key),
            (f"{form.name:<11}", look.strong if on else look.text),
            (render.cut(form.told, width - 17, self.glyphs.cut), look.dim),
        ]
        return render.strip(pieces, width, self.base(on))


class Exports(Dialog):
    """The forms above, below what ``beginning`` says the export in the highlighted one begins with; gives the number
    of the chosen one."""

    DEFAULT_CSS = """
    Exports {
        #forms { max-height: 50%; margin: 1 1; }
        #beginning { height: 1fr; border-top: solid $line; }
        &.ascii #beginning { border-top: ascii $line; }
    }
    """

    def __init__(self, title: str, beginning: Callable[[Form], str], look: Look, glyphs: Glyphs, at: int) -> None:
        super().__init__(title, FormRows(at), look, glyphs)
        self._beginning = beginning
        self._pane = Pane(id="beginning")

    def compose(self) -> ComposeResult:
        """The forms above, the page below."""
        frame = Container(self.body, self._pane, id="frame")
        frame.border_title = render.plain(self.heading)
        frame.border_subtitle = render.plain("enter takes this form, tab goes to what it looks like")
        yield frame

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        """Show how that form begins."""
        event.stop()
        form = FORMS[event.row]
        self._pane.show(TextPage(form.name, self._beginning(form), self.look))
