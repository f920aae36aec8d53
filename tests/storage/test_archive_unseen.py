"""Whatever could be kept goes out and in again as it was: records that nobody wrote by hand."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from archived import export, import_, say
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from storing import PASSPHRASE, add, append, event_row, session_row, timeline_of, vault_at

from tremula.actions.journal import Write, Written, list_entries, read_entry, write_entry
from tremula.actions.ports import AnswerRow
from tremula.storage.store import Store

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
NAME = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=20)
WHOLE = st.integers(-(2**63), 2**64 - 1)
NUMBER = st.one_of(WHOLE, st.floats(allow_nan=False, allow_infinity=False))
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBER, TEXT),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3),
    max_leaves=6,
)
MOMENT = st.builds(
    "{}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}{}".format,
    st.integers(1990, 2100), st.integers(1, 12), st.integers(1, 28), st.integers(0, 23), st.integers(0, 59),
    st.integers(0, 59), st.integers(0, 999), st.sampled_from(["Z", "+00:00", "+14:00", "-11:30"]),
)  # fmt: skip
UUID = st.integers(0, 2**128 - 1).map(lambda number: str(uuid.UUID(int=number)))
ENTRY = st.builds(
    Written, sitting=UUID, seq=st.integers(1, 2**53 - 1), at=MOMENT, text=TEXT,
    kind=st.sampled_from(["free", "after", "hard"]), prompt=TEXT,
)  # fmt: skip
EVENT = st.tuples(
    NAME, st.integers(1, 4), NAME, st.dictionaries(TEXT, JSON, max_size=3), st.integers(0, 2**53)
)
RECORD = st.fixed_dictionaries(
    {
        "sessions": st.lists(st.tuples(UUID, MOMENT, st.lists(EVENT, max_size=5)), max_size=3),
        "answers": st.lists(
            st.tuples(NAME, NAME.map("own-{}".format), MOMENT, st.dictionaries(TEXT, JSON)), max_size=4
        ),
        "settings": st.dictionaries(NAME.map("own.{}".format), JSON, max_size=3),
        "entries": st.lists(st.tuples(UUID, st.lists(ENTRY, min_size=1, max_size=3)), max_size=3),
    }
)


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Store]]:
    """Two vaults, emptied before each try."""
    vaults = [vault_at(tmp_path_factory.mktemp("vault") / "data") for _ in range(2)]
    for vault in vaults:
        vault.create(PASSPHRASE, keyring=False)
    made = [Store.open(vault) for vault in vaults]
    yield made
    for store, vault in zip(made, vaults, strict=True):
        store.close()
        vault.close()


def keep(store: Store, record: dict[str, Any]) -> None:
    for id, begun, events in record["sessions"]:
        if store.read_sync(lambda tx, id: tx.session(id), id) is None:
            store.write_sync(add, session_row(id, begun=begun, timeline=timeline_of(len(events))))
        for device, seq, kind, body, at in events:
            store.write_sync(append, (id, [event_row(seq, device=device, kind=kind, body=body, at=at)]))
    for id, kind, at, body in record["answers"]:
        store.write_sync(say, AnswerRow(id, kind, at, body))
    for key, value in record["settings"].items():
        store.write_sync(lambda tx, kept: tx.put_setting(*kept), (key, value))
    for id, versions in record["entries"]:
        for written in versions:
            store.write_sync(write_entry, Write(id, written))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(record=RECORD, other=RECORD)
def test_it_is_the_same_and_into_a_full_vault_nothing_is_lost(
    stores: list[Store], record: dict[str, Any], other: dict[str, Any]
) -> None:
    one, two = stores
    for store in stores:
        store.write_sync(lambda tx, _: tx.erase(), None)
    keep(one, record)
    first = export(one)
    assert import_(two, first).total.other == 0
    assert export(two) == first
    assert two.read_sync(list_entries, "") == one.read_sync(list_entries, "")
    keep(two, other)
    merged = export(two)
    import_(two, first)
    import_(one, merged)
    again = import_(one, merged)
    assert again.total.new == 0
    assert export(one) == export(one)
    for id, versions in record["entries"]:
        there = {version.text for version in one.read_sync(read_entry, id).versions}
        assert {version.text for version in two.read_sync(read_entry, id).versions} <= there
        assert versions
