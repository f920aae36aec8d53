"""Opens directory.db: encrypted with its own key, made when it is missing. It never opens one in clear."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlcipher3 import dbapi2

from tremula.core.failure import Refusal
from tremula.storage.directory_tables import FROM_1, TABLES, VERSION

PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "busy_timeout = 5000",
    "journal_size_limit = 67108864",
    "secure_delete = OFF",  # what is deleted here is public, and under the key all the same
    "temp_store = MEMORY",
    "mmap_size = 0",
    "cache_size = -65536",
)
DAMAGED = (
    "The directory's file cannot be read: it is damaged, or of another vault. Move directory.db away and "
    "bring the files in again; your own record is not touched by this."
)


def connect(path: Path, key: bytes, *, only_read: bool = False) -> Any:
    """A connection in autocommit; Refusal("directory-damaged")."""
    uri = f"file:{quote(str(path))}?mode=rwc"
    path.touch(mode=0o600)  # the log beside it takes the same rights
    raw = dbapi2.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    try:
        raw.execute("PRAGMA cipher_log_level = NONE")
        raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in PRAGMAS:
            raw.execute(f"PRAGMA {pragma}").fetchall()
        if not only_read:
            make_tables(raw)
        else:
            raw.execute("PRAGMA query_only = ON")
    except dbapi2.DatabaseError as error:
        raw.close()
        raise Refusal("directory-damaged", DAMAGED) from error
    except BaseException:
        raw.close()
        raise
    return raw


def make_tables(raw: Any) -> None:
    """All tables at once, or none; Refusal("newer-directory")."""
    version = raw.execute("PRAGMA user_version").fetchone()[0]
    if version > VERSION:
        raise Refusal("newer-directory", "The directory was made by a newer tremula. Please use that one.")
    if version == VERSION:
        return
    raw.execute("BEGIN IMMEDIATE")
    try:
        for statement in (FROM_1 if version == 1 else TABLES).split(";\n"):
            if statement.strip():
                raw.execute(statement)
        raw.execute(f"PRAGMA user_version = {VERSION}")
        raw.execute("COMMIT")
    except BaseException:
        with suppress(dbapi2.Error):
            raw.execute("ROLLBACK")
        raise
