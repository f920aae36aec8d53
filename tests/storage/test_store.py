"""The one writer: an answer means that it is on the disk; a fault of one action is nobody else's."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from storing import PASSPHRASE, add, append, event_row, events, session_row, vault_at

from tremula.actions.ports import Tx
from tremula.core.failure import Refusal
from tremula.storage.store import Store
from tremula.storage.tx import commits
from tremula.storage.vault import Vault


def put(tx: Tx, pair: tuple[str, object]) -> str:
    tx.put_setting(*pair)
    return pair[0]


def settings(tx: Tx, _: None) -> object:
    return tx.settings()


def put_then_refuse(tx: Tx, pair: tuple[str, object]) -> None:
    tx.put_setting(*pair)
    raise Refusal("no", "No.")


def put_then_crash(tx: Tx, pair: tuple[str, object]) -> None:
    tx.put_setting(*pair)
    raise ZeroDivisionError


def code_of(error: BaseException) -> str:
    assert isinstance(error, Refusal), error
    return error.code


def count_commits(store: Store) -> int:
    def work(connection: object) -> int:
        with connection.begin():  # type: ignore[attr-defined]
            return commits(connection)  # type: ignore[arg-type]

    return store._writer.between(work)


def test_what_was_answered_is_there_after_opening_again(vault: Vault) -> None:
    store = Store.open(vault)
    assert store.write_sync(put, ("voice", {"volume": 0.5})) == "voice"
    store.close()
    store = Store.open(vault)
    assert store.read_sync(settings, None) == {"voice": {"volume": 0.5}}
    store.close()


def test_a_reader_sees_everything_answered_before(store: Store) -> None:
    async def walk() -> None:
        for number in range(20):
            await store.write(put, ("n", number))
            assert await store.read(settings, None) == {"n": number}

    asyncio.run(walk())


def test_a_locked_vault_has_no_store(vault: Vault) -> None:
    vault.lock()
    with pytest.raises(Refusal) as caught:
        Store.open(vault)
    assert caught.value.code == "locked"
    vault.unlock(PASSPHRASE)


def test_many_actions_share_few_commits(store: Store) -> None:
    async def crowd() -> list[str]:
        return await asyncio.gather(*(store.write(put, (f"k{n}", n)) for n in range(200)))

    before = count_commits(store)
    assert asyncio.run(crowd()) == [f"k{n}" for n in range(200)]
    assert 1 <= count_commits(store) - before <= 20
    assert len(store.read_sync(settings, None)) == 200  # type: ignore[arg-type]


def test_one_that_fails_takes_nobody_with_it(store: Store) -> None:
    async def crowd() -> list[object]:
        actions = [put, put_then_refuse, put_then_crash]
        writes = [store.write(actions[n % 3], (f"k{n}", n)) for n in range(60)]
        return await asyncio.gather(*writes, return_exceptions=True)

    outcomes = asyncio.run(crowd())
    for number, outcome in enumerate(outcomes):
        if number % 3 == 0:
            assert outcome == f"k{number}"
        else:
            assert isinstance(outcome, (None, Refusal, ZeroDivisionError)[number % 3])
    assert store.read_sync(settings, None) == {f"k{n}": n for n in range(0, 60, 3)}


def test_who_stops_waiting_does_not_stop_the_others(store: Store) -> None:
    async def impatient() -> object:
        leaving = asyncio.ensure_future(store.write(put, ("left", 1)))
        staying = asyncio.ensure_future(store.write(put, ("stayed", 1)))
        await asyncio.sleep(0)
        leaving.cancel()
        return await staying

    assert asyncio.run(impatient()) == "stayed"
    assert store.write_sync(put, ("after", 1)) == "after"


def test_a_loop_that_ended_does_not_harm_the_writer(store: Store) -> None:
    async def gone() -> None:
        waiting = asyncio.ensure_future(store.write(put, ("gone", 1)))
        await asyncio.sleep(0)
        waiting.cancel()

    for _ in range(10):
        asyncio.run(gone())
    assert store.write_sync(put, ("after", 1)) == "after"


def test_after_closing_it_says_locked(vault: Vault) -> None:
    store = Store.open(vault)
    store.close()
    store.close()
    for ask in (lambda: store.write_sync(put, ("k", 1)), lambda: store.read_sync(settings, None)):
        with pytest.raises(Refusal) as caught:
            ask()
        assert caught.value.code == "locked"


def test_closing_finishes_what_was_asked_before(vault: Vault) -> None:
    store = Store.open(vault)

    async def ask_and_close() -> list[str]:
        writes = [asyncio.ensure_future(store.write(put, (f"k{n}", n))) for n in range(50)]
        await asyncio.sleep(0)
        await asyncio.to_thread(store.close)
        return await asyncio.gather(*writes)

    assert len(asyncio.run(ask_and_close())) == 50
    assert not list(vault.directory.glob("app.db-*"))


@contextmanager
def failing_commits(store: Store, times: int) -> Iterator[None]:
    """The disk fails at the next `times` commits, as SQLite reports an I/O error."""
    from sqlcipher3 import dbapi2

    engine = store._database._writing  # type: ignore[attr-defined]
    left, real = [times], engine.dialect.do_commit

    def commit(connection: object) -> None:
        if left[0]:
            left[0] -= 1
            raise dbapi2.OperationalError("disk I/O error")
        real(connection)

    engine.dialect.do_commit = commit
    try:
        yield
    finally:
        engine.dialect.do_commit = real


def test_a_failed_commit_acknowledges_nobody_and_the_next_one_works(store: Store) -> None:
    async def crowd(first: int) -> list[object]:
        writes = [store.write(put, (f"k{n}", n)) for n in range(first, first + 10)]
        return await asyncio.gather(*writes, return_exceptions=True)

    store.write_sync(put, ("before", 1))
    old = store._writer._connection
    with failing_commits(store, 1):
        outcomes = asyncio.run(crowd(0))
        assert any(isinstance(outcome, Refusal) for outcome in outcomes)
    acknowledged = {name for name in outcomes if isinstance(name, str)}
    assert {code_of(o) for o in outcomes if isinstance(o, Exception)} == {"not-saved"}
    assert store.read_sync(settings, None) == {"before": 1} | {k: int(k[1:]) for k in acknowledged}
    assert all(isinstance(outcome, str) for outcome in asyncio.run(crowd(10)))
    assert store._writer._connection is not old


def test_a_record_that_lost_what_was_acknowledged_is_not_written_to(store: Store) -> None:
    store.write_sync(put, ("before", 1))
    store._writer._acknowledged += 1  # as if the disk had taken a commit back
    with failing_commits(store, 1), pytest.raises(Refusal):
        store.write_sync(put, ("k", 1))
    for _ in range(2):
        with pytest.raises(Refusal) as caught:
            store.write_sync(put, ("k", 1))
        assert caught.value.code == "vault-damaged"


def test_a_full_database_refuses_keeps_what_it_has_and_goes_on(store: Store) -> None:
    def limit(pages: int) -> None:
        store._writer.between(lambda connection: _set_limit(connection, pages))

    store.write_sync(add, session_row())
    store.write_sync(append, ("s1", [event_row(1)]))
    limit(1)
    through = 1
    with pytest.raises(Refusal) as caught:
        while through < 5000:
            rows = [event_row(seq) for seq in range(through + 1, through + 51)]
            through = store.write_sync(append, ("s1", rows)).durable_through
    assert caught.value.code == "not-saved"
    assert [row.seq for row in store.read_sync(events, "s1")] == list(range(1, through + 1))
    answer = store.write_sync(append, ("s1", [event_row(seq) for seq in range(through + 1, through + 51)]))
    assert answer.durable_through == through + 50


def _set_limit(connection: object, pages: int) -> None:
    raw = connection.connection.driver_connection  # type: ignore[attr-defined]
    raw.execute(f"PRAGMA max_page_count = {pages}").fetchall()


def test_a_lost_database_is_told_and_not_made_anew(vault: Vault) -> None:
    Store.open(vault).close()
    vault.database_path.unlink()
    with pytest.raises(Refusal) as caught:
        Store.open(vault)
    assert caught.value.code == "database-missing"
    assert not vault.database_path.exists()


def test_where_the_record_is_lost_the_newest_backup_is_named_and_works(vault: Vault) -> None:
    store = Store.open(vault)
    store.snapshot()
    store.close()
    for path in vault.directory.glob("app.db*"):
        path.unlink()
    newest = max(vault.backups.glob("*Z.db"))
    with pytest.raises(Refusal, match=f"{newest}, to {vault.database_path}"):
        Store.open(vault)
    shutil.copy(newest, vault.database_path)
    Store.open(vault).close()


def test_a_making_that_was_cut_off_is_done_again(vault: Vault) -> None:
    """The power went after the header and before the database was whole."""
    vault.database_path.with_name("app.db.new").write_bytes(b"half a database")
    store = Store.open(vault)
    assert store.read_sync(settings, None) == {}
    store.close()
    assert not vault.fresh_path.exists()


def test_a_vault_made_but_never_opened_opens_later(vault: Vault) -> None:
    vault.close()
    later = vault_at(vault.directory)
    later.unlock(PASSPHRASE)
    store = Store.open(later)
    assert store.write_sync(put, ("k", 1)) == "k"
    store.close()
    later.close()
