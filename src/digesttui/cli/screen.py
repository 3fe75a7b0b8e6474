"""Opening the screen: what `digest-tui PATH …` does, with options or without."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

NO_TERMINAL = "digest-tui: the screen needs a terminal; `digest-tui list` prints papers without one"


def show(
    paths: Sequence[str],
    *,
    year: int | None = None,
    filter_text: str = "",
    theme: str | None = None,
    ascii_only: bool = False,
    fresh: bool = False,
) -> int:
    """Browse ``paths`` until the reader leaves; return the exit code, 2 where there is no terminal."""
    if not (sys.stdout.isatty() and (sys.stdin.isatty() or "-" in paths)):
        sys.stderr.write(f"{NO_TERMINAL}\n")
        return 2
    # Textual reads these once, at its import; its default of 60 makes a key wait 32 ms for its picture
    os.environ.setdefault("TEXTUAL_FPS", "240")
    # and waits 100 ms whether Escape begins the sequence of another key; terminals write those in one go
    os.environ.setdefault("ESCDELAY", "25")
    from digesttui.folders import folders
    from digesttui.tui import splash

    own = folders()
    files = [*(map(Path, paths) if paths else [own.library]), own.config / "config.toml"]
    goes_on = not (fresh or filter_text or "-" in paths)
    with splash.shown(sys.stdout, own.state, files, (paths, year, theme, ascii_only), picture=goes_on) as before:
        from digesttui import config
        from digesttui.collection import Collection
        from digesttui.tui.app import run

        opened = Collection(paths, year=year, settings=config.read())
        return run(opened, filter_text=filter_text, theme=theme, ascii_only=ascii_only, fresh=fresh, before=before)


def show_on_page(
    paths: Sequence[str], *, year: int | None, filter_text: str, theme: str | None, ascii_only: bool, fresh: bool
) -> int:
    """The same on a page of a browser, from which keys come and to which pictures go: see ``digesttui.web``."""
    from digesttui.tui.page import TERMINAL

    os.environ.update(TERMINAL)
    from digesttui import config
    from digesttui.collection import Collection
    from digesttui.tui.app import run

    opened = Collection(paths, year=year, settings=config.read())
    return run(opened, filter_text=filter_text, theme=theme, ascii_only=ascii_only, fresh=fresh, on_page=True)
