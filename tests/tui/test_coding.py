"""Knowing more of the code of papers, and using what was cloned."""

import stat
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from digesttui import actions
from digesttui.model import Link
from digesttui.sources import github
from digesttui.tui.app import DigestApp
from tests.tui.screen import Opened, Outside, Screen, page
from tests.unit.sources.hub import Hub
from tests.unit.sources.site import Asked, Site, nobody

MAPS = "Reading Maps with Vision Models"
SPARSE = "Sparse Experts at Scale"


@pytest.fixture
def hub() -> Hub:
    made = Hub()
    made.add("example-lab/sparse-experts")
    return made


@pytest.fixture
def site(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    for name in ("GITHUB_TOKEN", "GH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    with Site(hub) as site:
        monkeypatch.setenv(github.SITE_VARIABLE, site.url)
        yield site


async def highlight(screen: Screen, title: str) -> None:
    await screen.press("g", *["j"] * screen.titles.index(title))


FACTS = "1,234 stars · pushed Mar 2025 · MIT · Python"


async def test_i_asks_github_and_from_then_on_the_facts_stand_beside_the_link(opened: Opened, site: Site) -> None:
    async with opened(size=(200, 40)) as screen:
        await highlight(screen, SPARSE)
        assert "stars" not in screen.text
        assert site.seen == []
        await screen.press("i")
        await screen.until(lambda: "Lanterns that sort themselves" in screen.text)
        assert FACTS.replace(" · ", "  ·  ") in screen.text
        await screen.press("escape")
        assert f"1 example-lab/sparse-experts   {FACTS}" in screen.text
        await screen.press("i", "escape", "i")
        assert len(site.seen) == 1
    async with opened(size=(200, 40), filter_text="license:mit stars:>1k") as screen:
        assert screen.titles == [SPARSE]
        assert FACTS in screen.text


async def test_in_triage_i_asks_github_and_turns_to_another_paper_with_that_code(
    opened: Opened, site: Site, tmp_path: Path
) -> None:
    code = "Code: https://github.com/example-lab/sparse-experts, with all that is needed to run it."
    papers = [
        ("The First with this Code", code),
        ("Another with the Same", code),
        ("None at All", "Nothing here. " * 9),
    ]
    digest = tmp_path / "papers-2025-03-18.txt"
    digest.write_text(page("Mar 18", papers), "utf-8")
    async with opened(str(digest), size=(200, 40)) as screen:
        await screen.press("T", "i")
        await screen.until(lambda: "Lanterns that sort themselves" in screen.text)
        await screen.press("escape")
        assert f"1 example-lab/sparse-experts   {FACTS}" in screen.text
        await screen.press("i", "j", "enter")
        assert "3 of 3 left" in screen.rows[0]
        assert "Another with the Same" in screen.text
        await screen.press("s", "n", "i", "j", "enter")
        assert screen.app.screen is screen.browse
        assert screen.title == "Another with the Same"


async def test_a_filter_by_facts_follows_what_is_asked(opened: Opened, site: Site) -> None:
    async with opened(filter_text="language:python has:code") as screen:
        assert len(screen.titles) == 2
        assert "GitHub was not asked yet" in screen.text
        await highlight(screen, SPARSE)
        await screen.press("i")
        await screen.until(lambda: screen.titles == [SPARSE])


async def test_in_a_narrow_pane_the_facts_stand_below_the_link(opened: Opened, site: Site) -> None:
    async with opened(size=(90, 32)) as screen:
        await highlight(screen, SPARSE)
        await screen.press("i")
        await screen.until(lambda: "1,234 stars" in screen.text)
        await screen.press("escape")
        at = next(row for row, text in enumerate(screen.rows) if "1 example-lab/sparse-experts" in text)
        assert "1,234 stars" in screen.rows[at + 1]


async def test_until_github_answers_the_dialog_says_what_it_waits_for(
    opened: Opened, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = threading.Event()

    def wait(asked: Asked) -> None:
        answers.wait(20)
        hub(asked)

    with Site(wait) as site:
        monkeypatch.setenv(github.SITE_VARIABLE, site.url)
        async with opened() as screen:
            await highlight(screen, SPARSE)
            await screen.press("i")
            await screen.until(lambda: "asking GitHub …" in screen.text)
            before = screen.colours
            await screen.press("ctrl+t")
            answers.set()
            await screen.until(lambda: "1,234 stars" in screen.text)
            assert "asking" not in screen.text
            assert not before & screen.colours


async def test_a_limit_is_told_in_the_dialog(opened: Opened, hub: Hub, site: Site) -> None:
    hub.remaining = 0
    async with opened() as screen:
        await highlight(screen, SPARSE)
        await screen.press("i")
        await screen.until(lambda: "GitHub answers no more for now" in screen.text)


async def test_a_long_description_hides_no_fact(opened: Opened, hub: Hub, site: Site) -> None:
    hub.add("example-lab/lanterns", archived=True, description="Lanterns that sort themselves. " * 11)
    hub.moved["example-lab/sparse-experts"] = "example-lab/lanterns"
    async with opened(size=(80, 24)) as screen:
        await highlight(screen, SPARSE)
        await screen.press("i")
        await screen.until(lambda: "archived  ·  1,234 stars" in screen.text)
        assert "it is called example-lab/lanterns now" in screen.text


async def test_being_offline_is_told_in_the_dialog(opened: Opened, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    with nobody() as address:
        monkeypatch.setenv(github.SITE_VARIABLE, address)
        async with opened() as screen:
            await highlight(screen, SPARSE)
            await screen.press("i")
            await screen.until(lambda: "127.0.0.1" in screen.text)
            assert "https://github.com/example-lab/sparse-experts" in screen.text


async def test_without_code_i_says_so(opened: Opened, site: Site) -> None:
    async with opened() as screen:
        await highlight(screen, "Learning to Stop")
        await screen.press("i")
        assert "No repository is named here" in screen.text


async def test_i_lists_the_papers_that_name_the_repository_and_leads_to_them(
    opened: Opened, site: Site, folder: Path
) -> None:
    title = "Another Use of Sparse Experts"
    text = (
        "We build on what is found at https://github.com/Example-Lab/Sparse-Experts and show that it works for sound"
        " as well, with no change but to the first and the last of its layers."
    )
    (folder / "papers-2025-09-12.txt").write_text(page("Sep 12", [(title, text)]), "utf-8")
    async with opened(filter_text="routing") as screen:
        assert screen.titles == [SPARSE]
        await screen.press("i")
        await screen.until(lambda: "named by 2 papers" in screen.text)
        await screen.press("1")
        await screen.until(lambda: screen.title == title)


@pytest.fixture
def two_links(folder: Path) -> None:
    """A paper that names a demo and somebody else's repository after its own."""
    title = "Another Use of Sparse Experts"
    text = (
        "Our code is at https://github.com/ann/sounds, which builds on https://github.com/Example-Lab/Sparse-Experts;"
        " a demo is at https://huggingface.co/spaces/ann/sounds, and all of it works for sound as well as for text."
    )
    (folder / "papers-2025-09-12.txt").write_text(page("Sep 12", [(title, text)]), "utf-8")


async def test_among_the_links_one_is_opened_or_copied(opened: Opened, two_links: None, outside: Outside) -> None:
    async with opened(filter_text="sound") as screen:
        await screen.press("O")
        assert "y copy   c clone   i about   m papers" in screen.text
        await screen.press("j", "enter")
        await screen.until(lambda: outside.opened == ["https://github.com/Example-Lab/Sparse-Experts"])
        await screen.press("O", "G", "y")
        await screen.until(lambda: outside.copied == ["https://huggingface.co/spaces/ann/sounds"])


async def test_m_on_a_link_lists_the_papers_that_name_its_repository(opened: Opened, two_links: None) -> None:
    async with opened(filter_text="sound") as screen:
        await screen.press("O", "j", "m")
        assert "Papers that name Example-Lab/Sparse-Experts" in screen.text
        await screen.press("2")
        await screen.until(lambda: screen.title == SPARSE)
    async with opened(filter_text="sound") as screen:
        await screen.press("O", "G", "m")
        assert "No repository is behind this link" in screen.text


async def test_among_the_links_i_tells_of_that_repository(opened: Opened, two_links: None, site: Site) -> None:
    async with opened(filter_text="sound") as screen:
        await screen.press("O", "j", "i")
        await screen.until(lambda: "Lanterns that sort themselves" in screen.text)


async def test_among_the_links_c_clones_that_repository(
    opened: Opened, two_links: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def clone_all(wanted: Sequence[Link], into: Path, **_: object) -> list[actions.Cloned]:
        asked.extend(link.label for link in wanted)
        return [actions.Cloned(link.label, "cloned", into / link.label) for link in wanted]

    monkeypatch.setattr(actions, "clone_all", clone_all)
    async with opened(filter_text="sound") as screen:
        await screen.press("O", "j", "c")
        await screen.until(lambda: "Sparse-Experts: cloned" in screen.text)
        assert asked == ["Example-Lab/Sparse-Experts"]


async def test_of_code_elsewhere_the_papers_are_told_and_nobody_is_asked(
    opened: Opened, site: Site, folder: Path
) -> None:
    text = "The code is at https://gitlab.com/ann/kite and was written by one person over one long summer in the south."
    (folder / "papers-2025-09-12.txt").write_text(page("Sep 12", [("Kites", text)]), "utf-8")
    async with opened(filter_text="kites") as screen:
        await screen.press("i")
        await screen.until(lambda: "only of repositories on GitHub" in screen.text)
        assert site.seen == []


# using


class Programs:
    """Stands for the reader's programs: writes down what each would be given."""

    def __init__(self) -> None:
        self.ran: list[tuple[object, ...]] = []

    def open_folder(self, folder: Path, place: str) -> str:
        self.ran.append((place, folder))
        return f"back from {place}"


@pytest.fixture
def programs(monkeypatch: pytest.MonkeyPatch) -> Programs:
    """The programs, and a terminal that the screen can leave."""
    programs = Programs()
    monkeypatch.setattr(actions, "open_folder", programs.open_folder)

    @contextmanager
    def suspend(self: DigestApp) -> Iterator[None]:
        programs.ran.append(("suspended",))
        yield

    monkeypatch.setattr(DigestApp, "suspend", suspend)
    return programs


@pytest.mark.parametrize(
    ("key", "ran"),
    [
        ("1", [("suspended",), "editor"]),
        ("2", [("suspended",), "shell"]),
        ("3", ["file manager"]),
    ],
)
async def test_a_clone_is_opened_in_editor_shell_or_file_manager(
    opened: Opened, programs: Programs, clone_into: Path, key: str, ran: Sequence[object]
) -> None:
    clone = clone_into / "Example-Lab" / "maps"
    (clone / ".git").mkdir(parents=True)
    async with opened() as screen:
        await screen.until(lambda: bool(screen.browse.coding.clones))
        await highlight(screen, MAPS)
        await screen.press("exclamation_mark", key)
        await screen.until(lambda: "back from" in screen.text)
        assert programs.ran == [(one, clone) if isinstance(one, str) else one for one in ran]


async def test_the_palette_finds_it_too(opened: Opened, programs: Programs) -> None:
    async with opened() as screen:
        await highlight(screen, MAPS)
        await screen.press("colon")
        await screen.type("editor shell")
        await screen.press("enter", "3")
        await screen.until(lambda: "back from file manager" in screen.text)


async def test_what_is_not_cloned_says_what_to_do_first(opened: Opened) -> None:
    async with opened() as screen:
        await highlight(screen, MAPS)
        await screen.press("exclamation_mark", "3")
        await screen.until(lambda: "clone it (c) first" in screen.text)


@pytest.fixture
def noter(tmp_path: Path) -> tuple[str, ...]:
    """A command that writes down its arguments, one a line, with every field there is but the folder."""
    script = tmp_path / "noter"
    script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >>{tmp_path}/noted\n')
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return str(script), "{owner}/{name}", "--at={url}", "{title}"


def noted(tmp_path: Path) -> list[str]:
    path = tmp_path / "noted"
    return path.read_text("utf-8").split("\n")[:-1] if path.exists() else []


async def test_a_command_of_the_readers_gets_the_paper_as_arguments_never_through_a_shell(
    opened: Opened, noter: tuple[str, ...], tmp_path: Path, folder: Path
) -> None:
    title = "$(touch owned) ; `id` && 'Quotes' of a Kite"
    text = "The code is at https://github.com/ann/kite and was written by one person over one long summer in the south."
    (folder / "papers-2025-09-12.txt").write_text(page("Sep 12", [(title, text)]), "utf-8")
    async with opened(filter_text="kite", commands={"note it": noter}) as screen:
        await screen.press("exclamation_mark", "4")
        await screen.until(lambda: "noter is done" in screen.text)
    assert noted(tmp_path) == ["ann/kite", "--at=https://github.com/ann/kite", title]


async def test_it_runs_for_every_selected_paper_and_tells_what_failed(
    opened: Opened, noter: tuple[str, ...], tmp_path: Path
) -> None:
    async with opened(commands={"note": noter}) as screen:
        await screen.press("a", "exclamation_mark", *(["1"] if "code" not in screen.title else ["4"]))
        await screen.until(lambda: "note: 2 of 8 done; not run: the command wants {owner}" in screen.text)
    assert sorted(noted(tmp_path)[::3]) == ["example-lab/maps", "example-lab/sparse-experts"]


async def test_a_terminal_command_has_the_terminal(
    opened: Opened, programs: Programs, noter: tuple[str, ...], tmp_path: Path
) -> None:
    async with opened(terminal_commands={"edit": (noter[0], "{id}")}) as screen:
        await highlight(screen, "Learning to Stop")
        await screen.press("exclamation_mark", "1")
        await screen.until(lambda: "noter is done" in screen.text)
        assert programs.ran == [("suspended",)]
        assert screen.browse.paper and noted(tmp_path) == [screen.browse.paper.id]


async def test_without_code_and_commands_it_says_where_they_are_given(opened: Opened) -> None:
    async with opened() as screen:
        await highlight(screen, "Learning to Stop")
        await screen.press("exclamation_mark")
        assert "[commands] of the settings" in screen.text


FIVE = [f"ann/tool{number}" for number in range(5)]


@pytest.fixture
def five(folder: Path) -> str:
    """A digest of five papers with code, on GitHub."""
    more = "and it is told here at such a length that nobody takes it for a title of its own."
    papers = [(f"Tool Number {repo[-1]}", f"The code of it is at https://github.com/{repo} {more}") for repo in FIVE]
    path = folder / "papers-2025-09-20.txt"
    path.write_text(page("Sep 20", papers), "utf-8")
    return str(path)


async def test_o_and_y_and_Y_are_for_all_that_is_selected(opened: Opened, five: str, outside: Outside) -> None:
    urls = [f"https://github.com/{repo}" for repo in FIVE]
    async with opened(five) as screen:
        await screen.press("v", "j", "j", "j", "j", "o")
        await screen.until(lambda: outside.opened == urls)
        await screen.until(lambda: f"5 links, the last opened: {urls[-1]}" in screen.text)
        await screen.press("y")
        await screen.until(lambda: outside.copied == ["\n".join(urls)])
        await screen.press("Y", "4")
        await screen.until(lambda: outside.copied[1:] == ["\n".join(f"git clone {url}.git" for url in urls)])


async def test_more_than_anybody_wants_are_not_opened(
    opened: Opened, five: str, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("digesttui.tui.following.MOST_OPENED", 4)
    async with opened(five) as screen:
        await screen.press("a", "o")
        assert "5 papers are too many to open at once" in screen.text
        assert outside.opened == []


async def test_five_papers_code_is_cloned_in_six_keys(
    opened: Opened, five: str, tmp_path: Path, clone_into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stub = tmp_path / "stub"
    stub.mkdir()
    (stub / "git").write_text('#!/bin/sh\nfor last; do :; done\nmkdir -p "$last/.git"\n')
    (stub / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(stub), prepend=":")
    async with opened(five) as screen:
        await screen.press("v", "j", "j", "j", "j", "c")
        await screen.until(lambda: "5 cloned" in screen.text)
        await screen.until(lambda: sorted(screen.browse.coding.clones) == FIVE)
    assert sorted(actions.clones(clone_into)) == FIVE


LISTS: dict[str, Sequence[str]] = {
    "all papers": ["g", "j"],
    "a filter's answer": ["/", *"sparse", "enter"],
    "one digest": ["[", "j"],
    "the abstract": ["g", "j", "tab"],
    "the abstract alone": ["g", "j", "z"],
    "triage": ["/", *"sparse", "enter", "T"],
}


@pytest.mark.parametrize("way", LISTS)
async def test_from_any_list_the_code_is_one_key_away(opened: Opened, outside: Outside, way: str) -> None:
    async with opened() as screen:
        await screen.press(*LISTS[way])
        assert outside.opened == []
        await screen.press("o")
        await screen.until(lambda: outside.opened == ["https://github.com/example-lab/sparse-experts"])
