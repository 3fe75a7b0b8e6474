"""Saved views in a filter: ``@name`` stands for the filter of that name."""

from collections.abc import Mapping, Sequence

from digesttui.query.mistakes import Mistake, nearest

MAX_WITHIN = 20
"""Views inside views."""


def check_view(name: str, views: Mapping[str, str], within: Sequence[str]) -> None:
    """Raise ``Mistake`` where there is no view ``name``, or where it would be read inside itself: ``within`` are the
    views that led to it."""
    if name in within:
        circle = " > ".join(f"@{view}" for view in (*within[within.index(name) :], name))
        raise Mistake(f"@{name} stands for itself", circle)
    if len(within) >= MAX_WITHIN:
        raise Mistake(f"views are read {MAX_WITHIN} deep")
    if name not in views:
        unfinished = any(view.startswith(name) for view in views)
        raise Mistake(f"no view @{name}" if name else "which view?", _meant(name, views), unfinished=unfinished)


def _meant(name: str, views: Mapping[str, str]) -> str:
    if not views:
        return "[views] in config.toml, or w, gives a filter a name"
    begun = [view for view in views if view.startswith(name)]
    meant = begun[0] if len(begun) == 1 else nearest(name, views)
    if meant:
        return f"did you mean {written(meant)}?"
    return "there are " + ", ".join(map(written, begun or views))


def written(name: str) -> str:
    """How a filter names the view."""
    plain = name and not any(character.isspace() or character in '()|"“”' for character in name)
    return f"@{name}" if plain else f'@"{name}"'
