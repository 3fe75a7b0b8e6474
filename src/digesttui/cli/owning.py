"""``add`` and ``digests``: what is in the library, and in any folder."""

import json
import shutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from digesttui import config, links
from digesttui.cli.completing import digests as names
from digesttui.cli.opening import places
from digesttui.cli.printing import tell, write_lines
from digesttui.errors import InputError
from digesttui.model import Digest
from digesttui.sources import files, folder
from digesttui.text import clean, one_line


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path())
def add(paths: tuple[str, ...]) -> int:
    """Copy digests into the library: files, all files of folders, globs."""
    added = 0
    for outcome in folder.add(config.folders().library, list(paths)):
        if isinstance(outcome, InputError):
            tell(outcome)
        elif outcome.is_new:
            write_lines([_shown(outcome.path)])
            added += 1
        else:
            tell(f"{_shown(outcome.source)}: is there already as {_shown(outcome.path)}")
            added += 1
    return 0 if added else 1


@click.command()
@click.option("--remove", metavar="NAME", multiple=True, shell_complete=names, help="Delete this digest's file.")
@click.option("--yes", is_flag=True, help="Delete without asking.")
@click.option("--check", metavar="DIR", type=click.Path(exists=True), help="Tell how each file there is read.")
@click.option("--format", "form", type=click.Choice(["table", "tsv", "json"]), help="Default: table on a terminal.")
def digests(remove: tuple[str, ...], yes: bool, check: str | None, form: str | None) -> int:
    """List the digests in the library: name, date, form, papers, skipped places."""
    library = config.folders().library
    if remove:
        return _remove(library, remove, yes)
    if check:
        write_lines(_checked(check))
        return 0
    if not folder.paths_in(library):
        tell(f"{library}: no digests yet; `digest-tui fetch` and `digest-tui add` bring some")
        return 1
    rows: list[_Row] = []
    for outcome in files.open_all([str(library)]):
        if isinstance(outcome, InputError):
            tell(outcome)
        else:
            rows.append(_row(outcome))
    rows.sort(key=lambda row: row.date, reverse=True)
    write = {"table": _table, "tsv": _tsv, "json": _json}
    write_lines(write[form or ("table" if sys.stdout.isatty() else "tsv")](rows))
    return 0


@dataclass(frozen=True, slots=True)
class _Row:
    """A digest as it is listed; ``date`` is empty where it has none."""

    name: str
    date: str
    form: str
    papers: int
    skipped: int
    path: str


def _row(digest: Digest) -> _Row:
    day = digest.date.isoformat() if digest.date else ""
    return _Row(digest.name, day, digest.form, len(digest), len(digest.skipped), _shown(digest.path))


def _table(rows: list[_Row]) -> Iterator[str]:
    names = max((len(row.name) for row in rows), default=0)
    width = min(names, max(20, shutil.get_terminal_size().columns - 40))
    for row in rows:
        skipped = f"  {row.skipped} skipped" if row.skipped else ""
        yield f"{row.date:>10}  {row.name:<{width}}  {row.papers:>5} papers  {row.form}{skipped}"


def _tsv(rows: list[_Row]) -> Iterator[str]:
    for row in rows:
        yield f"{row.name}\t{row.date}\t{row.form}\t{row.papers}\t{row.skipped}\t{row.path}"


def _json(rows: list[_Row]) -> Iterator[str]:
    yield json.dumps([asdict(row) for row in rows], ensure_ascii=False, indent=1)


def _checked(path: str) -> Iterator[str]:
    """A table in Markdown of how each file was read."""
    root = Path(path)
    yield "| file | form | papers | links | skipped places |"
    yield "|---|---|--:|--:|---|"
    for outcome in files.open_all([path]):
        if isinstance(outcome, InputError):
            where = f"{outcome.place}: " if outcome.place else ""
            cells = (_inside(root, outcome.name), "none", "", "", where + outcome.reason)
        else:
            cells = (
                _inside(root, outcome.path),
                outcome.form,
                str(len(outcome)),
                str(_links(outcome)),
                places(outcome.skipped),
            )
        yield "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def _links(digest: Digest) -> int:
    """Links to different places, over all papers."""
    return sum(len({links.place(link) for link in (*entry.links, *links.find(entry.abstract))}) for entry in digest)


def _inside(root: Path, path: str) -> str:
    return path.removeprefix(f"{root}/")


def _cell(text: str) -> str:
    return _shown(text).replace("|", "\\|")


def _remove(library: Path, names: Iterable[str], yes: bool) -> int:
    removed = 0
    for name in names:
        path = folder.named(library, name)
        if not yes and _is_terminal() and not click.confirm(f"Delete {_shown(path)}?", err=True):
            continue
        folder.remove(path)
        write_lines([_shown(path)])
        removed += 1
    return 0 if removed else 1


def _is_terminal() -> bool:
    return sys.stdin.isatty()


def _shown(text: object) -> str:
    """A file's name as it may stand in a line."""
    return one_line(clean(str(text)))
