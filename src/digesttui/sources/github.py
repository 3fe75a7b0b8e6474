"""What GitHub tells of repositories: ``GET /repos/{owner}/{name}`` of its API.

Facts: 60 questions an hour without a token, 5,000 with one; an answer 304 does not count. Names are the same in any
case, and a renamed repository is answered by a redirect to ``/repositories/{number}``.
"""

import json
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from threading import Event
from typing import Any

from digesttui import links
from digesttui.errors import FetchFailed
from digesttui.sources import repositories
from digesttui.sources.addresses import shown
from digesttui.sources.exchange import Reply
from digesttui.sources.github_api import Api, Gone, Halted
from digesttui.sources.repositories import Repository
from digesttui.text import clean, one_line

SITE = "https://api.github.com"
SITE_VARIABLE = "DIGEST_TUI_GITHUB_URL"
DAY = timedelta(days=1)

_HEADERS = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}
_TOKEN = re.compile("[!-~]+")
_LONGEST = 350  # letters of a text, by GitHub's own rule for descriptions
_MOST_STARS = 2**31
_FAILURES = 3  # in a row, after which the next questions would fail as well


def ask(
    repos: Sequence[str],
    web: Api,
    cache_folder: Path,
    *,
    token: str | None = None,
    max_age: timedelta = DAY,
    cancel: Event | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Repository | FetchFailed]:
    """What GitHub tells of ``repos`` (each ``owner/name``): first what is known and younger than ``max_age``, then
    the others as they are answered; each answer is kept in ``cache_folder`` at once.

    A question that fails gives its failure. At GitHub's limit, or when several in a row fail, that is the last
    outcome and the rest is not asked; ``cancel`` ends it at once and without a word. ``progress`` is told before
    each question how many are done, of how many.
    """
    before, now = repositories.known(cache_folder), web.now()
    distinct = {repo.lower(): repo for repo in repos}
    fresh = {key for key in distinct if key in before and now - max_age < before[key].asked <= now}
    yield from (before[key] for key in distinct if key in fresh)
    wanted = [repo for key, repo in distinct.items() if key not in fresh]
    with suppress(OSError):  # told when the next answer cannot be kept
        repositories.tidy(cache_folder)
    web.stopped = cancel or Event()
    failures = 0
    for done, repo in enumerate(wanted):
        if progress:
            progress(done, len(wanted))
        outcome = _outcome(repo, before.get(repo.lower()), web, cache_folder, token)
        if web.stopped.is_set():
            return
        yield outcome
        failures = failures + 1 if isinstance(outcome, FetchFailed) else 0
        if failures == _FAILURES or isinstance(outcome, Halted):
            return


def _outcome(
    repo: str, before: Repository | None, web: Api, cache_folder: Path, token: str | None
) -> Repository | FetchFailed:
    try:
        told = _asked(repo, before, web, token)
        repositories.keep(cache_folder, told)
    except Halted as error:
        return error
    except FetchFailed as error:
        return FetchFailed(f"{shown(repo)}: {error}")
    except OSError as error:
        return Halted(f"{cache_folder}: {error.strerror or error}; nothing is asked that cannot be kept there")
    return told


def _asked(repo: str, before: Repository | None, web: Api, token: str | None) -> Repository:
    now = web.now().replace(microsecond=0)
    try:
        reply = web.ask(_address(repo), _headers(before, token))
    except Gone:
        return Repository(repo, now, gone=True)
    if before and reply.status == HTTPStatus.NOT_MODIFIED:
        return replace(before, asked=now)
    try:
        return _read(reply, repo, now)
    except (ValueError, RecursionError) as error:
        told = f"GitHub's answer is no repository ({shown(error)}); is there a login page in between?"
        raise FetchFailed(told) from error


def _address(repo: str) -> str:
    if not _is_name(repo):
        raise FetchFailed("no repository on GitHub; write it as owner/name")
    return f"{os.environ.get(SITE_VARIABLE, SITE).rstrip('/')}/repos/{repo}"


def _headers(before: Repository | None, token: str | None) -> dict[str, str]:
    headers = dict(_HEADERS)
    if token:
        if not _TOKEN.fullmatch(token):  # told here: the failure to send it would show it
            raise Halted("the token for GitHub holds characters that no token has; set it anew")
        headers["Authorization"] = f"Bearer {token}"
    if before and before.etag:
        headers["If-None-Match"] = before.etag
    return headers


def _read(reply: Reply, repo: str, now: datetime) -> Repository:
    """The repository in a reply; ``ValueError`` where there is none."""
    match json.loads(reply.body):
        case {
            "full_name": str(name),
            "stargazers_count": int(stars),
            "pushed_at": str() | None as pushed,
            "license": dict() | None as license_,
            "language": str() | None as language,
            "archived": bool(archived),
            "description": str() | None as description,
        } if 0 <= stars < _MOST_STARS and _is_name(name):
            return Repository(
                repo,
                now,
                int(stars),
                date.fromisoformat(pushed[:10]) if pushed else None,
                _text(license_.get("spdx_id") if license_ else None),
                _text(language),
                archived,
                _text(description),
                renamed="" if name.lower() == repo.lower() else name,
                etag=reply.etag,
            )
    raise ValueError("a field is missing, or is not what it was")


def _is_name(text: str) -> bool:
    link = links.classify(text)
    return link is not None and repositories.on_github([link]) == [text]


def _text(value: Any) -> str:
    return one_line(clean(value))[:_LONGEST] if isinstance(value, str) else ""
