"""Appends under the recorder; each acknowledgement goes into a recorded file of its own."""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

from storing import PASSPHRASE, append, event_row, vault_at

from tremula.storage import sqlite
from tremula.storage.store import Store

folder, synchronous = Path(sys.argv[1]), sys.argv[2]
vault = vault_at(folder)
vault.unlock(PASSPHRASE)
sqlite.PRAGMAS = (*sqlite.PRAGMAS, "wal_autocheckpoint = 20", f"synchronous = {synchronous}")
if synchronous != "FULL":  # the negative control must get past the check at the start
    sqlite._check_durability = lambda raw: None
acks = os.open(folder / "acks", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
through, sizes = 0, random.Random(5)
for _ in range(6):
    store = Store.open(vault)
    for _ in range(35):
        rows = [event_row(seq) for seq in range(through + 1, through + 1 + sizes.randint(1, 5))]
        through = store.write_sync(append, ("s1", rows)).durable_through
        os.write(acks, through.to_bytes(8))
    store.close()
vault.close()
