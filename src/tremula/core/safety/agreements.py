"""Which professionals' agreements still hold, and why others do not. It opens nothing: the rules do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from tremula.core.safety.questions import LiftedBy, Professional, Row, ScreeningRules
from tremula.core.safety.referral import ReferralRules
from tremula.core.safety.screening import Answer, Clearance, applies, yeses

Screened = tuple[datetime, Mapping[str, Answer]]
"""When all questions were answered, and how."""
OLDEST = 365
"""Days. What was said longer ago is not about today, whatever it opens."""
SIGNS: Mapping[LiftedBy, tuple[Professional, ...]] = {
    "doctor": ("doctor",),
    "doctor-and-provider": ("doctor",),
    "provider": (),
    "nobody": (),
}
"""Whose agreement is noted for a row. A provider is confirmed at each session instead."""
CALLED: Mapping[Professional, str] = {
    "doctor": "a doctor",
    "therapist": "a therapist",
    "provider": "a certified provider",
}
EARLY = "It was noted before your answers named this."
OVER = "After it you gave answers without this. What comes anew needs a new agreement."
OLD = "An agreement about this counts for {days} days. Please ask again."


def holding(
    rules: ScreeningRules, noted: Sequence[Clearance], screenings: Sequence[Screened]
) -> tuple[Clearance, ...]:
    """Those about what is the case today: an operation that is over and a new one need a new agreement."""
    return tuple(each for each in noted if why_ended(rules, each, screenings) is None)


def why_ended(
    rules: ScreeningRules, each: Clearance, screenings: Sequence[Screened], day: date | None = None
) -> str | None:
    """Why it counts no more on this day (if none is told, the last screening's), in words; None: it does."""
    row = next((row for row in rules.rows if row.id == each.row), None)
    if row is None:
        return None
    if not named(rules, row, known_at(each, screenings)):
        return EARLY
    if not named(rules, row, [answers for at, answers in screenings if is_after(at, each)]):
        return OVER
    last = day or (screenings[-1][0].date() if screenings else each.on)
    return OLD.format(days=row.lifted_days) if is_old(row.lifted_days, last - each.on) else None


def is_old(days: int | None, age: timedelta) -> bool:
    """Whether it is older than an agreement about this counts."""
    return days is not None and age > timedelta(days=days)


def named(rules: ScreeningRules, row: Row, answered: Sequence[Mapping[str, Answer]]) -> bool:
    """Whether the row applied each time."""
    return all(applies(row, yeses(rules, answers)) for answers in answered)


def known_at(each: Clearance, screenings: Sequence[Screened]) -> list[Mapping[str, Answer]]:
    """The answers that stood when it was noted."""
    return [answers for at, answers in screenings if each.noted and at <= each.noted][-1:]


def is_after(at: datetime, each: Clearance) -> bool:
    """Whether the questions were answered after the agreement was given, or after it was noted."""
    return at.date() > each.on or (each.noted is not None and at > each.noted)


def who_agrees(screening: ScreeningRules, referral: ReferralRules) -> dict[str, tuple[Professional, ...]]:
    """By row or rule that an agreement opens: whose."""
    rows = {row.id: SIGNS[row.lifted_by] for row in screening.rows}
    all_of = rows | {rule.id: rule.agrees for rule in referral.rules if rule.agrees}
    return {id: kinds for id, kinds in all_of.items() if kinds}


def is_named(who: str) -> bool:
    """Whether it names anybody: blanks and marks that nobody sees do not."""
    return any(map(str.isalnum, who))


def in_words(kinds: Sequence[Professional]) -> str:
    """“A doctor or a therapist”."""
    *most, last = [CALLED[kind] for kind in kinds]
    words = f"{', '.join(most)} or {last}" if most else last
    return words[0].upper() + words[1:]
