"""Looking at the record: a transaction of one read-only connection for each look. It never writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import DBAPIError, ProgrammingError

from tremula.storage.telling import damaged
from tremula.storage.tx import SqlTx

if TYPE_CHECKING:
    from tremula.storage.database import Database


def look(database: Database, action: Any, command: Any) -> Any:
    """The result of an action over one unchanging view of the record."""
    try:
        with database.reader() as connection, connection.begin():
            return action(SqlTx(connection, database), command)
    except ProgrammingError:
        raise
    except DBAPIError as error:
        raise damaged() from error
