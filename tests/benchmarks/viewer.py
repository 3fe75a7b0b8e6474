"""arxiv-subscription-viewer, our closest peer, on a collection of ours.

It needs Python 3.13, so it lives in an environment of its own: the variable ``ARXIV_VIEWER`` says where its command is.
"""

import json
import os
from pathlib import Path

from digesttui.collection import Collection

READY = "Paper Details"
GREETED = {"onboarding_seen": True, "shortcuts_hint_seen": True, "last_seen_whats_new": "0.3.6"}
BLINK = 1_000  # bytes; each of its answers is larger
PATIENCE = 1.0
"""Seconds of silence after which a key is answered: it waits 0.3 s for further keys, and then reads all papers."""


def command(folder: Path) -> list[str]:
    """What opens the collection in ``folder``; nothing where the program is not installed."""
    found = os.environ.get("ARXIV_VIEWER")
    if not found:
        return []
    home = folder / "viewer"
    settings = home / ".config" / "arxiv-browser" / "config.json"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(json.dumps(GREETED), "utf-8")
    return ["env", f"HOME={home}", found, "browse", "--no-restore", "--input", str(_mail(folder))]


def _mail(folder: Path) -> Path:
    """The collection as the mail that arXiv sends to subscribers."""
    mail = folder / "arxiv.txt"
    if not mail.exists():
        store = Collection([str(folder / "pages")]).load().store
        entries = (_entry(n, store.title(position), store.abstract(position)) for n, position in enumerate(store, 1))
        mail.write_text("".join(entries), "utf-8")
    return mail


def _entry(number: int, title: str, abstract: str) -> str:
    arxiv_id = f"2501.{number:05d}"
    return (
        f"{'-' * 78}\n\\\\\narXiv:{arxiv_id}\nDate: Mon, 6 Jan 2025 10:00:00 GMT   (10kb)\n\nTitle: {title}\n"
        f"Authors: Ada Lovelace\nCategories: cs.LG\n\\\\\n  {abstract}\n"
        f"\\\\ ( https://arxiv.org/abs/{arxiv_id} ,  10kb)\n"
    )
