"""Actions over a real store, in a vault whose passphrase costs nothing to try."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tremula.actions.ports import Store
from tremula.bootstrap import library, safety
from tremula.core.exercise.script import Library
from tremula.core.safety.rules import SafetyRules
from tremula.storage.argon import Cost
from tremula.storage.store import Store as OpenStore
from tremula.storage.vault import Vault


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    vault = Vault(tmp_path, cost=Cost(memory=8, passes=1))
    vault.create("seven aspen leaves tremble", False)
    opened = OpenStore.open(vault)
    yield opened
    opened.close()
    vault.close()


@pytest.fixture(scope="session")
def rules() -> SafetyRules:
    return safety(None)


@pytest.fixture(scope="session")
def content() -> Library:
    return library(None)
