"""Ten years of daily use, invented: for measurements over a record as large as one person makes it.

About 1,200 sessions with every event, check-ins and self-care on most days, questionnaires in their rhythm,
body maps, journal entries. Takes a minute or two to make.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from tremula.actions.invent_days import InventDays, invent_days
from tremula.actions.invent_history import calm_answers, invent_answers, invent_session
from tremula.actions.plan_session import plan_session
from tremula.actions.ports import Tx
from tremula.actions.screening import FullScreening, Screening, answer_screening, screen
from tremula.core.exercise.script import Library
from tremula.core.safety.rules import SafetyRules

YEARS = 10
GAPS = (3, 3, 4, 2)
"""Days from one session to the next, in turn: two or three a week."""
PLAN = ("ankles", "calves", "thighs", "fold", "opening", "wall-sit", "butterfly")


def invent_years(tx: Tx, library: Library, rules: SafetyRules, days: InventDays) -> int:
    """Keep all of it; how many sessions."""
    now = datetime.fromisoformat(days.now)
    answer_screening(tx, Screening({"crisis": "no"}, days.now))
    screen(tx, FullScreening(calm_answers(rules), rules.screening, days.now))
    planned = plan_session(library, PLAN, "default")
    evening = (now - timedelta(days=days.days - 30)).replace(hour=18, minute=30, second=0, microsecond=0)
    count = 0
    while evening < now - timedelta(days=1):
        row = invent_session(tx, planned, count, evening)
        invent_answers(tx, row, count % 24)
        evening += timedelta(days=GAPS[count % len(GAPS)])
        count += 1
    invent_days(tx, days)
    return count
