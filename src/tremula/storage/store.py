"""The store of one open vault: one writer, many readers. Nobody is answered before COMMIT.

It never retries a commit and never answers from a connection that failed. The database is imported late.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, TypeVar

from tremula.actions.ports import Tx
from tremula.storage.job import Job
from tremula.storage.telling import locked
from tremula.storage.vault import Vault

if TYPE_CHECKING:
    from tremula.storage.backups import Backups, Snapshot
    from tremula.storage.database import Database
    from tremula.storage.writer import Writer

C = TypeVar("C")
R = TypeVar("R")
Action = Callable[[Tx, C], R]
READERS = 2


class Store:
    """Made by `Store.open`; to be closed before its vault is locked."""

    def __init__(self, database: Database, writer: Writer, backups: Backups) -> None:
        self._database = database
        self._writer = writer
        self._readers = ThreadPoolExecutor(READERS, "tremula-read")
        self.backups = backups
        self._copying = RLock()

    @classmethod
    def open(cls, vault: Vault) -> Store:
        """Open the record of an open vault, made or brought up to date where needed.

        Refusal("locked", "database-missing", "vault-damaged", "newer-vault", "unsafe-database", "disk-full").
        """
        from tremula.storage.opening import open_store

        return cls(*open_store(vault))

    async def write(self, action: Action[C, R], command: C) -> R:
        """Run an action that may write; its result after COMMIT, its refusal or error as raised.

        Refusal("not-saved") when the commit failed: nothing is acknowledged. Refusal("locked") once closed.
        """
        job = Job(lambda tx: action(tx, command), loop=asyncio.get_running_loop())
        self._writer.put(job)
        result: R = await job.future
        return result

    def write_sync(self, action: Action[C, R], command: C) -> R:
        """As `write`, from a thread without a loop."""
        job = Job(lambda tx: action(tx, command))
        self._writer.put(job)
        result: R = job.future.result()
        return result

    async def read(self, action: Action[C, R], command: C) -> R:
        """Run an action that only looks, on its own connection; it sees everything acknowledged before."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._readers, self.read_sync, action, command)

    def read_sync(self, action: Action[C, R], command: C) -> R:
        """As `read`, in this thread.

        Refusal("vault-damaged") when a page cannot be trusted, or after close.
        """
        from tremula.storage.reading import look

        if self._writer.closed:
            raise locked()
        result: R = look(self._database, action, command)
        return result

    def snapshot(self, copy_to: Path | None = None) -> Snapshot:
        """A proved backup of this moment; `copy_to` is a second folder, on another drive.

        Blocks; writers wait shortly.
        """
        with self._copying:
            return self.backups.take(self._writer, copy_to)

    def copy_due(self) -> bool:
        """Whether the newest backup is older than a day, or older ones still hold what was deleted."""
        return self.backups.due() or self.backups.owes_forgetting

    def keep_copy(self, *, forget_older: bool) -> None:
        """A backup of this moment; the older ones stay, or go with what was deleted. A drill once a month.

        Who comes meanwhile waits: a copy begun before a deletion must not outlive it.
        """
        with self._copying:
            if forget_older:
                self.backups.owe_forgetting()
            made = self.snapshot().made
            if forget_older or self.backups.owes_forgetting:
                self.backups.forget_others(made)
            if self.backups.drill_due():
                self.backups.prove()

    def close(self) -> None:
        """Finish what was queued and a copy that was begun, let go of the file. Twice is fine."""
        with self._copying:
            self._readers.shutdown()
            self._writer.close()
            self._database.close()
