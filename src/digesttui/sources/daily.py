"""Bringing digests from the sites into the library folder: one, a walk over days, or what is missing."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal

from digesttui import formats
from digesttui.errors import DigestError, FetchFailed, InputError, LibraryError
from digesttui.sources import arxiv, folder, huggingface
from digesttui.sources.fetch import Fetch
from digesttui.sources.plan import Period
from digesttui.sources.wanted import Wanted

State = Literal["landed", "unchanged", "settled", "empty", "failed"]

_HUGGINGFACE = re.compile(r"huggingface-(?P<day>\d{4}-\d\d-\d\d)\.json")
_ARXIV = re.compile(rf"arxiv-(?P<category>{arxiv.CATEGORY.pattern})-(?P<day>\d{{4}}-\d\d-\d\d)(?P<new>-new)?\.xml")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a wanted digest.

    ``landed`` is new or changed at ``path``, ``unchanged`` was asked for again, ``settled`` was not, as the
    library has it and it will not change, ``empty`` has no papers, ``failed`` says why in ``error``. ``remark`` is
    one line, as of an answer from the cache.
    """

    label: str
    state: State
    path: Path | None = None
    papers: int = 0
    remark: str = ""
    error: DigestError | None = None


def land(wanted: Wanted, library: Path, fetch: Fetch) -> Outcome:
    """Fetch one digest into the library, whole or not at all. Raises nothing that a site or disk can cause."""
    try:
        answer = wanted.collect(fetch)
        if not answer.body:
            return Outcome(wanted.label, "empty", remark=answer.remark)
        day = answer.fetched.date()
        digest = formats.read(answer.body, Path(wanted.file).stem, path=wanted.label, modified=day)
        path = library / wanted.file.replace("{date}", str(digest.date or day))
        changed = folder.keep(path, answer.body, answer.fetched.timestamp())
    except InputError as error:
        return Outcome(wanted.label, "failed", error=FetchFailed(f"{error.name}: {error.reason}; nothing was written"))
    except (FetchFailed, LibraryError) as error:
        return Outcome(wanted.label, "failed", error=error)
    return Outcome(wanted.label, "landed" if changed else "unchanged", path, len(digest), answer.remark)


def walk(wanteds: Iterable[Wanted], library: Path, fetch: Fetch) -> Iterator[Outcome]:
    """Land each that is not in the library, or was fetched before it was settled; the first failure is the last.

    Called again, it goes on where it stopped.
    """
    for wanted in wanteds:
        path = library / wanted.file
        if _is_settled(path, wanted):
            yield Outcome(wanted.label, "settled", path)
            continue
        outcome = land(wanted, library, fetch)
        yield outcome
        if outcome.state == "failed":
            return


def fetch_missing(library: Path, fetch: Fetch, today: date) -> Iterator[Outcome]:
    """Bring every series of days that the library holds up to ``today`` (UTC), or the site's own without any.

    Prints nothing and may run in any thread; ``Web.stop`` ends it soon.
    """
    for series in _series(library, today):
        yield from walk(series, library, fetch)


def _is_settled(path: Path, wanted: Wanted) -> bool:
    try:
        return path.stat().st_mtime >= wanted.settled.timestamp()
    except FileNotFoundError:
        return False


def _series(library: Path, today: date) -> Iterator[list[Wanted]]:
    own = [day for _, day in _held(library / "huggingface", _HUGGINGFACE)]
    by_category: dict[str, list[date]] = {}
    feeds: set[str] = set()
    for match, day in _held(library / "arxiv", _ARXIV):
        if match["new"]:
            feeds.add(match["category"])
        else:
            by_category.setdefault(match["category"], []).append(day)
    if own or not (by_category or feeds):
        yield [huggingface.day(day) for day in _open_days(own, today)]
    for category, days in sorted(by_category.items()):
        yield [arxiv.day(category, day) for day in _open_days(days, today)]
    yield [arxiv.newest(category) for category in sorted(feeds)]


def _held(folder: Path, name: re.Pattern[str]) -> Iterator[tuple[re.Match[str], date]]:
    for path in folder.glob("*"):
        match = name.fullmatch(path.name)
        try:
            day = date.fromisoformat(match["day"]) if match else None
        except ValueError:
            continue  # a name that only looks like ours
        if match and day:
            yield match, day


def _open_days(held: list[date], today: date) -> list[date]:
    """The days held, which may not be settled yet, and all after them up to today."""
    past = [day for day in held if day <= today]
    return sorted({*past, *Period("days", max(past, default=today), today).days})
