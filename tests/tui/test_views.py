"""Saved views: chosen with w or from the commands, saved from the filter, watched for what is new."""

from pathlib import Path

from digesttui import config
from tests.tui.screen import SEPTEMBER, Opened, page

VIEWS = {"experts": "experts", "with code": "has:code"}


def put_in_the_way(folder: Path) -> None:
    folder.parent.mkdir()
    folder.write_text("a file")


async def test_w_chooses_a_view_and_tells_what_is_unread_in_it(opened: Opened) -> None:
    async with opened(views=VIEWS) as screen:
        await screen.press("j", "r", "w")
        assert "@experts       1 unread of 2   experts" in screen.text
        await screen.press("2")
        assert screen.browse.filter_text == '@"with code"'
        assert len(screen.titles) == 2


async def test_the_commands_hold_the_views_with_what_is_unread(opened: Opened) -> None:
    async with opened(views=VIEWS) as screen:
        await screen.press("ctrl+p", "@", *"expe")
        assert "@experts" in screen.text
        assert "2 unread of 2   experts" in screen.text
        await screen.press("enter")
        assert screen.browse.filter_text == "@experts"
        assert len(screen.titles) == 2


async def test_a_view_can_be_typed_and_a_mistyped_one_empties_nothing(opened: Opened) -> None:
    async with opened(views=VIEWS) as screen:
        await screen.press("/", "@", *"experts", "space", *"sparse")
        assert screen.titles == ["Sparse Experts at Scale"]
        await screen.press("ctrl+u", "@", *"exprets", "space", *"tiny")
        assert screen.titles == ["Tiny Gates for Mixture of Experts"]
        assert "no view @exprets; did you mean @experts?" in screen.text


async def test_a_view_on_state_follows_the_marks(opened: Opened) -> None:
    async with opened(views={"todo": "experts is:unread"}) as screen:
        await screen.press("w", "1", "r")
        assert len(screen.titles) == 1


async def test_w_gives_the_filter_a_name_and_keeps_the_rest_of_the_configuration(opened: Opened, home: Path) -> None:
    path = home / "config" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_text("# mine\nascii = false\n")
    async with opened(filter_text="has:code") as screen:
        await screen.press("w", "@", *"code", "enter")
        assert "@code now stands for this filter" in screen.text
        assert path.read_text() == '# mine\nascii = false\n\n[views]\ncode = "has:code"\n'
        await screen.press("/", "space", *"maps", "enter", "w")
        assert "give a name to: has:code maps" in screen.text
        await screen.press("2", *"code", "enter")
        assert "no longer for another" in screen.text
        assert config.read().views == {"code": "has:code maps"}
        await screen.press("w", "1")
        assert screen.titles == ["Reading Maps with Vision Models"]


async def test_a_view_that_cannot_be_saved_is_told(opened: Opened, home: Path) -> None:
    put_in_the_way(home / "config")
    async with opened(filter_text="has:code") as screen:
        await screen.press("w", *"code", "enter")
        assert "the view was not saved" in screen.text
        assert not screen.browse.collection.settings.views


async def test_without_a_name_nothing_is_saved(opened: Opened, home: Path) -> None:
    async with opened(filter_text="has:code") as screen:
        await screen.press("w", "enter", "w", "escape")
        assert not (home / "config").exists()


async def test_without_views_and_filter_w_tells_how_to_make_one(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("w")
        assert "type one, and w gives it a name" in screen.text


async def test_a_watch_shows_what_came_since_it_was_looked_at(opened: Opened, folder: Path) -> None:
    views = {"watch": "is:new"}
    async with opened(views=views) as screen:
        await screen.press("w")
        assert "8 unread of 8" in screen.text
        await screen.press("1")
        assert len(screen.titles) == 8
    (folder / "papers-2025-09-12.txt").write_text(page("Sep 12", [("A Late Arrival", SEPTEMBER[0][1])]), "utf-8")
    async with opened(views=views) as screen:
        await screen.press("ctrl+p", "@", *"watch")
        assert "1 unread of 1" in screen.text
        await screen.press("enter")
        assert screen.titles == ["A Late Arrival"]
        await screen.press("w", "1")
        assert screen.titles == []
