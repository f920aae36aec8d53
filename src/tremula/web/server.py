"""Running the application on sockets that already listen, and ending it kindly. It writes no access log."""

from __future__ import annotations

import asyncio
import gc
import signal
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from socket import socket

import uvicorn
from starlette.types import ASGIApp

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE = 5
"""Seconds that requests under way get to finish."""


def look_seldom_for_circles() -> None:
    """What was imported stays; a page over years of records makes many objects at once and no circle of them.

    Measured on ten years of Progress: half of the time went into looking through them.
    """
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


class Server(uvicorn.Server):
    """Uvicorn that leaves signals to us and says when it answers."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                http="h11",
                ws="none",
                loop="asyncio",
                lifespan="on",
                access_log=False,
                log_config=None,
                server_header=False,
                timeout_graceful_shutdown=PATIENCE,
            )
        )
        self.answering = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Nothing: see `ask_to_end`."""
        yield

    async def startup(self, sockets: list[socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self.answering.set()

    def ask_to_end(self) -> None:
        """Once: let what is under way finish. Twice: at once."""
        self.force_exit = self.should_exit
        self.should_exit = True


async def serve(
    app: ASGIApp, sockets: list[socket], when_answering: Callable[[], Awaitable[None]]
) -> Exception | None:
    """Serve until a signal comes; the failure of `when_answering`, if any, ends it too and is returned."""
    server = Server(app)
    look_seldom_for_circles()
    for each in ENDING:
        asyncio.get_running_loop().add_signal_handler(each, server.ask_to_end)
    beginning = asyncio.create_task(begin(server, when_answering))
    await server.serve(sockets=sockets)
    beginning.cancel()
    failed = (await asyncio.gather(beginning, return_exceptions=True))[0]
    return failed if isinstance(failed, Exception) else None


async def begin(server: Server, when_answering: Callable[[], Awaitable[None]]) -> None:
    """What follows the first answer; if it fails, there is nothing to serve."""
    await server.answering.wait()
    try:
        await when_answering()
    except Exception:
        server.ask_to_end()
        raise
