"""What comes while the program runs: files that change on their own, and what R fetches."""

import asyncio
import io
import os
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
import stamina

from digesttui.sources import huggingface
from tests.tui.screen import MARCH, Opened, page
from tests.unit.sources.site import Asked, Site, answer, entries, nobody, raw

ADDED = [("A Paper of Today", "It was saved while the program ran, and nobody pressed a key for it.")]


def fetched_day(asked: Asked) -> None:
    """Three papers of whatever day is asked for."""
    answer(entries(3, asked.params["date"]))(asked)


@pytest.fixture
def library(home: Path) -> Path:
    """The library folder, with one digest in it."""
    library = home / "library"
    library.mkdir(parents=True)
    (library / "papers-2025-03-18.txt").write_text(page("Mar 18", MARCH), "utf-8")
    return library


async def test_a_file_that_comes_is_shown_and_marked_and_the_highlight_stays(opened: Opened, folder: Path) -> None:
    async with opened() as screen:
        await screen.press("j", "j")
        before = screen.title
        (folder / "papers-2026-01-05.txt").write_text(page("Jan 5", ADDED), "utf-8")
        await screen.until(lambda: "A Paper of Today" in screen.titles)
        assert screen.title == before
        await screen.until(lambda: "◆" in screen.text)
        assert [row for row in screen.rows if "◆" in row] == [row for row in screen.rows if "A Paper of Today" in row]
        await screen.until(lambda: "1 new paper" in screen.rows[-1])
        await screen.press("g")
        await screen.until(lambda: "·  new" in screen.text)
        await screen.press("r")
        await screen.until(lambda: "◆" not in screen.text)


async def test_a_file_that_changes_or_goes_takes_its_papers_along(opened: Opened, folder: Path) -> None:
    async with opened() as screen:
        await screen.press("j")
        (folder / "papers-2025-09-11.txt").write_text(page("Sep 11", ADDED), "utf-8")
        await screen.until(lambda: "A Paper of Today" in screen.titles)
        assert "Learning to Stop" not in screen.titles
        assert screen.title == "Sparse Experts at Scale"
        (folder / "papers-2025-03-18.txt").unlink()
        await screen.until(lambda: screen.titles == ["A Paper of Today"])
        assert screen.title == "A Paper of Today"


async def test_a_single_file_is_followed_when_an_editor_replaces_it(opened: Opened, folder: Path) -> None:
    file = folder / "papers-2025-03-18.txt"
    async with opened(str(file)) as screen:
        for title in ("First", "Second"):
            (folder / "elsewhere").write_text(page("Mar 18", [(f"{title} Save", ADDED[0][1])]), "utf-8")
            (folder / "elsewhere").replace(file)
            await screen.until(partial(lambda wanted: screen.titles == [wanted], f"{title} Save"))


async def test_an_empty_answer_stays_one_while_files_are_read_again(opened: Opened, folder: Path) -> None:
    async with opened(str(folder)) as screen:
        screen.browse.action_refresh()
        screen.browse.filtering.set("zzzzzzzz")
        assert not screen.browse.reading.done
        await screen.until(lambda: screen.browse.reading.done)
        await screen.pilot.pause()
        assert "No paper passes the filter." in screen.text


async def test_papers_do_not_come_or_go_under_a_dialog(opened: Opened, folder: Path) -> None:
    async with opened() as screen:
        await screen.press("T")
        (folder / "papers-2025-03-18.txt").unlink()
        await screen.until(lambda: not screen.browse.reading.done)
        await screen.press(*"rrrrrrrr")
        await screen.press("q")
        await screen.until(lambda: len(screen.titles) == 3)


async def test_where_nothing_can_be_watched_nothing_is_said_and_R_reads_again(
    opened: Opened, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def refuse(*_: object, **__: object) -> None:
        asked.append(True)
        raise OSError("OS file watch limit reached.")

    monkeypatch.setattr("watchfiles.watch", refuse)
    async with opened() as screen:
        await screen.until(lambda: bool(asked))
        assert "limit" not in screen.text
        (folder / "papers-2026-01-05.txt").write_text(page("Jan 5", ADDED), "utf-8")
        await screen.press("R")
        await screen.until(lambda: "A Paper of Today" in screen.titles)
        await screen.until(lambda: "your files are read again; 1 new paper" in screen.rows[-1])


async def test_a_file_that_cannot_be_read_is_told_once(opened: Opened, folder: Path) -> None:
    async with opened() as screen:
        (folder / "broken.json").write_text("{", "utf-8")
        await screen.until(lambda: "broken.json" in screen.text)
        screen.browse.say("")
        (folder / "papers-2026-01-05.txt").write_text(page("Jan 5", ADDED), "utf-8")
        await screen.until(lambda: "1 new paper" in screen.rows[-1])
        assert "broken" not in screen.text


async def test_R_says_that_standard_input_cannot_be_read_again(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(page("Mar 18", MARCH).encode())))
    async with opened("-") as screen:
        await screen.press("R")
        assert "what came from standard input cannot be read again" in screen.rows[-1]
        assert len(screen.titles) == len(MARCH)


@pytest.mark.usefixtures("library")
async def test_R_fetches_what_the_library_lacks_and_shows_it(
    opened: Opened, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = datetime.now(UTC).date()
    with Site(fetched_day) as site:
        monkeypatch.setenv(huggingface.SITE_VARIABLE, site.url)
        async with opened(str(home / "library")) as screen:
            await screen.press("j", "R")
            before = screen.title
            await screen.until(lambda: len(screen.titles) == len(MARCH) + 3)
            await screen.until(lambda: "1 digest fetched" in screen.rows[-1])
            assert screen.title == before
    assert (home / "library" / "huggingface" / f"huggingface-{today}.json").is_file()
    assert [asked.params["date"] for asked in site.seen] == [str(today)]


@pytest.mark.usefixtures("library")
async def test_without_a_network_R_says_so_in_one_line_and_reading_goes_on(
    opened: Opened, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with nobody() as address, stamina.set_testing(True, attempts=1):
        monkeypatch.setenv(huggingface.SITE_VARIABLE, address)
        async with opened(str(home / "library")) as screen:
            await screen.press("R")
            await screen.until(lambda: "127.0.0.1: refused the connection; try again later" in screen.rows[-1])
            assert len(screen.titles) == len(MARCH)


@pytest.mark.usefixtures("library")
async def test_keys_are_answered_while_a_site_keeps_silent_and_R_again_stops_it(
    opened: Opened, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Site(raw(b"", every=30)) as site:
        monkeypatch.setenv(huggingface.SITE_VARIABLE, site.url)
        async with opened(str(home / "library")) as screen:
            await screen.press("R")
            await screen.until(lambda: bool(site.seen))
            await screen.until(lambda: "fetching what is missing" in screen.rows[-1])
            await screen.press("G")
            assert screen.title == screen.titles[-1]
            await screen.press("R")
            await screen.until(lambda: "stopped" in screen.rows[-1])


@pytest.mark.usefixtures("library")
async def test_leaving_does_not_wait_for_a_site(opened: Opened, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Site(raw(b"", every=30)) as site:
        monkeypatch.setenv(huggingface.SITE_VARIABLE, site.url)
        async with asyncio.timeout(10), opened(str(home / "library")) as screen:
            await screen.press("R")
            await screen.until(lambda: bool(site.seen))


async def test_the_samples_give_way_to_the_first_digest_that_is_fetched(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Site(fetched_day) as site:
        monkeypatch.setenv(huggingface.SITE_VARIABLE, site.url)
        async with opened(samples=True) as screen:
            assert "samples" in screen.text
            await screen.press("R")
            await screen.until(lambda: screen.titles == [f"A Study of Lanterns, Part {n}" for n in (1, 2, 3)])
            assert "samples" not in screen.text


def test_the_watching_is_not_loaded_before_it_is_needed() -> None:
    import subprocess
    import sys

    code = "import sys, digesttui.tui.app; sys.exit('watchfiles' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], env=dict(os.environ), check=False).returncode == 0
