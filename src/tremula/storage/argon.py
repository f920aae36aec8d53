"""Argon2id in a short-lived child process, so that its memory is given back at once.

It never puts the passphrase on a command line or into the environment: it goes through a pipe.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from msgspec import Struct

from tremula.core.failure import Refusal

CHILD = Path(__file__).with_name("argon_child.py")


class Cost(Struct, frozen=True, forbid_unknown_fields=True):
    """What one guess costs: memory in KiB, passes over it, lanes."""

    memory: int
    passes: int
    lanes: int = 1


PRODUCTION = Cost(memory=65536, passes=3)
MOST = Cost(memory=1024 * 1024, passes=16, lanes=8)
"""A changed header must not be able to exhaust the computer before it is found out."""


def stretch(passphrase: bytes, salt: bytes, cost: Cost) -> bytes:
    """A 256-bit key from a passphrase (Argon2id, RFC 9106), at the given cost."""
    refuse_absurd(cost, salt)
    numbers = f"{cost.memory} {cost.passes} {cost.lanes} {salt.hex()}\n".encode()
    child = subprocess.run(  # noqa: S603 (our own file, by our own interpreter)
        [sys.executable, "-P", str(CHILD)], input=numbers + passphrase, capture_output=True, check=False
    )
    if child.returncode or len(child.stdout) != 32:
        raise RuntimeError(f"Argon2 child failed with {child.returncode}: {child.stderr[-300:]!r}")
    return child.stdout


def refuse_absurd(cost: Cost, salt: bytes) -> None:
    """Refusal("header-damaged") for numbers that no header of ours holds."""
    sane = (
        8 * cost.lanes <= cost.memory <= MOST.memory
        and 1 <= cost.passes <= MOST.passes
        and 1 <= cost.lanes <= MOST.lanes
        and len(salt) >= 8
    )
    if not sane:
        raise Refusal("header-damaged", "The key file of this vault asks for an impossible calculation.")
