"""Vaults for tests that are about something else: cheap to open, made once, copied for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from argon2.low_level import Type, hash_secret_raw

from tremula.storage import argon
from tremula.storage.store import Store
from tremula.storage.vault import Vault

CHEAP = argon.Cost(memory=8, passes=1)
KEEP = TemporaryDirectory(prefix="tremula-vaults-")


def stretch_here(passphrase: bytes, salt: bytes, cost: argon.Cost) -> bytes:
    """The same key as the child process gives (tests/storage/test_argon.py), without starting one."""
    argon.refuse_absurd(cost, salt)
    return hash_secret_raw(passphrase, salt, cost.passes, cost.memory, cost.lanes, 32, Type.ID)


@contextmanager
def argon_here() -> Iterator[None]:
    """While it lasts, keys are stretched in this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(argon, "stretch", stretch_here)
        yield


@cache
def made_once(passphrase: str) -> tuple[Path, str]:
    """A closed vault with an empty record, and its recovery code. It is only copied."""
    directory = Path(KEEP.name) / f"{len(passphrase)}-{hash(passphrase)}"
    vault = Vault(directory, cost=CHEAP)
    code = vault.create(passphrase, keyring=False)
    Store.open(vault).close()
    vault.close()
    return directory, code


def copy_vault(directory: Path, passphrase: str) -> str:
    """Put a closed vault with an empty record there; its recovery code."""
    made, code = made_once(passphrase)
    shutil.copytree(made, directory, dirs_exist_ok=True)
    return code
