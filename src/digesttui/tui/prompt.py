"""A dialog with one field to fill in, and words below it to complete what is typed."""

from collections.abc import Container, Mapping

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.strip import Strip

from digesttui.tui import render
from digesttui.tui.bindings import bindings
from digesttui.tui.commands import COMMANDS
from digesttui.tui.dialog import Dialog
from digesttui.tui.field import Field
from digesttui.tui.rows import Rows
from digesttui.tui.theme import Glyphs, Look

MAX_ROWS = 8


class Completions(Rows):
    """Words and how many papers have each."""

    def __init__(self) -> None:
        super().__init__(id="completions")
        self._all: Mapping[str, int] = {}
        self.words: list[str] = []

    def offer(self, words: Mapping[str, int]) -> None:
        """Complete with these words from now on."""
        self._all = words
        self.styles.height = min(MAX_ROWS, len(words))
        self.display = bool(words)

    def show(self, typed: str, taken: Container[str]) -> None:
        """Show those that begin like what is typed, but for those that stand there already."""
        self.words = [word for word in self._all if word.lower().startswith(typed.lower()) and word not in taken]
        self.fill(len(self.words), 0)

    def draw(self, row: int, width: int, *, on: bool) -> Strip:
        """A word."""
        word, look = self.words[row], self.look
        mark = self.glyphs.here if on and look.pointed else " "
        left = [(f" {mark} ", look.key), (render.cut(render.steady(word), width - 12), look.text)]
        return render.spread(left, [], [(f"{self._all[word]:,} ", look.dim)], width, self.base(on))


class Answer(Field):
    """A field in which what is typed can be erased as in the filter."""

    BINDINGS = bindings([command for command in COMMANDS if command.id in ("erase", "erase_word")], "filter")


class Prompt(Dialog):
    """Gives the text of its field.

    It is made once and asked again and again: to mount and to remove a dialog takes longer than all else that a key
    does.
    """

    DEFAULT_CSS = """
    Prompt {
        #frame { height: auto; padding: 1 1; }
        #answer { height: 1; }
        #completions { margin-top: 1; }
    }
    """

    def __init__(self, look: Look, glyphs: Glyphs) -> None:
        self._completions = Completions()
        super().__init__("", self._completions, look, glyphs)
        self._answer = Answer(sign=">", empty="", id="answer")
        self._frame = Vertical(self._answer, self._completions, id="frame")
        self._comma = ","
        self.field = self._answer

    def ask(self, title: str, text: str, words: Mapping[str, int], *, comma: str = ",", does: str = "keeps") -> None:
        """Begin with ``text``; enter ``does`` with it what the frame says.

        ``words``, each with how often it is in use, complete what stands behind the last ``comma``; without one, all
        that is typed.
        """
        self._comma = comma
        self._completions.offer(words)
        self._frame.border_title = render.plain(title)
        completes = "tab completes, " if words else ""
        self._frame.border_subtitle = render.plain(f"{completes}enter {does}")
        self._answer.put(text)
        self.on_field_changed()

    def compose(self) -> ComposeResult:
        """The field above the words."""
        yield self._frame

    def on_field_changed(self) -> None:
        """Show the words that fit what is typed now."""
        self._answer.refresh()
        before, typed = self._parted()
        self._completions.show(typed.strip(), {word.strip() for word in before.split(",")})

    def _parted(self) -> tuple[str, str]:
        """What stands there up to the last comma, and what is to be completed."""
        at = self._answer.text.rfind(self._comma) + 1 if self._comma else 0
        return self._answer.text[:at], self._answer.text[at:]

    def action_other_view(self) -> None:
        """Complete what is typed with the highlighted word."""
        row = self._completions.highlighted
        if row >= 0:
            before, word = self._parted()[0], self._completions.words[row]
            text = f"{before}{' ' * bool(before)}{word}, " if self._comma else word
            self._answer.edit(text, len(text))

    def action_choose(self) -> None:
        """Give the text."""
        self.dismiss(self._answer.text)
