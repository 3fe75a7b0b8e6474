"""The screen: sizes, the mouse, strangers' text, long lists, and what it says when there is nothing to show."""

import random
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from textual import events

from digesttui.collection import Collection
from digesttui.model import Digest, Entry
from digesttui.tui.dialog import Dialog
from tests.tui.screen import MARCH, Opened, Outside, Screen, page


def place(screen: Screen, text: str) -> tuple[int, int]:
    """Where ``text`` stands on the screen."""
    for y, row in enumerate(screen.rows):
        if text in row:
            return row.index(text), y
    raise AssertionError(f"{text!r} is not on the screen:\n{screen.text}")


async def click(screen: Screen, text: str, times: int = 1) -> None:
    await screen.pilot.click(offset=place(screen, text), times=times)
    await screen.pilot.pause()


# the mouse


async def test_a_click_highlights_and_two_open(opened: Opened, outside: Outside) -> None:
    async with opened() as screen:
        await click(screen, "Sparse Experts")
        assert screen.title == "Sparse Experts at Scale"
        await click(screen, "Reading Maps", times=2)
        await screen.until(lambda: outside.opened == ["https://github.com/example-lab/maps"])


async def test_a_click_on_a_link_opens_it(opened: Opened, outside: Outside) -> None:
    async with opened(filter_text="maps") as screen:
        await click(screen, "2 huggingface.co/spaces/example/maps")
        await screen.until(lambda: outside.opened == ["https://huggingface.co/spaces/example/maps"])


async def test_every_hint_of_the_footer_can_be_clicked(opened: Opened) -> None:
    async with opened() as screen:
        await click(screen, "s star")
        assert "1 ★" in screen.rows[0]
        await click(screen, "/ filter   s")
        assert screen.browse.field
        await screen.type("zzz")
        await click(screen, "clear   f1")
        assert screen.browse.filter_text == ""
        await click(screen, "list   esc")
        assert not screen.browse.field
        await click(screen, "commands")
        assert isinstance(screen.app.screen, Dialog)


async def test_the_arrows_of_the_header_can_be_clicked(opened: Opened) -> None:
    async with opened() as screen:
        await click(screen, "‹")
        assert "‹ 11 Sep 2025 ›" in screen.rows[0]
        await click(screen, "›")
        assert "all 2 digests" in screen.rows[0]


async def test_the_wheel_scrolls_and_leaves_the_highlight(opened: Opened) -> None:
    async with opened(size=(120, 10)) as screen:
        papers = screen.browse.panes.papers
        papers.post_message(events.MouseScrollDown(papers, 3, 3, 0, 1, 0, False, False, False, 3, 5))
        await screen.until(lambda: papers.top > 0)
        assert "Diffusion Without" not in "\n".join(row[:60] for row in screen.rows)
        assert screen.title == "Diffusion Without Clocks"


async def test_a_click_in_the_filter_puts_the_caret_there(opened: Opened) -> None:
    async with opened(filter_text="sparse") as screen:
        x, y = place(screen, "sparse")
        await screen.pilot.click(offset=(x + 3, y))
        await screen.press("X")
        assert screen.browse.filter_text == "spaXrse" or screen.browse.filter_text == "sparXse"


async def test_two_clicks_take_a_choice(opened: Opened, outside: Outside) -> None:
    async with opened(filter_text="maps") as screen:
        await screen.press("Y")
        await click(screen, "Markdown", times=2)
        await screen.until(lambda: len(outside.copied) == 1)
        assert outside.copied[0].startswith("[Reading Maps")


# strangers' text


async def test_markup_in_titles_is_text_everywhere(opened: Opened) -> None:
    title = MARCH[4][0]
    async with opened() as screen:
        screen.browse.panes.papers.move_to(screen.titles.index(title))
        await screen.pilot.pause()
        assert screen.text.count("[/INST] [@click=app.quit]") == 2
        assert "[bold]not" in screen.text
        await click(screen, "[@click=app.quit]")
        await screen.press("Y")
        assert "[/INST] [@click=app.quit] Markup" in screen.text
        await screen.press("escape")
        screen.browse.say(title)
        await screen.pilot.pause()
        assert title in screen.rows[-1]
        assert screen.app.is_running


async def test_a_digest_named_in_markup_is_text(opened: Opened, folder: Path) -> None:
    (folder / "[red]loud[@click=app.quit].txt").write_text(page("Sep 11", [("One", "Words of one.")]), "utf-8")
    async with opened() as screen:
        await screen.press("d")
        assert screen.text.count("[red]loud[@click=app.quit]") >= 2


async def test_escape_sequences_become_pictures(opened: Opened, folder: Path) -> None:
    evil = "Clear\x1b[2J the screen \x1b]52;c;ZXZpbA=="
    (folder / "evil-2025-10-01.txt").write_text(
        page("Oct 1", [("A Title " + evil, f"{evil} and {MARCH[0][1]}")]), "utf-8"
    )
    async with opened() as screen:
        assert screen.text.count("Clear␛[2J the") == 3
        assert not any(ord(letter) < 32 or 127 <= ord(letter) < 160 for row in screen.rows for letter in row)


# what there is to say


async def test_an_empty_result_says_what_hides_everything(opened: Opened) -> None:
    async with opened(filter_text="zebra has:code") as screen:
        assert "No paper passes the filter." in screen.text
        assert "zebra hides" in screen.text
        assert "esc clears it." in screen.text


async def test_nothing_to_read_says_how_to_open_something(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    async with opened(str(tmp_path / "empty")) as screen:
        assert "There are no papers here." in screen.text
        assert "0 papers" in screen.rows[0]
        assert "no digest in this folder" in screen.rows[-1]


async def test_several_files_that_fail_are_told_in_one_line(opened: Opened, tmp_path: Path) -> None:
    async with opened(str(tmp_path / "one"), str(tmp_path / "two")) as screen:
        assert "2 files could not be read; d, then G, shows why" in screen.rows[-1]


async def test_the_answer_gives_way_to_the_hints(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digesttui.tui.layer.ANSWER_SECONDS", 0.05)
    async with opened() as screen:
        screen.browse.say("Done.")
        await screen.until(lambda: "Done." in screen.rows[-1])
        await screen.until(lambda: "commands" in screen.rows[-1])


async def test_a_mistake_in_the_filter_stands_under_its_place(opened: Opened) -> None:
    async with opened(filter_text="sparse date:tomorow") as screen:
        assert screen.titles == ["Sparse Experts at Scale"]
        field, rule = screen.rows[2], screen.rows[3]
        assert field.index("tomorow") == rule.index("╵")
        assert "tomorrow" in rule


async def test_the_filter_given_at_the_start_is_in_force(opened: Opened) -> None:
    async with opened(filter_text="sparse") as screen:
        assert "/ sparse" in screen.rows[2]
        assert "1 of 8" in screen.rows[2]


async def test_a_huge_paste_is_cut(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("/")
        screen.app.post_message(events.Paste("a b\n" * 2_500_000))
        await screen.until(lambda: len(screen.browse.filter_text) > 100)
        assert len(screen.browse.filter_text) <= 5000
        assert "\n" not in screen.browse.filter_text


# the highlight


async def test_the_highlight_stays_on_its_paper_when_the_list_changes(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("j", "/")
        await screen.type("experts")
        assert screen.title == "Sparse Experts at Scale"
        await screen.press("escape")
        assert screen.title == "Sparse Experts at Scale"


async def test_the_best_match_is_highlighted_when_the_paper_is_gone(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("G", "/")
        await screen.type("gate")
        assert screen.title == screen.titles[0]


async def test_a_reader_who_has_not_moved_sees_the_best_match(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("/")
        await screen.type("s")
        assert screen.title == screen.titles[0]


# sizes


async def test_below_ninety_columns_the_panes_stack(opened: Opened) -> None:
    async with opened(size=(80, 24)) as screen:
        assert screen.browse.panes.abstract.region.y > screen.browse.panes.papers.region.y
        assert "Learning to Stop" in screen.text
        assert "need not be told" in screen.text


async def test_the_smallest_window_holds_the_list(opened: Opened) -> None:
    async with opened(size=(30, 6)) as screen:
        assert "Sparse Experts at Scale" in screen.text
        await screen.press("j", "o")
        assert screen.title == "Sparse Experts at Scale"


async def test_no_size_is_too_small_or_too_large(opened: Opened) -> None:
    sizes = [(1, 1), (2, 2), (500, 200), (3, 50), (200, 3), (39, 9), (40, 10), (89, 13), (90, 14), (80, 24)]
    chance = random.Random(7)
    sizes += [(chance.randint(1, 300), chance.randint(1, 100)) for _ in range(20)]
    async with opened() as screen:
        for at, size in enumerate(sizes):
            await screen.pilot.resize_terminal(*size)
            await screen.press(*(["z"], ["j", "\\"], ["/", "x", "escape", "escape"], ["tab"], ["?", "escape"])[at % 5])
            assert len(screen.rows) == size[1]
            assert screen.app.is_running


async def test_a_dialog_survives_every_size(opened: Opened) -> None:
    async with opened() as screen:
        for key in ("d", "?", "Y", "ctrl+p", "S"):
            await screen.press(key)
            for size in ((1, 1), (20, 5), (120, 40)):
                await screen.pilot.resize_terminal(*size)
                await screen.pilot.pause()
            await screen.press("escape")
        assert screen.app.is_running


# themes and glyphs


async def test_ascii_draws_nothing_else(opened: Opened, tmp_path: Path) -> None:
    plain = tmp_path / "plain-2025-01-02.txt"
    plain.write_text(page("Jan 2", [(f"Paper {n}", "Words, many words. " * 20) for n in range(40)]), "utf-8")
    async with opened(str(plain), ascii_only=True, size=(100, 20)) as screen:
        for keys in (
            (),
            ("/", "d", "a", "t", "e", ":", "x"),
            ("escape", "escape", "?"),
            ("escape", "d"),
            ("escape", "Y"),
        ):
            await screen.press(*keys)
            assert screen.text.isascii(), screen.text
        await screen.press("escape", "ctrl+p")
        assert screen.text.isascii(), screen.text


@pytest.mark.parametrize("theme", ["ink", "paper", "ansi", "mono"])
async def test_every_theme_draws_every_screen(opened: Opened, theme: str) -> None:
    async with opened(theme=theme) as screen:
        for keys in (("j",), ("?",), ("escape", "d"), ("escape", "S"), ("escape", "ctrl+p"), ("escape", "z")):
            await screen.press(*keys)
        assert "Sparse Experts" in screen.text


async def test_without_colours_a_mark_points_at_the_highlighted_row(opened: Opened) -> None:
    async with opened(theme="mono") as screen:
        await screen.press("j")
        assert "● ›Sparse Experts" in screen.text


# many papers


async def test_a_hundred_thousand_rows_move_as_ten_do(opened: Opened) -> None:
    async with opened() as screen:
        entries = tuple(Entry(f"Paper number {n}", "", n + 1) for n in range(100_000))
        screen.browse.collection.store.add(Digest("many", "page", None, entries))
        positions = range(screen.browse.collection.store.size)
        result = screen.browse.showing.result
        object.__setattr__(result, "positions", positions)
        screen.browse.panes.papers.show(screen.browse.collection.store, result)
        await screen.press("G")
        assert screen.title == "Paper number 99999"
        await screen.press("pageup", "k", "g")
        assert screen.title == screen.browse.collection.store.title(0)


async def test_strips_are_not_kept_without_end(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("digesttui.tui.rows.MAX_STRIPS", 5)
    async with opened() as screen:
        await screen.press("j", "j", "j", "G", "g")
        assert len(screen.browse.panes.papers._strips) <= 5


async def test_a_very_long_abstract_is_laid_out_in_slices(opened: Opened, tmp_path: Path) -> None:
    long = tmp_path / "long-2025-01-02.txt"
    long.write_text(page("Jan 2", [("Long", "word " * 40_000)]), "utf-8")
    async with opened(str(long)) as screen:
        await screen.until(lambda: len(screen.browse.panes.abstract._lines) > 3000)
        await screen.press("tab", "G")
        assert screen.browse.panes.abstract.top > 3000


async def test_a_filter_on_links_waits_beside_the_screen_until_they_are_read(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    are_read = Event()

    def read_late(_: Collection) -> Iterator[None]:
        while not are_read.wait(0.01):
            yield

    monkeypatch.setattr("digesttui.collection.SCANNED", 1)
    monkeypatch.setattr(Collection, "read_ahead", read_late)
    async with opened() as screen:
        await screen.until(lambda: screen.browse.collection.answers_at_once)
        every = screen.titles
        await screen.press("/")
        await screen.type("has:code")
        await screen.until(lambda: "…" in screen.browse.panes.field.aside)
        assert screen.titles == every
        are_read.set()
        await screen.until(lambda: screen.titles != every)
        papers = map(screen.browse.collection.store.paper, screen.browse.positions)
        assert all(paper.code for paper in papers)


@pytest.mark.parametrize("sentence", ["short", ""])
async def test_a_short_answer_after_a_long_one_can_be_painted_before_the_layout_follows(
    opened: Opened, sentence: str
) -> None:
    async with opened() as screen:
        screen.browse.say("a long answer " * 12)
        await screen.until(lambda: screen.browse.footer.size.height > 1)
        with screen.app.batch_update():
            screen.browse.footer.say(sentence)
            assert not screen.browse.footer.render_line(1).text.strip()


@pytest.mark.parametrize("size", [(50, 16), (90, 20), (200, 20)])
async def test_what_stands_in_a_frame_is_cut_in_ascii_too(opened: Opened, size: tuple[int, int]) -> None:
    async with opened(samples=True, ascii_only=True, size=size) as screen:
        note = next(row for row in screen.rows if "samples - digest-tui" in row)
        assert note.isascii()
