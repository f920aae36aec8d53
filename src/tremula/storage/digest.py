"""What a database holds, as counts and keyed marks of its rows: proof that a copy is the same.

It shows no content.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from tremula.storage import keys

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Holding(Struct, frozen=True, forbid_unknown_fields=True):
    """How many rows a table has, and the mark (HMAC-SHA256, hex) over all of them in order of their key."""

    rows: int
    mark: str


def holdings(connection: Connection, key: bytes) -> dict[str, Holding]:
    """The holding of every table that is there, whatever the program's own tables are."""
    from sqlalchemy import MetaData

    there = MetaData()
    there.reflect(connection)
    return {table.name: _holding(connection, table, key) for table in there.sorted_tables}


def _holding(connection: Connection, table: object, key: bytes) -> Holding:
    import hashlib
    import hmac

    from sqlalchemy import Table, select

    assert isinstance(table, Table)
    mark, rows = hmac.new(key, digestmod=hashlib.sha256), 0
    order = list(table.primary_key.columns) or list(table.columns)
    for row in connection.execute(select(table).order_by(*order)):
        mark.update(msgspec.json.encode(tuple(row)) + b"\n")
        rows += 1
    return Holding(rows, mark.hexdigest())


def manifest_key(database_key: bytes) -> bytes:
    """The key of the marks, so that a manifest tells nothing to those who cannot open the vault."""
    return keys.derive(database_key, "manifest")
