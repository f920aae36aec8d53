"""An invented person's eight weeks, for the demonstration. Every session is marked; always the same."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
from msgspec import Struct

from tremula.actions.begin_session import OWNER
from tremula.actions.plan_session import Planned
from tremula.actions.ports import SessionRow, Tx
from tremula.core.session.simulate import simulate
from tremula.core.session.timeline import Timeline

WEEKS = 8
DAYS = ((0, 3), (0, 3), (0, 2, 5), (0, 3), (1, 4), (0, 2, 5), (1, 4), (0, 3, 5))
"""Week by week, the days of practice: two or three, 48 hours apart."""
PERSONAS = (
    "steady",
    "pauses",
    "steady",
    "longer",
    "stops",
    "steady",
    "skips",
    "steady",
    "sleeps",
    "steady",
    "silent",
)


class Invent(Struct, frozen=True):
    """What is practised each time, and the moment at which the eight weeks end (RFC 3339)."""

    planned: Planned
    now: str


def invent_history(tx: Tx, command: Invent) -> int:
    """Keep the invented sessions; how many there are."""
    timeline = msgspec.json.decode(command.planned.timeline, type=Timeline)
    evenings = evenings_before(datetime.fromisoformat(command.now))
    for number, evening in enumerate(evenings):
        persona = PERSONAS[number % len(PERSONAS)]
        session = simulate(timeline, persona, number, evening.isoformat(timespec="milliseconds"))
        tx.add_session(row_of(command, session.id, session.begun), b"", "1970-01-01T00:00:00+00:00")
        tx.append(session.id, session.events)
        tx.end_session(session.id, session.end, session.ended)
    return len(evenings)


def evenings_before(now: datetime) -> list[datetime]:
    """When the sessions began: evenings of the last eight weeks, the last one two days ago at the latest."""
    first = (now - timedelta(weeks=WEEKS, days=1)).replace(hour=18, minute=30, second=0, microsecond=0)
    return [
        first + timedelta(weeks=week, days=day, minutes=(week * 7 + day * 3) % 40)
        for week, days in enumerate(DAYS)
        for day in days
    ]


def row_of(command: Invent, id: str, begun: str) -> SessionRow:
    """A session that is marked as invented."""
    return SessionRow(
        id=id,
        person=OWNER,
        begun=begun,
        exercises=command.planned.exercises,
        dose=command.planned.dose,
        timeline=command.planned.timeline,
        timeline_hash=command.planned.timeline_hash,
        demo=True,
    )
