"""What a person said about themselves: kept, replaced, gone with its session; old vaults get room."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs
from storing import add, append, event_row, session_row

from tremula.actions.ports import AnswerRow, Tx
from tremula.storage import migrate
from tremula.storage.migrate import MIGRATIONS
from tremula.storage.store import Store
from tremula.storage.vault import Vault

RATING = AnswerRow("a1", "arrival", "2026-11-22T16:20:00+01:00", {"distress": 3, "line": "ä"})


def keep(tx: Tx, row: AnswerRow) -> None:
    tx.keep_answer(row)


def find(tx: Tx, kinds: tuple[str, ...]) -> list[AnswerRow]:
    return list(tx.answers(*kinds))


def test_answers_come_back_oldest_first_and_by_kind(store: Store) -> None:
    later = structs.replace(RATING, id="a2", at="2026-11-22T15:30:00+00:00")
    other = structs.replace(RATING, id="a3", kind="after")
    for row in (later, RATING, other):
        store.write_sync(keep, row)
    assert store.read_sync(find, ("arrival",)) == [RATING, later]
    assert store.read_sync(find, ("arrival", "after")) == [RATING, other, later]
    assert store.read_sync(find, ("screening",)) == []


def test_the_same_id_replaces_what_was_said(store: Store) -> None:
    store.write_sync(keep, RATING)
    changed = structs.replace(RATING, body={"distress": 2})
    store.write_sync(keep, changed)
    assert store.read_sync(find, ("arrival",)) == [changed]
    store.write_sync(lambda tx, id: tx.delete_answer(id), "a1")
    assert store.read_sync(find, ("arrival",)) == []


def test_an_answer_goes_with_its_session_and_no_other(store: Store) -> None:
    for id in ("s1", "s2"):
        store.write_sync(add, session_row(id))
        store.write_sync(append, (id, [event_row(1)]))
        store.write_sync(keep, structs.replace(RATING, id=f"of {id}"))
        store.write_sync(lambda tx, id: tx.join_answer(f"of {id}", id), id)
    store.write_sync(keep, structs.replace(RATING, id="alone"))
    store.write_sync(lambda tx, id: tx.delete_session(id), "s1")
    assert [(row.id, row.session) for row in store.read_sync(find, ("arrival",))] == [
        ("alone", ""),
        ("of s2", "s2"),
    ]
    store.write_sync(lambda tx, _: tx.erase(), None)
    assert store.read_sync(find, ("arrival",)) == []


def test_answers_are_found_from_a_moment_on_and_one_by_its_id(store: Store) -> None:
    early = AnswerRow("early", "arrival", "2026-11-01T23:30:00-05:00", {})
    late = AnswerRow("late", "arrival", "2026-11-02T07:00:00+02:00", {})
    for row in (early, late):
        store.write_sync(keep, row)
    assert store.read_sync(lambda tx, at: tx.answers("arrival", since=at), "2026-11-02T04:45:00Z") == [late]
    assert store.read_sync(lambda tx, id: tx.answer(id), "early") == early
    assert store.read_sync(lambda tx, id: tx.answer(id), "never") is None


def test_a_vault_of_the_first_version_is_brought_up_whole(
    vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = tmp_path / "first" / "versions"
    first.mkdir(parents=True)
    (first / "v0001_first.py").write_text((MIGRATIONS / "versions/v0001_first.py").read_text())
    with_first_only = (first.parent, ("0001",))
    now = migrate.bring_up.__defaults__
    monkeypatch.setattr(migrate.bring_up, "__defaults__", with_first_only)
    old = Store.open(vault)
    old.write_sync(add, session_row())
    old.write_sync(append, ("s1", [event_row(seq) for seq in range(1, 31)]))
    old.write_sync(lambda tx, value: tx.put_setting("screening", value), {"result": "clear"})
    old.close()
    monkeypatch.setattr(migrate.bring_up, "__defaults__", now)
    store = Store.open(vault)
    assert len(store.read_sync(lambda tx, id: tx.events(id), "s1")) == 30
    assert store.read_sync(lambda tx, key: tx.setting(key), "screening") == {"result": "clear"}
    store.write_sync(keep, RATING)
    assert store.read_sync(find, ("arrival",)) == [RATING]
    assert len(store.backups.names()) == 1
    store.close()
