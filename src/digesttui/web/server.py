"""The server: a page with a terminal in it, and for each page that is open a program behind a socket.

``textual-serve`` brings the terminal (xterm.js) and speaks with the program. Its own server is not used: it answers
anybody who asks, and its page asks Google for a font.
"""

import asyncio
import os
import secrets
import signal
from collections.abc import Callable
from functools import partial
from pathlib import Path

import textual_serve
from aiohttp import WSCloseCode, WSMsgType, web
from textual_serve.app_service import AppService
from textual_serve.download_manager import DownloadManager

from digesttui.errors import ActionFailed
from digesttui.web.guard import guard, protect

HOST = "127.0.0.1"
PATIENCE = 5.0
"""Seconds that programs have to end when the server does."""
HEARTBEAT = 15.0
"""Seconds between two looks whether a page is still there."""
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_PAGE = Path(__file__).with_name("page.html")
_SCRIPT = Path(__file__).with_name("page.js")
_STATIC = Path(textual_serve.__file__).with_name("static")


class Program(AppService):
    """The program behind one page, which ends with it, however it ends."""

    async def run(self) -> None:
        """Hand on what the program shows, then close the page's socket and see the program end."""
        try:
            await super().run()
        finally:
            await self.remote_close()
            await self._end()

    async def _end(self) -> None:
        if (process := self._process) is None:
            return
        try:
            await asyncio.wait_for(process.wait(), PATIENCE)
        except TimeoutError:
            process.kill()
            await process.wait()


async def serve(command: str, port: int, told: Callable[[str], None]) -> int:
    """Serve the screen that ``command`` starts until a signal comes; return the exit code for it.

    ``told`` gets the address of the page. Raises ``ActionFailed`` where the port is not to be had.
    """
    secret = secrets.token_urlsafe(24)
    stopping: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    for number in SIGNALS:
        asyncio.get_running_loop().add_signal_handler(number, _stop, stopping, number)
    runner = web.AppRunner(Site(command, secret).application(), access_log=None, shutdown_timeout=PATIENCE)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, HOST, port).start()
        except OSError as error:
            why = os.strerror(error.errno).lower() if error.errno else str(error)
            raise ActionFailed(f"port {port} of {HOST}: {why}; --port takes another, 0 any that is free") from error
        told(f"http://{HOST}:{runner.addresses[0][1]}/{secret}/")
        return 128 + await stopping
    finally:
        await runner.cleanup()


def _stop(stopping: "asyncio.Future[int]", number: signal.Signals) -> None:
    if not stopping.done():
        stopping.set_result(number)


class Site:
    """What is at ``/SECRET/``: the page, what it is made of, and its socket, behind which ``command`` is started."""

    def __init__(self, command: str, secret: str) -> None:
        self._command = command
        self._secret = secret
        self._sockets: set[web.WebSocketResponse] = set()

    def application(self) -> web.Application:
        """All of it, guarded."""
        app = web.Application(middlewares=[guard(self._secret)])
        app.on_response_prepare.append(protect)
        app.on_shutdown.append(self._close)
        app.router.add_get(f"/{self._secret}/", _page)
        app.router.add_get(f"/{self._secret}/page.js", _script)
        app.router.add_get(f"/{self._secret}/socket", self._socket)
        app.router.add_static(f"/{self._secret}/static", _STATIC)
        return app

    async def _close(self, _app: web.Application) -> None:
        for socket in set(self._sockets):
            await socket.close(code=WSCloseCode.GOING_AWAY)

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT, timeout=PATIENCE)
        await socket.prepare(request)
        program = Program(
            self._command,
            write_bytes=socket.send_bytes,
            write_str=socket.send_str,
            close=partial(_closed, socket),
            download_manager=DownloadManager(),
        )
        self._sockets.add(socket)
        try:
            await program.start(_cells(request, "width", 80), _cells(request, "height", 24))
            async for message in socket:
                if message.type == WSMsgType.TEXT:
                    await _obey(message.json(), program)
        except ValueError:  # no JSON: this is no page of ours
            await socket.close(code=WSCloseCode.INVALID_TEXT)
        finally:
            self._sockets.discard(socket)
            await program.stop()
        return socket


async def _page(request: web.Request) -> web.Response:
    address = f"ws://{request.host}{request.path}socket"
    return web.Response(text=_PAGE.read_text("utf-8").replace("{{ socket }}", address), content_type="text/html")


async def _script(_request: web.Request) -> web.FileResponse:
    return web.FileResponse(_SCRIPT)


async def _closed(socket: web.WebSocketResponse) -> None:
    await socket.close()


def _cells(request: web.Request, name: str, default: int) -> int:
    written = request.query.get(name, "")
    return int(written) if written.isdecimal() and len(written) < 5 else default


async def _obey(said: object, program: Program) -> None:
    """Do what the page says; what it says else, as how long an answer takes, is of no use here."""
    match said:
        case ["stdin", str(keys)]:
            await program.send_bytes(keys.encode("utf-8", "replace"))
        case ["resize", {"width": int(width), "height": int(height)}]:
            await program.set_terminal_size(width, height)
        case ["focus"]:
            await program.focus()
        case ["blur"]:
            await program.blur()
