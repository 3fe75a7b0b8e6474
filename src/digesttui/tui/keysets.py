"""The sets of keys that ship: those of the table, which are vim's, and newsboat's for hands that know these."""

from collections.abc import Mapping

from digesttui.config import Config
from digesttui.tui.commands import Command, remapped

KEYSETS: Mapping[str, Mapping[str, str]] = {
    "vim": {},
    "newsboat": {
        "next_paper": "j,J,down",
        "previous_paper": "k,K,up",
        "first_paper": "home",
        "last_paper": "end",
        "next_match": "n",
        "previous_match": "p",
        "filter": "/,F",
        "sort": "g,S",
        "toggle_source": "ctrl+v,V",
        "toggle_abstract": "P",
        "read": "N",
        "star": "b",
        "undo": "U",
        "choose_link": "u,O",
        "export": "s,x",
        "refresh": "r,R",
    },
}
"""By name, what differs from the table: a command's id and its keys, as in the configuration's ``[keys]``."""


def commands_of(settings: Config) -> tuple[Command, ...]:
    """The commands with the reader's set of keys, and their own keys before it. Raises ``ConfigError``."""
    return remapped({**KEYSETS[settings.keyset], **settings.keys})
