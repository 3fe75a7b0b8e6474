"""Who may ask: only the reader's own browser, on the page whose address was told to them.

The screen runs commands, so nobody else may reach it. Other persons on this machine do not know the secret that the
address begins with. Other pages in the reader's browser do not know it either, and could not use it: one of another
name, even if that name is made to mean this machine (DNS rebinding), has a ``Host`` that is not ours, and one of
another origin cannot open the socket (cross-site WebSocket hijacking).
"""

import secrets

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler, Middleware

HOSTS = ("127.0.0.1", "localhost")
HEADERS = {
    # nothing from elsewhere is loaded, and no other page shows this one in a frame
    "Content-Security-Policy": "default-src 'self'; connect-src 'self' ws://127.0.0.1:* ws://localhost:*; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    # the address, with its secret, is told to no page that is opened from here, and none has a hold on this one
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


def guard(secret: str) -> Middleware:
    """Let through what asks for ``/SECRET/…`` by our own name, and sockets only from our own page."""

    @web.middleware
    async def guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not (_is_ours(request.host) and _comes_from_us(request)):
            raise web.HTTPForbidden(text="This is for the page at 127.0.0.1 alone.")
        if not secrets.compare_digest(request.path.encode().split(b"/")[1], secret.encode()):
            raise web.HTTPNotFound(text="Open the whole address that digest-tui serve has printed.")
        return await handler(request)

    return guarded


async def protect(_request: web.Request, response: web.StreamResponse) -> None:
    """Tell the browser what no page may do with an answer of ours."""
    response.headers.update(HEADERS)


def _is_ours(host: str) -> bool:
    """Whether it is this machine's own name; the port may be another where SSH forwards it."""
    return host.rpartition(":")[0].lower() in HOSTS or host.lower() in HOSTS


def _comes_from_us(request: web.Request) -> bool:
    """Whether our own page asks, or, for anything but a socket, the reader who opens it."""
    origin = request.headers.get(hdrs.ORIGIN)
    if origin is None:
        return hdrs.UPGRADE not in request.headers
    return origin == f"http://{request.host}"
