"""Which professionals' agreements still hold. It opens nothing: the screening and the referral rules do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from tremula.core.safety.questions import Row, ScreeningRules
from tremula.core.safety.screening import Answer, Clearance, applies, yeses

Screened = tuple[datetime, Mapping[str, Answer]]
"""When all questions were answered, and how."""


def holding(
    rules: ScreeningRules, noted: Sequence[Clearance], screenings: Sequence[Screened]
) -> tuple[Clearance, ...]:
    """Those about what is the case today: an operation that is over and a new one need a new agreement."""
    rows = {row.id: row for row in rules.rows}
    return tuple(
        each for each in noted if each.row not in rows or holds(rules, rows[each.row], each, screenings)
    )


def holds(rules: ScreeningRules, row: Row, each: Clearance, screenings: Sequence[Screened]) -> bool:
    """Whether the row applied ever since, and the agreement is not older than what the row asks about."""
    after = [answers for at, answers in screenings if is_after(at, each)]
    if not all(applies(row, yeses(rules, answers)) for answers in after):
        return False
    last = screenings[-1][0].date() if screenings else each.on
    return row.lifted_days is None or last - each.on <= timedelta(days=row.lifted_days)


def is_after(at: datetime, each: Clearance) -> bool:
    """Whether the questions were answered after the agreement was noted."""
    return at.date() > each.on if each.noted is None else at > each.noted
