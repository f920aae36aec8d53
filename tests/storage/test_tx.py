"""What an action can do: keep, find, end and delete sessions, tokens and settings."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select
from storing import add, append, event_row, events, session_row

from tremula.actions.ports import SessionRow, Tx
from tremula.core.failure import Refusal
from tremula.storage.store import Store
from tremula.storage.tables import metadata
from tremula.storage.tx import SqlTx


def counts(tx: Tx, _: None) -> dict[str, int]:
    assert isinstance(tx, SqlTx)
    return {
        table.name: tx._connection.execute(select(func.count()).select_from(table)).scalar_one()
        for table in metadata.sorted_tables
    }


def sessions(tx: Tx, _: None) -> list[SessionRow]:
    return list(tx.sessions())


def test_a_session_comes_back_as_it_was_given(store: Store) -> None:
    given = session_row(exercises=("fold", "wall-sit"), dose="low", timeline=bytes(range(256)), demo=True)
    store.write_sync(add, given)
    assert store.read_sync(lambda tx, id: tx.session(id), "s1") == given
    assert store.read_sync(lambda tx, id: tx.session(id), "s2") is None


def test_an_id_is_used_once(store: Store) -> None:
    store.write_sync(add, session_row())
    with pytest.raises(Refusal) as caught:
        store.write_sync(add, session_row(dose="high"))
    assert caught.value.code == "exists"
    assert store.read_sync(lambda tx, id: tx.session(id), "s1") == session_row()


def test_sessions_come_newest_first_also_across_time_zones(store: Store) -> None:
    begun = {
        "second": "2026-11-22T09:30:00+01:00",
        "first": "2026-11-22T09:00:00+01:00",
        "third": "2026-11-22T08:45:00+00:00",
        "fourth": "2026-11-22T04:00:00-05:00",
    }
    for id, wall in begun.items():
        store.write_sync(add, session_row(id, begun=wall))
    assert [row.id for row in store.read_sync(sessions, None)] == ["fourth", "third", "second", "first"]
    assert {row.id: row.begun for row in store.read_sync(sessions, None)} == begun


def test_sessions_of_one_form_keep_one_timeline(store: Store) -> None:
    for number in range(5):
        store.write_sync(add, session_row(f"s{number}", timeline=b"x" * 1000))
    assert store.read_sync(counts, None)["timeline"] == 1
    assert {row.timeline for row in store.read_sync(sessions, None)} == {b"x" * 1000}


def test_a_session_ends(store: Store) -> None:
    store.write_sync(add, session_row())
    store.write_sync(lambda tx, how: tx.end_session("s1", how, "2026-11-22T17:00:00+01:00"), "stopped")
    kept = store.read_sync(lambda tx, id: tx.session(id), "s1")
    assert kept == session_row(end="stopped", ended="2026-11-22T17:00:00+01:00")


def test_a_token_is_kept_and_replaced(store: Store) -> None:
    store.write_sync(add, session_row())
    token = store.read_sync(lambda tx, id: tx.append_token(id), "s1")
    assert token == (b"a hash of a token", "2026-11-23T16:22:31+01:00")
    store.write_sync(lambda tx, new: tx.replace_append_token("s1", *new), (b"another", "later"))
    assert store.read_sync(lambda tx, id: tx.append_token(id), "s1") == (b"another", "later")
    assert store.read_sync(lambda tx, id: tx.append_token(id), "s2") is None


def test_a_deleted_session_leaves_nothing_and_the_others_everything(store: Store) -> None:
    store.write_sync(add, session_row("s1"))
    before = store.read_sync(counts, None)
    store.write_sync(add, session_row("s2", timeline_hash="form-2", timeline=b"other"))
    store.write_sync(add, session_row("s3"))
    for id in ("s2", "s3"):
        store.write_sync(append, (id, [event_row(1), event_row(1, kind="stop"), event_row(2)]))
    store.write_sync(lambda tx, id: tx.delete_session(id), "s2")
    store.write_sync(lambda tx, id: tx.delete_session(id), "s3")
    assert store.read_sync(counts, None) | {"pulse": 0} == before | {"pulse": 0}
    assert store.read_sync(lambda tx, id: tx.session(id), "s1") == session_row("s1")


@pytest.mark.parametrize(
    "ask",
    [
        lambda tx, id: tx.end_session(id, "left", ""),
        lambda tx, id: tx.delete_session(id),
        lambda tx, id: tx.replace_append_token(id, b"", ""),
    ],
)
def test_an_unknown_session_is_refused(store: Store, ask: object) -> None:
    with pytest.raises(Refusal) as caught:
        store.write_sync(ask, "nobody")  # type: ignore[arg-type]
    assert caught.value.code == "unknown-session"


def test_settings_are_kept_by_key(store: Store) -> None:
    put = {"voice": None, "dose": "low", "screening": {"heart": False, "ä": [1, 2.5]}, "seen": True}
    for key, value in put.items():
        store.write_sync(lambda tx, pair: tx.put_setting(*pair), (key, value))
    store.write_sync(lambda tx, pair: tx.put_setting(*pair), ("dose", "high"))
    assert store.read_sync(lambda tx, _: dict(tx.settings()), None) == put | {"dose": "high"}
    assert store.read_sync(lambda tx, key: tx.setting(key), "screening") == put["screening"]
    assert store.read_sync(lambda tx, key: tx.setting(key), "nothing") is None


def test_erasing_leaves_no_row_and_the_store_usable(store: Store) -> None:
    store.write_sync(add, session_row())
    store.write_sync(append, ("s1", [event_row(1), event_row(1, kind="stop")]))
    store.write_sync(lambda tx, pair: tx.put_setting(*pair), ("dose", "high"))
    store.write_sync(lambda tx, _: tx.erase(), None)
    assert sum(store.read_sync(counts, None).values()) == 1  # the count of commits
    store.write_sync(add, session_row())
    assert store.read_sync(events, "s1") == []
