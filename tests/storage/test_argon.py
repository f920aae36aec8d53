"""Keys from passphrases: the child process gives what the library gives, and refuses the absurd."""

from __future__ import annotations

import pytest

from tremula.core.failure import Refusal
from tremula.storage import argon
from tremula.storage.argon import Cost
from vaults import stretch_here

SALT = bytes(range(16))
REAL = argon.stretch


@pytest.mark.parametrize("passphrase", [b"", b"aspen", "Zitterpappel \u2603\n\0".encode(), b"x" * 5000])
@pytest.mark.parametrize("cost", [Cost(8, 1), Cost(64, 2), Cost(256, 1, lanes=4), argon.PRODUCTION])
def test_the_child_gives_the_same_key_as_the_library(passphrase: bytes, cost: Cost) -> None:
    assert REAL(passphrase, SALT, cost) == stretch_here(passphrase, SALT, cost)


@pytest.mark.parametrize(
    "cost", [Cost(2**21, 1), Cost(8, 17), Cost(8, 0), Cost(7, 1), Cost(8, 1, lanes=2), Cost(1024, 1, lanes=9)]
)
def test_a_changed_header_cannot_exhaust_the_computer(cost: Cost) -> None:
    with pytest.raises(Refusal) as refused:
        REAL(b"aspen", SALT, cost)
    assert refused.value.code == "header-damaged"
