"""``export`` and ``links``: papers and their links for other programs."""

import json
from pathlib import Path

import click

from digesttui import export as exports
from digesttui.cli.opening import Found, found, marks, takes_filter, takes_paths
from digesttui.cli.printing import tell, write, write_lines
from digesttui.errors import AlreadyThere, DigestError
from digesttui.model import KINDS, Link, Paper

EXTENSIONS = {"bib": "bibtex", "md": "markdown", "xml": "atom", "htm": "html"}
NOTES = "notes"
"""Not one file but a folder of them."""


@click.command()
@takes_paths
@takes_filter
@click.option("--format", "form", type=click.Choice([*exports.FORMATS, NOTES]), help="Default: what -o ends with.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="A file, whole or not at all; of notes the folder."
)
@click.option("--force", is_flag=True, help="Replace what exists.")
def export(
    paths: tuple[str, ...], year: int | None, filter_text: str, form: str | None, output: Path | None, force: bool
) -> int:
    """Write papers for another program: a bibliography, a page, a table, a message, notes of a Markdown file each."""
    form = form or _form_of(output)
    if form == NOTES and output is None:
        raise click.UsageError("notes are files: say -o FOLDER")
    papers = found(paths, year, filter_text)
    if not papers:
        return 1
    if output is None:
        write(exports.render(papers, form, marks()))
        return 0
    try:
        _write_file(papers, form, output, force)
    except AlreadyThere as error:
        raise DigestError(f"{error}; --force replaces it") from error
    tell(f"{len(papers):,} {'paper' if len(papers) == 1 else 'papers'} written to {output}")
    return 0


def _write_file(papers: Found, form: str, output: Path, force: bool) -> None:
    from digesttui.export.files import write_whole
    from digesttui.export.notes import write_notes

    if form == NOTES:
        write_notes(papers, output, marks(), force=force)
    else:
        write_whole(output, exports.render(papers, form, marks()), force=force)


@click.command()
@takes_paths
@takes_filter
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only links of this kind.")
@click.option("--format", "form", type=click.Choice(["lines", "tsv", "json", "jsonl"]), help="Default: lines.")
def links(paths: tuple[str, ...], year: int | None, filter_text: str, kinds: tuple[str, ...], form: str | None) -> int:
    """Print the links of papers, one a line, each once."""
    named: dict[str, tuple[Link, Paper]] = {}
    for paper in found(paths, year, filter_text):
        for link in paper.links:
            if not kinds or link.kind in kinds:
                named.setdefault(link.url.lower(), (link, paper))
    if form == "json":
        write_lines([json.dumps([_record(*one) for one in named.values()], ensure_ascii=False, indent=1)])
    else:
        told = {"tsv": _as_tsv, "jsonl": _as_json}.get(form or "", _as_line)
        write_lines(told(link, paper) for link, paper in named.values())
    return 0 if named else 1


def _as_line(link: Link, _: Paper) -> str:
    return link.url


def _as_tsv(link: Link, paper: Paper) -> str:
    return "\t".join((link.kind, link.url, paper.id, paper.title))


def _as_json(link: Link, paper: Paper) -> str:
    return json.dumps(_record(link, paper), ensure_ascii=False)


def _record(link: Link, paper: Paper) -> dict[str, str | None]:
    return {"kind": link.kind, "url": link.url, "repo": link.repo, "id": paper.id, "title": paper.title}


def _form_of(output: Path | None) -> str:
    suffix = output.suffix.removeprefix(".").lower() if output else ""
    form = EXTENSIONS.get(suffix, suffix)
    if form not in exports.FORMATS:
        raise click.UsageError(f"say which --format: {', '.join(exports.FORMATS)}")
    return form
