"""The command line. Data goes to standard output, everything else to standard error."""

import gc
import os
import sys
from collections.abc import Sequence

from digesttui.errors import DigestError

NOTHING, INTERRUPTED = 1, 130

VERBS = {
    "browse": "browsing.browse",
    "list": "listing.list_papers",
    "show": "listing.show",
    "export": "exporting.export",
    "links": "exporting.links",
    "clone": "cloning.clone",
    "repos": "repositories.repos",
    "serve": "serving.serve",
    "fetch": "fetching.fetch",
    "add": "owning.add",
    "digests": "owning.digests",
    "library": "moving.library",
    "mail": "mailing.mail",
    "keys": "telling.keys",
    "config": "configuring.configure",
    "doctor": "doctor.doctor",
    "completions": "telling.completions",
    "manual": "manual.manual",
}
"""Each verb, and where in this package it is: loaded when asked for, so that the screen waits for no other."""


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 nothing found or failed, 2 usage, 128+n on signals."""
    sys.exit(_run(list(sys.argv[1:] if args is None else args)))


def _run(words: list[str]) -> int:
    try:
        if _are_paths(words) and "_DIGEST_TUI_COMPLETE" not in os.environ:
            # the way most starts go waits for nothing that it does not need: neither click nor the collector
            gc.disable()
            from digesttui.cli.screen import show

            return show(words)
        from digesttui.cli.verbs import obey

        return obey(words)
    except KeyboardInterrupt:
        return INTERRUPTED
    except DigestError as error:
        from digesttui.cli.printing import tell

        tell(error)
        return NOTHING


def _are_paths(words: Sequence[str]) -> bool:
    """Whether there is no verb and no option among them."""
    return not words[:1] or (words[0] not in VERBS and not any(word.startswith("-") for word in words))
