"""The record of a session: events by (session, device, seq), appended idempotently, never overwritten.

The statements are built once: an append is the one thing that happens often.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, bindparam, exists, func, insert, select

from tremula.actions.ports import Appended, EventRow
from tremula.core.failure import Refusal
from tremula.storage.tables import event, event_conflict, session

FIELDS = EventRow.__struct_fields__

_of_log = (event.c.session_id == bindparam("session"), event.c.device == bindparam("device"))
_count = select(func.count()).where(*_of_log).scalar_subquery()
_highest = select(func.coalesce(func.max(event.c.seq), 0)).where(*_of_log).scalar_subquery()
STANDING = select(session.c.person_id, _count, _highest).where(session.c.id == bindparam("session"))
BETWEEN = select(event).where(*_of_log, event.c.seq.between(bindparam("low"), bindparam("high")))
RECORD = (
    select(event)
    .where(event.c.session_id == bindparam("session"))
    .order_by(event.c.at, event.c.device, event.c.seq)
)
_after, _first = event.alias(), event.alias()
_same_log = [
    (other.c.session_id == bindparam("session"), other.c.device == bindparam("device"))
    for other in (_after, _first)
]
BEFORE_GAP = select(func.coalesce(func.min(event.c.seq), 0)).where(
    *_of_log,
    ~exists().where(*_same_log[0], _after.c.seq == event.c.seq + 1),
    exists().where(*_same_log[1], _first.c.seq == 1),
)
ADD = insert(event)


def record(connection: Connection, session: str) -> list[EventRow]:
    """All events in order of (at, device, seq); conflicting twins are not in it."""
    return [read(found) for found in connection.execute(RECORD, {"session": session})]


def durable_through(connection: Connection, session: str, device: str) -> int:
    """The highest seq without a gap before it; 0 when there is none."""
    names = {"session": session, "device": device}
    found = connection.execute(STANDING, names).one_or_none()
    if found is None or found[1] == found[2]:
        return int(found[2]) if found else 0
    return int(connection.execute(BEFORE_GAP, names).scalar_one())


def append(
    connection: Connection, keep_twin: Callable[..., Any], session: str, rows: Sequence[EventRow]
) -> Appended:
    """As actions.ports.Tx.append; `keep_twin` is the dialect's insert. All rows are of one device."""
    device = rows[0].device
    assert all(row.device == device for row in rows), "a batch is of one device"
    names = {"session": session, "device": device}
    standing = connection.execute(STANDING, names).one_or_none()
    if standing is None:
        raise Refusal("unknown-session", "There is no such session here.")
    owner, count, highest = standing
    fresh, twins = _sorted_out(rows, _kept(connection, names, rows, highest))
    common = {"person_id": owner, "session_id": session}
    if fresh:
        connection.execute(ADD, [common | _values(row) for row in fresh])
    if twins:
        values = [common | _values(row) | {"content": _content(row)} for row in twins]
        connection.execute(keep_twin(event_conflict).on_conflict_do_nothing(), values)
    # Without a gap before and after, the new count says how far it goes; else the gap is looked for.
    through = count + len(fresh)
    if through != max(highest, *(row.seq for row in rows)):
        through = int(connection.execute(BEFORE_GAP, names).scalar_one())
    return Appended(through, tuple(sorted({row.seq for row in twins})))


def _kept(
    connection: Connection, names: Mapping[str, str], rows: Sequence[EventRow], highest: int
) -> dict[int, EventRow]:
    low = min(row.seq for row in rows)
    if low > highest:
        return {}
    found = connection.execute(BETWEEN, {**names, "low": low, "high": max(row.seq for row in rows)})
    return {row.seq: row for row in map(read, found)}


def _sorted_out(rows: Sequence[EventRow], kept: dict[int, EventRow]) -> tuple[list[EventRow], list[EventRow]]:
    """Which rows are new, and which have another content under a used seq; the rest is known already."""
    fresh, twins, seen = [], [], dict(kept)
    for row in rows:
        if row.seq not in seen:
            seen[row.seq] = row
            fresh.append(row)
        elif _json(seen[row.seq]) != _json(row):
            twins.append(row)
    return fresh, twins


def read(found: Row[Any]) -> EventRow:
    """An event as it was kept."""
    values = {name: getattr(found, name) for name in FIELDS}
    return EventRow(**(values | {"body": msgspec.json.decode(found.body)}))


def _values(row: EventRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in FIELDS} | {"body": _json(row.body).decode()}


def _content(row: EventRow) -> str:
    return hashlib.sha256(_json(row)).hexdigest()


def _json(value: Any) -> bytes:
    return msgspec.json.encode(value, order="deterministic")
