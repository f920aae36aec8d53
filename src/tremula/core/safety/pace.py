"""When the next session may be: rest, sessions in seven days, a pause. It knows no amounts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from tremula.core.safety.checks import History
from tremula.core.safety.level import Climb, Level

SEVEN = timedelta(days=7)


def earliest(climb: Climb, level: Level, begun: Sequence[datetime], now: datetime) -> datetime:
    """The earliest time from now on, after sessions that began then (oldest first)."""
    if not begun:
        return now
    rest = begun[-1] + timedelta(hours=climb.rules.rest_hours)
    at = max(filter(None, (now, rest, level.pause)))
    most = climb.quota(level.week(at))
    recent = within_seven_days(begun, at)
    return at if len(recent) < most else max(at, recent[-most] + SEVEN)


def within_seven_days(begun: Sequence[datetime], at: datetime) -> list[datetime]:
    """The sessions in the seven days before this time."""
    return [each for each in begun if at - SEVEN < each <= at]


def rested(history: History, hours: int, now: datetime) -> bool:
    """Whether the last session began at least so many hours ago."""
    return all(now - done.begun >= timedelta(hours=hours) for done in history.sessions)
