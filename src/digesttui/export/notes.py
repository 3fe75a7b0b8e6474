"""Notes for Obsidian and its like: a Markdown file a paper, with front matter in YAML."""

import json
import re
from collections.abc import Iterable
from pathlib import Path

from digesttui.errors import ActionFailed, AlreadyThere
from digesttui.export.facts import address
from digesttui.export.files import write_whole
from digesttui.export.markdown import body
from digesttui.export.reading import ReadingOf, nothing_read
from digesttui.latex import to_unicode
from digesttui.model import Paper
from digesttui.text import one_line

MAX_NAME = 120  # bytes of a title in a file name: most file systems allow 255 in all
_NOT_IN_FILE_NAME = re.compile(r'[\x00-\x1f\\/:*?"<>|#^\[\]]+')


def write_notes(
    papers: Iterable[Paper], folder: Path, reading: ReadingOf = nothing_read, *, force: bool = False
) -> list[Path]:
    """Write one file a paper into ``folder`` (made if need be), with front matter as Obsidian reads it.

    Returns the files. Where one exists already, nothing is written and ``AlreadyThere`` raised, unless ``force``.
    """
    texts = {folder / file_name(paper): _front_matter(paper, reading) + body(paper) for paper in papers}
    if not force and (existing := next((path for path in texts if path.exists()), None)):
        raise AlreadyThere(existing)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ActionFailed(f"{folder}: cannot be made, {(error.strerror or str(error)).lower()}") from error
    for path, text in texts.items():
        write_whole(path, text, force=force)
    return list(texts)


def file_name(paper: Paper) -> str:
    """A file name no other paper has and every file system takes: the title, shortened, and the id."""
    title = one_line(_NOT_IN_FILE_NAME.sub(" ", to_unicode(paper.title)))
    title = title.encode("utf-8", "replace")[:MAX_NAME].decode("utf-8", "ignore").strip(". -~") or "Untitled"
    return f"{title} ({_NOT_IN_FILE_NAME.sub('_', paper.id)}).md"


def _front_matter(paper: Paper, reading: ReadingOf) -> str:
    state = reading(paper)
    facts = {
        "title": to_unicode(paper.title),
        "authors": list(paper.authors),
        "date": paper.date.isoformat() if paper.date else None,
        "url": address(paper),
        "code": paper.code.url if paper.code else None,
        "tags": [re.sub(r"[^\w/-]+", "-", tag) for tag in state.tags] if state else [],
        "starred": bool(state and state.starred),
        "note": state.note if state else None,
    }
    # JSON's strings and lists are YAML's too, and need no rules of quoting of their own
    lines = (f"{name}: {json.dumps(fact, ensure_ascii=False)}\n" for name, fact in facts.items() if fact)
    return f"---\n{''.join(lines)}---\n\n"
