"""From one schema to the next: whole or not at all, after a backup, and never backwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from storing import add, append, event_row, session_row

from tremula.core.failure import Refusal
from tremula.storage import migrate, schema
from tremula.storage.migrate import MIGRATIONS, bring_up, version
from tremula.storage.sqlite import SqliteDatabase
from tremula.storage.store import Store
from tremula.storage.tables import metadata
from tremula.storage.vault import Vault

NEXT = f"""
import sqlalchemy as sa
from alembic import op
revision = "next"
down_revision = "{schema.HEAD}"

def upgrade():
    op.create_table("note", sa.Column("id", sa.Integer, primary_key=True), sa.Column("text", sa.Text))
    op.add_column("session", sa.Column("place", sa.String, nullable=False, server_default=""))
    op.execute("UPDATE session SET place = 'home'")
    {{last}}
"""
KNOWN = (*schema.REVISIONS, "next")


@pytest.fixture
def connection(vault: Vault) -> Iterator[Connection]:
    store = Store.open(vault)
    store.write_sync(add, session_row())
    store.write_sync(append, ("s1", [event_row(seq) for seq in range(1, 51)]))
    store.close()
    database = SqliteDatabase(vault.database_path, vault.derive_key("db"))
    with database.writer() as opened:
        yield opened
    database.close()


def next_version(folder: Path, last: str = "pass") -> Path:
    """The present migrations and one more."""
    (folder / "versions").mkdir(parents=True)
    for path in (MIGRATIONS / "versions").glob("v*.py"):
        (folder / "versions" / path.name).write_text(path.read_text())
    (folder / "versions" / "v_next.py").write_text(NEXT.format(last=last))
    return folder


def tables(connection: Connection) -> set[str]:
    found = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    connection.rollback()
    return found


def test_the_migrations_make_exactly_the_tables_of_the_program(connection: Connection) -> None:
    def ours(name: str | None, kind: str, parents: object) -> bool:
        return not (kind == "table" and (name or "").startswith("journal_words"))  # SQLite's own index

    context = MigrationContext.configure(connection, opts={"include_name": ours})
    assert compare_metadata(context, metadata) == []


def test_the_known_versions_are_those_of_the_files() -> None:
    found = [script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()]
    assert tuple(reversed(found)) == schema.REVISIONS


def test_an_old_record_is_brought_up_after_a_backup(connection: Connection, tmp_path: Path) -> None:
    backups = []

    def before() -> None:
        backups.append(version(connection))
        connection.rollback()

    bring_up(connection, before, next_version(tmp_path / "migrations"), KNOWN)
    connection.rollback()
    assert backups == [schema.HEAD]
    assert version(connection) == "next"
    assert connection.exec_driver_sql("SELECT place FROM session").scalars().all() == ["home"]
    assert connection.exec_driver_sql("SELECT count(*) FROM event").scalar() == 50


def test_nothing_is_done_twice(connection: Connection, tmp_path: Path) -> None:
    more = next_version(tmp_path / "migrations")
    bring_up(connection, lambda: None, more, KNOWN)

    def never() -> None:
        raise AssertionError("there was nothing to back up")

    bring_up(connection, never, more, KNOWN)


@pytest.mark.parametrize(
    ("last", "failure"),
    [
        ("raise ValueError('a fault in the migration')", ValueError),
        ("op.execute('SELECT * FROM nowhere')", DBAPIError),
        ("op.execute('DELETE FROM event WHERE seq > 25')", RuntimeError),
        ("op.execute(\"UPDATE event_conflict SET seq = 1\"); op.execute('DELETE FROM pulse')", RuntimeError),
    ],
)
def test_a_failing_migration_leaves_the_old_version_whole(
    connection: Connection, vault: Vault, tmp_path: Path, last: str, failure: type[Exception]
) -> None:
    before = tables(connection)
    with pytest.raises(failure):
        bring_up(connection, lambda: None, next_version(tmp_path / "m", last), KNOWN)
    assert tables(connection) == before
    connection.close()
    store = Store.open(vault)
    assert len(store.read_sync(lambda tx, id: tx.events(id), "s1")) == 50
    store.close()


def test_without_a_backup_nothing_is_migrated(connection: Connection, tmp_path: Path) -> None:
    def full() -> None:
        raise Refusal("disk-full", "There is too little room.")

    with pytest.raises(Refusal):
        bring_up(connection, full, next_version(tmp_path / "m"), KNOWN)
    assert version(connection) == schema.HEAD


def test_opening_an_old_vault_leaves_a_proved_backup_of_it(
    vault: Vault, connection: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection.close()
    more = next_version(tmp_path / "m")
    monkeypatch.setattr(migrate.bring_up, "__defaults__", (more, KNOWN))
    store = Store.open(vault)
    assert len(store.backups.names()) == 1
    assert store.backups.prove().faults == ()
    store.close()


def test_a_newer_record_is_refused_and_not_touched(vault: Vault, connection: Connection) -> None:
    with connection.begin():
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(Refusal) as caught:
        Store.open(vault)
    assert caught.value.code == "newer-vault"
    before = vault.database_path.read_bytes()
    with pytest.raises(Refusal):
        Store.open(vault)
    assert vault.database_path.read_bytes() == before
