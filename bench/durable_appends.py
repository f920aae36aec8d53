"""How many appends a second reach the disk: shared commits beside one transaction a request.

Both run the same action on the same encrypted database, flushed at every commit, in turns in one run. The
peer is what a web framework does by itself: a pool of threads, each with its own connection and transaction.
Goal: at least three times the peer.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from tremula.actions.ports import Appended, EventRow, SessionRow, Tx
from tremula.storage.argon import Cost
from tremula.storage.sqlite import SqliteDatabase
from tremula.storage.store import Store
from tremula.storage.tx import SqlTx
from tremula.storage.vault import Vault

CLIENTS = 64
"""Sessions at once; each sends its next event when the last was acknowledged."""
THREADS = 40
"""What Starlette's pool has."""
SECONDS = 4.0
ROUNDS = 3

Append = Callable[[str, EventRow], Awaitable[Appended]]
Batch = tuple[str, EventRow]


def append(tx: Tx, command: Batch) -> Appended:
    return tx.append(command[0], [command[1]])


def event(seq: int) -> EventRow:
    body = {"by": "person", "chapter": "butterfly", "segment": "butterfly/3", "position": seq * 731}
    wall = "2026-11-22T16:22:31+00:00"
    return EventRow("phone", seq, wall, seq * 1000, "fine", body, 1, "a" * 64, "b" * 64)


def begin(tx: Tx, id: str) -> None:
    row = SessionRow(id, "owner", "2026-11-22T16:22:31+00:00", ("butterfly",), "default", b"{}", "form")
    tx.add_session(row, b"token", "2026-11-23T16:22:31+00:00")


async def client(append_one: Append, session: str, until: float, waits: list[float]) -> int:
    seq = 0
    while time.perf_counter() < until:
        sent = time.perf_counter()
        answer = await append_one(session, event(seq + 1))
        waits.append(time.perf_counter() - sent)
        seq += 1
        assert answer.durable_through == seq
    return seq


async def measure(append_one: Append, sessions: list[str]) -> tuple[float, list[float]]:
    """Appends a second, and how long each waited (s)."""
    waits: list[float] = []
    begun = time.perf_counter()
    counts = await asyncio.gather(*(client(append_one, one, begun + SECONDS, waits) for one in sessions))
    return sum(counts) / (time.perf_counter() - begun), waits


class OneEach:
    """The peer: a transaction for each request, from a pool of threads."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database
        self._threads = ThreadPoolExecutor(THREADS)
        self._connections: list[Connection] = []

    def _work(self, session: str, row: EventRow) -> Appended:
        connection = self._connections.pop() if self._connections else self._database.writer()
        try:
            while True:
                try:
                    with connection.begin():
                        return append(SqlTx(connection, self._database), (session, row))
                except OperationalError as error:
                    if "locked" not in str(error):  # on a busy machine the peer starves: it tries again
                        raise
        finally:
            self._connections.append(connection)

    async def append(self, session: str, row: EventRow) -> Appended:
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._work, session, row)

    def close(self) -> None:
        self._threads.shutdown()
        for connection in self._connections:
            connection.close()


def one_round(vault: Vault, number: int) -> tuple[tuple[float, list[float]], tuple[float, list[float]]]:
    store = Store.open(vault)
    mine, theirs = ([f"{who}-{number}-{i}" for i in range(CLIENTS)] for who in ("group", "each"))
    for id in [*mine, *theirs]:
        store.write_sync(begin, id)
    group = asyncio.run(measure(lambda session, row: store.write(append, (session, row)), mine))
    store.close()
    database = SqliteDatabase(vault.database_path, vault.derive_key("db"))
    peer = OneEach(database)
    each = asyncio.run(measure(peer.append, theirs))
    peer.close()
    database.close()
    return group, each


def told(name: str, rounds: Sequence[tuple[float, list[float]]]) -> str:
    ordered = sorted(wait for _, waits in rounds for wait in waits)
    rates = [rate for rate, _ in rounds]
    median, late = ordered[len(ordered) // 2] * 1000, ordered[int(len(ordered) * 0.99)] * 1000
    return f"{name:28} {statistics.median(rates):7.0f}/s   p50 {median:6.1f} ms   p99 {late:7.1f} ms"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        vault = Vault(Path(folder) / "vault", cost=Cost(memory=64, passes=1))
        vault.create("a bench needs five words", keyring=False)
        rounds = [one_round(vault, number) for number in range(ROUNDS)]
        vault.close()
    group, each = zip(*rounds, strict=True)
    print(told("one writer, shared commits", group))
    print(told("one transaction a request", each))
    ratio = statistics.median(mine / theirs for (mine, _), (theirs, _) in rounds)
    print(f"ratio {ratio:.1f} (goal: at least 3)")


if __name__ == "__main__":
    main()
