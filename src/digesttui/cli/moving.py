"""``library``: what the reader did to papers, carried to another machine, and its tags put in order."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from digesttui import config
from digesttui.cli.completing import tag_names
from digesttui.cli.printing import tell, write_lines
from digesttui.errors import ActionFailed, AlreadyThere, InputError

if TYPE_CHECKING:
    from digesttui.library.library import Library


@click.group()
def library() -> None:
    """What you did to papers (read, starred, tags, notes, days): carry it along, put its tags in order."""


@library.command("export")
@click.option("-o", "--output", metavar="FILE", type=click.Path(path_type=Path), help="Default: standard output.")
@click.option("--force", is_flag=True, help="Replace a file that exists.")
def export_all(output: Path | None, force: bool) -> None:
    """Write all of it as JSON lines, one a paper, in an order that suits version control."""
    with _opened(to_change=False) as opened:
        lines = opened.export()
    if output is None:
        write_lines(lines)
        return
    from digesttui.export.files import write_whole

    try:
        write_whole(output, (line + "\n" for line in lines), force=force)
    except AlreadyThere as error:
        raise ActionFailed(f"{error}; --force replaces it") from error


@library.command("import")
@click.argument("file", metavar="FILE", type=click.Path(allow_dash=True))
def import_all(file: str) -> None:
    """Take in what `library export` wrote elsewhere; - for standard input.

    Of each mark the newest change wins, and notes written in both places stay both. Importing twice changes nothing,
    and at the screen's next start `u` takes an import back.
    """
    lines = _lines(file)
    with _opened() as opened:
        step = opened.merge(lines, file)
    tell(step.told if step else f"{file}: holds nothing new")


@library.command()
def tags() -> int:
    """List the tags, and how many papers have each."""
    with _opened(to_change=False) as opened:
        counts = opened.tags()
    write_lines(f"{tag}\t{count}" for tag, count in counts.items())
    return 0 if counts else 1


@library.command("rename-tag")
@click.argument("old", shell_complete=tag_names)
@click.argument("new", shell_complete=tag_names)
def rename_tag(old: str, new: str) -> int:
    """Give every paper tagged OLD the tag NEW instead; where NEW is in use, the two become one."""
    with _opened() as opened:
        step = opened.rename_tag(old, new)
    tell(step.told if step else f"no paper has the tag {old!r}; `digest-tui library tags` lists them")
    return 0 if step else 1


@contextmanager
def _opened(*, to_change: bool = True) -> "Iterator[Library]":
    from digesttui.library.library import Library

    folder = config.folders().state
    opened = Library.open(folder) if to_change else Library.open_to_read(folder)
    try:
        for remark in opened.remarks:
            tell(remark)
        yield opened
    finally:
        opened.close()


def _lines(file: str) -> list[str]:
    try:
        with click.open_file(file, "rb") as stream:
            data: bytes = stream.read()
        return data.decode("utf-8-sig").split("\n")
    except OSError as error:
        raise InputError(file, (error.strerror or str(error)).lower()) from error
    except UnicodeDecodeError as error:
        raise InputError(file, "is not UTF-8", place=f"byte {error.start:,}") from error
