"""When the next session may be: rest, sessions in seven days, a pause. It knows no amounts."""

from __future__ import annotations

from datetime import datetime, timedelta

from tremula.core.safety.checks import History
from tremula.core.safety.ladders import DoseRules
from tremula.core.safety.level import Climb, replay

SEVEN = timedelta(days=7)


def earliest(history: History, rules: DoseRules, climb: Climb, now: datetime) -> datetime:
    """The earliest time from now on."""
    begun = sorted(done.begun for done in history.sessions)
    if not begun:
        return now
    level = replay(climb, history)
    at = max(filter(None, (now, begun[-1] + timedelta(hours=rules.rest_hours), level.pause)))
    most = climb.quota(level.week(at))
    recent = within_seven_days(begun, at)
    return at if len(recent) < most else max(at, recent[-most] + SEVEN)


def within_seven_days(begun: list[datetime], at: datetime) -> list[datetime]:
    """The sessions in the seven days before this time."""
    return [each for each in begun if at - SEVEN < each <= at]


def rested(history: History, hours: int, now: datetime) -> bool:
    """Whether the last session began at least so many hours ago."""
    return all(now - done.begun >= timedelta(hours=hours) for done in history.sessions)
