"""What holds for every request before a route is looked for: the host, the origin, the answer's headers.

It knows no person and no vault. The reasons and measurements behind it stand in SECURITY.md.
"""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tremula.core.failure import Refusal
from tremula.web.errors import log_crash, refused

SAFE = ("GET", "HEAD", "OPTIONS")
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "media-src 'self' blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types tremula",
    )
)
OURS = ("accelerometer", "gyroscope", "screen-wake-lock", "fullscreen")
NOBODYS = (
    *("camera", "bluetooth", "microphone", "geolocation", "magnetometer", "usb", "serial", "hid", "midi"),
    *("payment", "display-capture", "browsing-topics"),
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join([*(f"{p}=(self)" for p in OURS), *(f"{p}=()" for p in NOBODYS)]),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


class Edge:
    """Stands before the whole application, so that no answer leaves without its headers."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self.app = app
        self.origin = f"http://127.0.0.1:{port}"
        self.host = f"127.0.0.1:{port}"
        self.other_names = (f"localhost:{port}", f"[::1]:{port}")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            answering = self.turn_away(scope) or self.within(self.app)
            await answering(scope, receive, with_headers(send))
        else:
            await send({"type": "websocket.close", "code": 1008})

    def within(self, app: ASGIApp) -> ASGIApp:
        """The application, whose crashes are answered and told to the log here and go no further.

        A server's own log would hold the message of the failure, and with it perhaps a person's words.
        """

        async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
            try:
                await app(scope, receive, send)
            except Exception as error:  # noqa: BLE001 - the outermost place
                log_crash(scope, error)

        return guarded

    def turn_away(self, scope: Scope) -> Response | None:
        """The answer to a request that must not reach a route, or None."""
        headers = Headers(scope=scope)
        hosts = [host.lower() for host in headers.getlist("host")]
        safe = scope["method"] in SAFE
        if len(hosts) == 1 and hosts[0] in self.other_names and safe:
            return RedirectResponse(self.origin + same_place(scope), status_code=307)
        if hosts != [self.host]:
            return refused(Request(scope), Refusal("host", f"This program answers only at {self.origin}."))
        if not safe and not self.comes_from_us(headers):
            words = "This was asked by another page than tremula's own, so nothing was done."
            return refused(Request(scope), Refusal("origin", words))
        return None

    def comes_from_us(self, headers: Headers) -> bool:
        """Whether the browser says so, or, where it says nothing, whether the origin is ours.

        Another port of this machine is same-site and receives our cookies, so same-site is not enough.
        """
        sites, origins = headers.getlist("sec-fetch-site"), headers.getlist("origin")
        if origins and origins != [self.origin]:
            return False
        return sites == ["same-origin"] if sites else origins == [self.origin]


def same_place(scope: Scope) -> str:
    """Path and query as they came. A second slash in front would name another host."""
    path = bytes(scope["raw_path"]).split(b"?")[0].decode("latin-1")
    query = bytes(scope["query_string"]).decode("latin-1")
    return "/" + path.lstrip("/\\") + (f"?{query}" if query else "")


def with_headers(send: Send) -> Send:
    """A `send` that adds what every answer carries; a header that an endpoint set stays."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return sending
