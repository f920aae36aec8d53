"""The disk is full: no false answer, nothing lost, and it goes on when there is room."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

import pytest
from archived import say
from storing import PASSPHRASE, add, append, event_row, events, session_row, vault_at

from tremula.actions.ports import AnswerRow
from tremula.bootstrap_archive import Desk
from tremula.core.failure import Refusal
from tremula.storage.store import Store
from tremula.storage.vault import Vault

NOW = "2026-11-22T18:00:00+00:00"


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """No file of this process may grow beyond `size` bytes: write then fails as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def batch(first: int) -> list[object]:
    return [event_row(seq, body={"text": "x" * 200}) for seq in range(first, first + 20)]


def test_appending_to_a_full_disk(tmp_path: Path) -> None:
    vault = vault_at(tmp_path / "vault")
    vault.create(PASSPHRASE, keyring=False)
    store = Store.open(vault)
    store.write_sync(add, session_row())
    through = 0
    with largest_file(1_000_000):
        with pytest.raises(Refusal) as caught:
            while through < 20_000:
                through = store.write_sync(append, ("s1", batch(through + 1))).durable_through
        assert caught.value.code == "not-saved"
        assert 0 < through < 20_000
        assert [row.seq for row in store.read_sync(events, "s1")] == list(range(1, through + 1))
    assert store.write_sync(append, ("s1", batch(through + 1))).durable_through == through + 20
    store.close()
    store = Store.open(vault)
    assert [row.seq for row in store.read_sync(events, "s1")] == list(range(1, through + 21))
    store.close()
    vault.close()


def test_a_header_on_a_full_disk(tmp_path: Path) -> None:
    vault = vault_at(tmp_path / "vault")
    vault.create(PASSPHRASE, keyring=False)
    with largest_file(100), pytest.raises(OSError, match=r"large|space"):
        vault.change_passphrase(PASSPHRASE, "another good passphrase")
    vault.lock()
    vault.unlock(PASSPHRASE)
    vault.change_passphrase(PASSPHRASE, "another good passphrase")
    vault.close()


def test_archives_on_a_full_disk(tmp_path: Path) -> None:
    vault = vault_at(tmp_path / "vault")
    vault.create(PASSPHRASE, keyring=False)
    store = Store.open(vault)
    desk, out, file = Desk(vault.directory), tmp_path / "out", tmp_path / "whole.zip"
    out.mkdir()
    for number in range(12):
        store.write_sync(say, AnswerRow(f"own-{number}", "own", NOW, {"text": token_hex(20_000)}))
    with largest_file(100_000), pytest.raises(Refusal) as caught:
        desk.write_file(store, str(out / "archive.zip"))
    assert (caught.value.code, list(out.iterdir())) == ("not-written", [])
    written = desk.write_file(store, str(file))
    store.write_sync(lambda tx, _: tx.erase(), None)
    with largest_file(store_size(vault) + 50_000), pytest.raises(Refusal) as caught:
        desk.bring_in_file(store, str(file))
    assert caught.value.code == "not-saved"
    assert store.read_sync(lambda tx, _: len(tx.answers("own")), None) == 0
    desk.begin_upload(written.bytes)
    with largest_file(100_000), pytest.raises(Refusal) as caught:
        desk.put_piece(0, file.read_bytes())
    assert caught.value.code == "not-saved"
    assert list(vault.directory.glob("archive-upload*")) == []
    desk.begin_upload(written.bytes)
    desk.put_piece(0, file.read_bytes())
    assert desk.bring_in(store).kinds["answers"].new == 12
    store.close()
    vault.close()


def store_size(vault: Vault) -> int:
    return max(path.stat().st_size for path in vault.directory.glob("app.db*"))


def test_a_snapshot_on_a_full_disk(tmp_path: Path) -> None:
    vault = vault_at(tmp_path / "vault")
    vault.create(PASSPHRASE, keyring=False)
    store = Store.open(vault)
    store.write_sync(add, session_row())
    store.write_sync(append, ("s1", batch(1) + batch(21) + batch(41)))
    with largest_file(20_000), pytest.raises(Refusal):
        store.snapshot()
    assert store.backups.names() == []
    assert list(store.backups.directory.glob("*.db")) == []
    assert store.write_sync(append, ("s1", batch(61))).durable_through == 80
    store.snapshot()
    assert store.backups.prove().faults == ()
    store.close()
    vault.close()
