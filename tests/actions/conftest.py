"""Actions over a real store, in a vault whose passphrase costs nothing to try."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shipped import our_library, our_safety
from tremula.actions.ports import Store
from tremula.core.exercise.script import Library
from tremula.core.safety.rules import SafetyRules
from tremula.storage.store import Store as OpenStore
from tremula.storage.vault import Vault
from vaults import CHEAP, argon_here, copy_vault

PASSPHRASE = "seven aspen leaves tremble"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with argon_here():
        copy_vault(tmp_path, PASSPHRASE)
        vault = Vault(tmp_path, cost=CHEAP)
        vault.unlock(PASSPHRASE)
    opened = OpenStore.open(vault)
    yield opened
    opened.close()
    vault.close()


@pytest.fixture(scope="session")
def rules() -> SafetyRules:
    return our_safety()


@pytest.fixture(scope="session")
def content() -> Library:
    return our_library()
