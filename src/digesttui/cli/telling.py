"""Verbs that tell about the program itself: ``keys`` and ``completions``."""

import click

from digesttui.cli.printing import write_lines
from digesttui.errors import DigestError


@click.command()
def keys() -> None:
    """The keys as your settings have them, from the same table as the screen's help."""
    from digesttui import config
    from digesttui.tui.keysets import commands_of

    commands = commands_of(config.read())
    width = max(len(command.shown_keys) for command in commands)
    write_lines(f"{command.shown_keys:<{width}}  {command.id:<20}  {command.help}" for command in commands)


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completions(context: click.Context, shell: str) -> None:
    """The completion script of a shell; its first line says where to put it."""
    from click.shell_completion import get_completion_class

    from digesttui.cli import shells  # noqa: F401  (its classes take the place of click's)

    root = context.find_root()
    found = get_completion_class(shell)
    if found is None:
        raise DigestError(f"no completions for {shell}")
    where = {
        "bash": 'eval "$(digest-tui completions bash)"   in ~/.bashrc',
        "zsh": 'eval "$(digest-tui completions zsh)"   in ~/.zshrc, after compinit',
        "fish": "digest-tui completions fish > ~/.config/fish/completions/digest-tui.fish",
    }
    write_lines([f"# {where[shell]}", found(root.command, {}, "digest-tui", "_DIGEST_TUI_COMPLETE").source()])
