"""Cloning code, and going from a paper to those like it."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from digesttui import actions
from digesttui.actions import Cloned
from digesttui.model import Link
from tests.tui.screen import Opened, Screen, page

LINKS = {
    "github.com/ann/tool": ("‹›", "<>"),
    "gitlab.com/ann/tool": ("‹›", "<>"),
    "ann.github.io": ("⌂", "pr"),
    "huggingface.co/spaces/ann/tool": ("▷", "de"),
    "huggingface.co/ann/tool": ("◇", "mo"),
    "zenodo.org/records/7": ("≡", "da"),
    "doi.org/10.1/7": ("", ""),
}


class Hub:
    """Stands for git: writes down what is cloned, and can be made to wait."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.stopped = threading.Event()
        self.go_on = threading.Event()
        self.go_on.set()

    def clone_all(
        self, wanted: Sequence[Link], into: Path, *, progress: Callable[[str], None], cancel: threading.Event
    ) -> list[Cloned]:
        self.asked += [str(link.repo) for link in wanted]
        progress("receiving 50%")
        while not self.go_on.wait(0.01):
            if cancel.is_set():
                self.stopped.set()
                return [Cloned(str(link.repo), "cancelled") for link in wanted]
        return [Cloned(str(link.repo), "cloned", into / str(link.repo)) for link in wanted]


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Hub:
    hub = Hub()
    monkeypatch.setattr(actions, "clone_all", hub.clone_all)
    return hub


async def highlight(screen: Screen, title: str) -> None:
    positions = [screen.browse.collection.store.title(int(p)) for p in screen.browse.showing.result.positions]
    await screen.press("g", *["j"] * positions.index(title))


async def test_c_clones_the_code_of_the_highlighted_paper(opened: Opened, hub: Hub) -> None:
    async with opened() as screen:
        await highlight(screen, "Sparse Experts at Scale")
        await screen.press("c")
        await screen.until(lambda: "example-lab/sparse-experts: cloned" in screen.text)
        assert hub.asked == ["example-lab/sparse-experts"]


async def test_a_range_is_cloned_at_once(opened: Opened, hub: Hub) -> None:
    async with opened(filter_text="has:code") as screen:
        await screen.press("g", "v", "j", "c")
        await screen.until(lambda: "2 cloned" in screen.text)
        assert sorted(hub.asked) == ["example-lab/maps", "example-lab/sparse-experts"]


async def test_in_triage_c_clones_and_tells_there_how_it_goes(opened: Opened, hub: Hub) -> None:
    async with opened() as screen:
        await screen.press("T", "c")
        assert "No repository is named here" in screen.rows[-1]
        hub.go_on.clear()
        await screen.press("n", "c")
        await screen.until(lambda: "c stops it: receiving 50%" in screen.rows[-1])
        await screen.press("s", "c")
        await screen.until(hub.stopped.is_set)
        hub.go_on.set()
        await screen.press("N", "q", "q")
        assert hub.asked == ["example-lab/sparse-experts"]


async def test_c_again_stops_a_clone_that_takes_long(opened: Opened, hub: Hub) -> None:
    hub.go_on.clear()
    async with opened() as screen:
        await highlight(screen, "Sparse Experts at Scale")
        await screen.press("c")
        await screen.until(lambda: "Cloning, c stops it: receiving 50%" in screen.text)
        await screen.press("c")
        await screen.until(lambda: "cancelled" in screen.text)


async def test_c_stops_the_clones_also_from_a_paper_without_code(opened: Opened, hub: Hub) -> None:
    hub.go_on.clear()
    async with opened() as screen:
        await highlight(screen, "Sparse Experts at Scale")
        await screen.press("c")
        await screen.until(lambda: "c stops it" in screen.rows[-1])
        await screen.press("j", "c")
        await screen.until(hub.stopped.is_set)


async def test_q_asks_first_while_code_is_cloned(opened: Opened, hub: Hub) -> None:
    hub.go_on.clear()
    async with opened() as screen:
        await highlight(screen, "Sparse Experts at Scale")
        await screen.press("c")
        await screen.until(lambda: "receiving 50%" in screen.text)
        await screen.press("q")
        assert "Code is being cloned" in screen.text
        await screen.press("1")
        assert screen.app.is_running
        assert "receiving 50%" in screen.text
        await screen.press("q", "2")
        await screen.until(lambda: not screen.app.is_running)


async def test_a_program_that_ends_clones_no_more(opened: Opened, hub: Hub) -> None:
    hub.go_on.clear()
    async with opened() as screen:
        await highlight(screen, "Sparse Experts at Scale")
        await screen.press("c")
        await screen.until(lambda: hub.asked == ["example-lab/sparse-experts"])
        await screen.press("ctrl+c")
    assert hub.stopped.wait(20)


async def test_c_says_when_there_is_no_code(opened: Opened, hub: Hub) -> None:
    async with opened() as screen:
        await highlight(screen, "Learning to Stop")
        await screen.press("c")
        assert "No repository is named here" in screen.text
        assert hub.asked == []


def leads(screen: Screen, title: str) -> str:
    """What stands at the right of the paper's row, where the list is alone."""
    row = next(row for row in screen.rows if title in row)
    return row.partition(title)[2].strip(" │|")


async def test_a_row_shows_at_a_glance_what_it_leads_to(opened: Opened, folder: Path) -> None:
    more = "is all that this paper names, and it says so at some length, so that nobody takes this for a title."
    papers = [(f"Number {number} of Many", f"The address https://{url} {more}") for number, url in enumerate(LINKS)]
    path = folder / "papers-2025-03-20.txt"
    path.write_text(page("Mar 20", papers), "utf-8")
    for which, ascii_only in enumerate((False, True)):
        async with opened(str(path), ascii_only=ascii_only) as screen:
            await screen.press("p")
            shown = [leads(screen, f"Number {number} of Many") for number in range(len(LINKS))]
            assert shown == [signs[which] for signs in LINKS.values()]


async def test_what_is_cloned_is_marked_at_the_start_and_after_cloning(
    opened: Opened, hub: Hub, clone_into: Path
) -> None:
    (clone_into / "Example-Lab" / "maps" / ".git").mkdir(parents=True)
    async with opened() as screen:
        await screen.press("p")
        await screen.until(lambda: leads(screen, "Reading Maps with Vision Models") == "«»")
        assert leads(screen, "Sparse Experts at Scale") == "‹›"
        await highlight(screen, "Sparse Experts at Scale")
        (clone_into / "example-lab" / "sparse-experts" / ".git").mkdir(parents=True)
        await screen.press("c")
        await screen.until(lambda: leads(screen, "Sparse Experts at Scale") == "«»")


def nearest(screen: Screen) -> str:
    """The title of the paper most like the highlighted one."""
    collection, paper = screen.browse.collection, screen.browse.paper
    assert paper
    position = collection.store.find(paper.title)
    assert position is not None
    return collection.store.title(collection.like(position)[0].position)


async def test_m_leads_to_a_paper_like_this_one(opened: Opened) -> None:
    async with opened() as screen:
        await highlight(screen, "Sparse Experts at Scale")
        wanted = nearest(screen)
        await screen.press("m")
        await screen.until(lambda: "More like this" in screen.text and wanted in screen.text)
        await screen.press("enter")
        await screen.until(lambda: screen.browse.paper is not None and screen.browse.paper.title == wanted)


async def test_m_finds_its_way_out_of_a_filter(opened: Opened) -> None:
    async with opened(filter_text="sparse") as screen:
        wanted = nearest(screen)
        await screen.press("m", "enter")
        await screen.until(lambda: screen.browse.filter_text == "")
        assert screen.browse.paper and screen.browse.paper.title == wanted
