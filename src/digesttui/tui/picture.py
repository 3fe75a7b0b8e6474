"""A picture of the real screen, for the README.

    python -m digesttui.tui.picture OUT.svg [--theme paper] [--size 120x32] [--filter TEXT] [PATH …]

draws the samples, or the digests at PATH, and writes the screen as SVG.
"""

import argparse
import asyncio
from collections.abc import Sequence
from pathlib import Path

from textual.geometry import Size

from digesttui.collection import Collection
from digesttui.config import THEMES, samples_folder
from digesttui.tui.app import DigestApp


async def picture(paths: Sequence[str], *, theme: str, size: Size, filter_text: str) -> str:
    """The screen over ``paths`` as SVG, the filter typed."""
    app = DigestApp(Collection(paths), theme=theme)
    async with app.run_test(size=(size.width, size.height)) as pilot:
        while not app.browse.reading.done:
            await pilot.pause(0.01)
        await pilot.press("slash")
        app.browse.filtering.set(filter_text)
        await pilot.pause()
        return app.export_screenshot(title="digest-tui")


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("paths", nargs="*", default=[str(samples_folder())])
    parser.add_argument("--theme", choices=THEMES, default="ink")
    parser.add_argument("--size", type=_size, default=Size(120, 32))
    parser.add_argument("--filter", default="mixture of exp")
    given = parser.parse_args()
    drawn = asyncio.run(picture(given.paths, theme=given.theme, size=given.size, filter_text=given.filter))
    given.out.write_text(drawn, "utf-8")


def _size(written: str) -> Size:
    width, height = written.split("x")
    return Size(int(width), int(height))


if __name__ == "__main__":
    main()
