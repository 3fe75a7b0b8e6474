"""What of the screen comes back at the next start."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from digesttui.tui.layout import SPLITS, Layout

PaperKey = tuple[str | None, int]
"""What a store knows a paper by: see ``Store.known_as``."""


@dataclass(frozen=True, slots=True)
class Session:
    """How the screen was left.

    ``theme`` is one that the reader turned to, None while it is the configured one. Filter, digest and paper belong
    to ``paths``: another collection starts without them. The paper stood on line ``line`` of the list, from 0.
    """

    theme: str | None = None
    layout: Layout = field(default_factory=Layout)
    paths: tuple[str, ...] = ()
    filter_text: str = ""
    digest: str | None = None
    paper: PaperKey | None = None
    line: int = 0

    def kept(self) -> dict[str, Any]:
        """As JSON values."""
        return asdict(self)

    @classmethod
    def restored(cls, kept: Mapping[str, Any]) -> "Session":
        """From JSON values; what makes no sense is left out, for the file may be anybody's."""
        theme, paths, text, digest = (kept.get(name) for name in ("theme", "paths", "filter_text", "digest"))
        line = kept.get("line")
        return cls(
            theme if theme in ("ink", "paper") else None,
            _layout(kept.get("layout")),
            tuple(path for path in paths if isinstance(path, str)) if isinstance(paths, list) else (),
            text if isinstance(text, str) else "",
            digest if isinstance(digest, str) else None,
            _paper(kept.get("paper")),
            line if isinstance(line, int) and line >= 0 else 0,
        )


NEW = Session()


def _layout(kept: Any) -> Layout:
    match kept:
        case {"split": int(split), "stacked": bool() | None as stacked, "abstract": bool(abstract)} if split in SPLITS:
            return Layout(split, stacked, abstract)
    return Layout()


def _paper(kept: Any) -> PaperKey | None:
    match kept:
        case [str() | None as id_, int(title)]:
            return id_, title
    return None
