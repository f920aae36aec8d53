"""Fixtures: an open vault and its store, closed at the end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from storing import PASSPHRASE, vault_at

from tremula.storage.store import Store
from tremula.storage.vault import Vault
from vaults import argon_here


@pytest.fixture(autouse=True, scope="module")
def cheap_keys() -> Iterator[None]:
    with argon_here():
        yield


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made = vault_at(tmp_path / "vault")
    made.create(PASSPHRASE, keyring=False)
    yield made
    made.close()


@pytest.fixture
def store(vault: Vault) -> Iterator[Store]:
    opened = Store.open(vault)
    yield opened
    opened.close()
