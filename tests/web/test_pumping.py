"""From a writing thread to an answer: whole, in order, broken off when it must be, and never left behind."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

import pytest

from tremula.web.pumping import AHEAD, SIDE, pumped

Out = Callable[[bytes], object]


async def everything(write: Callable[[Out], object]) -> list[bytes]:
    return [piece async for piece in pumped(write)]


def test_all_arrives_in_order_and_in_large_pieces() -> None:
    data = [bytes([n % 251]) * 1000 for n in range(3000)]
    pieces = asyncio.run(everything(lambda out: [out(each) for each in data]))
    assert b"".join(pieces) == b"".join(data)
    assert len(pieces) <= 3_000_000 // SIDE + 1


def test_what_goes_wrong_breaks_it_off() -> None:
    def write(out: Out) -> None:
        out(bytes(SIDE))
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        asyncio.run(everything(write))


def test_when_nobody_takes_the_rest_the_writing_ends() -> None:
    ended = threading.Event()

    def write(out: Out) -> None:
        try:
            for _ in range(100 * AHEAD):
                out(bytes(SIDE))
        finally:
            ended.set()

    async def leave() -> None:
        pieces = pumped(write)
        await anext(pieces)
        await pieces.aclose()  # type: ignore[attr-defined]

    asyncio.run(leave())
    assert ended.is_set()


def test_a_reader_that_is_cancelled_leaves_no_thread_waiting() -> None:
    begun, may_end = threading.Event(), threading.Event()

    def write(out: Out) -> None:
        begun.set()
        may_end.wait(10)

    async def cancel() -> None:
        reading = asyncio.ensure_future(everything(write))
        await asyncio.to_thread(begun.wait, 10)
        reading.cancel()
        may_end.set()
        with pytest.raises(asyncio.CancelledError):
            await reading

    asyncio.run(cancel())  # would not return while a thread waits
