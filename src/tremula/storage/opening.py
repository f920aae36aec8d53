"""Open the record of an open vault: make it when the vault is new, migrate it when it is old.

It never makes one twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from tremula.core.failure import Refusal
from tremula.storage import places
from tremula.storage.backups import Backups
from tremula.storage.migrate import bring_up
from tremula.storage.sqlite import SqliteDatabase
from tremula.storage.writer import Writer

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tremula.storage.database import Database
    from tremula.storage.vault import Vault


def open_store(vault: Vault) -> tuple[Database, Writer, Backups]:
    """The database, its running writer, and its backups."""
    key = vault.derive_key("db")
    if not vault.database_path.exists():
        _make(vault, key)
    vault.fresh_path.unlink(missing_ok=True)
    database = SqliteDatabase(vault.database_path, key)
    backups = Backups(vault.directory, database, key)
    connection: Connection | None = None
    try:
        connection = database.writer()
        bring_up(connection, before=lambda: backups.before_migration(connection))
        writer = Writer(database)
        writer.start(connection)
    except BaseException as error:
        if connection is not None:
            connection.close()
        database.close()
        if isinstance(error, DBAPIError):
            raise database.told(error) from error
        raise
    return database, writer, backups


def _make(vault: Vault, key: bytes) -> None:
    """Make the database beside its place and move it there whole: a power cut leaves none or all of it."""
    if not vault.fresh_path.exists():
        raise missing(vault)
    new = vault.database_path.with_name("app.db.new")
    for rest in vault.directory.glob("app.db.new*"):
        rest.unlink()
    database = SqliteDatabase(new, key)
    with database.writer() as connection:
        bring_up(connection, before=lambda: None)
        database.settle(connection)
    database.close()
    places.flush_file(new)
    new.replace(vault.database_path)
    places.flush_directory(vault.directory)


def missing(vault: Vault) -> Refusal:
    """What is said of a record that is gone; a backup is named where there is one."""
    place = vault.database_path
    newest = max(vault.backups.glob("*Z.db"), default=None)
    words = f"The record {place} is missing, though this vault had one. Put it back"
    if newest is not None:
        words += (
            f", or close tremula, take {place.name}-wal and {place.name}-shm away if they are there, "
            f"and copy the newest backup, {newest}, to {place}"
        )
    return Refusal("database-missing", f"{words}.")


def restore(vault: Vault, made: str) -> None:
    """Put a proved backup in the place of the record, which stays beside it as app.db.damaged.

    The store must be closed. Refusal("no-backup", "backup-failed") leaves everything as it was.
    """
    key = vault.derive_key("db")
    database = SqliteDatabase(vault.database_path, key)
    backups = Backups(vault.directory, database, key)
    faults = backups.prove(made).faults
    database.close()
    if faults:
        raise Refusal("backup-failed", f"This backup is not good: {'; '.join(faults[:3])}. Try an older one.")
    for ending in ("-shm", "-wal", ""):
        old = vault.database_path.with_name("app.db" + ending)
        if old.exists():
            old.replace(vault.database_path.with_name("app.db.damaged" + ending))
    places.write_durably(vault.database_path, backups.path(made).read_bytes())
