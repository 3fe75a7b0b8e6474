"""``digest-tui serve`` as a browser meets it."""

import asyncio
import json
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pyte
import pytest

pytest.importorskip("textual_serve")

from aiohttp import ClientSession, WSMsgType

from digesttui.config import samples_folder

PROGRAM = shutil.which("digest-tui", path=str(Path(sys.executable).parent)) or "digest-tui"
DEADLINE = 60


@contextmanager
def serving(environment: dict[str, str], *args: str | Path) -> "Iterator[tuple[subprocess.Popen[str], str]]":
    """The server, and the address it printed."""
    command = [PROGRAM, "serve", "--port", "0", *map(str, args)]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        try:
            yield server, server.stdout.readline().strip()
        finally:
            server.kill()
            server.communicate()


class Page:
    """What the terminal on the page shows, and what the page is asked to do."""

    def __init__(self, socket: Any) -> None:
        self.socket = socket
        self.asked: list[Any] = []
        self.written = b""
        self._screen = pyte.Screen(100, 30)
        self._stream = pyte.ByteStream(self._screen)

    async def press(self, keys: str) -> None:
        await self.socket.send_json(["stdin", keys])

    async def resize(self, width: int, height: int) -> None:
        self._screen.resize(height, width)
        await self.socket.send_json(["resize", {"width": width, "height": height}])

    async def wait_for(self, wanted: str) -> str:
        async with asyncio.timeout(DEADLINE):
            while wanted not in (text := "\n".join(self._screen.display)):
                assert await self.read(), f"{wanted!r} never appeared on:\n{text}"
        return text

    async def wait_for_end(self) -> None:
        async with asyncio.timeout(DEADLINE):
            while await self.read():
                continue

    async def read(self) -> bool:
        """Take in what comes next; False once the socket is closed."""
        message = await self.socket.receive()
        if message.type == WSMsgType.BINARY:
            self.written += message.data
            self._stream.feed(message.data)
        elif message.type == WSMsgType.TEXT:
            self.asked.append(json.loads(message.data))
        return message.type in (WSMsgType.BINARY, WSMsgType.TEXT)


@asynccontextmanager
async def opened(address: str) -> AsyncIterator[Page]:
    """The page at ``address``, as a browser opens it."""
    origin = "http://" + urlsplit(address).netloc
    async with ClientSession() as client:
        socket = f"ws{address.removeprefix('http')}socket?width=100&height=30"
        async with client.ws_connect(socket, headers={"Origin": origin}) as connection:
            await connection.send_json(["focus"])
            yield Page(connection)


async def test_filter_open_copy_and_leave_on_the_page(environment: dict[str, str], tmp_path: Path) -> None:
    with serving(environment, samples_folder()) as (_, address):
        async with opened(address) as page:
            await page.wait_for("48 papers")
            await page.press("/powernorm")
            await page.wait_for("1 of 48")
            await page.press("\r")
            await page.press("o")
            await page.wait_for("opened in a new tab")
            assert page.asked == [["open_url", {"url": "https://github.com/sIncerass/powernorm", "new_tab": True}]]
            await page.press("y")
            await page.wait_for("sent to the browser's clipboard")
            assert b"\x1b]52;c;" in page.written
            await page.press("q")
            await page.wait_for_end()
    assert not (tmp_path / "browser.told").exists()
    assert not (tmp_path / "xclip.told").exists()


async def test_each_page_has_a_program_of_its_own_and_takes_the_size_of_its_window(environment: dict[str, str]) -> None:
    with serving(environment, samples_folder()) as (_, address):
        async with opened(address) as one, opened(address) as other:
            await one.wait_for("48 papers")
            await one.press("/powernorm")
            await one.wait_for("1 of 48")
            assert "powernorm" not in await other.wait_for("48 papers")
            await other.resize(80, 24)
            await other.wait_for("╭" + "─" * 76 + "╮")


async def test_no_name_of_a_file_is_a_word_of_the_shell(environment: dict[str, str], tmp_path: Path) -> None:
    page = tmp_path / "it's $(touch owned); touch owned & -f.txt"
    page.write_text(
        "Jan 1\n\nA Title that is Shown\n\nAn abstract that is long enough to be taken for one, in words.\n"
    )
    with serving(environment, page) as (_, address):
        async with opened(address) as shown:
            await shown.wait_for("A Title that is Shown")
    assert not _found("owned", tmp_path, Path.cwd())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
async def test_a_signal_ends_the_server_and_the_programs_of_its_pages(
    environment: dict[str, str], number: signal.Signals
) -> None:
    with serving(environment, samples_folder()) as (server, address):
        async with opened(address) as page:
            await page.wait_for("48 papers")
            server.send_signal(number)
            await page.wait_for_end()
            assert await asyncio.to_thread(server.wait, DEADLINE) == 128 + number


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
async def test_a_program_ends_with_the_server_even_if_that_was_killed(environment: dict[str, str]) -> None:
    with serving(environment, samples_folder()) as (server, address):
        async with opened(address) as page:
            await page.wait_for("48 papers")
            [program] = _children(server.pid)
            server.kill()
            assert await asyncio.to_thread(_ends, program)


def _found(name: str, *folders: Path) -> list[Path]:
    return [folder / name for folder in folders if (folder / name).exists()]


def _children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _ends(pid: int) -> bool:
    end = time.monotonic() + DEADLINE
    while _is_running(pid) and time.monotonic() < end:
        time.sleep(0.05)
    return not _is_running(pid)


def _is_running(pid: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def test_a_port_that_is_taken_is_told_in_one_line(environment: dict[str, str]) -> None:
    with serving(environment, samples_folder()) as (_, address):
        port = str(urlsplit(address).port)
        done = subprocess.run([PROGRAM, "serve", "--port", port], env=environment, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == (
        f"digest-tui: port {port} of 127.0.0.1: address already in use; --port takes another, 0 any that is free\n"
    )


def test_without_the_extra_the_remedy_is_told(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "textual_serve.py").write_text("raise ImportError('hidden', name='textual_serve')\n")
    hidden = {**environment, "PYTHONPATH": str(tmp_path)}
    done = subprocess.run([PROGRAM, "serve"], env=hidden, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == "digest-tui: serve needs textual_serve, an extra: pip install 'digest-tui[serve]'\n"


def test_standard_input_is_no_digest_to_serve(environment: dict[str, str]) -> None:
    done = subprocess.run([PROGRAM, "serve", "-"], env=environment, capture_output=True, text=True)
    assert done.returncode == 2
    assert "standard input cannot be served" in done.stderr
