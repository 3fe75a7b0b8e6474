"""The verbs of the command line as click commands; each is loaded when asked for."""

import os
from collections.abc import Sequence
from importlib import import_module
from typing import Any

import click
from click.shell_completion import CompletionItem

from digesttui import __version__
from digesttui.cli import INTERRUPTED, VERBS


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


def obey(words: Sequence[str]) -> int:
    """Do what the command line says; return the exit code. Raises ``DigestError``."""
    if "_DIGEST_TUI_COMPLETE" in os.environ:
        from digesttui.cli import shells  # noqa: F401  (its classes take the place of click's)
    try:
        outcome: Any = commands.main(list(words), prog_name="digest-tui", standalone_mode=False)
    except click.exceptions.Abort:
        return INTERRUPTED
    except click.ClickException as error:
        error.show()
        return error.exit_code
    return outcome if isinstance(outcome, int) else 0
