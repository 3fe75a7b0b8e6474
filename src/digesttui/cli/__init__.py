"""The command line. Data goes to standard output, everything else to standard error."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click
from click.shell_completion import CompletionItem

from digesttui import __version__
from digesttui.cli.printing import tell
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
    "fetch": "fetching.fetch",
    "add": "owning.add",
    "digests": "owning.digests",
    "mail": "mailing.mail",
    "keys": "telling.keys",
    "doctor": "doctor.doctor",
    "completions": "telling.completions",
    "manual": "manual.manual",
}
"""Each verb, and where in this package it is: loaded when asked for, so that the screen waits for no other."""


class Verbs(click.Group):
    """A group whose first word need not be a verb: ``digest-tui PATH …`` browses."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The verbs by name."""
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The verb of that name."""
        if cmd_name not in VERBS:
            return None
        module, name = VERBS[cmd_name].split(".")
        command: click.Command = getattr(import_module(f"digesttui.cli.{module}"), name)
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put ``browse`` in front unless a verb, ``--help`` or ``--version`` stands there."""
        completing_verb = ctx.resilient_parsing and not args
        if not completing_verb and args[:1] not in ([name] for name in (*VERBS, "-h", "--help", "--version")):
            args = ["browse", *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete verbs, and files beside them."""
        return [*super().shell_complete(ctx, incomplete), CompletionItem(incomplete, type="file")]


@click.group(
    cls=Verbs,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="`digest-tui PATH …` opens the screen; `digest-tui VERB --help` tells more.",
)
@click.version_option(__version__, prog_name="digest-tui", message="%(prog)s %(version)s")
def commands() -> None:
    """Read Daily Papers digests: filter as you type, the code one key away."""


def main(args: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 nothing found or failed, 2 usage, 128+n on signals."""
    sys.exit(_run(args))


def _run(args: Sequence[str] | None) -> int:
    if "_DIGEST_TUI_COMPLETE" in os.environ:
        from digesttui.cli import shells  # noqa: F401  (its classes take the place of click's)
    try:
        outcome: Any = commands.main(args, prog_name="digest-tui", standalone_mode=False)
    except (click.exceptions.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except DigestError as error:
        tell(error)
        return NOTHING
    return outcome if isinstance(outcome, int) else 0
