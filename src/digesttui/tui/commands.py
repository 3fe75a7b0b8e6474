"""The one table of commands: bindings, footer, help, palette and ``digest-tui keys`` are all drawn from it.

This module knows nothing of Textual, so that the command line can
print the keys without loading it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from digesttui.errors import ConfigError

Where = Literal["anywhere", "papers", "filter", "dialog", "links", "triage"]
"""Where a command's keys hold: everywhere, on the main screen, while typing a filter, in a dialog, in that of the links
too, in triage."""

_SHOWN = {
    "enter": "enter",
    "escape": "esc",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "down": "↓",
    "up": "↑",
}


@dataclass(frozen=True, slots=True)
class Command:
    """Something the reader can do.

    ``id`` names it in the configuration. ``hint`` is its word in the footer, where it has one. ``action`` is what
    the screen calls it, where that is not the id; a numbered command's action takes its key's number.
    """

    id: str
    keys: tuple[str, ...]
    name: str
    help: str
    group: str
    where: Where = "papers"
    hint: str = ""
    action: str = ""
    numbered: bool = False

    @property
    def shown_keys(self) -> str:
        """The keys as a person writes them: ``j ↓``, ``^d``; a run of digits as ``1–9``."""
        if self.numbered:
            return f"{self.keys[0]}–{self.keys[-1]}"
        return " ".join(shown_key(key) for key in self.keys)


def shown_key(key: str) -> str:
    """One key as a person writes it."""
    return "^" + key.removeprefix("ctrl+") if key.startswith("ctrl+") else _SHOWN.get(key, key)


MOVING, FILTER, READING, MARKS = "Moving", "Filter", "Reading", "Your marks"
LINKS, TAKING, PROGRAM = "Code and links", "Taking along", "Program"
_FOOTER = ("open_paper", "copy_link", "filter", "star", "read", "triage", "digests", "help", "commands")
_IN_TRIAGE = ("keep", "skip", "later", "tag_it", "open_it", "take_back", "leave_triage", "help_it")
GROUPS = (MOVING, FILTER, READING, MARKS, LINKS, TAKING, PROGRAM)

COMMANDS: tuple[Command, ...] = (
    Command("next_paper", ("j", "down"), "Next paper", "The next paper; in the abstract, one line down",
            MOVING, action="move('step', 1)"),
    Command("previous_paper", ("k", "up"), "Previous paper", "The paper before; in the abstract, one line up",
            MOVING, action="move('step', -1)"),
    Command("first_paper", ("g", "home"), "First paper", "To the top", MOVING, action="move('to_start')"),
    Command("last_paper", ("G", "end"), "Last paper", "To the end", MOVING, action="move('to_end')"),
    Command("page_down", ("pagedown", "ctrl+f"), "Page down", "One page down", MOVING, action="move('leap', 1)"),
    Command("page_up", ("pageup", "ctrl+b"), "Page up", "One page up", MOVING, action="move('leap', -1)"),
    Command("next_match", ("n",), "Next unread", "The next unread paper; with a filter, the next match",
            MOVING, action="move('step_round', 1)"),
    Command("previous_match", ("N",), "Previous unread",
            "The unread paper before; with a filter, the match", MOVING, action="move('step_round', -1)"),
    Command("other_pane", ("tab", "shift+tab"), "Other pane", "From the list to the abstract and back", MOVING,
            action="move('other_pane')"),
    Command("older_digest", ("[",), "Previous digest", "Only the papers of the digest before",
            MOVING, action="move('step_digest', 1)"),
    Command("newer_digest", ("]",), "Next digest", "Only the papers of the digest after, then all again",
            MOVING, action="move('step_digest', -1)"),
    Command("filter", ("/",), "Filter", "Type a filter", FILTER, hint="filter", action="filter('begin')"),
    Command("clear_filter", ("escape",), "Clear", "Leave zen, let the selection go, show every paper",
            FILTER, action="filter('clear')"),
    Command("sort", ("S",), "Sort", "Choose the order of the list", FILTER, hint="sort", action="ask('sort')"),
    Command("views", ("w",), "Saved views", "Filters with a name; a name for this one", FILTER),
    Command("scroll_down", ("ctrl+d",), "Scroll down", "The abstract half a page down",
            READING, action="move('leap_abstract', 0.5)"),
    Command("scroll_up", ("ctrl+u",), "Scroll up", "The abstract half a page up",
            READING, action="move('leap_abstract', -0.5)"),
    Command("toggle_source", ("V",), "Source text", "The abstract as it came, LaTeX and all, or made readable",
            READING),
    Command("zen", ("z",), "Zen", "The abstract alone", READING, hint="zen", action="arrange('zen')"),
    Command("toggle_abstract", ("p",), "Abstract pane", "Show or hide the abstract beside the list", READING,
            action="arrange('toggle_abstract')"),
    Command("turn_layout", ("\\",), "Layout", "Side by side or one above the other", READING,
            action="arrange('turn')"),
    Command("grow_list", ("+", "="), "Wider list", "More room for the list", READING,
            action="arrange('grow_list', 1)"),
    Command("shrink_list", ("-",), "Narrower list", "More room for the abstract", READING,
            action="arrange('grow_list', -1)"),
    Command("read", ("r",), "Read", "Mark as read, or as unread; nothing else ever does",
            MARKS, hint="read", action="mark('read')"),
    Command("star", ("s",), "Star", "Star the paper, or take the star off", MARKS, hint="star", action="mark('star')"),
    Command("put_off", ("l",), "Later", "Put it off for some days (later_days), or no more",
            MARKS, action="mark('put_off')"),
    Command("put_off_until", ("L",), "Later, until", "Put it off until a day you write: 3d, 2w, 2026-01-31",
            MARKS, action="mark('put_off_until')"),
    Command("triage", ("T",), "Triage", "The unread papers one at a time: keep, skip, later", MARKS, hint="triage",
            action="ask('triage')"),
    Command("tag", ("t",), "Tag", "The tags of the paper, to edit", MARKS, action="mark('tag')"),
    Command("rename_tag", ("#",), "Rename a tag", "Give a tag another name; with one in use it becomes one",
            MARKS, action="mark('rename_tag')"),
    Command("note", ("e",), "Note", "A note on the paper", MARKS, action="mark('note')"),
    Command("edit_note", ("E",), "Note in the editor", "The same in $EDITOR", MARKS, action="mark('edit_note')"),
    Command("read_above", ("A",), "All above read", "Mark all papers above as read",
            MARKS, action="mark('read_above')"),
    Command("undo", ("u",), "Undo", "Take back the last change, also one of an earlier day",
            MARKS, action="mark('undo')"),
    Command("redo", ("ctrl+r",), "Redo", "Do again what was undone", MARKS, action="mark('redo')"),
    Command("select", ("space",), "Select", "Select the paper, or not; marks then go to all",
            MARKS, action="select('toggle')"),
    Command("select_range", ("v",), "Select a range", "Select to where the highlight goes, till v again",
            MARKS, action="select('stretch')"),
    Command("select_all", ("a",), "Select all", "All papers of the list, or none of them",
            MARKS, action="select('every')"),
    Command("invert", ("I",), "Invert", "Select the others", MARKS, action="select('invert')"),
    Command("open_paper", ("o", "enter"), "Open", "The code in the browser, else the project page, else the paper",
            LINKS, hint="open", action="follow('open_paper')"),
    Command("open_link", tuple("123456789"), "Open link 1–9", "The link of that number", LINKS, numbered=True),
    Command("choose_link", ("O",), "Choose a link", "All links of the paper, to open, copy or clone one",
            LINKS, action="follow('choose_link')"),
    Command("copy_link", ("y",), "Copy the link", "The code's address, else the paper's; of a selection, all",
            LINKS, hint="copy", action="follow('copy_link')"),
    Command("copy_as", ("Y",), "Copy as", "Title, link, Markdown, BibTeX, citation, git clone or abstract",
            LINKS, action="follow('copy_as')"),
    Command("clone", ("c",), "Clone the code", "The repository, or those of the selection; again stops it",
            LINKS, action="code('clone')"),
    Command("about_code", ("i",), "About the code", "What GitHub tells of it, and the papers that name it",
            LINKS, action="code('about')"),
    Command("use_code", ("!",), "Use the code", "Its clone in editor, shell or files; or a command of yours",
            LINKS, action="code('use')"),
    Command("more_like", ("m",), "More like this", "The papers nearest to this one, and the words they share",
            MOVING, action="follow('more_like')"),
    Command("export", ("x",), "Export", "The selection, else the whole list, to a file or the clipboard",
            TAKING, action="take('export')"),
    Command("pipe", ("|",), "Pipe", "The same to a command of yours; again stops it", TAKING, action="take('pipe')"),
    Command("digests", ("d",), "Digests", "What was read from each file, and what was skipped and why",
            PROGRAM, hint="digests", action="ask('digests')"),
    Command("refresh", ("R",), "Refresh", "Fetch what your library lacks, up to today; read files again", PROGRAM),
    Command("commands", ("ctrl+p", ":"), "Commands", "Find a command by name", PROGRAM, hint="commands",
            action="ask('commands')"),
    Command("help", ("?", "f1"), "Help", "Every key, and the filter's language", PROGRAM, hint="help",
            action="ask('help')"),
    Command("quit", ("q",), "Quit", "Leave", PROGRAM),
    Command("turn_theme", ("ctrl+t",), "Light or dark", "Change between dark and light", PROGRAM, "anywhere"),
    Command("suspend_process", ("ctrl+z",), "Suspend", "Back to the shell; fg returns", PROGRAM, "anywhere"),
    Command("leave", ("ctrl+q", "ctrl+c"), "Quit from anywhere", "Leave, also out of a filter or dialog",
            PROGRAM, "anywhere", action="quit"),
    Command("leave_filter", ("enter", "down", "tab"), "Back to the list", "Keep the filter, go to its papers",
            FILTER, "filter", hint="list",
            action="screen.filter('leave')"),
    Command("drop_filter", ("escape",), "Clear, then back", "Clear the filter; when it is empty, back to the list",
            FILTER, "filter", hint="clear",
            action="screen.filter('drop')"),
    Command("erase", ("ctrl+u",), "Erase", "Delete from the caret back to the start", FILTER, "filter"),
    Command("erase_word", ("ctrl+w", "alt+backspace"), "Erase word", "Delete the word before the caret",
            FILTER, "filter"),
    Command("keep", ("s",), "Keep", "Star it, mark it read, and on to the next", MARKS, "triage", hint="keep"),
    Command("skip", ("r", "space"), "Skip", "Mark it read, and on to the next", MARKS, "triage", hint="skip"),
    Command("later", ("l",), "Later", "Put it off (later_days), and on to the next", MARKS, "triage", hint="later"),
    Command("tag_it", ("t",), "Tag", "Tag it; it stays on show", MARKS, "triage", hint="tag"),
    Command("open_it", ("o", "enter"), "Open", "Open its code, else its project page, else the paper",
            MARKS, "triage", hint="open"),
    Command("copy_it", ("y",), "Copy the link", "Copy its code's address, else the paper's", LINKS, "triage"),
    Command("clone_it", ("c",), "Clone the code", "Clone its repository; again stops it", LINKS, "triage"),
    Command("about_it", ("i",), "About the code", "What GitHub tells of it, and the papers that name it",
            LINKS, "triage"),
    Command("take_back", ("u",), "Undo", "Take the last decision back", MARKS, "triage", hint="undo"),
    Command("pass_over", ("n",), "Next", "On to the next, this one undecided", MARKS, "triage", action="pass_over(1)"),
    Command("go_back", ("N",), "Before", "Back to the undecided one before", MARKS, "triage", action="pass_over(-1)"),
    Command("scroll_on", ("j", "down", "ctrl+d", "pagedown"), "Scroll down", "Half a page on",
            MARKS, "triage", action="scroll(0.5)"),
    Command("scroll_back", ("k", "up", "ctrl+u", "pageup"), "Scroll up", "Half a page back",
            MARKS, "triage", action="scroll(-0.5)"),
    Command("leave_triage", ("q", "escape", "T"), "Leave", "Back to the list; triage goes on from here another time",
            MARKS, "triage", hint="leave"),
    Command("help_it", ("?", "f1"), "Help", "These keys", MARKS, "triage", hint="help"),
    Command("copy_this", ("y",), "Copy this link", "Its address", LINKS, "links", "copy", "on_link('copy')"),
    Command("clone_this", ("c",), "Clone this link", "Its repository", LINKS, "links", "clone", "on_link('clone')"),
    Command("about_this", ("i",), "About this link", "What GitHub tells of it",
            LINKS, "links", "about", "on_link('about')"),
    Command("naming_this", ("m",), "Papers with this link", "The papers that name its repository",
            LINKS, "links", "papers", "on_link('naming')"),
    Command("close", ("escape", "q", "?"), "Close", "Close the dialog", PROGRAM, "dialog"),
    Command("choose", ("enter",), "Choose", "Take the marked row", PROGRAM, "dialog"),
    Command("choose_row", tuple("123456789"), "Choose row 1–9", "Take the row of that number",
            PROGRAM, "dialog", numbered=True),
    Command("other_view", ("tab", "shift+tab"), "Other part", "From the list to the page beside it", PROGRAM, "dialog"),
    Command("next_row", ("j", "down"), "Down", "The next row", PROGRAM, "dialog", action="step(1)"),
    Command("previous_row", ("k", "up"), "Up", "The row before", PROGRAM, "dialog", action="step(-1)"),
    Command("first_row", ("g", "home"), "Top", "The first row", PROGRAM, "dialog", action="to_start"),
    Command("last_row", ("G", "end"), "End", "The last row", PROGRAM, "dialog", action="to_end"),
    Command("rows_down", ("pagedown", "ctrl+d", "ctrl+f"), "Page down", "One page down",
            PROGRAM, "dialog", action="leap(1)"),
    Command("rows_up", ("pageup", "ctrl+u", "ctrl+b"), "Page up", "One page up", PROGRAM, "dialog", action="leap(-1)"),
)  # fmt: skip


def remapped(keys: Mapping[str, str], commands: Iterable[Command] = COMMANDS) -> tuple[Command, ...]:
    """The table with the reader's ``keys`` (command id → comma-separated keys) in place of the built-in ones.

    Raises ``ConfigError`` for an id that does not exist and for a key given twice in one place.
    """
    table = {command.id: command for command in commands}
    for id_, written in keys.items():
        if id_ not in table:
            raise ConfigError(f"keys: no command {id_!r}; `digest-tui keys` lists them")
        wanted = tuple(key.strip() for key in written.split(",") if key.strip())
        if table[id_].numbered and len(wanted) != len(table[id_].keys):
            raise ConfigError(f"keys: {id_} needs {len(table[id_].keys)} keys, one for each number")
        table[id_] = replace(table[id_], keys=wanted)
    for key, one, other in clashes(table.values()):
        raise ConfigError(f"keys: {key!r} is given to both {one.id} and {other.id}; give one of them another key")
    return tuple(table.values())


def clashes(commands: Iterable[Command]) -> list[tuple[str, Command, Command]]:
    """Every key with two commands in one place, or in one place and anywhere."""
    found, taken = [], dict[tuple[str, Where], Command]()
    for command in sorted(commands, key=lambda one: one.where != "anywhere"):
        for key in command.keys:
            before = taken.get((key, command.where)) or taken.get((key, "anywhere"))
            if before:
                found.append((key, before, command))
            taken[key, command.where] = command
    return found


def hints(commands: Iterable[Command], where: Where) -> list[tuple[str, str, str]]:
    """The footer's hints as (id, key, word), the most wanted first."""
    orders = {
        "filter": ("leave_filter", "drop_filter", "help", "commands"),
        "links": ("copy_this", "clone_this", "about_this", "naming_this"),
        "triage": _IN_TRIAGE,
    }
    order = orders.get(where, _FOOTER)
    held = {command.id: command for command in commands if command.keys}
    shown = [held[id_] for id_ in order if id_ in held]
    return [(one.id, shown_key(_typed(one) if where == "filter" else one.keys[0]), one.hint) for one in shown]


def _typed(command: Command) -> str:
    """The key that works while typing: the first that is no character."""
    return next((key for key in command.keys if len(key) > 1), command.keys[0])
