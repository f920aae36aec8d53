"""The file: encrypted from its first byte, flushed at every commit, and honest about damage."""

from __future__ import annotations

import math
import random
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError
from sqlcipher3 import dbapi2
from storing import add, append, event_row, events, session_row

from tremula.core.failure import Refusal
from tremula.storage import sqlite
from tremula.storage.sqlite import SqliteDatabase
from tremula.storage.store import Store
from tremula.storage.vault import Vault


def filled(vault: Vault) -> SqliteDatabase:
    store = Store.open(vault)
    store.write_sync(add, session_row())
    for first in range(1, 400, 50):
        store.write_sync(append, ("s1", [event_row(seq) for seq in range(first, first + 50)]))
    store.close()
    return SqliteDatabase(vault.database_path, vault.derive_key("db"))


def entropy(data: bytes) -> float:
    """Bits a byte."""
    return -sum(n / len(data) * math.log2(n / len(data)) for n in Counter(data).values())


def test_nothing_in_the_file_is_readable(vault: Vault) -> None:
    filled(vault).close()
    data = vault.database_path.read_bytes()
    assert len(data) > 20_000
    assert not data.startswith(b"SQLite")
    assert entropy(data) > 7.9


def test_another_key_opens_nothing(vault: Vault) -> None:
    filled(vault).close()
    before = vault.database_path.read_bytes()
    with pytest.raises(Refusal) as caught:
        SqliteDatabase(vault.database_path, b"x" * 32).writer()
    assert caught.value.code == "vault-damaged"
    assert vault.database_path.read_bytes() == before


def test_a_reader_cannot_write(vault: Vault) -> None:
    with filled(vault).reader() as connection, pytest.raises(DBAPIError, match="readonly"):
        connection.exec_driver_sql("DELETE FROM event")


def test_commits_are_flushed_and_deleted_rows_overwritten(vault: Vault) -> None:
    database = filled(vault)
    for connection in (database.writer(), database.reader()):
        asked = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("synchronous", "journal_mode", "secure_delete", "foreign_keys", "temp_store")
        }
        connection.close()
        assert asked == {
            "synchronous": 2,
            "journal_mode": "wal",
            "secure_delete": 1,
            "foreign_keys": 1,
            "temp_store": 2,
        }


@pytest.mark.parametrize(
    ("unsafe", "what"),
    [
        ({"sqlite_version_info": (3, 51, 2), "sqlite_version": "3.51.2"}, "SQLite 3.51.2"),
        ({"connect": __import__("sqlite3").connect}, "no encryption"),
    ],
)
def test_an_unsafe_database_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unsafe: dict[str, object], what: str
) -> None:
    for name, value in unsafe.items():
        monkeypatch.setattr(dbapi2, name, value)
    with pytest.raises(Refusal) as caught:
        SqliteDatabase(tmp_path / "app.db", b"k" * 32).writer()
    assert caught.value.code == "unsafe-database"
    assert what in caught.value.words


@pytest.mark.parametrize(
    ("pragma", "what"), [("journal_mode = DELETE", "log"), ("synchronous = NORMAL", "flushed")]
)
def test_weaker_durability_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pragma: str, what: str
) -> None:
    monkeypatch.setattr(sqlite, "PRAGMAS", (*sqlite.PRAGMAS, pragma))
    with pytest.raises(Refusal) as caught:
        SqliteDatabase(tmp_path / "app.db", b"k" * 32).writer()
    assert what in caught.value.words


def test_a_flipped_bit_anywhere_is_found_and_never_shown_as_data(vault: Vault) -> None:
    filled(vault).close()
    good = vault.database_path.read_bytes()
    store = Store.open(vault)
    whole = store.read_sync(events, "s1")
    store.close()
    places = random.Random(7)
    for page in range(len(good) // 4096):
        at = page * 4096 + places.randrange(4096)
        bad = bytearray(good)
        bad[at] ^= 1 << places.randrange(8)
        vault.database_path.write_bytes(bad)
        database = SqliteDatabase(vault.database_path, vault.derive_key("db"))
        assert _found(database), f"byte {at} was not missed"
        database.close()
        assert _read_or_refused(vault) in (whole, "vault-damaged")
    vault.database_path.write_bytes(good)
    assert _read_or_refused(vault) == whole


def _found(database: SqliteDatabase) -> bool:
    try:
        with database.writer() as connection:
            return bool(database.faults(connection))
    except Refusal as refusal:
        return refusal.code == "vault-damaged"
    except DBAPIError as error:
        return database.told(error).code == "vault-damaged"


def _read_or_refused(vault: Vault) -> object:
    try:
        store = Store.open(vault)
    except Refusal as refusal:
        return refusal.code
    try:
        return store.read_sync(events, "s1")
    except Refusal as refusal:
        return refusal.code
    finally:
        store.close()
