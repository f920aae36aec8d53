"""Appending in any order, twice, with gaps, with another content: always what a simple model says."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import select
from storing import PASSPHRASE, add, append, event_row, events, session_row, vault_at

from tremula.actions.ports import EventRow, Tx
from tremula.core.failure import Refusal
from tremula.storage.store import Store
from tremula.storage.tables import event_conflict
from tremula.storage.tx import SqlTx

DEVICES = ("phone", "laptop")
NUMBERS = st.integers(1, 12)
TEXTS = st.sampled_from(["", "a", "ä", "\u0000", "😀", "'; DROP TABLE event; --"])


def row(device: str, seq: int, text: str) -> EventRow:
    return event_row(seq, device=device, body={"text": text, "by": "person", "n": [1, 2.5, None]})


def twins(tx: Tx, session: str) -> list[tuple[str, int, str]]:
    assert isinstance(tx, SqlTx)
    query = select(event_conflict).where(event_conflict.c.session_id == session)
    found = tx._connection.execute(query).all()
    return sorted((one.device, one.seq, one.body) for one in found)


class Appending(RuleBasedStateMachine):
    """The model: for each device a dictionary of what came first, and a set of what came later instead."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.vault = vault_at(Path(self.folder.name) / "vault")
        self.vault.create(PASSPHRASE, keyring=False)
        self.store = Store.open(self.vault)
        self.first: dict[str, dict[int, EventRow]] = {device: {} for device in DEVICES}
        self.later: set[tuple[str, int, str]] = set()

    @initialize()
    def begin(self) -> None:
        self.store.write_sync(add, session_row("s1"))
        self.store.write_sync(add, session_row("s2"))
        self.store.write_sync(append, ("s2", [row("phone", 1, "another session")]))

    @rule(device=st.sampled_from(DEVICES), batch=st.lists(st.tuples(NUMBERS, TEXTS), min_size=1, max_size=6))
    def send(self, device: str, batch: list[tuple[int, str]]) -> None:
        rows = [row(device, seq, text) for seq, text in batch]
        conflicts = set()
        for one in rows:
            kept = self.first[device].setdefault(one.seq, one)
            if kept != one:
                conflicts.add(one.seq)
                self.later.add((device, one.seq, one.body["text"]))
        answer = self.store.write_sync(append, ("s1", rows))
        assert answer.conflicts == tuple(sorted(conflicts))
        assert answer.durable_through == self.through(device)

    @rule()
    def close_and_open_again(self) -> None:
        self.store.close()
        self.store = Store.open(self.vault)

    def through(self, device: str) -> int:
        seq = 0
        while seq + 1 in self.first[device]:
            seq += 1
        return seq

    @invariant()
    def everything_that_came_is_there_once(self) -> None:
        wanted = [one for log in self.first.values() for one in log.values()]
        wanted.sort(key=lambda one: (one.at, one.device, one.seq))
        assert list(self.store.read_sync(events, "s1")) == wanted
        for device in DEVICES:
            through = self.store.read_sync(lambda tx, name: tx.durable_through("s1", name), device)
            assert through == self.through(device)

    @invariant()
    def what_came_instead_is_kept_beside(self) -> None:
        kept = self.store.read_sync(twins, "s1")
        assert len(kept) == len(self.later)
        assert {(device, seq) for device, seq, _ in kept} == {(d, s) for d, s, _ in self.later}

    def teardown(self) -> None:
        self.store.close()
        self.vault.close()
        self.folder.cleanup()


TestAppending = Appending.TestCase
TestAppending.settings = settings(max_examples=8, stateful_step_count=15, deadline=None)


def test_an_unknown_session_is_refused(store: Store) -> None:
    for rows in ([event_row(1)], []):
        with pytest.raises(Refusal) as caught:
            store.write_sync(append, ("nobody", rows))
        assert caught.value.code == "unknown-session"


def test_a_gap_is_kept_and_closed_later(store: Store) -> None:
    store.write_sync(add, session_row())
    assert store.write_sync(append, ("s1", [event_row(2), event_row(4)])).durable_through == 0
    assert store.write_sync(append, ("s1", [event_row(1)])).durable_through == 2
    assert store.write_sync(append, ("s1", [event_row(3)])).durable_through == 4


def test_a_number_below_one_is_not_kept(store: Store) -> None:
    store.write_sync(add, session_row())
    with pytest.raises(Exception, match="CHECK"):
        store.write_sync(append, ("s1", [event_row(0)]))
    assert store.read_sync(events, "s1") == []
