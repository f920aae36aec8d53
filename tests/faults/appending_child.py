"""Opens a vault and appends as fast as it can; prints what was acknowledged, until killed."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from pathlib import Path

from storing import PASSPHRASE, add, append, event_row, session_row, vault_at

from tremula.core.failure import Refusal
from tremula.storage.store import Store

CLIENTS = 8


async def client(store: Store, session: str) -> None:
    through = await store.read(lambda tx, id: tx.durable_through(id, "phone"), session)
    while True:
        rows = [event_row(seq, body={"of": session, "seq": seq}) for seq in range(through + 1, through + 4)]
        through = (await store.write(append, (session, rows))).durable_through
        # One short write to a pipe: whole or not at all, and it outlives this process.
        os.write(1, f"{session} {through}\n".encode())


def slow_down(store: Store, seconds: float) -> None:
    """A disk that takes its time: whoever answers before COMMIT is found out by the next kill."""
    dialect = store._database._writing.dialect
    real = dialect.do_commit

    def commit(connection: object) -> None:
        time.sleep(seconds)
        real(connection)

    dialect.do_commit = commit


async def main() -> None:
    vault = vault_at(Path(sys.argv[1]))
    vault.unlock(PASSPHRASE)
    store = Store.open(vault)
    slow_down(store, float(sys.argv[2]))
    sessions = [f"s{number}" for number in range(CLIENTS)]
    for id in sessions:
        try:
            await store.write(add, session_row(id))
        except Refusal as refusal:
            assert refusal.code == "exists"
    os.write(1, b"ready\n")
    await asyncio.gather(*(client(store, id) for id in sessions))


asyncio.run(main())
