"""Runs something in a forked child that dies before its n-th call to the system."""

from __future__ import annotations

import os
import traceback
from collections.abc import Callable, Iterator
from typing import Any

CALLS = ("open", "write", "fsync", "close", "replace", "rename", "unlink", "mkdir", "chmod")
KILLED, FAILED = 77, 78


def cut_at(number: int, work: Callable[[], object], half_writes: bool = False) -> int:
    """The exit code of a child that did `work` and died before its n-th call; 0 when it came to the end."""
    child = os.fork()
    if child == 0:
        try:
            _count_calls(number, half_writes)
            work()
        except BaseException:  # noqa: BLE001 (a forked child must never go on into pytest)
            traceback.print_exc()
            os._exit(FAILED)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def every_cut(work: Callable[[], object], half_writes: bool = False) -> Iterator[int]:
    """Numbers from 1 on, each after a child died there; ends when one came to the end."""
    number = 1
    while (code := cut_at(number, work, half_writes)) != 0:
        assert code == KILLED, f"the child ended with {code} before call {number}"
        yield number
        number += 1


def _count_calls(number: int, half_writes: bool) -> None:
    left = [number]

    def counted(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            left[0] -= 1
            if left[0] == 0:
                if half_writes and name == "write":
                    real(given[0], bytes(given[1])[: len(given[1]) // 2])
                os._exit(KILLED)
            return real(*given, **named)

        return call

    for name in CALLS:
        setattr(os, name, counted(name, getattr(os, name)))
