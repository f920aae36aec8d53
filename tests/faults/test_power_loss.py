"""The power goes at random moments of a real run whose writes were recorded. Part of a soak.

Files are rebuilt from what had been flushed and four kinds of leftovers, then opened. It trusts that a flush
is one, and needs Linux and a C compiler.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from rebuild import DATABASE, MODELS, Model, states
from storing import PASSPHRASE, add, session_row, vault_at

from tremula.core.failure import Refusal
from tremula.storage.sqlite import SqliteDatabase
from tremula.storage.store import Store
from tremula.storage.vault import Vault

POWER = Path(__file__).with_name("power")


@pytest.fixture(scope="module")
def recorder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("recorder") / "recorder.so"
    subprocess.run(
        ["cc", "-shared", "-fPIC", "-O1", "-w", "-o", str(made), str(POWER / "recorder.c"), "-ldl"],
        check=True,
    )
    return made


def recorded(
    folder: Path, recorder: Path, synchronous: str, environment: dict[str, str]
) -> tuple[Vault, bytes, bytes]:
    """The vault, its database before, and the journal of all that was then written."""
    vault = vault_at(folder / "vault")
    vault.create(PASSPHRASE, keyring=False)
    store = Store.open(vault)
    store.write_sync(add, session_row())
    store.close()
    before = vault.database_path.read_bytes()
    vault.close()
    journal = folder / "journal"
    told = {"RECORD_FOLDER": str(vault.directory), "RECORD_TO": str(journal), "LD_PRELOAD": str(recorder)}
    run = [sys.executable, str(POWER / "power_child.py"), str(vault.directory), synchronous]
    subprocess.run(run, env=environment | told, check=True)
    vault.unlock(PASSPHRASE)
    return vault, before, journal.read_bytes()


def outcomes(folder: Path, run: tuple[Vault, bytes, bytes], count: int, model: Model) -> dict[str, int]:
    """How many states were fine, had lost something acknowledged, or could not be read."""
    vault, before, journal = run
    place, seen = folder / "app.db", {"fine": 0, "lost": 0, "unreadable": 0}
    for data, log, acknowledged in states(journal, {DATABASE: before}, count, model):
        for rest in folder.glob("app.db*"):
            rest.unlink()
        place.write_bytes(data)
        place.with_name("app.db-wal").write_bytes(log)
        seen[verdict(place, vault.derive_key("db"), acknowledged)] += 1
    return seen


def verdict(place: Path, key: bytes, acknowledged: int) -> str:
    database = SqliteDatabase(place, key)
    try:
        with database.writer() as connection:
            database.settle(
                connection
            )  # a page torn during a checkpoint is whole in the log, and mended from it
            numbers = connection.exec_driver_sql("SELECT seq FROM event ORDER BY seq").scalars().all()
            faults = database.faults(connection)
    except Refusal:
        return "unreadable"
    finally:
        database.close()
    if faults or list(numbers) != list(range(1, len(numbers) + 1)):
        return "unreadable"
    return "fine" if len(numbers) >= acknowledged else "lost"


@pytest.mark.parametrize("model", MODELS)
def test_nothing_acknowledged_is_lost(
    tmp_path: Path, recorder: Path, times: int, model: Model, child_environment: dict[str, str]
) -> None:
    run = recorded(tmp_path, recorder, "FULL", child_environment)
    (tmp_path / "rebuilt").mkdir()
    count = times * 5
    assert outcomes(tmp_path / "rebuilt", run, count, model) == {"fine": count, "lost": 0, "unreadable": 0}
    run[0].close()


def test_without_flushes_the_loss_is_seen(
    tmp_path: Path, recorder: Path, times: int, child_environment: dict[str, str]
) -> None:
    """The negative control: where commits are not flushed, this test must find the loss."""
    run = recorded(tmp_path, recorder, "NORMAL", child_environment)
    (tmp_path / "rebuilt").mkdir()
    assert outcomes(tmp_path / "rebuilt", run, times * 5, "nothing")["lost"] > 0
    run[0].close()
