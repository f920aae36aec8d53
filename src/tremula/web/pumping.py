"""From something that writes in a thread to an answer that is sent piece by piece; nothing touches a disk.

When whoever asked goes away, the writing ends with the next piece.
"""

from __future__ import annotations

from asyncio import get_running_loop, to_thread
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from queue import Empty, Full, Queue
from threading import Event

SIDE = 1 << 18
"""Bytes of a piece."""
AHEAD = 8
"""Pieces that may wait."""
Write = Callable[[Callable[[bytes], object]], object]


class GoneAway(Exception):
    """Nobody takes the rest."""


async def pumped(write: Write) -> AsyncIterator[bytes]:
    """What `write` hands to its argument, in pieces. What goes wrong while writing breaks the answer off."""
    queue: Queue[bytes | BaseException | None] = Queue(AHEAD)
    gone = Event()
    working = get_running_loop().run_in_executor(None, run_into, write, queue, gone)
    try:
        while (piece := await to_thread(next_piece, queue, gone)) is not None:
            if isinstance(piece, BaseException):
                raise piece
            yield piece
    finally:
        gone.set()
        await working


def next_piece(queue: Queue[bytes | BaseException | None], gone: Event) -> bytes | BaseException | None:
    """What comes next; nothing once nobody waits, so that no thread is left behind."""
    while not gone.is_set():
        with suppress(Empty):
            return queue.get(timeout=0.2)
    return None


def run_into(write: Write, queue: Queue[bytes | BaseException | None], gone: Event) -> None:
    """The thread's part: collect small writes, and hand on how it ended."""
    held = bytearray()

    def put(piece: bytes | BaseException | None) -> None:
        while not gone.is_set():
            try:
                return queue.put(piece, timeout=0.2)
            except Full:
                continue
        raise GoneAway

    def take(data: bytes) -> None:
        held.extend(data)
        if len(held) >= SIDE:
            put(bytes(held))
            held.clear()

    try:
        write(take)
        put(bytes(held))
        put(None)
    except GoneAway:
        return
    except BaseException as error:  # noqa: BLE001 (whoever waits in the loop must hear of it)
        tell_end(put, error)


def tell_end(put: Callable[[BaseException], None], error: BaseException) -> None:
    """Hand on why it broke off, if anybody still waits."""
    try:
        put(error)
    except GoneAway:
        return
