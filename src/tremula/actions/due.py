"""What a person may still say about the last session or spiral: a rating after it, the 20-second check."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct

from tremula.actions.ports import Tx
from tremula.actions.self_reports import AFTER
from tremula.core.safety.checks import A_NIGHT, Done, When
from tremula.core.safety.standing import SpiralDone, Standing

EVENING = 17
"""From this hour on the evening of a session is asked about."""
SETTLED = timedelta(hours=1)
"""So long after the begin at the least."""
DAYS: dict[int, When] = {1: "next-day", 2: "second-day"}


class DueFor(Struct, frozen=True):
    """Where the person stands, and the moment (wall time)."""

    standing: Standing
    now: str


class Due(Struct, frozen=True):
    """The last session, the check that is due, and whether it was rated right after."""

    session: str
    check: When | None
    rating: bool


def what_is_due(tx: Tx, command: DueFor) -> Due | None:
    """Nothing, before the first session and once everything was said."""
    standing, now = command.standing, datetime.fromisoformat(command.now)
    begun: tuple[Done | SpiralDone, ...] = (*standing.history.sessions, *standing.spirals)
    if not begun:
        return None
    last = max(begun, key=lambda each: each.begun)
    rated = any(row.session == last.id for row in tx.answers(AFTER))
    age = now - last.begun
    due = Due(last.id, check_due(last, now), not rated and timedelta(0) <= age < timedelta(hours=24))
    return due if due.check or due.rating else None


def check_due(done: Done | SpiralDone, now: datetime) -> When | None:
    """The same evening, the next day, and a day later where the next day is not answered."""
    begun = done.begun.astimezone(now.tzinfo)
    days = (now.date() - begun.date()).days
    answered = {check.when for check in done.checks}
    if days == 0:
        late = now.hour >= EVENING and now - begun >= SETTLED
        return "evening" if late and "evening" not in answered else None
    when = DAYS.get(days) if now - begun >= A_NIGHT else None
    return when if when and not answered & {"next-day", "second-day"} else None
