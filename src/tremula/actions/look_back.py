"""Gathers what the record holds of some time, for the Progress page. It keeps and works out nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo
from typing import Any

from msgspec import Struct

from tremula.actions.ports import AnswerRow, SessionRow, Tx
from tremula.actions.read_sessions import list_begun
from tremula.actions.self_reports import AFTER, ARRIVAL
from tremula.core.charts.sessions import AROUND, Around


class Back(Struct, frozen=True):
    """Everything that is charted, oldest first."""

    sessions: Sequence[SessionRow]
    around: Sequence[Around]


def look_back(tx: Tx, zone: tzinfo | None) -> Back:
    """The record, with its days as they are where the person is now."""
    sessions = list_begun(tx)[::-1]
    return Back(sessions, around(sessions, tx.answers(ARRIVAL, AFTER), zone))


def around(sessions: Sequence[SessionRow], rows: Sequence[AnswerRow], zone: tzinfo | None) -> list[Around]:
    """The ratings of each session."""
    said: dict[tuple[str, str], Mapping[str, Any]] = {(row.session, row.kind): row.body for row in rows}
    return [Around(day_of(row.begun, zone), ratings(row.id, said)) for row in sessions]


def ratings(session: str, said: Mapping[tuple[str, str], Mapping[str, Any]]) -> dict[str, int]:
    """What was rated before and after one session, by measure."""
    found = {}
    for measure in AROUND:
        which, _, field = measure.id.partition("-")
        value = said.get((session, ARRIVAL if which == "before" else AFTER), {}).get(field)
        if value is not None:
            found[measure.id] = value
    return found


def day_of(stamp: str, zone: tzinfo | None) -> date:
    """The day of a moment where the person is now."""
    return datetime.fromisoformat(stamp).astimezone(zone).date()
