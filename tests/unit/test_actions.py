"""Opening, copying and running, with stub programs that write down what they were given."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from digesttui import actions
from digesttui.actions import copying, machine, starting
from digesttui.errors import ActionFailed, LinkRefused

URL = "https://github.com/ann/tool?a=b&c=$(touch%20x)"
STUB = """#!{python}
import json, os, sys, time
given = {{"arguments": sys.argv[1:], "folder": os.getcwd()}}
{before}
if not sys.stdin.isatty():
    given["input"] = sys.stdin.buffer.read().hex()
json.dump(given, open({log!r}, "w"))
sys.exit({code})
"""


class Programs:
    """A folder of stub programs that is the whole ``PATH``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, *names: str, code: int = 0, before: str = "") -> None:
        for name in names:
            log = str(self.folder / f"{name}.json")
            script = self.folder / name
            script.write_text(STUB.format(python=sys.executable, before=before, log=log, code=code))
            script.chmod(0o755)

    def arguments(self, name: str) -> list[str] | None:
        """What ``name`` was given when it last ran; None where it never did."""
        given = self._given(name)
        return given["arguments"] if given else None

    def received(self, name: str) -> bytes:
        """What ``name`` read."""
        return bytes.fromhex(self._given(name)["input"])

    def folder_of(self, name: str) -> Path:
        """Where ``name`` ran."""
        return Path(self._given(name)["folder"])

    def _given(self, name: str) -> dict[str, Any]:
        log = self.folder / f"{name}.json"
        given: dict[str, Any] = json.loads(log.read_text()) if log.exists() else {}
        return given


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Programs:
    """No program but the stubs, and nothing known of a display, a browser, an editor or another machine."""
    gone = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER", "TMUX", "EDITOR", "VISUAL", "SHELL")
    for name in [name for name in os.environ if name.startswith(("SSH_", "WSL_")) or name in gone]:
        monkeypatch.delenv(name)
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(machine, "CONTAINER_MARKS", (tmp_path / "container",))
    return Programs(folder)


@pytest.fixture
def remote(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22")


# opening


def test_the_address_reaches_the_opener_as_one_argument(programs: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    programs.add("xdg-open")
    assert actions.open_url(URL) == f"opened with xdg-open: {URL}"
    assert programs.arguments("xdg-open") == [URL]


@pytest.mark.parametrize(
    ("browser", "arguments"),
    [
        ("stub", [URL]),
        ("stub --new-tab", ["--new-tab", URL]),
        ("stub --url=%s -x", [f"--url={URL}", "-x"]),
        ("missing:'open quote:stub", [URL]),
    ],
)
def test_the_readers_browser_comes_first(
    programs: Programs, monkeypatch: pytest.MonkeyPatch, browser: str, arguments: list[str]
) -> None:
    programs.add("stub", "xdg-open")
    monkeypatch.setenv("BROWSER", browser)
    assert actions.open_url(URL) == f"opened with stub: {URL}"
    assert programs.arguments("stub") == arguments
    assert programs.arguments("xdg-open") is None


@pytest.mark.parametrize("url", ["javascript:alert(1)", "-flag", "file:///etc/passwd", "https://a@b.example/"])
def test_what_may_not_be_opened_reaches_no_program(programs: Programs, url: str) -> None:
    programs.add("xdg-open")
    with pytest.raises(LinkRefused):
        actions.open_url(url)
    assert programs.arguments("xdg-open") is None


def test_the_next_opener_is_tried_when_one_fails(programs: Programs) -> None:
    programs.add("xdg-open", code=3)
    programs.add("gio")
    assert "opened with gio" in actions.open_url(URL)
    assert programs.arguments("gio") == ["open", URL]


def test_where_every_opener_fails_the_address_and_the_codes_are_told(
    programs: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    programs.add("xdg-open", code=3)
    (programs.folder / "gio").write_bytes(b"\x00 no program")
    (programs.folder / "gio").chmod(0o755)
    with pytest.raises(ActionFailed, match=r"xdg-open failed with code 3, gio did not start") as failed:
        actions.open_url(URL)
    assert str(failed.value).endswith(URL)


def test_a_browser_that_stays_is_left_alone_and_has_no_terminal(
    programs: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starting, "GRACE", 0.02)
    programs.add("xdg-open", before="time.sleep(0.3)", code=1)
    assert "opened with xdg-open" in actions.open_url(URL)


def test_nothing_a_browser_says_reaches_the_screen(programs: Programs, capfd: pytest.CaptureFixture[str]) -> None:
    programs.add("xdg-open", before="print('noise'); print('noise', file=sys.stderr)")
    actions.open_url(URL)
    assert capfd.readouterr() == ("", "")


def test_over_ssh_nothing_is_opened_where_nobody_sits(programs: Programs, remote: None) -> None:
    programs.add("xdg-open")
    with pytest.raises(ActionFailed, match=r"remote machine.*copy the link") as failed:
        actions.open_url(URL)
    assert URL in str(failed.value)
    assert programs.arguments("xdg-open") is None


def test_over_ssh_a_browser_that_the_reader_named_is_asked(
    programs: Programs, remote: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs.add("stub")
    monkeypatch.setenv("BROWSER", "stub")
    assert "opened with stub" in actions.open_url(URL)


def test_without_a_browser_the_reason_is_told(
    programs: Programs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ActionFailed, match="no display here"):
        actions.open_url(URL)
    (tmp_path / "container").touch()
    with pytest.raises(ActionFailed, match="a container without a display"):
        actions.open_url(URL)
    monkeypatch.setenv("DISPLAY", ":0")
    with pytest.raises(ActionFailed, match=r"no browser was found; set \$BROWSER"):
        actions.open_url(URL)


def test_without_a_display_an_opener_is_tried_but_not_trusted(programs: Programs) -> None:
    programs.add("xdg-open")
    assert "no display here: if nothing appears" in actions.open_url(URL)


def test_in_wsl_windows_opens_and_its_exit_code_says_nothing(
    programs: Programs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WSL_DISTRO_NAME", "Debian")
    programs.add("explorer.exe", code=1)
    assert actions.open_url(URL) == f"opened with explorer.exe: {URL}"


def test_on_a_mac_open_opens(programs: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    programs.add("open")
    assert actions.open_url(URL) == f"opened with open: {URL}"


class OnPage:
    """A page of the reader's browser that writes down what it is asked to do."""

    def __init__(self) -> None:
        self.opened: list[str] = []
        self.copied: list[str] = []

    def open(self, url: str) -> None:
        self.opened.append(url)

    def copy(self, text: str) -> None:
        self.copied.append(text)


def test_a_screen_on_a_page_opens_and_copies_in_its_browser_alone(programs: Programs) -> None:
    programs.add("xdg-open", "xclip")
    page = OnPage()
    assert "opened in a new tab" in actions.open_url(URL, page=page)
    assert actions.copy("text", page=page) == "sent to the browser's clipboard"
    assert (page.opened, page.copied) == ([URL], ["text"])
    assert programs.arguments("xdg-open") is None
    assert programs.arguments("xclip") is None


def test_what_may_not_be_opened_reaches_no_page() -> None:
    page = OnPage()
    with pytest.raises(LinkRefused):
        actions.open_url("javascript:alert(1)", page=page)
    assert page.opened == []


# copying


@pytest.mark.parametrize(
    ("environment", "there", "used", "arguments"),
    [
        ({"WAYLAND_DISPLAY": "w"}, ["wl-copy", "xclip"], "wl-copy", []),
        ({"DISPLAY": ":0"}, ["wl-copy", "xclip", "xsel"], "xclip", ["-selection", "clipboard"]),
        ({"DISPLAY": ":0"}, ["xsel"], "xsel", ["--clipboard", "--input"]),
        ({"WSL_INTEROP": "1", "DISPLAY": ":0"}, ["clip.exe", "xclip"], "clip.exe", []),
    ],
)
def test_the_tool_of_the_platform_gets_the_text(
    programs: Programs,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    there: list[str],
    used: str,
    arguments: list[str],
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    programs.add(*there)
    assert actions.copy("größer\n") == f"copied with {used}"
    assert programs.arguments(used) == arguments
    assert programs.received(used).decode("utf-16-le" if used == "clip.exe" else "utf-8") == "größer\n"


def test_on_a_mac_pbcopy_gets_the_text(programs: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    programs.add("pbcopy")
    assert actions.copy("text") == "copied with pbcopy"


def test_a_tool_that_fails_or_hangs_gives_way_to_the_next(programs: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "PATIENCE", 0.3)
    programs.add("xclip", code=1)
    programs.add("xsel", before="time.sleep(5)")
    programs.add("wl-copy")
    assert actions.copy("text") == "copied with wl-copy"


def test_in_tmux_its_buffer_is_next_and_old_versions_do(programs: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMUX", "/tmp/tmux")
    programs.add("tmux", before="sys.exit(1) if '-w' in sys.argv else None")
    assert actions.copy("text") == "put in tmux's buffer; its prefix and ] paste it"
    assert programs.arguments("tmux") == ["load-buffer", "-"]
    assert programs.received("tmux") == b"text"


def test_last_comes_the_terminal_which_never_says_whether_it_took_it(programs: Programs) -> None:
    sent: list[str] = []
    told = "sent to the terminal (OSC 52); it does not say whether it took it"
    assert actions.copy("text", sent.append) == f"{told}, so you may select it here: text"
    assert actions.copy("two\nlines", sent.append) == told
    assert sent == ["text", "two\nlines"]


def test_over_ssh_the_other_machines_clipboard_is_left_alone(programs: Programs, remote: None) -> None:
    sent: list[str] = []
    programs.add("xclip")
    assert actions.copy("text", sent.append).startswith("sent to the terminal (OSC 52)")
    assert programs.arguments("xclip") is None


def test_where_nothing_takes_the_text_it_says_so(programs: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ActionFailed, match=r"no display here; select the text"):
        actions.copy("text")
    monkeypatch.setenv("DISPLAY", ":0")
    with pytest.raises(ActionFailed, match=r"no clipboard program took it"):
        actions.copy("text")


def test_too_much_text_is_refused_with_a_remedy(programs: Programs) -> None:
    with pytest.raises(ActionFailed, match="terminal; export"):
        actions.copy("a" * (copying.MAX_BYTES_TERMINAL + 1), lambda _: pytest.fail("sent"))
    with pytest.raises(ActionFailed, match="clipboard; export"):
        actions.copy("a" * (copying.MAX_BYTES + 1))


# the reader's own programs

FIELDS: dict[str, str | None] = {"url": URL, "owner": "ann", "name": "tool", "title": "A; rm -rf $HOME", "id": "1"}


def test_fields_are_filled_in_argument_by_argument(programs: Programs) -> None:
    programs.add("mine")
    told = actions.run(["mine", "--title={title}", "{owner}/{name}", "{unknown}", "{url}"], **FIELDS)
    assert told == "mine is done"
    assert programs.arguments("mine") == ["--title=A; rm -rf $HOME", "ann/tool", "{unknown}", URL]


def test_a_title_is_never_filled_in_twice(programs: Programs) -> None:
    programs.add("mine")
    actions.run(["mine", "{title}"], **{**FIELDS, "title": "about {url}"})
    assert programs.arguments("mine") == ["about {url}"]


@pytest.mark.parametrize(
    ("command", "fields", "why"),
    [
        (["mine", "{path}"], {}, r"wants \{path\}"),
        (["mine", "{title}"], {"title": "--output=x"}, "begins with a dash"),
        (["missing"], {}, "did not start"),
        (["mine", "{id}"], {}, "failed with code 2"),
        ([], {}, "no command"),
    ],
)
def test_a_command_that_cannot_be_run_says_why(
    programs: Programs, command: list[str], fields: dict[str, str], why: str
) -> None:
    programs.add("mine", code=2)
    with pytest.raises(ActionFailed, match=why):
        actions.run(command, **(FIELDS | fields))


def test_a_command_is_given_no_address_that_may_not_be_opened(programs: Programs) -> None:
    programs.add("mine")
    with pytest.raises(LinkRefused):
        actions.run(["mine", "{url}"], url="file:///etc/passwd")


def test_a_command_may_stay_or_take_the_terminal(programs: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starting, "GRACE", 0.02)
    programs.add("mine", before="time.sleep(0.2)")
    assert actions.run(["mine"]) == "mine is running"
    assert actions.run_in_terminal(["mine"]) == "mine is done"
    with pytest.raises(ActionFailed, match="did not start"):
        actions.run_in_terminal(["missing"])


def test_a_folder_opens_in_the_editor_the_shell_and_the_file_manager(
    programs: Programs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EDITOR", "ed --wait")
    monkeypatch.setenv("SHELL", "shell")
    programs.add("ed", "xdg-open")
    programs.add("shell", code=130)
    assert actions.open_folder(tmp_path, "editor") == f"back from ed in {tmp_path}"
    assert programs.arguments("ed") == ["--wait", "."]
    assert programs.folder_of("ed") == tmp_path
    assert actions.open_folder(tmp_path, "shell") == f"back from shell in {tmp_path}"
    assert actions.open_folder(tmp_path, "file manager") == f"shown with xdg-open: {tmp_path}"
    assert programs.arguments("xdg-open") == [str(tmp_path)]


def test_a_folder_that_cannot_be_opened_is_told(
    programs: Programs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ActionFailed, match="clone it"):
        actions.open_folder(tmp_path / "missing", "shell")
    with pytest.raises(ActionFailed, match=r"set \$EDITOR"):
        actions.open_folder(tmp_path, "editor")
    with pytest.raises(ActionFailed, match=r"no file manager took it, there is no display here"):
        actions.open_folder(tmp_path, "file manager")
    programs.add("nano", code=1)
    with pytest.raises(ActionFailed, match="nano failed with code 1"):
        actions.open_folder(tmp_path, "editor")
    monkeypatch.setenv("SSH_TTY", "/dev/pts/1")
    with pytest.raises(ActionFailed, match="remote machine"):
        actions.open_folder(tmp_path, "file manager")


def test_in_wsl_the_file_manager_is_windows(
    programs: Programs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WSL_INTEROP", "1")
    programs.add("explorer.exe", code=1)
    assert actions.open_folder(tmp_path, "file manager") == f"shown with explorer.exe: {tmp_path}"


def test_a_note_comes_back_as_the_editor_left_it(programs: Programs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "ed")
    programs.add("ed", before="open(sys.argv[-1], 'a').write('more')")
    assert actions.edit("é\n") == "é\nmore"


@pytest.mark.parametrize(
    ("before", "code", "why"),
    [
        ("", 1, "failed with code 1"),
        ("os.remove(sys.argv[-1])", 0, "nothing readable"),
        ("open(sys.argv[-1], 'wb').write(b'\\xff')", 0, "nothing readable"),
    ],
)
def test_a_note_stays_as_it_was_where_the_editor_fails(
    programs: Programs, monkeypatch: pytest.MonkeyPatch, before: str, code: int, why: str
) -> None:
    monkeypatch.setenv("EDITOR", "ed")
    programs.add("ed", before=before, code=code)
    with pytest.raises(ActionFailed, match=rf"{why}.*as before"):
        actions.edit("text")
