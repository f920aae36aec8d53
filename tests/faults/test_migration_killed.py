"""A migration dies at every change, or for want of room: the old version still opens, with every row."""

from __future__ import annotations

import os
import resource
import shutil
from pathlib import Path

import pytest
from sqlalchemy import event
from storing import PASSPHRASE, add, append, event_row, events, session_row, vault_at
from test_full_disk import largest_file

from tremula.core.failure import Refusal
from tremula.storage import migrate, schema
from tremula.storage.migrate import MIGRATIONS, bring_up
from tremula.storage.sqlite import SqliteDatabase
from tremula.storage.store import Store
from tremula.storage.vault import Vault

NEXT = f"""
import sqlalchemy as sa
from alembic import op
revision = "next"
down_revision = "{schema.HEAD}"

def upgrade():
    op.create_table("note", sa.Column("id", sa.Integer, primary_key=True), sa.Column("text", sa.Text))
    op.add_column("event", sa.Column("place", sa.String, nullable=False, server_default=""))
    op.execute("UPDATE event SET place = hex(zeroblob(600))")
    op.execute("INSERT INTO note SELECT seq, body FROM event")
    op.create_index("ix_event_place", "event", ["place"])
"""
KNOWN = (*schema.REVISIONS, "next")
EVENTS = 300
READS = ("SELECT", "PRAGMA")


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    made = vault_at(tmp_path / "vault")
    made.create(PASSPHRASE, keyring=False)
    store = Store.open(made)
    store.write_sync(add, session_row())
    store.write_sync(append, ("s1", [event_row(seq) for seq in range(1, EVENTS + 1)]))
    store.close()
    return made


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "v_next.py").write_text(NEXT)
    return folder


def migrate_and_die(vault: Vault, migrations: Path, number: int) -> bool:
    """Whether a child died before its n-th statement that changes something; else it migrated."""
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        database = SqliteDatabase(vault.database_path, vault.derive_key("db"))
        connection, left = database.writer(), [number]

        def count(*told: object) -> None:
            left[0] -= not any(isinstance(each, str) and each.lstrip().startswith(READS) for each in told)
            if left[0] == 0:
                os._exit(77)

        event.listen(connection.engine, "before_cursor_execute", count)
        event.listen(connection.engine, "commit", count)
        bring_up(connection, lambda: None, migrations, KNOWN)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 77


def test_killed_at_every_change_the_old_version_opens(vault: Vault, migrations: Path) -> None:
    number = 1
    while migrate_and_die(vault, migrations, number):
        store = Store.open(vault)
        assert len(store.read_sync(events, "s1")) == EVENTS
        assert store.write_sync(append, ("s1", [event_row(1)])).durable_through == EVENTS
        store.close()
        number += 1
    assert number > 8
    with pytest.raises(Refusal) as caught:
        Store.open(vault)
    assert caught.value.code == "newer-vault"


def test_without_room_the_old_version_opens(
    vault: Vault, migrations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(migrate.bring_up, "__defaults__", (migrations, KNOWN))
        with largest_file(vault.database_path.stat().st_size + 8192), pytest.raises(Refusal) as caught:
            Store.open(vault)
        assert caught.value.code == "not-saved"
    store = Store.open(vault)
    assert len(store.read_sync(events, "s1")) == EVENTS
    store.close()
    vault.close()
