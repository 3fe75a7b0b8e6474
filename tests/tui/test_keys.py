"""Every key of the main screen does what the help says."""

from pathlib import Path

import pytest
from textual import events

from digesttui import actions
from digesttui.errors import ActionFailed
from digesttui.tui import following
from digesttui.tui.dialog import Dialog
from tests.tui.screen import MARCH, Opened, Outside, Screen

NEWEST_FIRST = [
    "Diffusion Without Clocks",
    "Sparse Experts at Scale",
    "Learning to Stop",
    "A Survey of Bayesian Networks",
    "Tiny Gates for Mixture of Experts",
    "Reading Maps with Vision Models",
    MARCH[4][0],
    MARCH[5][0],
]


async def highlight(screen: Screen, title: str) -> None:
    """Move to a paper by its title."""
    screen.browse.panes.papers.move_to(screen.titles.index(title))
    await screen.pilot.pause()


async def test_the_list_starts_at_its_newest_paper(opened: Opened) -> None:
    async with opened() as screen:
        assert screen.titles == NEWEST_FIRST
        assert screen.title == NEWEST_FIRST[0]
        assert "8 papers" in screen.rows[0]


@pytest.mark.parametrize(
    ("keys", "at"),
    [
        (["j"], 1),
        (["down", "down"], 2),
        (["j", "j", "k"], 1),
        (["down", "up"], 0),
        (["k"], 0),
        (["G"], 7),
        (["end"], 7),
        (["G", "j"], 7),
        (["G", "g"], 0),
        (["end", "home"], 0),
        (["pagedown"], 7),
        (["ctrl+f", "ctrl+b"], 0),
        (["end", "pageup"], 0),
        (["n"], 1),
        (["G", "n"], 0),
        (["N"], 7),
    ],
)
async def test_moving_through_the_list(opened: Opened, keys: list[str], at: int) -> None:
    async with opened() as screen:
        await screen.press(*keys)
        assert screen.title == NEWEST_FIRST[at]


async def test_the_abstract_follows_the_highlight(opened: Opened) -> None:
    async with opened() as screen:
        assert "The network need not be told the time" in screen.text
        await screen.press("j")
        assert "The network need not be told the time" not in screen.text
        assert "11 Sep 2025  ·  2nd of 3" in screen.text
        assert "also 18 Mar 2025" in screen.text
        assert "1 example-lab/sparse-experts" in screen.text


async def test_page_keys_move_by_what_fits(opened: Opened) -> None:
    async with opened(size=(120, 10)) as screen:
        await screen.press("pagedown")
        assert screen.title == NEWEST_FIRST[4]


async def test_tab_goes_to_the_abstract_where_j_scrolls(opened: Opened) -> None:
    async with opened(size=(120, 10)) as screen:
        await screen.press("tab", "j", "j")
        assert screen.title == NEWEST_FIRST[0]
        assert screen.browse.panes.abstract.top == 2
        await screen.press("k", "G")
        assert screen.browse.panes.abstract.top == screen.browse.panes.abstract.max_scroll_y
        await screen.press("g")
        assert screen.browse.panes.abstract.top == 0
        await screen.press("tab", "j")
        assert screen.title == NEWEST_FIRST[1]


async def test_ctrl_d_and_ctrl_u_scroll_the_abstract_from_the_list(opened: Opened) -> None:
    async with opened(size=(120, 10)) as screen:
        await screen.press("ctrl+d")
        scrolled = screen.browse.panes.abstract.top
        assert scrolled > 1
        await screen.press("ctrl+u")
        assert screen.browse.panes.abstract.top == 0
        assert screen.title == NEWEST_FIRST[0]


async def test_another_paper_is_shown_from_its_top(opened: Opened) -> None:
    async with opened(size=(120, 10)) as screen:
        await screen.press("ctrl+d", "j")
        assert screen.browse.panes.abstract.top == 0


async def test_brackets_walk_through_the_digests(opened: Opened) -> None:
    async with opened() as screen:
        assert "‹ all 2 digests ›" in screen.rows[0]
        await screen.press("[")
        assert "‹ 11 Sep 2025 ›" in screen.rows[0]
        assert len(screen.titles) == 3
        await screen.press("[", "[")
        assert "‹ 18 Mar 2025 ›" in screen.rows[0]
        assert screen.titles == [title for title, _ in MARCH]
        await screen.press("]")
        assert "‹ 11 Sep 2025 ›" in screen.rows[0]
        await screen.press("]", "]")
        assert "‹ all 2 digests ›" in screen.rows[0]


async def test_a_paper_tells_its_rank_in_the_digest_in_view(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("[", "[")
        assert "18 Mar 2025  ·  1st of 6" in screen.text
        assert "also 11 Sep 2025" in screen.text


async def test_slash_filters_while_typing_and_enter_goes_back(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("/")
        await screen.type("sparse")
        assert "1 of 8" in screen.rows[2]
        assert screen.titles == ["Sparse Experts at Scale"]
        await screen.press("enter", "j")
        assert screen.browse.filter_text == "sparse"


@pytest.mark.parametrize("key", ["enter", "down", "tab"])
async def test_keys_that_leave_the_filter_keep_it(opened: Opened, key: str) -> None:
    async with opened() as screen:
        await screen.press("/", "g", "a", "t", key, "G")
        assert screen.browse.filter_text == "gat"
        assert not screen.browse.field


async def test_escape_clears_the_filter_then_leaves_it(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("/", "x", "y", "escape")
        assert screen.browse.filter_text == ""
        assert screen.browse.field
        await screen.press("escape")
        assert not screen.browse.field


async def test_keys_that_come_all_at_once_are_answered_in_order(opened: Opened) -> None:
    async with opened() as screen:
        for key in ("slash", *"quiet", "escape", *"gate", "enter", "j", "z"):
            screen.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await screen.until(lambda: screen.browse.arranging.layout.zen)
        await screen.pilot.pause()
        assert screen.browse.filter_text == "gate"
        assert screen.title == screen.titles[1]


async def test_escape_in_the_list_clears_the_filter(opened: Opened) -> None:
    async with opened(filter_text="sparse") as screen:
        assert len(screen.titles) == 1
        await screen.press("escape")
        assert len(screen.titles) == 8


async def test_editing_keys_of_the_filter(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("/")
        await screen.type("tiny gates")
        await screen.press("ctrl+w")
        assert screen.browse.filter_text == "tiny "
        await screen.press("left", "left", "backspace", "delete", "end")
        assert screen.browse.filter_text == "ti "
        await screen.press("home", "x", "right", "ctrl+u")
        assert screen.browse.filter_text == "i "
        await screen.press("ctrl+e", "z", "ctrl+a", "a", "alt+backspace")
        assert screen.browse.filter_text == "i z"


async def test_sort_puts_a_clause_into_the_filter(opened: Opened) -> None:
    async with opened(filter_text="experts") as screen:
        await screen.press("S", "3")
        assert screen.browse.filter_text == "experts sort:title"
        await screen.press("escape", "S", "j", "j", "enter")
        forwards = screen.titles
        assert forwards.index("Diffusion Without Clocks") < forwards.index("Learning to Stop")
        await screen.press("S")
        assert isinstance(screen.app.screen, Dialog)
        await screen.press("enter")
        assert screen.browse.filter_text == "-sort:title"
        assert screen.titles == forwards[::-1]


async def test_V_shows_the_source_text_and_back(opened: Opened) -> None:
    async with opened() as screen:
        await highlight(screen, "Tiny Gates for Mixture of Experts")
        assert "\\mathcal" not in screen.text
        await screen.press("V")
        assert "$\\mathcal{O}(n^2)$" in screen.text
        assert "source text" in screen.text
        await screen.press("V")
        assert "\\mathcal" not in screen.text


@pytest.mark.parametrize("back", ["z", "escape"])
async def test_zen_shows_the_abstract_alone(opened: Opened, back: str) -> None:
    async with opened() as screen:
        await screen.press("z")
        assert "Learning to Stop" not in screen.text
        assert "Diffusion Without Clocks" in screen.text
        await screen.press(back)
        assert "Learning to Stop" in screen.text


async def test_filtering_leaves_zen(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("z", "/", "s")
        assert screen.browse.filter_text == "s"
        assert "of 8" in screen.text


async def test_p_hides_the_abstract_and_shows_it(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("tab", "p")
        assert "need not be told the time" not in screen.text
        await screen.press("j")
        assert screen.title == NEWEST_FIRST[1]
        await screen.press("k", "p")
        assert "need not be told the time" in screen.text


async def test_backslash_stacks_the_panes_and_back(opened: Opened) -> None:
    async with opened() as screen:
        beside = screen.browse.panes.abstract.region
        await screen.press("\\")
        assert screen.browse.panes.abstract.region.y > beside.y
        await screen.press("\\")
        assert screen.browse.panes.abstract.region == beside


@pytest.mark.parametrize("wider", ["+", "="])
async def test_plus_and_minus_move_the_split(opened: Opened, wider: str) -> None:
    async with opened() as screen:
        width = screen.browse.panes.papers.size.width
        await screen.press(wider, wider)
        assert screen.browse.panes.papers.size.width > width
        await screen.press("-", "-", "-")
        assert screen.browse.panes.papers.size.width < width


@pytest.mark.parametrize("key", ["o", "enter"])
@pytest.mark.parametrize(
    ("title", "leads_to"),
    [
        ("Sparse Experts at Scale", "https://github.com/example-lab/sparse-experts"),
        ("Tiny Gates for Mixture of Experts", "https://tiny-gates.github.io"),
        ("Learning to Stop", "https://huggingface.co/papers?q=Learning+to+Stop"),
    ],
)
async def test_opening_leads_to_code_else_project_else_paper(
    opened: Opened, outside: Outside, key: str, title: str, leads_to: str
) -> None:
    async with opened() as screen:
        await highlight(screen, title)
        await screen.press(key)
        await screen.until(lambda: bool(outside.opened))
        assert outside.opened == [leads_to]
        await screen.until(lambda: f"opened: {leads_to}"[:60] in screen.text)


async def test_digits_open_the_link_of_that_number(opened: Opened, outside: Outside) -> None:
    async with opened() as screen:
        await highlight(screen, "Reading Maps with Vision Models")
        assert "2 huggingface.co/spaces/example/maps" in screen.text
        await screen.press("2")
        await screen.until(lambda: outside.opened == ["https://huggingface.co/spaces/example/maps"])
        await screen.press("9")
        assert "There is no link 9" in screen.text


async def test_O_chooses_among_the_links(opened: Opened, outside: Outside) -> None:
    async with opened() as screen:
        await highlight(screen, "Reading Maps with Vision Models")
        await screen.press("O")
        assert "demo" in screen.text
        await screen.press("j", "enter")
        await screen.until(lambda: outside.opened == ["https://huggingface.co/spaces/example/maps"])
        await highlight(screen, "Learning to Stop")
        await screen.press("O")
        assert "names no link" in screen.text


async def test_y_copies_the_code_link_else_the_papers(opened: Opened, outside: Outside) -> None:
    async with opened() as screen:
        await highlight(screen, "Sparse Experts at Scale")
        await screen.press("y")
        await screen.until(lambda: outside.copied == ["https://github.com/example-lab/sparse-experts"])
        await highlight(screen, "Learning to Stop")
        await screen.press("y")
        await screen.until(lambda: outside.copied[1:] == ["https://huggingface.co/papers?q=Learning+to+Stop"])


@pytest.mark.parametrize(
    ("number", "copied"),
    [
        ("1", "Sparse Experts at Scale"),
        ("3", "[Sparse Experts at Scale](https://github.com/example-lab/sparse-experts)"),
        ("4", "git clone https://github.com/example-lab/sparse-experts.git"),
        ("6", MARCH[0][1]),
        ("8", "Sparse Experts at Scale (2025). https://github.com/example-lab/sparse-experts"),
    ],
)
async def test_Y_chooses_what_to_copy(opened: Opened, outside: Outside, number: str, copied: str) -> None:
    async with opened() as screen:
        await highlight(screen, "Sparse Experts at Scale")
        await screen.press("Y", number)
        await screen.until(lambda: outside.copied == [copied])


async def test_of_a_selection_every_paper_is_copied_in_the_lists_order(opened: Opened, outside: Outside) -> None:
    async with opened() as screen:
        await screen.press("j", "v", "j", "y")
        copied = ["https://github.com/example-lab/sparse-experts", "https://huggingface.co/papers?q=Learning+to+Stop"]
        await screen.until(lambda: outside.copied == ["\n".join(copied)])
        await screen.press("Y", "1")
        await screen.until(lambda: outside.copied[1:] == ["Sparse Experts at Scale\nLearning to Stop"])


async def test_very_many_papers_are_for_the_export(
    opened: Opened, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "MOST_COPIED", 7)
    async with opened() as screen:
        await screen.press("a", "y")
        assert "x exports 8 papers" in screen.rows[-1]
        assert outside.copied == []


async def test_what_fails_outside_is_told_in_full(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    address = "https://github.com/example-lab/sparse-experts"

    def no_browser(url: str, *, page: None) -> str:
        raise ActionFailed(f"not opened, no browser was found; set $BROWSER: copy the link or select it here: {url}")

    monkeypatch.setattr(actions, "open_url", no_browser)
    async with opened(size=(80, 24)) as screen:
        await highlight(screen, "Sparse Experts at Scale")
        await screen.press("o")
        await screen.until(lambda: address in screen.rows[-1])


async def test_d_tells_what_was_read_and_enter_shows_one_digest(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("d")
        assert "papers-2025-09-11" in screen.text
        assert "Skipped" in screen.text
        await screen.press("j")
        assert "6 papers" in screen.text
        await screen.press("enter")
        assert "‹ 18 Mar 2025 ›" in screen.rows[0]


async def test_d_lists_files_that_could_not_be_read(opened: Opened, folder: Path) -> None:
    (folder / "broken.txt").write_bytes(b"")
    async with opened() as screen:
        assert "broken.txt" in screen.rows[-1]
        await screen.press("d", "G")
        assert "not read" in screen.text
        await screen.press("enter")
        assert isinstance(screen.app.screen, Dialog)


async def test_R_reads_the_files_again(opened: Opened, folder: Path) -> None:
    async with opened() as screen:
        await screen.press("j")
        (folder / "papers-2025-09-11.txt").unlink()
        text = (folder / "papers-2025-03-18.txt").read_text("utf-8")
        (folder / "papers-2025-03-18.txt").write_text(text + "\n\nA New One\n\nIt was added while we read.\n", "utf-8")
        await screen.press("R")
        await screen.until(lambda: screen.browse.reading.done)
        await screen.until(lambda: "A New One" in screen.titles)
        assert "Learning to Stop" not in screen.titles
        assert screen.title == "Sparse Experts at Scale"


@pytest.mark.parametrize("key", [":", "ctrl+p"])
async def test_the_palette_finds_and_runs_a_command(opened: Opened, key: str) -> None:
    async with opened() as screen:
        await screen.press(key)
        await screen.type("zen")
        await screen.press("enter")
        assert screen.browse.arranging.layout.zen


async def test_the_palette_opens_out_of_the_filter_and_escape_closes_it(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("/", "ctrl+p")
        assert "Leave zen, let" in screen.text
        await screen.type("nothing like it")
        await screen.press("enter", "escape")
        assert screen.browse.field


@pytest.mark.parametrize("key", ["?", "f1"])
@pytest.mark.parametrize("close", ["escape", "q", "?"])
async def test_help_opens_and_closes(opened: Opened, key: str, close: str) -> None:
    async with opened() as screen:
        await screen.press(key)
        assert "The next paper" in screen.text
        await screen.press(close)
        assert "The next paper" not in screen.text


async def test_help_scrolls(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("?", "j", "j", "k", "ctrl+d", "G")
        assert "sort:date" in screen.text
        await screen.press("g", "pagedown", "pageup")
        assert "Moving" in screen.text


@pytest.mark.parametrize("keys", [["q"], ["ctrl+q"], ["ctrl+c"], ["/", "ctrl+c"], ["d", "ctrl+q"]])
async def test_quitting(opened: Opened, keys: list[str]) -> None:
    async with opened() as screen:
        await screen.pilot.press(*keys)
        await screen.until(lambda: screen.app._exit)
        assert (screen.app.return_code or 0) == 0


async def test_q_in_the_filter_is_a_letter(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("/", "q", "?", ":")
        assert screen.browse.filter_text == "q?:"


async def test_ctrl_t_changes_between_dark_and_light(opened: Opened) -> None:
    async with opened() as screen:
        await screen.press("ctrl+t")
        assert screen.app.theme == "paper"
        await screen.press("/", "ctrl+t")
        assert screen.app.theme == "ink"


async def test_ctrl_t_stays_in_high_contrast(opened: Opened) -> None:
    async with opened(theme="high-contrast") as screen:
        await screen.press("ctrl+t")
        assert screen.app.theme == "high-contrast-light"
        await screen.press("ctrl+t")
        assert screen.app.theme == "high-contrast"


@pytest.mark.parametrize("theme", ["ansi", "mono"])
async def test_ctrl_t_leaves_the_terminals_own_colours_alone_and_says_so(opened: Opened, theme: str) -> None:
    async with opened(theme=theme) as screen:
        await screen.press("ctrl+t")
        assert screen.app.theme == theme
        assert "your terminal's own colours" in screen.text


@pytest.mark.parametrize("key", ["question_mark", "w", "ctrl+p", "t", "d", "O", "T"])
async def test_ctrl_t_leaves_no_colour_of_the_old_theme_in_what_is_open(opened: Opened, key: str) -> None:
    async with opened(views={"code": "has:code"}) as screen:
        await screen.press("j", key)
        at_first = screen.colours
        await screen.press("ctrl+t")
        assert not at_first & screen.colours
        await screen.press("ctrl+t")
        assert screen.colours == at_first


async def test_ctrl_z_suspends(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened() as screen:
        suspended: list[bool] = []
        monkeypatch.setattr(type(screen.app), "action_suspend_process", lambda app: suspended.append(True))
        await screen.press("ctrl+z")
        assert suspended == [True]


async def test_keys_can_be_given_to_other_commands(opened: Opened) -> None:
    async with opened(keys={"next_paper": "J", "zen": "Z,X", "digests": "D"}) as screen:
        await screen.press("J")
        assert screen.title == NEWEST_FIRST[1]
        await screen.press("j")
        assert screen.title == NEWEST_FIRST[1]
        await screen.press("X")
        assert screen.browse.arranging.layout.zen
        assert "D digests" in screen.rows[-1]


async def test_nothing_happens_to_a_paper_that_is_not_there(opened: Opened, outside: Outside) -> None:
    async with opened(filter_text="zzzzzzzz") as screen:
        await screen.press("o", "y", "Y", "1", "O", "j", "k", "n", "N", "G", "V", "ctrl+d", "tab")
        assert not outside.opened
        assert not outside.copied
        await screen.until(lambda: "No paper passes the filter." in screen.text)
