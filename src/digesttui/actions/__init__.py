"""Everything that touches the world outside: open, copy, clone, run.

Each function says in one sentence what happened, or raises ``ActionFailed`` or ``LinkRefused`` with what to do
instead. No command goes through a shell but the reader's own words to ``pipe``, where they need one; what comes from
a digest can never be read as an option. Most wait for a program: call them from a thread of their own.
"""

from digesttui.actions.cloning import Cloned, clone, clone_all, clones, summary
from digesttui.actions.copying import copy
from digesttui.actions.opening import open_url
from digesttui.actions.piping import Piped, pipe
from digesttui.actions.running import edit, open_folder, run, run_in_terminal

__all__ = [
    "Cloned",
    "Piped",
    "clone",
    "clone_all",
    "clones",
    "copy",
    "edit",
    "open_folder",
    "open_url",
    "pipe",
    "run",
    "run_in_terminal",
    "summary",
]
