"""A backup counts only when its content was proved; the drill finds what went bad later."""

from __future__ import annotations

import random
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Self

import msgspec
import pytest
from storing import OTHER, PASSPHRASE, add, append, event_row, events, session_row, vault_at

from tremula.actions.delete_session import delete_session
from tremula.core.failure import Refusal
from tremula.storage.retention import STAMP, to_drop
from tremula.storage.sqlite import SqliteDatabase
from tremula.storage.store import Store
from tremula.storage.vault import Vault


def fill(store: Store, count: int = 100) -> None:
    store.write_sync(add, session_row())
    store.write_sync(append, ("s1", [event_row(seq) for seq in range(1, count + 1)]))


def test_a_snapshot_holds_everything_and_opens_with_the_passphrase(
    store: Store, vault: Vault, tmp_path: Path
) -> None:
    fill(store)
    taken = store.snapshot()
    assert taken.tables["event"].rows == 100
    elsewhere = tmp_path / "restored"
    elsewhere.mkdir()
    shutil.copy(store.backups.path(taken.made), elsewhere / "app.db")
    shutil.copy(store.backups.directory / "header.json", elsewhere)
    restored = vault_at(elsewhere)
    restored.unlock(PASSPHRASE)
    again = Store.open(restored)
    assert again.read_sync(events, "s1") == store.read_sync(events, "s1")
    again.close()
    restored.close()


def test_an_older_backup_opens_with_the_present_passphrase(store: Store, vault: Vault) -> None:
    fill(store)
    store.snapshot()
    vault.change_passphrase(PASSPHRASE, OTHER)
    copy = vault_at(store.backups.directory)
    copy.unlock(OTHER)
    assert copy.derive_key("db") == vault.derive_key("db")
    copy.lock()
    with pytest.raises(Refusal):
        copy.unlock(PASSPHRASE)
    copy.close()


def test_writing_goes_on_while_a_snapshot_is_taken(store: Store) -> None:
    fill(store)
    taken = store.snapshot()
    store.write_sync(append, ("s1", [event_row(101)]))
    assert store.snapshot().tables["event"].rows == taken.tables["event"].rows + 1
    assert len(store.backups.names()) == 1 or store.backups.names()[0] > taken.made


def test_an_empty_copy_is_not_taken_for_a_backup(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unfinished copy passes an integrity check: only counting finds it."""
    fill(store)

    def unfinished(self: SqliteDatabase, _connection: object, target: Path) -> None:
        self.opened(target).writer().close()

    monkeypatch.setattr(SqliteDatabase, "snapshot", unfinished)
    with pytest.raises(Refusal) as caught:
        store.snapshot()
    assert caught.value.code == "backup-failed"
    assert store.backups.names() == []


def test_a_drill_proves_a_backup_and_remembers_when(store: Store) -> None:
    assert store.backups.last_proof() is None
    with pytest.raises(Refusal) as caught:
        store.backups.prove()
    assert caught.value.code == "no-backup"
    fill(store)
    made = store.snapshot().made
    proof = store.backups.prove()
    assert (proof.snapshot, proof.faults) == (made, ())
    assert store.backups.last_proof() == proof


def test_a_drill_clears_away_what_a_killed_one_left(store: Store, vault: Vault) -> None:
    fill(store)
    store.snapshot()
    killed = vault.directory / "drill-killed.new"
    killed.mkdir()
    (killed / "app.db").write_bytes(b"left")
    assert store.backups.prove().faults == ()
    assert list(vault.directory.glob("drill-*")) == []


def test_a_drill_finds_a_flipped_bit_a_cut_and_a_swap(store: Store) -> None:
    fill(store)
    made = store.snapshot().made
    path = store.backups.path(made)
    good = path.read_bytes()
    places = random.Random(3)
    bad = []
    for page in range(len(good) // 4096):
        flipped = bytearray(good)
        flipped[page * 4096 + places.randrange(4096)] ^= 4
        bad.append(bytes(flipped))
    bad += [good[: len(good) // 2], b"", good[4096:8192] + good[4096:]]
    for data in bad:
        path.write_bytes(data)
        assert store.backups.prove().faults
    path.write_bytes(good)
    assert store.backups.prove().faults == ()


def test_a_drill_finds_a_manifest_that_does_not_fit(store: Store) -> None:
    fill(store)
    first = store.snapshot().made
    store.write_sync(append, ("s1", [event_row(101)]))
    directory = store.backups.directory
    old = (directory / f"{first}.json").read_bytes()
    second = store.snapshot().made
    (directory / f"{second}.json").write_bytes(old)
    assert "event differs" in store.backups.prove(second).faults
    (directory / f"{second}.json").unlink()
    assert store.backups.prove(second).faults


def test_a_second_place_gets_all_that_is_needed(store: Store, tmp_path: Path) -> None:
    fill(store)
    made = store.snapshot(tmp_path / "stick").made
    assert {path.name for path in (tmp_path / "stick").iterdir()} == {
        f"{made}.db",
        f"{made}.json",
        "header.json",
    }


def test_no_backup_without_room(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(store)
    full = shutil._ntuple_diskusage(100, 100, 0)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: full)
    with pytest.raises(Refusal) as caught:
        store.snapshot()
    assert caught.value.code == "disk-full"
    store.write_sync(append, ("s1", [event_row(101)]))


def test_a_restored_backup_takes_the_place_of_a_lost_record(vault: Vault) -> None:
    store = Store.open(vault)
    fill(store)
    made = store.snapshot().made
    store.write_sync(append, ("s1", [event_row(101)]))
    store.close()
    vault.database_path.write_bytes(b"garbage" * 1000)
    from tremula.storage.opening import restore

    restore(vault, made)
    store = Store.open(vault)
    assert len(store.read_sync(events, "s1")) == 100
    store.close()
    assert (vault.directory / "app.db.damaged").read_bytes().startswith(b"garbage")


def test_a_bad_backup_is_not_restored(vault: Vault) -> None:
    store = Store.open(vault)
    fill(store)
    made = store.snapshot().made
    path = store.backups.path(made)
    path.write_bytes(path.read_bytes()[:8192])
    store.close()
    before = vault.database_path.read_bytes()
    from tremula.storage.opening import restore

    with pytest.raises(Refusal) as caught:
        restore(vault, made)
    assert caught.value.code == "backup-failed"
    assert vault.database_path.read_bytes() == before


def test_it_is_due_once_a_day(store: Store) -> None:
    assert store.backups.due()
    store.snapshot()
    assert not store.backups.due()
    assert store.backups.due(datetime.now(UTC) + timedelta(hours=25))


def test_days_weeks_and_months_are_kept_and_the_rest_goes() -> None:
    newest = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)
    made = [(newest - timedelta(hours=12 * n)).strftime(STAMP) for n in range(2 * 800)]
    kept = sorted(set(made) - set(to_drop(made)), reverse=True)
    assert len(kept) == 7 + 3 + 11
    assert kept[0] == made[0]
    assert {name[:10] for name in kept[:7]} == {f"2026-11-{day}" for day in range(16, 23)}
    assert kept[-1].startswith("2025-12-31")
    assert to_drop(kept) == []
    assert to_drop([]) == []


def test_two_who_want_a_copy_at_once_both_get_one(store: Store) -> None:
    fill(store)
    with ThreadPoolExecutor(4) as several:
        asked = [several.submit(store.keep_copy, forget_older=n % 2 == 0) for n in range(12)]
        for each in asked:
            each.result()
    names = store.backups.names()
    assert names
    assert [store.backups.prove(name).faults for name in names] == [()] * len(names)


def test_a_copy_that_was_begun_before_a_deletion_does_not_outlive_it(store: Store) -> None:
    """However the two fall together, the copies that are left hold the record as it is after the deletion."""
    fill(store)
    for n in range(8):
        store.write_sync(add, session_row(id=f"gone-{n}"))
        with ThreadPoolExecutor(2) as two:
            other = two.submit(store.keep_copy, forget_older=False)
            store.write_sync(delete_session, f"gone-{n}")
            two.submit(store.keep_copy, forget_older=True).result()
            other.result()
        assert {sessions_in(store, name) for name in store.backups.names()} == {1}


def test_what_was_deleted_when_no_copy_could_be_made_is_gone_from_the_copies_after_a_restart(
    store: Store, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store)
    store.keep_copy(forget_older=False)
    assert not store.copy_due()
    store.write_sync(delete_session, "s1")

    def full(*_: object) -> None:
        raise Refusal("disk-full", "There is too little room.")

    with monkeypatch.context() as patch, pytest.raises(Refusal):
        patch.setattr(store.backups, "_refuse_full_disk", full)
        store.keep_copy(forget_older=True)
    store.close()
    again = Store.open(vault)
    assert again.copy_due()
    again.keep_copy(forget_older=False)
    assert not again.copy_due()
    [left] = again.backups.names()
    assert again.backups.prove(left).faults == ()
    assert sessions_in(again, left) == 0
    again.close()


def sessions_in(store: Store, made: str) -> int:
    told = msgspec.json.decode(store.backups.path(made).with_suffix(".json").read_bytes())
    return int(told["tables"]["session"]["rows"])


def test_a_clock_that_was_set_back_neither_keeps_what_was_deleted_nor_drops_the_newest_copy(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store)
    late = datetime.now(UTC).replace(hour=18)

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls.fromisoformat(late.isoformat())

    monkeypatch.setattr("tremula.storage.backups.datetime", Clock)
    store.keep_copy(forget_older=False)
    first = store.backups.names()
    store.write_sync(delete_session, "s1")
    for hour in (17, 16):
        late = late.replace(hour=hour)
        store.keep_copy(forget_older=hour == 17)
        assert f"T{hour}" in store.backups.names()[-1]
        assert first[0] not in store.backups.names()
    assert {sessions_in(store, name) for name in store.backups.names()} == {0}
    late -= timedelta(days=40)
    assert store.copy_due()
