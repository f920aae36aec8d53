"""Look at what is kept: the list of sessions, and one session with everything that belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from msgspec import Struct

from tremula.actions.ports import EventRow, SessionRow, Tx
from tremula.core.failure import Refusal
from tremula.core.session.record import Walked, walked
from tremula.core.session.timeline import Timeline


class SessionTold(Struct, frozen=True):
    """A session, the chapters it walked through and its record."""

    row: SessionRow
    chapters: Sequence[Walked]
    events: Sequence[EventRow]


def list_sessions(tx: Tx, command: None = None) -> Sequence[SessionRow]:
    """All sessions, newest first."""
    return tx.sessions()


def list_begun(tx: Tx, command: None = None) -> Sequence[SessionRow]:
    """Sessions in which something happened, newest first: what a person knows as their sessions."""
    prepared = tx.prepared()
    return [row for row in tx.sessions() if row.id not in prepared]


def is_kept(tx: Tx, id: str) -> bool:
    """Whether there is a session with this id."""
    return tx.session(id) is not None


def read_session(tx: Tx, id: str) -> SessionTold:
    """One session. Refusal("not-found")."""
    row = tx.session(id)
    if row is None:
        raise Refusal("not-found", "There is no such session.")
    return tell(tx, row)


def read_all(tx: Tx, command: None = None) -> Sequence[SessionTold]:
    """Every session with its record, newest first."""
    return [tell(tx, row) for row in tx.sessions()]


def tell(tx: Tx, row: SessionRow) -> SessionTold:
    """Put a session together from what is kept."""
    events = tx.events(row.id)
    timeline = msgspec.json.decode(row.timeline, type=Timeline)
    return SessionTold(row, walked(timeline, events), events)


def row_told(row: SessionRow) -> dict[str, Any]:
    """A session as programs are told it, without timeline and record."""
    return {
        "id": row.id,
        "begun": row.begun,
        "ended": row.ended,
        "end": row.end,
        "exercises": row.exercises,
        "dose": row.dose,
        "demo": row.demo,
    }


def session_told(told: SessionTold) -> dict[str, Any]:
    """The same with chapters and events."""
    return {**row_told(told.row), "chapters": told.chapters, "events": told.events}
