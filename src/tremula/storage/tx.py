"""What an action may do inside one savepoint: actions.ports.Tx over SQLAlchemy Core. It never commits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, and_, delete, exists, select, update

from tremula.actions.ports import AnswerRow, Appended, EventRow, SessionRow
from tremula.core.archive.lines import Line
from tremula.core.failure import Refusal
from tremula.storage import answerlog, archive, eventlog, tables
from tremula.storage.archive_in import Merger
from tremula.storage.database import Database
from tremula.storage.journal import SqlJournal
from tremula.storage.tables import OWNER, event, event_conflict, person, pulse, setting, timeline


class SqlTx:
    """One savepoint, or one look, at one database."""

    def __init__(self, connection: Connection, database: Database) -> None:
        self._connection = connection
        self._insert = database.insert
        self.journal = SqlJournal(connection, database.insert, lambda: self._know(OWNER))

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
        return [self._session_row(row, bodies) for row in self._connection.execute(query).all()]

    def prepared(self) -> Mapping[str, str]:
        """Sessions without any event, by id: when their append token expires."""
        session = tables.session.c
        begun = exists().where(event.c.session_id == session.id)
        query = select(session.id, session.token_expires).where(~begun)
        return {row.id: row.token_expires for row in self._connection.execute(query)}

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
        return eventlog.record(self._connection, session)

    def append(self, session: str, rows: Sequence[EventRow]) -> Appended:
        """Idempotent by (session, device, seq); another content under a used seq is kept beside and reported.

        All rows are of one device. Refusal("unknown-session").
        """
        if not rows:
            self._owner_of(session)
            return Appended(0)
        return eventlog.append(self._connection, self._insert, session, rows)

    def durable_through(self, session: str, device: str) -> int:
        """The highest seq without a gap before it; 0 when there is none."""
        return eventlog.durable_through(self._connection, session, device)

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
        """The session, its events and their twins, what was answered about it, and its timeline when no
        other session has it.
        """
        self._owner_of(id)
        answerlog.forget_with(self._connection, id)
        self.journal.let_go_of_session(id)
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
        self.journal.forget_words()
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

    def keep_answer(self, row: AnswerRow) -> None:
        """Keep what was said; the same id again replaces it."""
        self._know(OWNER)
        answerlog.keep(self._connection, self._insert, row)

    def answers(self, *kinds: str, since: str = "") -> Sequence[AnswerRow]:
        """All answers of these kinds, oldest first; from a moment on, if one is given."""
        return answerlog.find(self._connection, kinds, since)

    def answer(self, id: str) -> AnswerRow | None:
        """One answer by its id."""
        return answerlog.one(self._connection, id)

    def join_answer(self, id: str, session: str) -> None:
        """An answer that was given before its session now belongs to it."""
        answerlog.join(self._connection, id, session)

    def delete_answer(self, id: str) -> None:
        answerlog.forget(self._connection, id)

    def lines(self, kind: str) -> Iterator[Line]:
        """Every record of a kind, for an archive."""
        return archive.lines(self._connection, kind)

    def merging(self) -> Merger:
        """Begin to bring an archive in."""
        return Merger(self._connection, self._insert, self.journal)

    def forget_other(self, kind: str, key: str, content: str) -> bool:
        """What an import brought beside goes; whether it was there."""
        beside = tables.other_content.c
        gone = delete(tables.other_content).where(
            beside.person_id == OWNER, beside.kind == kind, beside.key == key, beside.content == content
        )
        return bool(self._connection.execute(gone).rowcount)

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


def _json(value: Any) -> str:
    return msgspec.json.encode(value, order="deterministic").decode()


BEAT = update(pulse).values(commits=pulse.c.commits + 1).returning(pulse.c.commits)


def beat(connection: Connection) -> int:
    """Count this commit; the number it has."""
    return int(connection.execute(BEAT).scalar_one())


def commits(connection: Connection) -> int:
    """How many commits there were."""
    return int(connection.execute(select(pulse.c.commits)).scalar_one())
