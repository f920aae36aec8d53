"""SQLCipher: one encrypted file, write-ahead log, every commit flushed.

It never opens or makes a file in clear.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool, QueuePool
from sqlcipher3 import dbapi2

from tremula.core.failure import Refusal
from tremula.storage.database import Database
from tremula.storage.telling import damaged, not_saved

OLDEST = (3, 51, 3)
"""Older ones can lose a commit when the write-ahead log begins anew (the WAL-reset fault)."""
PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "fullfsync = ON",
    "checkpoint_fullfsync = ON",
    "foreign_keys = ON",
    "busy_timeout = 5000",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "journal_size_limit = 67108864",
    "secure_delete = ON",
    "temp_store = MEMORY",
    "mmap_size = 0",
)


class SqliteDatabase(Database):
    """The database in one file; `key` is 32 bytes and used as it is."""

    insert = staticmethod(insert)

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self._key = bytearray(key)
        self._writing = _engine(lambda: self._connect("rwc", PRAGMAS), "BEGIN IMMEDIATE", NullPool)
        self._reading = _engine(
            lambda: self._connect("rw", (*PRAGMAS, "query_only = ON")), "BEGIN", QueuePool
        )

    def exists(self) -> bool:
        return self.path.exists()

    def writer(self) -> Connection:
        return _opened(self._writing)

    def reader(self) -> Connection:
        return _opened(self._reading)

    def snapshot(self, connection: Connection, target: Path) -> None:
        self._outside(connection, "VACUUM INTO ?", str(target))

    def opened(self, copy: Path) -> SqliteDatabase:
        return SqliteDatabase(copy, bytes(self._key))

    def faults(self, connection: Connection) -> list[str]:
        pages = connection.exec_driver_sql("PRAGMA cipher_integrity_check").scalars().all()
        inside = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        loose = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        return [*map(str, pages), *(str(line) for line in inside if line != "ok"), *map(str, loose)]

    def size(self) -> int:
        files = (self.path, self.path.with_name(self.path.name + "-wal"))
        return sum(path.stat().st_size for path in files if path.exists())

    def settle(self, connection: Connection) -> None:
        self._outside(connection, "PRAGMA wal_checkpoint(TRUNCATE)")

    def _outside(self, connection: Connection, statement: str, *given: str) -> None:
        """Run what cannot stand inside a transaction, on the driver's own connection."""
        try:
            _raw(connection).execute(statement, given).fetchall()
        except dbapi2.Error as error:
            raise _refusal(error) from error

    def told(self, error: DBAPIError) -> Refusal:
        return _refusal(error.orig)

    def close(self) -> None:
        self._writing.dispose()
        self._reading.dispose()
        self._key[:] = bytes(len(self._key))

    def _connect(self, mode: str, pragmas: tuple[str, ...]) -> Any:
        uri = f"file:{quote(str(self.path))}?mode={mode}"
        raw = dbapi2.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
        try:
            raw.execute("PRAGMA cipher_log_level = NONE")
            raw.execute(f"PRAGMA key = \"x'{self._key.hex()}'\"")
            for pragma in pragmas:
                raw.execute(f"PRAGMA {pragma}").fetchall()
            _check_durability(raw)
        except BaseException:
            raw.close()
            raise
        self.path.chmod(0o600)
        return raw


def _raw(connection: Connection) -> Any:
    return connection.connection.driver_connection


def _refusal(error: BaseException | None) -> Refusal:
    name = str(getattr(error, "sqlite_errorname", ""))
    return damaged() if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")) else not_saved()


def _engine(connect: Any, begin: str, pool: type[NullPool] | type[QueuePool]) -> Engine:
    engine = create_engine("sqlite://", module=dbapi2, creator=connect, poolclass=pool)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)

    return engine


def _opened(engine: Engine) -> Connection:
    try:
        return engine.connect()
    except DBAPIError as error:
        raise damaged() from error


def _check_durability(raw: Any) -> None:
    """Refuse to work where a commit would not be safe, or not be encrypted."""
    wrong = [
        what
        for what, right in (
            (f"SQLite {dbapi2.sqlite_version}", dbapi2.sqlite_version_info >= OLDEST),
            ("no encryption", bool(_one(raw, "cipher_version"))),
            ("no write-ahead log", _one(raw, "journal_mode") == "wal"),
            ("commits that are not flushed", int(_one(raw, "synchronous") or 0) >= 2),
        )
        if not right
    ]
    if wrong:
        raise Refusal(
            "unsafe-database", f"This computer's database has {', '.join(wrong)}; a record is not safe in it."
        )


def _one(raw: Any, pragma: str) -> Any:
    row = raw.execute(f"PRAGMA {pragma}").fetchone()
    return row[0] if row else None
