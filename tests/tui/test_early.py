"""Keys typed before the program is there: the picture of the last time is on the screen, and they are meant for it."""

from io import StringIO
from pathlib import Path
from threading import Event

import pytest

from digesttui.collection import Collection
from digesttui.tui import browse
from digesttui.tui.app import DigestApp
from digesttui.tui.splash import Splash
from tests.tui.screen import Screen


@pytest.fixture
def app(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DigestApp:
    """The program behind a picture that stays until the library is open."""
    monkeypatch.setattr(browse, "WITH_PICTURE", 600.0)
    before = Splash(StringIO(), tmp_path / "picture", str)
    before.picture = before.taken_over = True
    return DigestApp(Collection([str(folder)]), before=before)


async def test_a_filter_is_answered_before_the_library_is_open_and_a_mark_once_it_is(
    app: DigestApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_open, remember = Event(), Collection.remember

    def open_late(collection: Collection) -> None:
        assert is_open.wait(60)
        remember(collection)

    monkeypatch.setattr(Collection, "remember", open_late)
    async with app.run_test(size=(120, 32)) as pilot:
        screen = Screen(app, pilot)
        await screen.press("/", *"maps", "enter", "s")
        await screen.until(lambda: app.browse.filter_text == "maps" and len(app.browse.positions) == 1)
        assert not app.browse.marks.known and app.browse.field
        is_open.set()
        await screen.until(lambda: app.browse.marks.counts() == (8, 1))
        assert not app.browse.field
