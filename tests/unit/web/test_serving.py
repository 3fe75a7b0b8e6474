"""Who may ask the server of the screen, and what it answers."""

import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import pytest

pytest.importorskip("textual_serve")

from aiohttp import ClientSession, WSServerHandshakeError, web

from digesttui.errors import ActionFailed
from digesttui.web.server import Site, serve

SECRET = "a-secret"
NO_APP = "echo this is no screen"


@asynccontextmanager
async def serving(command: str) -> AsyncIterator[str]:
    """The server's origin; behind each socket it starts ``command``."""
    runner = web.AppRunner(Site(command, SECRET).application(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@pytest.fixture
async def server() -> AsyncIterator[str]:
    async with serving(NO_APP) as origin:
        yield origin


@pytest.fixture
async def client() -> AsyncIterator[ClientSession]:
    async with ClientSession() as client:
        yield client


async def asked(client: ClientSession, server: str, path: str, **headers: str) -> int:
    async with client.get(server + path, headers=headers) as answer:
        return answer.status


async def connected(client: ClientSession, server: str, path: str, **headers: str) -> int:
    try:
        async with client.ws_connect(server + path, headers=headers):
            return 101
    except WSServerHandshakeError as refused:
        return refused.status


@pytest.mark.parametrize("path", ["/", "/socket", "/static/js/textual.js", "/another/", f"/{SECRET}x/"])
async def test_without_the_secret_nothing_is_there(client: ClientSession, server: str, path: str) -> None:
    assert await asked(client, server, path) == 404


@pytest.mark.parametrize("path", ["", "page.js", "static/js/textual.js", "static/css/xterm.css"])
async def test_the_page_and_all_it_needs_comes_from_here(client: ClientSession, server: str, path: str) -> None:
    assert await asked(client, server, f"/{SECRET}/{path}") == 200


async def test_the_page_loads_nothing_from_elsewhere_and_gives_its_address_to_nobody(
    client: ClientSession, server: str
) -> None:
    async with client.get(f"{server}/{SECRET}/") as answer:
        page = await answer.text()
        assert f'"{server.replace("http", "ws")}/{SECRET}/socket"' in page
        assert "https://" not in page
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8000", "127.0.0.1.evil.example", "[::1", ""])
async def test_another_name_that_means_this_machine_is_refused(client: ClientSession, server: str, host: str) -> None:
    assert await asked(client, server, f"/{SECRET}/", Host=host) == 403


@pytest.mark.parametrize("host", ["localhost:9000", "127.0.0.1:1"])
async def test_a_port_that_was_forwarded_here_is_not(client: ClientSession, server: str, host: str) -> None:
    assert await asked(client, server, f"/{SECRET}/", Host=host) == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "http://127.0.0.1:1", "null", "file://"])
async def test_another_page_opens_no_socket_even_if_it_knows_the_secret(
    client: ClientSession, server: str, origin: str
) -> None:
    assert await connected(client, server, f"/{SECRET}/socket", Origin=origin) == 403


async def test_what_tells_no_origin_opens_no_socket(client: ClientSession, server: str) -> None:
    assert await connected(client, server, f"/{SECRET}/socket") == 403


async def test_a_program_that_does_not_start_closes_its_page(
    client: ClientSession, server: str, capfd: pytest.CaptureFixture[str]
) -> None:
    async with client.ws_connect(f"{server}/{SECRET}/socket", headers={"Origin": server}) as socket:
        assert (await socket.receive(timeout=30)).data == 1000


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
async def test_the_server_tells_its_address_and_ends_with_a_signal(number: signal.Signals) -> None:
    told: list[str] = []

    def opened(address: str) -> None:
        told.append(address)
        os.kill(os.getpid(), number)

    assert await serve(NO_APP, 0, opened) == 128 + number
    assert urlsplit(told[0]).hostname == "127.0.0.1"
    assert len(urlsplit(told[0]).path) > 30


async def test_each_start_has_an_address_of_its_own() -> None:
    told: list[str] = []

    def opened(address: str) -> None:
        told.append(urlsplit(address).path)
        os.kill(os.getpid(), signal.SIGTERM)

    for _ in range(2):
        await serve(NO_APP, 0, opened)
    assert told[0] != told[1]


async def test_a_port_that_is_taken_is_told_with_a_remedy(server: str) -> None:
    port = urlsplit(server).port
    assert port
    with pytest.raises(ActionFailed, match=f"port {port} of 127.0.0.1: address already in use; --port takes another"):
        await serve(NO_APP, port, lambda address: None)


async def test_what_is_no_message_of_the_page_closes_its_socket(client: ClientSession) -> None:
    async with (
        serving("head -c 1") as server,
        client.ws_connect(f"{server}/{SECRET}/socket", headers={"Origin": server}) as socket,
    ):
        await socket.send_str("no JSON")
        assert (await socket.receive(timeout=30)).data == 1007
