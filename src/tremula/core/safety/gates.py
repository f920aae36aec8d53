"""What may begin now, and if not, why: screening, crisis, rest, pause, amounts. It plans nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Literal

from msgspec.structs import replace

from tremula.core.safety.checks import known_worse
from tremula.core.safety.dose import Proposal, propose
from tremula.core.safety.ladders import DoseRules
from tremula.core.safety.level import good_in_a_row, has_wall_sit, outcomes
from tremula.core.safety.pace import rested, within_seven_days
from tremula.core.safety.profile import Reason
from tremula.core.safety.referral import Pointer, pointers
from tremula.core.safety.rules import GateRules, SafetyRules, said
from tremula.core.safety.screening import Screening
from tremula.core.safety.spiral import (
    mild_in_a_row,
    spiral_choices,
    spiral_ends_in_settling,
    spiral_known_worse,
    spiral_reasons,
)
from tremula.core.safety.standing import Score, SpiralDone, Standing
from tremula.core.safety.untold import untold
from tremula.core.safety.wish import Gate, Wish
from tremula.core.units import span, spoken_span

__all__ = [
    "Gate", "SafetyRules", "Score", "SpiralDone", "Standing", "Wish", "full_dose", "may_begin",
    "mild_in_a_row", "screening_due", "spiral_choices", "spiral_ends_in_settling",
]  # fmt: skip


CLOCKS_DIFFER = timedelta(hours=1)
"""What lies further in the future was kept while the clock was wrong."""


def screening_due(standing: Standing, rules: SafetyRules, now: datetime) -> Reason | None:
    """Why the questions are asked (again) now; None when they need not be."""
    if standing.screening is None or standing.screened is None:
        return said(rules.gates, "not-screened")
    if now - standing.screened >= timedelta(days=rules.screening.again_after_days):
        return said(rules.gates, "screen-again")
    if standing.screened > now + CLOCKS_DIFFER:
        return said(rules.gates, "screen-clock")
    worse = [known_worse(rules.checks, done) for done in standing.history.sessions]
    worse += [spiral_known_worse(each, rules) for each in standing.spirals]
    if any(known > standing.screened for known in worse if known):
        return said(rules.gates, "screen-after-bad")
    return None


def may_begin(standing: Standing, wish: Wish, rules: SafetyRules, now: datetime) -> Gate:
    """Whether this may begin now. Without `wish.skip_today` today is not looked at (to show a plan only)."""
    found = pointers(standing, rules.referral, rules.checks)
    if in_crisis(standing, wish, found):
        return Gate(open=False, reasons=(said(rules.gates, "crisis"),), crisis=True)
    due = screening_due(standing, rules, now)
    first = None if wish.accompanied else untold(standing, rules.referral)
    if standing.screening is None or (due and not first):
        return Gate(open=False, reasons=(due,) if due else (), screen_again=True)
    health = [
        *company_reasons(standing.screening, wish, rules.gates, found),
        *([said(rules.gates, "tell-first")] if first else []),
        *today_reasons(wish, rules.gates),
    ]
    gate = gate_of(standing, wish, rules, now, health)
    return replace(gate, tell=first.id) if first else gate


def gate_of(
    standing: Standing, wish: Wish, rules: SafetyRules, now: datetime, health: Sequence[Reason]
) -> Gate:
    """What the kind of session adds to health and today."""
    if wish.kind == "spiral":
        found = pointers(standing, rules.referral, rules.checks)
        reasons = [*health, *spiral_reasons(standing, wish, rules, now)]
        return Gate(not reasons, tuple(reasons), accompanied=opens_with_company(standing, found))
    return session_gate(standing, wish, rules, now, health)


def in_crisis(standing: Standing, wish: Wish, found: Sequence[Pointer]) -> bool:
    """Said in the questions, in the skip-today check, or in a questionnaire."""
    said_so = standing.screening is not None and standing.screening.crisis
    today = wish.skip_today is not None and wish.skip_today.crisis
    return said_so or today or any(each.crisis for each in found)


def company_reasons(
    screening: Screening, wish: Wish, rules: GateRules, found: Sequence[Pointer]
) -> Iterator[Reason]:
    """What stands against practising in this company: a RED row, or something a professional hears first."""
    closes = {each.closes for each in found}
    if not screening.accompanied:
        yield said(rules, "red")
    elif not (screening.solo or wish.accompanied):
        yield said(rules, "red-company")
    if "all" in closes or ("solo" in closes and not wish.accompanied):
        yield said(rules, "closed")


def opens_with_company(standing: Standing, found: Sequence[Pointer]) -> bool:
    """Whether a provider in the room is (at least part of) the way out."""
    carried = standing.screening is not None and standing.screening.accompanied
    return carried and all(each.closes != "all" for each in found)


def today_reasons(wish: Wish, rules: GateRules) -> Iterator[Reason]:
    """What speaks against today."""
    if wish.skip_today is not None and wish.skip_today.skip:
        yield said(rules, "not-today")
        yield from wish.skip_today.reasons


def session_gate(
    standing: Standing, wish: Wish, rules: SafetyRules, now: datetime, health: Sequence[Reason]
) -> Gate:
    """A session: health and today first, then rest, then amounts."""
    assert standing.screening is not None, "a session is looked at after the screening"
    plan = propose(standing.history, standing.screening.profile, rules.dose, rules.checks, now)
    waits = tuple(rest_reasons(standing, plan, rules, now))
    override = bool(waits) and plan.overridable and may_override(standing, rules.dose, now)
    if override and wish.override_rest:
        waits = ()
    amounts = tuple(amount_reasons(standing, wish, rules, plan, now))
    reasons = (*health, *waits, *amounts)
    return Gate(
        open=not reasons,
        reasons=reasons,
        overridable=override and reasons == waits,
        accompanied=opens_with_company(standing, pointers(standing, rules.referral, rules.checks)),
        earliest=plan.earliest,
    )


def rest_reasons(standing: Standing, plan: Proposal, rules: SafetyRules, now: datetime) -> Iterator[Reason]:
    """Why it is too early: a pause, the rest, or enough sessions in seven days."""
    if plan.earliest <= now:
        return
    values = {"hours": str(rules.dose.rest_hours)}
    if any(done.begun > now + CLOCKS_DIFFER for done in standing.history.sessions):
        yield said(rules.gates, "clock")
    elif plan.pause_until:
        yield said(rules.gates, "pause")
    elif not rested(standing.history, rules.dose.rest_hours, now):
        yield said(rules.gates, "rest", values)
    else:
        recent = within_seven_days([done.begun for done in standing.history.sessions], now)
        yield said(rules.gates, "quota", {"sessions": str(len(recent))})


def may_override(standing: Standing, rules: DoseRules, now: datetime) -> bool:
    """Never twice on a day, and never more often in seven days than the most of all."""
    recent = within_seven_days([done.begun for done in standing.history.sessions], now)
    return rested(standing.history, rules.least_hours, now) and len(recent) < rules.most_in_seven_days


def amount_reasons(
    standing: Standing, wish: Wish, rules: SafetyRules, plan: Proposal, now: datetime
) -> Iterator[Reason]:
    """What stands against the amounts that were asked for."""
    top = span(rules.dose.wall.top)
    long_sit = wish.full_dose or (wish.wall or 0) > top
    if long_sit and not wish.note_read:
        yield said(rules.gates, "note-first")
    if wish.full_dose:
        yield from full_dose_reasons(standing, rules, now)
        return
    if (wish.tremor or 0) > plan.most.tremor:
        yield said(rules.gates, "too-much-tremor", {"to": spoken_span(plan.most.tremor)})
    more_of_both = (wish.tremor or 0) > plan.amounts.tremor and (wish.wall or 0) > plan.amounts.wall
    if (wish.wall or 0) > plan.most.wall or (more_of_both and (wish.wall or 0) > plan.amounts.wall):
        most = plan.amounts.wall if more_of_both else plan.most.wall
        yield said(rules.gates, "too-much-wall", {"to": spoken_span(most)})


def full_dose(standing: Standing, rules: SafetyRules, now: datetime) -> Gate:
    """Whether the method's full dose is open, and what is missing."""
    reasons = tuple(full_dose_reasons(standing, rules, now))
    return Gate(not reasons, reasons)


def full_dose_reasons(standing: Standing, rules: SafetyRules, now: datetime) -> Iterator[Reason]:
    """GREEN, far enough along, and well with it."""
    gate, screening = rules.gates.full_dose, standing.screening
    if screening is None or screening.grade != "green":
        yield said(rules.gates, "full-green")
        return
    profile = screening.profile
    plan = propose(standing.history, profile, rules.dose, rules.checks, now)
    if plan.step == "halved":
        yield said(rules.gates, "full-closed")
    if plan.week < gate.week:
        yield said(rules.gates, "full-week", {"week": str(gate.week)})
    if good_in_a_row(rules.checks, standing.history) < gate.good_in_a_row:
        yield said(rules.gates, "full-good", {"good": str(gate.good_in_a_row)})
    if held(standing, rules, "tremor") < span(gate.tremor):
        yield said(rules.gates, "full-tremor", {"to": spoken_span(span(gate.tremor))})
    if has_wall_sit(rules.dose, profile) and held(standing, rules, "wall") < span(gate.wall):
        yield said(rules.gates, "full-wall", {"to": spoken_span(span(gate.wall))})


def held(standing: Standing, rules: SafetyRules, what: Literal["tremor", "wall"]) -> int:
    """The most (ms) that was fine in the last two sessions."""
    last = outcomes(rules.checks, standing.history)[-2:]
    good = [done for done, came in last if came == "good"]
    return max((done.tremor_allowed if what == "tremor" else done.wall_allowed for done in good), default=0)
