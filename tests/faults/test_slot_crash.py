"""The power goes at every call of a change of passphrase or code: one of them always opens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cutting import every_cut
from storing import OTHER, PASSPHRASE, vault_at

from tremula.core.failure import Refusal
from tremula.storage.store import Store
from tremula.storage.vault import Vault
from vaults import argon_here


@pytest.fixture(autouse=True)
def argon_in_this_process() -> Iterator[None]:
    """The calls that start a child are not those of the vault's files, and would be counted with them."""
    with argon_here():
        yield


def copied(good: Path, to: Path) -> Path:
    to.mkdir(exist_ok=True)
    for old in to.iterdir():
        old.unlink()
    for path in good.iterdir():
        (to / path.name).write_bytes(path.read_bytes())
    return to


def opens(directory: Path, way: Callable[[Vault], None]) -> bytes | None:
    vault = vault_at(directory)
    try:
        way(vault)
        return vault.derive_key("db")
    except Refusal as refusal:
        assert refusal.code in ("wrong-passphrase", "wrong-recovery"), refusal
        return None
    finally:
        vault.close()


@pytest.mark.parametrize("half_writes", [False, True])
def test_a_change_of_passphrase(tmp_path: Path, half_writes: bool) -> None:
    vault = vault_at(tmp_path / "good")
    code = vault.create(PASSPHRASE, keyring=False)
    Store.open(vault).close()
    key = vault.derive_key("db")
    vault.close()
    place = copied(vault.directory, tmp_path / "tried")

    def change() -> None:
        tried = vault_at(place)
        tried.unlock(PASSPHRASE)
        tried.change_passphrase(PASSPHRASE, OTHER)

    seen = set()
    for _ in every_cut(change, half_writes):
        old = opens(place, lambda vault: vault.unlock(PASSPHRASE))
        new = opens(place, lambda vault: vault.unlock(OTHER))
        assert {old, new} <= {key, None}
        assert key in (old, new)
        assert opens(place, lambda vault: vault.unlock_with_recovery(code)) == key
        seen.add((old is not None, new is not None))
        copied(vault.directory, place)
    assert seen == {(True, False), (True, True), (False, True)}


def test_a_new_recovery_code(tmp_path: Path) -> None:
    vault = vault_at(tmp_path / "good")
    code = vault.create(PASSPHRASE, keyring=False)
    Store.open(vault).close()
    key = vault.derive_key("db")
    vault.close()
    place = copied(vault.directory, tmp_path / "tried")

    def change() -> None:
        tried = vault_at(place)
        tried.unlock(PASSPHRASE)
        tried.new_recovery_code(PASSPHRASE)

    for _ in every_cut(change):
        assert opens(place, lambda vault: vault.unlock(PASSPHRASE)) == key
        assert opens(place, lambda vault: vault.unlock_with_recovery(code)) in (key, None)
        copied(vault.directory, place)


def test_the_making_of_a_vault(tmp_path: Path) -> None:
    """Cut off, it is either still new or can be opened; nobody is left with half a vault."""
    place = tmp_path / "vault"

    def make() -> None:
        vault_at(place).create(PASSPHRASE, keyring=False)

    states = set()
    for _ in every_cut(make):
        vault = vault_at(place)
        states.add(vault.state)
        if vault.state == "new":
            vault.create(PASSPHRASE, keyring=False)
        else:
            vault.unlock(PASSPHRASE)
        assert len(vault.derive_key("db")) == 32
        vault.erase()
        vault.close()
        place.rmdir()
    assert states == {"new", "locked"}


def test_an_erasing(tmp_path: Path) -> None:
    """Cut off, it can be done again and then leaves nothing."""
    vault = vault_at(tmp_path / "good")
    vault.create(PASSPHRASE, keyring=False)
    Store.open(vault).close()
    vault.close()
    place = copied(vault.directory, tmp_path / "tried")
    for _ in every_cut(lambda: vault_at(place).erase()):
        vault_at(place).erase()
        assert list(place.iterdir()) == []
        copied(vault.directory, place)
