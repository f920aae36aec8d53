"""A queued piece of work and who waits for it, in a thread or in an event loop. It does no work itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from contextlib import suppress
from typing import Any

Outcome = tuple[Any, Exception | None]


class Job:
    """Work for the writer; `alone` means: between two transactions. With a loop, it is waited for there."""

    __slots__ = ("alone", "future", "loop", "work")

    def __init__(
        self,
        work: Callable[[Any], Any],
        *,
        alone: bool = False,
        loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        self.work = work
        self.alone = alone
        self.loop = loop
        self.future: Any = loop.create_future() if loop else Future()


def settle(jobs: Iterable[Job], outcomes: Iterable[Outcome]) -> None:
    """Tell everybody what came of it. Each loop is woken once for all of its jobs: waking is what costs."""
    by_loop: dict[asyncio.AbstractEventLoop, list[tuple[Job, Outcome]]] = {}
    for job, outcome in zip(jobs, outcomes, strict=True):
        if job.loop is None:
            _tell(job, outcome)
        else:
            by_loop.setdefault(job.loop, []).append((job, outcome))
    for loop, told in by_loop.items():
        with suppress(RuntimeError):  # a loop that was closed meanwhile: nobody waits any more
            loop.call_soon_threadsafe(_tell_all, told)


def _tell_all(told: list[tuple[Job, Outcome]]) -> None:
    for job, outcome in told:
        if not job.future.done():  # cancelled by the one who waited
            _tell(job, outcome)


def _tell(job: Job, outcome: Outcome) -> None:
    result, error = outcome
    if error is None:
        job.future.set_result(result)
    else:
        job.future.set_exception(error)
