"""The one writer: it drains its queue into one transaction, each action in a savepoint, and commits once.

After any fault of the disk nobody is acknowledged, and the connection is opened anew before the next commit.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from tremula.core.failure import Refusal
from tremula.storage.job import Job, Outcome, settle
from tremula.storage.telling import damaged, locked
from tremula.storage.tx import SqlTx, beat, commits

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from tremula.storage.database import Database

MOST_TOGETHER = 256
"""Actions in one transaction: enough to share a flush, few enough that nobody waits long."""
# Standard SQL; said directly because SQLAlchemy compiles its own savepoints anew each time.
SAVEPOINT = text("SAVEPOINT action")
UNDO = text("ROLLBACK TO SAVEPOINT action")
RELEASE = text("RELEASE SAVEPOINT action")


class Writer:
    """A thread that owns the only connection which writes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._held: Job | None = None
        self._connection: Connection | None = None
        self._acknowledged = 0
        self._gate = threading.Lock()
        self.closed = False
        self._thread = threading.Thread(target=self._run, name="tremula-write", daemon=True)

    def start(self, connection: Connection) -> None:
        """Begin to work, with a connection that was opened and checked."""
        self._connection = connection
        with connection.begin():
            self._acknowledged = commits(connection)
        self._thread.start()

    def put(self, job: Job) -> None:
        """Queue an action, or work that needs the connection alone; its future is resolved after COMMIT."""
        with self._gate:
            if self.closed:
                raise locked()
            self._queue.put(job)

    def between(self, work: Callable[[Connection], Any]) -> Any:
        """Do work that needs the connection between two transactions, such as a snapshot. Blocks."""
        job = Job(work, alone=True)
        self.put(job)
        return job.future.result()

    def close(self) -> None:
        """Finish what is queued and end the thread."""
        with self._gate:
            if not self.closed:
                self.closed = True
                self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        going = True
        while going:
            jobs, going = self._gather()
            if jobs:
                settle(jobs, self._outcomes(jobs))
        self._finish()

    def _gather(self) -> tuple[list[Job], bool]:
        """What is waiting, as far as it can go together, and whether to go on after it."""
        first, self._held = self._held or self._queue.get(), None
        if first is None:
            return [], False
        jobs = [first]
        while not first.alone and len(jobs) < MOST_TOGETHER:
            try:
                job = self._queue.get_nowait()
            except Empty:
                break
            if job is None:
                return jobs, False
            if job.alone:
                self._held = job
                break
            jobs.append(job)
        return jobs, True

    def _outcomes(self, jobs: Sequence[Job]) -> Sequence[Outcome]:
        """What came of each; after a fault the same refusal for all, whose work is undone."""
        try:
            if jobs[0].alone:
                return [(jobs[0].work(self._ready()), None)]
            return self._together(self._ready(), jobs)
        except Exception as error:  # noqa: BLE001 (whatever it was, each who waits must hear of it)
            self._drop()
            return [(None, self._told(error))] * len(jobs)

    def _told(self, error: Exception) -> Exception:
        if not isinstance(error, DBAPIError):
            return error
        refusal = self._database.told(error)
        refusal.__cause__ = error
        return refusal

    def _together(self, connection: Connection, jobs: Sequence[Job]) -> Sequence[Outcome]:
        with connection.begin():
            outcomes = [self._one(connection, job) for job in jobs]
            count = beat(connection)
        self._acknowledged = count
        return outcomes

    def _one(self, connection: Connection, job: Job) -> Outcome:
        connection.execute(SAVEPOINT)
        try:
            result = job.work(SqlTx(connection, self._database))
        except Exception as error:
            if isinstance(error, DBAPIError) and not isinstance(error, IntegrityError):
                raise  # the disk or the file: SQLite may have undone everything, so the whole batch is
            connection.execute(UNDO)
            connection.execute(RELEASE)
            return None, error
        connection.execute(RELEASE)
        return result, None

    def _ready(self) -> Connection:
        """The connection; after a fault a new one, which must still hold everything acknowledged."""
        if self._connection is None:
            connection = self._database.writer()
            with connection.begin():
                found = commits(connection)
            if found < self._acknowledged:
                connection.close()
                raise damaged()
            self._connection = connection
        return self._connection

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()
            connection.close()

    def _finish(self) -> None:
        if self._connection is not None:
            with suppress(
                Refusal
            ):  # without room the log stays beside the file, and is read at the next start
                self._database.settle(self._connection)
            self._connection.close()
