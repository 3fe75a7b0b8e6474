"""Finding out what was meant."""

from collections.abc import Iterable


class Mistake(ValueError):
    """A value that is none: what is wrong, and what may have been meant; ``unfinished`` where it may still grow."""

    def __init__(self, message: str, hint: str = "", *, unfinished: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.unfinished = unfinished


def nearest(written: str, known: Iterable[str]) -> str | None:
    """The one of ``known`` that ``written`` is a slip for: one letter off, in longer words two."""
    from rapidfuzz.distance import OSA  # here, so that the first picture does not wait for it

    allowed = 1 if len(written) < 5 else 2
    distances = [(OSA.distance(written, name, score_cutoff=allowed), name) for name in known]
    distance, name = min(distances, default=(allowed + 1, ""))
    return name if distance <= allowed else None


def did_you_mean(written: str, known: Iterable[str]) -> str:
    """A hint that names the nearest of ``known``, or nothing."""
    name = nearest(written, known)
    return f'did you mean "{name}"?' if name else ""
