"""Plays the cases of conformance/safety against the rules and tells every difference. It decides nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from msgspec import json

from tremula.core.failure import Refusal
from tremula.core.safety.checks import arrival, outcome
from tremula.core.safety.dose import Proposal, chosen, propose
from tremula.core.safety.gates import Gate, full_dose, may_begin, spiral_choices, spiral_ends_in_settling
from tremula.core.safety.referral import pointers
from tremula.core.safety.rules import SafetyRules
from tremula.core.safety.screening import asked
from tremula.core.safety.stories import (
    Case,
    Table,
    answers_of,
    day_of,
    history_of,
    moment,
    screening_of,
    standing_of,
    wish_of,
)


class Difference(NamedTuple):
    """What came other than expected."""

    what: str
    expected: Any
    came: Any


def decode_table(data: bytes) -> Table:
    """A file of cases, strictly. Raises msgspec.ValidationError."""
    return json.decode(data, type=Table)


def play_case(rules: SafetyRules, case: Case) -> list[Difference]:
    """Every difference between what a case expects and what the rules say."""
    try:
        came = PLAYS[case.ask](rules, case)
    except Refusal as refusal:
        came = {"refused": refusal.code}
    return [
        Difference(what, expected, came.get(what))
        for what, expected in case.expect.items()
        if what not in came or came[what] != expected
    ]


def play_grade(rules: SafetyRules, case: Case) -> dict[str, Any]:
    """What the screening says."""
    came = screening_of(rules, case)
    profile, caps = came.profile, came.profile.caps
    return {
        "grade": came.grade,
        "solo": came.solo,
        "accompanied": came.accompanied,
        "crisis": came.crisis,
        "rows": [each.row for each in came.reasons],
        "red": [each.row for each in came.reasons if each.grade == "red"],
        "unsure": [each.row for each in came.reasons if each.unsure],
        "cleared": [each.row for each in came.reasons if each.cleared],
        "ask-somebody": bool(came.who_to_ask),
        "open": len(came.open),
        "ladder": profile.ladder,
        "needs": sorted(profile.fit.needs),
        "barred": sorted(profile.fit.barred),
        "left-out": sorted(profile.fit.leave_out),
        "tremor": caps.tremor,
        "wall-once": caps.wall_once,
        "wall-total": caps.wall_total,
        "knee-angle": caps.knee_angle,
        "heart-readings": caps.heart_readings,
        "before": [each.id for each in profile.before],
        "comparable": profile.comparable,
        "mental-health": profile.mental_health,
    }


def play_questions(rules: SafetyRules, case: Case) -> dict[str, Any]:
    """Which follow-ups are asked."""
    answers = answers_of(rules.screening, case)
    return {"follow-ups": [each.id for each in asked(rules.screening, answers) if each.after]}


def play_outcome(rules: SafetyRules, case: Case) -> dict[str, Any]:
    """What the last session was."""
    return {"outcome": outcome(rules.checks, history_of(case).sessions[-1])}


def play_today(rules: SafetyRules, case: Case) -> dict[str, Any]:
    """The skip-today check."""
    came = wish_of(rules, case.wish).skip_today
    return {"skip": came and came.skip, "crisis": came and came.crisis,
            "reasons": [each.id for each in came.reasons] if came else []}  # fmt: skip


def play_arrival(rules: SafetyRules, case: Case) -> dict[str, Any]:
    """The ratings on arriving: distress, tension, tiredness."""
    distress, tension, tiredness = case.ratings
    return {"advice": arrival(rules.checks, distress, tension, tiredness).advice}


def play_propose(rules: SafetyRules, case: Case) -> dict[str, Any]:
    """The next session, with the case's own choice of amounts."""
    profile = screening_of(rules, case).profile
    came: Proposal = propose(history_of(case), profile, rules.dose, rules.checks, moment(case.now))
    wish = wish_of(rules, case.wish)
    return {
        "earliest": day_of(came.earliest),
        "pause-until": day_of(came.pause_until) if came.pause_until else None,
        "tremor": came.amounts.tremor / 1000,
        "stops": came.amounts.stops,
        "stop": came.amounts.stop / 1000,
        "wall": came.amounts.wall / 1000,
        "wall-total": came.amounts.wall_total / 1000,
        "knee-angle": came.amounts.knee_angle,
        "most": came.most.tremor / 1000,
        "most-wall": came.most.wall / 1000,
        "chosen": chosen(came, profile, rules.dose, tremor=wish.tremor, wall=wish.wall).tremor / 1000,
        "exercises": list(came.exercises),
        "step": came.step,
        "ladder": came.ladder,
        "week": came.week,
        "good": came.good,
        "reasons": [each.id for each in came.reasons],
        "overridable": came.overridable,
        "company": came.company,
    }


def gate_told(came: Gate) -> dict[str, Any]:
    """A gate as a case expects it."""
    return {
        "open": came.open,
        "reasons": [each.id for each in came.reasons],
        "crisis": came.crisis,
        "overridable": came.overridable,
        "screen-again": came.screen_again,
        "accompanied": came.accompanied,
        "tell": came.tell,
    }


def play_begin(rules: SafetyRules, case: Case) -> dict[str, Any]:
    """Whether the wish may begin."""
    wish = wish_of(rules, case.wish)
    return gate_told(may_begin(standing_of(rules, case), wish, rules, moment(case.now)))


def play_full_dose(rules: SafetyRules, case: Case) -> dict[str, Any]:
    """Whether the method's full dose is open."""
    return gate_told(full_dose(standing_of(rules, case), rules, moment(case.now)))


def play_own_choice(rules: SafetyRules, case: Case) -> dict[str, Any]:
    """Whether the spiral's eyes may close."""
    return gate_told(spiral_choices(standing_of(rules, case), rules, moment(case.now)))


def play_settling(rules: SafetyRules, case: Case) -> dict[str, Any]:
    """Whether the last spiral ends in settling."""
    last = standing_of(rules, case).spirals[-1]
    after = last.before if last.after is None else last.after
    return {"settling": spiral_ends_in_settling(rules.gates, last.before, after, last.dissociated)}


def play_pointers(rules: SafetyRules, case: Case) -> dict[str, Any]:
    """When a person is pointed to."""
    came = pointers(standing_of(rules, case), rules.referral, rules.checks)
    return {
        "pointers": [each.id for each in came],
        "urgency": [each.urgency for each in came],
        "crisis": any(each.crisis for each in came),
        "closes": sorted({each.closes for each in came} - {"nothing"}),
    }


PLAYS: Mapping[str, Any] = {
    "grade": play_grade,
    "questions": play_questions,
    "outcome": play_outcome,
    "today": play_today,
    "arrival": play_arrival,
    "propose": play_propose,
    "begin": play_begin,
    "full-dose": play_full_dose,
    "own-choice": play_own_choice,
    "settling": play_settling,
    "pointers": play_pointers,
}
