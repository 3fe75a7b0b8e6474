"""Tags as a line to edit: what a reader made of it becomes one change."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from digesttui.library.changes import Change
    from digesttui.library.state import PaperKey


def line(tags: Sequence[str]) -> str:
    """Tags as a line to edit, ready for one more."""
    return "".join(f"{tag}, " for tag in tags)


def retagged(papers: Sequence["PaperKey"], before: Iterable[str], line: str) -> "Change":
    """The change that gives ``papers`` the tags of ``line`` in place of ``before``, which they all have.

    Raises ``LibraryError`` where what stands in the line cannot be a tag.
    """
    from digesttui.library.changes import Change, add_tags, remove_tags
    from digesttui.library.state import tag_name

    wanted = {tag_name(tag) for tag in line.split(",") if tag.strip()}
    added = add_tags(papers, sorted(wanted - set(before)))
    removed = remove_tags(papers, sorted(set(before) - wanted))
    if not removed.edits:
        return added
    if not added.edits:
        return removed
    return Change(("changed the tags of", ""), added.papers, {**added.edits, **removed.edits})
