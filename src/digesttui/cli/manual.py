"""``manual``: the man page, made from the same help that ``--help`` shows.

Written in man(7) macros as groff and mandoc read them.
"""

import re
from collections.abc import Iterator

import click

from digesttui import __version__
from digesttui.cli.printing import write_lines
from digesttui.query.examples import LANGUAGE

EXAMPLES = {
    "digest-tui ~/Downloads/*.html": "Read the pages saved there.",
    "digest-tui fetch --since -7d": "Fetch the last week's Daily Papers into the library.",
    "digest-tui list -f 'has:code date:-7d..'": "The last week's papers with code.",
    "digest-tui list -f is:starred --format jsonl | jq -r .title": "The titles of what you starred.",
    "digest-tui export -f tag:thesis -o thesis.bib --force": "A bibliography, made anew.",
    "digest-tui mail moe --to ada@example.org | sendmail -t": "What is new in the saved view moe, as a mail.",
}
EXIT_CODES = {
    "0": "Done.",
    "1": "Nothing was found, or a failure told in one line.",
    "2": "The command was written wrongly, or the screen has no terminal.",
    "128+n": "Ended by signal n.",
}
VARIABLES = {
    "DIGEST_TUI_HOME": "The folder that holds configuration, library, state and cache. Default: the platform's own.",
    "DIGEST_TUI_SMTP_HOST, _PORT, _SECURITY, _USER, _PASSWORD": "The server that takes mail, before [mail] of the "
    "configuration; security is tls, starttls or none, and the password may be in the keyring instead.",
    "DIGEST_TUI_MAIL_TO, DIGEST_TUI_MAIL_FROM": "Who gets mail, and who sends it, likewise.",
    "BROWSER, EDITOR, VISUAL": "What opens links and notes.",
    "NO_COLOR": "Set to anything: no colours.",
}
FILES = {
    "$XDG_CONFIG_HOME/digest-tui/config.toml": "Theme, keys, saved views, mail.",
    "$XDG_DATA_HOME/digest-tui/library/": "Your digests, as files you may read, sync and delete.",
    "$XDG_STATE_HOME/digest-tui/": "What you read, starred, tagged and noted, and what was mailed.",
    "$XDG_CACHE_HOME/digest-tui/": "What can be made again.",
}
_AS_ROFF = str.maketrans({"\\": "\\e", "-": "\\-", '"': "\\(dq", "'": "\\(aq", "^": "\\(ha", "~": "\\(ti"})


@click.command()
@click.pass_context
def manual(context: click.Context) -> None:
    """Print the man page: `digest-tui manual > digest-tui.1`, then `man -l digest-tui.1`."""
    write_lines(page(context.find_root()))


def page(root: click.Context) -> Iterator[str]:
    """The page of the program whose outermost command is ``root``, line by line."""
    group = root.command
    assert isinstance(group, click.Group)
    name = root.info_name or "digest-tui"
    summary, _, more = (group.help or "").partition("\n")
    yield f'.TH {name.upper()} 1 "" "{name} {__version__}" "User Commands"'
    yield from (".SH NAME", f"{_escaped(name)} \\- {_escaped(summary.rstrip('.'))}")
    yield ".SH SYNOPSIS"
    for number, context in enumerate(one for one in _commands(root) if not isinstance(one.command, click.Group)):
        yield from [".br"] * bool(number)
        yield from _synopsis(context)
    yield from (".SH DESCRIPTION", *_paragraphs("\n\n".join((more, group.epilog or ""))))
    yield ".SH COMMANDS"
    for context in _commands(root):
        yield from _command(context)
    for title, listed in (
        ("FILTERS", dict(LANGUAGE)),
        ("EXAMPLES", EXAMPLES),
        ("ENVIRONMENT", VARIABLES),
        ("FILES", FILES),
        ("EXIT STATUS", EXIT_CODES),
    ):
        yield f".SH {title}"
        for term, told in listed.items():
            yield from _listed(term, told)


def _commands(context: click.Context) -> Iterator[click.Context]:
    """Every command below that of ``context``, the hidden one first, a group before its own."""
    group = context.command
    if not isinstance(group, click.Group):
        return
    named = ((name, group.get_command(context, name)) for name in group.list_commands(context))
    found = [(name, command) for name, command in named if command]
    for name, command in sorted(found, key=lambda one: not one[1].hidden):
        with click.Context(command, info_name=name, parent=context) as inner:
            yield inner
            yield from _commands(inner)


def _synopsis(context: click.Context) -> Iterator[str]:
    """How a command is written; the hidden one is what the program does without a verb."""
    shown = context.parent if context.command.hidden and context.parent else context
    yield f".B {_escaped(shown.command_path)}"
    yield _escaped(" ".join(context.command.collect_usage_pieces(context)))


def _command(context: click.Context) -> Iterator[str]:
    command = context.command
    title = "Without a command" if command.hidden else context.command_path.partition(" ")[2]
    yield f'.SS "{_escaped(title)}"'
    yield from _paragraphs(command.help or "")
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is not None and record[1] and "--help" not in parameter.opts:
            yield from _listed(*record)


def _listed(term: str, told: str) -> Iterator[str]:
    yield from (".TP", f'.B "{_escaped(term)}"', _code(_escaped(told)))


def _paragraphs(text: str) -> Iterator[str]:
    told = [" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", text)]
    for number, paragraph in enumerate(filter(None, told)):
        yield from [".PP"] * bool(number)  # a heading starts the first one itself
        yield _code(_escaped(paragraph))


def _code(text: str) -> str:
    """``text`` with what stands between backticks in bold."""
    return re.sub(r"`([^`]+)`", r"\\fB\1\\fR", text)


def _escaped(text: str) -> str:
    """``text`` as roff shows it: no escape, no macro at the start of a line, signs that can be copied."""
    escaped = text.translate(_AS_ROFF)
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped
