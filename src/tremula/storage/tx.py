"""What an action may do inside one savepoint: actions.ports.Tx over SQLAlchemy Core. It never commits."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, Select, and_, delete, exists, func, select, update

from tremula.actions.ports import Appended, EventRow, SessionRow
from tremula.core.failure import Refusal
from tremula.storage import tables
from tremula.storage.database import Database
from tremula.storage.tables import OWNER, event, event_conflict, person, pulse, setting, timeline

EVENT_FIELDS = EventRow.__struct_fields__


class SqlTx:
    """One savepoint, or one look, at one database."""

    def __init__(self, connection: Connection, database: Database) -> None:
        self._connection = connection
        self._insert = database.insert

    def add_session(self, row: SessionRow, append_token_hash: bytes, token_expires: str) -> None:
        """Keep a new session; an id that exists raises Refusal("exists")."""
        if self._person_of(row.id) is not None:
            raise Refusal("exists", "There is a session with this id already.")
        self._know(row.person)
        form = {"person_id": row.person, "hash": row.timeline_hash, "body": row.timeline}
        self._connection.execute(self._insert(timeline).on_conflict_do_nothing(), form)
        self._connection.execute(
            self._insert(tables.session),
            {
                "id": row.id,
                "person_id": row.person,
                "begun": row.begun,
                "begun_ms": round(datetime.fromisoformat(row.begun).timestamp() * 1000),
                "exercises": _json(row.exercises),
                "dose": row.dose,
                "timeline_hash": row.timeline_hash,
                "end": row.end,
                "ended": row.ended,
                "demo": row.demo,
                "token_hash": append_token_hash,
                "token_expires": token_expires,
            },
        )

    def session(self, id: str) -> SessionRow | None:
        found = self._connection.execute(
            select(tables.session).where(tables.session.c.id == id)
        ).one_or_none()
        return self._session_row(found, {}) if found else None

    def sessions(self) -> Sequence[SessionRow]:
        """All sessions, newest first; those of one form share the bytes of their timeline."""
        bodies: dict[tuple[str, str], bytes] = {}
        query = select(tables.session).order_by(tables.session.c.begun_ms.desc(), tables.session.c.id.desc())
        return [self._session_row(row, bodies) for row in self._connection.execute(query)]

    def _session_row(self, row: Row[Any], bodies: dict[tuple[str, str], bytes]) -> SessionRow:
        key = (row.person_id, row.timeline_hash)
        if key not in bodies:
            query = select(timeline.c.body).where(timeline.c.person_id == key[0], timeline.c.hash == key[1])
            bodies[key] = self._connection.execute(query).scalar_one()
        return SessionRow(
            id=row.id,
            person=row.person_id,
            begun=row.begun,
            exercises=msgspec.json.decode(row.exercises, type=tuple[str, ...]),
            dose=row.dose,
            timeline=bodies[key],
            timeline_hash=row.timeline_hash,
            end=row.end,
            ended=row.ended,
            demo=row.demo,
        )

    def events(self, session: str) -> Sequence[EventRow]:
        """The record in order of (at, device, seq); conflicting twins are not in it."""
        query = select(event).where(event.c.session_id == session)
        ordered = query.order_by(event.c.at, event.c.device, event.c.seq)
        return [_event_row(row) for row in self._connection.execute(ordered)]

    def append(self, session: str, rows: Sequence[EventRow]) -> Appended:
        """Idempotent by (session, device, seq); another content under a used seq is kept beside and reported.

        `durable_through` is that of the last row's device. Refusal("unknown-session").
        """
        owner = self._owner_of(session)
        if not rows:
            return Appended(0)
        kept = self._kept(session, rows)
        fresh, twins = _sorted_out(rows, kept)
        common = {"person_id": owner, "session_id": session}
        if fresh:
            self._connection.execute(self._insert(event), [common | _event_values(row) for row in fresh])
        if twins:
            self._connection.execute(
                self._insert(event_conflict).on_conflict_do_nothing(),
                [common | _event_values(row) | {"content": _content(row)} for row in twins],
            )
        through = self.durable_through(session, rows[-1].device)
        return Appended(through, tuple(sorted({row.seq for row in twins})))

    def _kept(self, session: str, rows: Sequence[EventRow]) -> dict[tuple[str, int], EventRow]:
        kept: dict[tuple[str, int], EventRow] = {}
        for device in {row.device for row in rows}:
            numbers = [row.seq for row in rows if row.device == device]
            query = select(event).where(
                *_log(session, device), event.c.seq.between(min(numbers), max(numbers))
            )
            found = map(_event_row, self._connection.execute(query))
            kept |= {(row.device, row.seq): row for row in found}
        return kept

    def durable_through(self, session: str, device: str) -> int:
        """The highest seq without a gap before it; 0 when there is none."""
        query = select(func.count(), func.coalesce(func.max(event.c.seq), 0)).where(*_log(session, device))
        count, highest = self._connection.execute(query).one()
        if count == highest:
            return int(highest)
        return int(self._connection.execute(_last_before_gap(session, device)).scalar() or 0)

    def end_session(self, id: str, end: str, ended: str) -> None:
        self._update_session(id, end=end, ended=ended)

    def append_token(self, session: str) -> tuple[bytes, str] | None:
        """The hash of the session's append token and when it expires."""
        columns = tables.session.c
        query = select(columns.token_hash, columns.token_expires).where(columns.id == session)
        row = self._connection.execute(query).one_or_none()
        return (row.token_hash, row.token_expires) if row else None

    def replace_append_token(self, session: str, token_hash: bytes, expires: str) -> None:
        self._update_session(session, token_hash=token_hash, token_expires=expires)

    def _update_session(self, id: str, **values: object) -> None:
        self._owner_of(id)
        self._connection.execute(update(tables.session).where(tables.session.c.id == id).values(**values))

    def delete_session(self, id: str) -> None:
        """The session, its events and their twins, and its timeline when no other session has it."""
        self._owner_of(id)
        for table in (event_conflict, event):
            self._connection.execute(delete(table).where(table.c.session_id == id))
        self._connection.execute(delete(tables.session).where(tables.session.c.id == id))
        used = exists().where(
            and_(
                tables.session.c.person_id == timeline.c.person_id,
                tables.session.c.timeline_hash == timeline.c.hash,
            )
        )
        self._connection.execute(delete(timeline).where(~used))

    def erase(self) -> None:
        """Delete every row of every person."""
        for table in reversed(tables.metadata.sorted_tables):
            if table is not pulse:
                self._connection.execute(delete(table))

    def setting(self, key: str) -> Any:
        """The value kept under a key; None when there is none."""
        return self.settings().get(key)

    def settings(self) -> Mapping[str, Any]:
        query = select(setting.c.key, setting.c.value).where(setting.c.person_id == OWNER)
        return {row.key: msgspec.json.decode(row.value) for row in self._connection.execute(query)}

    def put_setting(self, key: str, value: Any) -> None:
        self._know(OWNER)
        form = {"person_id": OWNER, "key": key, "value": _json(value)}
        put = self._insert(setting).on_conflict_do_update(
            index_elements=["person_id", "key"], set_={"value": form["value"]}
        )
        self._connection.execute(put, form)

    def _know(self, id: str) -> None:
        form = {"id": id, "made": datetime.now(UTC).isoformat(timespec="seconds")}
        self._connection.execute(self._insert(person).on_conflict_do_nothing(), form)

    def _person_of(self, id: str) -> str | None:
        query = select(tables.session.c.person_id).where(tables.session.c.id == id)
        return self._connection.execute(query).scalar()

    def _owner_of(self, id: str) -> str:
        owner = self._person_of(id)
        if owner is None:
            raise Refusal("unknown-session", "There is no such session here.")
        return owner


def _log(session: str, device: str) -> tuple[Any, Any]:
    return event.c.session_id == session, event.c.device == device


def _last_before_gap(session: str, device: str) -> Select[Any]:
    """The smallest seq that has no successor, if the log begins with 1."""
    after, first = event.alias(), event.alias()
    follows = exists().where(
        after.c.session_id == session, after.c.device == device, after.c.seq == event.c.seq + 1
    )
    begins = exists().where(first.c.session_id == session, first.c.device == device, first.c.seq == 1)
    return select(func.min(event.c.seq)).where(*_log(session, device), ~follows, begins)


def _sorted_out(
    rows: Sequence[EventRow], kept: dict[tuple[str, int], EventRow]
) -> tuple[list[EventRow], list[EventRow]]:
    """Which rows are new, and which have another content under a used seq; the rest is known already."""
    fresh, twins, seen = [], [], dict(kept)
    for row in rows:
        key = (row.device, row.seq)
        if key not in seen:
            seen[key] = row
            fresh.append(row)
        elif _json(seen[key]) != _json(row):
            twins.append(row)
    return fresh, twins


def _event_row(row: Row[Any]) -> EventRow:
    values = {name: getattr(row, name) for name in EVENT_FIELDS}
    return EventRow(**(values | {"body": msgspec.json.decode(row.body)}))


def _event_values(row: EventRow) -> dict[str, Any]:
    return {name: getattr(row, name) for name in EVENT_FIELDS} | {"body": _json(row.body)}


def _content(row: EventRow) -> str:
    return hashlib.sha256(_json(row).encode()).hexdigest()


def _json(value: Any) -> str:
    return msgspec.json.encode(value, order="deterministic").decode()


def beat(connection: Connection) -> int:
    """Count this commit; the number it has."""
    row = connection.execute(update(pulse).values(commits=pulse.c.commits + 1).returning(pulse.c.commits))
    return int(row.scalar_one())


def commits(connection: Connection) -> int:
    """How many commits there were."""
    return int(connection.execute(select(pulse.c.commits)).scalar_one())
