"""GitHub's API on this machine: repositories of our own making, ETags, renames and a limit."""

import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.unit.sources.site import Asked, answer


def described(repo: str, **changes: Any) -> dict[str, Any]:
    """A repository as the API tells it, shortened to what is read and a little more."""
    return {
        "id": 7,
        "full_name": repo,
        "private": False,
        "owner": {"login": repo.partition("/")[0]},
        "description": "Lanterns that sort themselves",
        "pushed_at": "2025-03-01T22:15:09Z",
        "stargazers_count": 1234,
        "language": "Python",
        "archived": False,
        "license": {"key": "mit", "name": "MIT License", "spdx_id": "MIT"},
        **changes,
    }


@dataclass
class Hub:
    """Answers as the API does. ``remaining`` questions are left, ``reset`` seconds from now there are more;
    ``moved`` maps an old name to the present one."""

    repos: dict[str, dict[str, Any]] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    remaining: int = 60
    reset: int = 1800

    def add(self, repo: str, **changes: Any) -> None:
        self.repos[repo.lower()] = described(repo, **changes)

    def __call__(self, asked: Asked) -> None:
        kind, _, rest = unquote(urlsplit(asked.path).path).strip("/").partition("/")
        name = rest.lower()
        if self.remaining <= 0:
            self.send(asked, 403, {"message": "API rate limit exceeded"})
        elif kind == "repos" and name in self.moved:
            self.spend()
            self.send(asked, 301, {"message": "Moved"}, Location=f"/repositories/{self.moved[name].lower()}")
        elif name not in self.repos:
            self.spend()
            self.send(asked, 404, {"message": "Not Found"})
        elif asked.headers["If-None-Match"] == self.mark(name):
            self.send(asked, 304, None)
        else:
            self.spend()
            self.send(asked, 200, self.repos[name], ETag=self.mark(name))

    def spend(self) -> None:
        self.remaining -= 1

    def mark(self, name: str) -> str:
        return f'W/"{hash(json.dumps(self.repos[name])) & 0xFFFF:x}"'

    def send(self, asked: Asked, status: int, value: object, **headers: str) -> None:
        limits = {
            "X_RateLimit_Limit": "60",
            "X_RateLimit_Remaining": str(self.remaining),
            "X_RateLimit_Reset": str(int(time.time()) + self.reset),
        }
        body = b"" if value is None else json.dumps(value).encode()
        answer(body, "application/json; charset=utf-8", status, **limits, **headers)(asked)
