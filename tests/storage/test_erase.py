"""Erase everything: no file, no key, no entry in a keyring is left; what is not ours is not touched."""

from __future__ import annotations

from pathlib import Path

import pytest
from storing import OTHER, PASSPHRASE, FakeBackend, add, session_row, vault_at

from tremula.core.failure import Refusal
from tremula.storage import erasing
from tremula.storage.keyrings import Keyring
from tremula.storage.store import Store
from tremula.storage.vault import Vault


def used(tmp_path: Path, backend: FakeBackend) -> Vault:
    vault = vault_at(tmp_path / "vault", keyring=Keyring(backend))
    vault.create(PASSPHRASE, keyring=True)
    store = Store.open(vault)
    store.write_sync(add, session_row())
    store.snapshot()
    store.backups.prove()
    store.close()
    vault.change_passphrase(PASSPHRASE, OTHER)
    return vault


def test_nothing_is_left(tmp_path: Path) -> None:
    backend = FakeBackend()
    vault = used(tmp_path, backend)
    assert backend.kept
    vault.erase()
    assert list(vault.directory.iterdir()) == []
    assert backend.kept == {}
    assert vault.state == "new"
    with pytest.raises(Refusal):
        vault.derive_key("db")


def test_what_a_killed_program_left_goes_too(tmp_path: Path) -> None:
    vault = used(tmp_path, FakeBackend())
    for name in ("drill-killed.new/app.db", "archive-upload.new", "app.db.new", "app.db.new-wal"):
        path = vault.directory / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"left")
    vault.erase()
    assert list(vault.directory.iterdir()) == []


def test_a_new_vault_can_be_made_in_its_place(tmp_path: Path) -> None:
    vault = used(tmp_path, FakeBackend())
    vault.erase()
    vault.create(OTHER, keyring=False)
    store = Store.open(vault)
    assert store.read_sync(lambda tx, _: list(tx.sessions()), None) == []
    store.close()
    vault.close()


def test_a_locked_vault_can_be_erased_when_everything_is_forgotten(tmp_path: Path) -> None:
    vault = used(tmp_path, FakeBackend())
    vault.lock()
    vault.erase()
    assert list(vault.directory.iterdir()) == []


def test_a_damaged_one_too(tmp_path: Path) -> None:
    vault = used(tmp_path, FakeBackend())
    (vault.directory / "header.json").write_bytes(b"garbage")
    vault.erase()
    assert list(vault.directory.iterdir()) == []


def test_the_keys_go_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut off anywhere, an erasing has already made the record unreadable."""
    vault = used(tmp_path, FakeBackend())
    gone: list[str] = []
    real = erasing.destroy

    def watching(path: Path) -> None:
        gone.append(path.name)
        real(path)

    monkeypatch.setattr(erasing, "destroy", watching)
    vault.erase()
    assert sorted(gone[:3]) == ["header.json", "header.json", "header.json.1"]
    assert "app.db" in gone[3:]


def test_the_bytes_of_a_key_file_are_overwritten_before_it_goes(tmp_path: Path) -> None:
    vault = used(tmp_path, FakeBackend())
    header = vault.directory / "header.json"
    before = header.read_bytes()
    with header.open("rb") as held:
        vault.erase()
        held.seek(0)
        after = held.read()
    assert len(after) == len(before)
    assert b"wrapped" in before
    assert b"wrapped" not in after


def test_what_is_not_ours_stays(tmp_path: Path) -> None:
    vault = used(tmp_path, FakeBackend())
    (vault.directory / "letter.txt").write_text("mine")
    vault.erase()
    assert [path.name for path in vault.directory.iterdir()] == ["letter.txt"]


def test_what_cannot_be_removed_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vault = used(tmp_path, FakeBackend())
    monkeypatch.setattr(erasing.shutil, "rmtree", lambda _: None)
    with pytest.raises(Refusal) as caught:
        vault.erase()
    assert caught.value.code == "not-erased"
    assert "backups" in caught.value.words


def test_another_process_cannot_erase_it(tmp_path: Path) -> None:
    vault = used(tmp_path, FakeBackend())
    with pytest.raises(Refusal) as caught:
        vault_at(vault.directory).erase()
    assert caught.value.code == "vault-in-use"
    assert vault.state == "open"
    vault.close()
