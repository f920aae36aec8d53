"""kill -9 of a process under load: nothing acknowledged is lost, doubled, or missing between."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from storing import PASSPHRASE, event_row, vault_at

from tremula.storage.store import Store
from tremula.storage.vault import Vault

CHILD = Path(__file__).with_name("appending_child.py")


def run_and_kill(directory: Path, environment: dict[str, str], seconds: float, slow: float) -> dict[str, int]:
    """What the child said was on the disk, by session, when it was killed `seconds` after its first word."""
    run = [sys.executable, str(CHILD), str(directory), str(slow)]
    with subprocess.Popen(run, stdout=subprocess.PIPE, env=environment, text=True) as child:
        assert child.stdout
        assert child.stdout.readline() == "ready\n"
        first = child.stdout.readline()
        time.sleep(seconds)
        child.send_signal(signal.SIGKILL)
        said = [line.split() for line in (first + child.stdout.read()).splitlines()]
    assert child.returncode == -signal.SIGKILL
    return {session: int(through) for session, through in said}


def check(vault: Vault, acknowledged: dict[str, int]) -> int:
    """How many events there are, after making sure that they are what they must be."""
    store = Store.open(vault)
    total = 0
    for session in store.read_sync(lambda tx, _: [row.id for row in tx.sessions()], None):
        kept = store.read_sync(lambda tx, id: tx.events(id), session)
        wanted = [event_row(n, body={"of": session, "seq": n}) for n in range(1, len(kept) + 1)]
        assert kept == wanted
        assert len(kept) >= acknowledged.get(session, 0)
        total += len(kept)
    store.close()
    return total


def test_nothing_acknowledged_is_lost(tmp_path: Path, times: int, child_environment: dict[str, str]) -> None:
    vault = vault_at(tmp_path / "vault")
    vault.create(PASSPHRASE, keyring=False)
    Store.open(vault).close()
    moments, acknowledged, totals = random.Random(2026), dict[str, int](), [0]
    for number in range(times):
        vault.close()
        said = run_and_kill(
            vault.directory, child_environment, moments.uniform(0.0, 0.25), (number % 2) * 0.01
        )
        assert said, "the child acknowledged nothing: the test would prove nothing"
        acknowledged |= said
        vault.unlock(PASSPHRASE)
        totals.append(check(vault, acknowledged))
    vault.close()
    assert totals == sorted(totals)
    assert totals[-1] > 50 * times
