"""The spiral's own gate: after good sessions, alone in time, a small worry first. It leads no spiral."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from tremula.core.safety.checks import CheckRules, known_worse, worse_since
from tremula.core.safety.dose import propose
from tremula.core.safety.level import good_sessions
from tremula.core.safety.pace import rested
from tremula.core.safety.profile import Reason
from tremula.core.safety.rules import GateRules, SafetyRules, said
from tremula.core.safety.standing import SpiralDone, Standing
from tremula.core.safety.wish import Gate, Wish


def spiral_reasons(standing: Standing, wish: Wish, rules: SafetyRules, now: datetime) -> Iterator[Reason]:
    """The spiral's own gate."""
    gate, screening = rules.gates.spiral, standing.screening
    assert screening is not None, "the spiral is looked at after the screening"
    if good_sessions(rules.checks, standing.history) < gate.good_sessions:
        yield said(rules.gates, "spiral-good", {"good": str(gate.good_sessions)})
    if screening.profile.mental_health and not wish.accompanied and screening.solo:
        yield said(rules.gates, "spiral-company")
    if propose(standing.history, screening.profile, rules.dose, rules.checks, now).pause_until:
        yield said(rules.gates, "pause")
    if not rested(standing.history, gate.hours_after_tremor, now):
        yield said(rules.gates, "spiral-after-tremor", {"hours": str(gate.hours_after_tremor)})
    if any(now - each.begun < timedelta(hours=gate.hours_between) for each in standing.spirals):
        yield said(rules.gates, "spiral-rest", {"hours": str(gate.hours_between)})
    own = tuple(own_reasons(standing, rules))
    if wish.worry > gate.worry_most and own:
        yield said(rules.gates, "spiral-worry", {"worry": str(gate.worry_most)})
    if wish.eyes_closed or wish.own_memory:
        yield from own


def spiral_choices(standing: Standing, rules: SafetyRules, now: datetime) -> Gate:
    """Whether eyes closed and a memory of one's own choice are open, and what is missing."""
    reasons = tuple(own_reasons(standing, rules))
    return Gate(not reasons, reasons)


def own_reasons(standing: Standing, rules: SafetyRules) -> Iterator[Reason]:
    """GREEN, after enough mild spirals without a rise."""
    least = rules.gates.spiral.mild_for_own_choice
    if standing.screening is None or standing.screening.grade != "green":
        yield said(rules.gates, "own-green")
    if mild_in_a_row(standing.spirals, rules.gates, rules.checks) < least:
        yield said(rules.gates, "own-mild", {"good": str(least)})


def mild_in_a_row(spirals: Sequence[SpiralDone], rules: GateRules, checks: CheckRules) -> int:
    """Mild spirals since the last that was not; one broken off calmly neither counts nor ends the row."""
    row = 0
    for each in sorted(spirals, key=lambda each: each.begun):
        if was_hard(each, checks):
            row = 0
        elif each.ended == "finished" and each.led and each.worry <= rules.spiral.worry_most:
            row += 1
    return row


def was_hard(each: SpiralDone, checks: CheckRules) -> bool:
    """It rose, was left in a state or in silence, was not rated, or left a bad evening or day."""
    rose = each.after is None or each.after > each.before
    left = each.state is not None or each.cannot_stop or each.ended == "silence"
    return rose or left or worse_since(checks, each.checks) is not None


def spiral_known_worse(each: SpiralDone, rules: SafetyRules) -> datetime | None:
    """As after a session; and from its begin on where it had to end in settling."""
    after = each.before if each.after is None else each.after
    if spiral_ends_in_settling(rules.gates, each.before, after, each.dissociated):
        return each.begun
    return known_worse(rules.checks, each)


def spiral_ends_in_settling(rules: GateRules, before: int, after: int, dissociated: bool) -> bool:
    """After a spiral: +2 points of distress, or any sign of dissociation."""
    return dissociated or after - before >= rules.spiral.rise_to_settle
