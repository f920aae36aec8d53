"""What the store asks of a database. SQLCipher stands beside it; another is one more file.

No SQL of one maker here.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection
    from sqlalchemy.exc import DBAPIError

    from tremula.core.failure import Refusal


class Database(ABC):
    """One database, opened with its key. Connections commit with `with connection.begin()`."""

    insert: Callable[..., Any]
    """The dialect's `insert`, which has `on_conflict_do_nothing` and `on_conflict_do_update`."""

    @abstractmethod
    def exists(self) -> bool:
        """Whether there is a database already."""

    @abstractmethod
    def writer(self) -> Connection:
        """A connection that may write, whose durability was checked; the caller keeps to one at a time."""

    @abstractmethod
    def reader(self) -> Connection:
        """A connection that cannot write."""

    @abstractmethod
    def snapshot(self, connection: Connection, target: Path) -> None:
        """Copy everything into a new file under the same key; `connection` must not be in a transaction."""

    @abstractmethod
    def opened(self, copy: Path) -> Database:
        """The same kind of database over a copy made by `snapshot`."""

    @abstractmethod
    def faults(self, connection: Connection) -> list[str]:
        """What is wrong inside: pages, indices, foreign keys. Empty when all is well."""

    @abstractmethod
    def size(self) -> int:
        """Bytes on the disk."""

    @abstractmethod
    def settle(self, connection: Connection) -> None:
        """Bring what was written into its final place, so that a closed database is one file."""

    @abstractmethod
    def told(self, error: DBAPIError) -> Refusal:
        """What to say of a fault of the disk or the file: "not-saved" or "vault-damaged"."""

    @abstractmethod
    def close(self) -> None:
        """Let go of every connection and of the key."""
