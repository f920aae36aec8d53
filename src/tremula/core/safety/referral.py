"""When to point to a person: rules as data over what is known. It refers, it never diagnoses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Annotated, Literal, NamedTuple, get_args

from msgspec import Meta, Struct

from tremula.core.exercise.script import Id
from tremula.core.safety.checks import CheckRules, Done, distress_after
from tremula.core.safety.level import worse_though_halved
from tremula.core.safety.profile import Words
from tremula.core.safety.questions import Professional
from tremula.core.safety.screening import Clearance
from tremula.core.safety.standing import Score, Scored, SpiralDone, Standing

Urgency = Literal["now", "soon", "when-you-can"]
URGENCIES: tuple[Urgency, ...] = get_args(Urgency)
Closes = Literal["nothing", "solo", "all"]
"""Practice alone, or all practice, until one of `agrees` has agreed after it."""
Sees = Literal[
    "red-row", "rows", "state-moderate", "dissociation-mild", "worse-in-a-row", "score-from", "score-up-by",
    "cannot-stop", "shaking-outside", "distress-after",
]  # fmt: skip


class Rule(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, rename="kebab"):
    """One rule: what it sees, from how much on, and what is then said."""

    id: Id
    sees: Sees
    words: Words
    whom: Words
    urgency: Urgency
    source: Words
    least: Annotated[int, Meta(ge=1)] = 1
    """Times, sessions in a row, or points."""
    form: Scored | None = None
    rows: tuple[Id, ...] = ()
    crisis: bool = False
    """Ends also when all questions were answered after it and none of the answers is a crisis."""
    closes: Closes = "nothing"
    agrees: tuple[Professional, ...] = ()
    """Whose agreement ends it."""


class ReferralRules(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """content/safety/referral.yaml."""

    rules: tuple[Rule, ...]
    recommended: Words
    """What guidelines recommend for PTSD."""


class Pointer(Struct, frozen=True):
    """A sentence that points to a person, most urgent first."""

    id: str
    words: str
    whom: str
    urgency: Urgency
    crisis: bool = False
    closes: Closes = "nothing"
    since: datetime | None = None
    agrees: tuple[Professional, ...] = ()


def pointers(standing: Standing, rules: ReferralRules, checks: CheckRules) -> tuple[Pointer, ...]:
    """Every rule that applies, most urgent first. What a professional has agreed to since is left out."""
    found = (pointer(rule, standing, checks) for rule in rules.rules)
    return tuple(sorted((each for each in found if each), key=lambda each: URGENCIES.index(each.urgency)))


def pointer(rule: Rule, standing: Standing, checks: CheckRules) -> Pointer | None:
    """What one rule says, or None."""
    seen = SEES[rule.sees](rule, standing, checks)
    if not seen or answered_since(rule, standing, seen.since):
        return None
    return Pointer(
        rule.id, rule.words, rule.whom, rule.urgency, rule.crisis, rule.closes, seen.since, rule.agrees
    )


def answered_since(rule: Rule, standing: Standing, since: datetime | None) -> bool:
    """Whether one of `agrees` agreed after it; for a crisis also whether all was answered calmly since."""
    if since is None:
        return False
    later = standing.screened is not None and standing.screened > since
    calm = rule.crisis and later and standing.screening is not None and not standing.screening.crisis
    return calm or agreed_since(rule, standing, since)


def agreed_since(rule: Rule, standing: Standing, since: datetime) -> bool:
    """Whether a professional of those the rule names agreed after it."""
    return any(
        each.row == rule.id and each.kind in rule.agrees and each.who.strip() and came_after(each, since)
        for each in standing.clearances
    )


def came_after(each: Clearance, since: datetime) -> bool:
    """Whether it was given, and noted, after this: what was agreed to in the morning knows no evening."""
    return each.on >= since.date() and (each.noted is None or each.noted >= since)


class Seen(NamedTuple):
    """That a rule applies, and since when; None where it has no moment."""

    since: datetime | None = None


See = Callable[[Rule, Standing, CheckRules], Seen | None]


def see_red(rule: Rule, standing: Standing, checks: CheckRules) -> Seen | None:
    """Any RED row that no doctor has cleared."""
    red = standing.screening is not None and standing.screening.grade == "red"
    return Seen() if red else None


def see_rows(rule: Rule, standing: Standing, checks: CheckRules) -> Seen | None:
    """One of the rule's rows."""
    rows = {each.row for each in standing.screening.reasons} if standing.screening else set()
    return Seen() if rows & set(rule.rows) else None


def see_sessions(rule: Rule, times: Iterable[datetime]) -> Seen | None:
    """At least so many; since the last of them."""
    found = sorted(times)
    return Seen(found[-1]) if len(found) >= rule.least else None


def see_moderate(rule: Rule, standing: Standing, checks: CheckRules) -> Seen | None:
    """A moderate state in a session or a spiral."""
    sessions = standing.history.sessions
    hard = [each.begun for each in sessions if each.state and each.severity == "moderate"]
    return see_sessions(rule, hard + [each.begun for each in standing.spirals if each.moderate])


def see_mild(rule: Rule, standing: Standing, checks: CheckRules) -> Seen | None:
    """Dissociation that was not moderate, in sessions and spirals."""
    mild = [
        each.begun
        for each in standing.history.sessions
        if each.state == "dissociating" and each.severity != "moderate"
    ]
    return see_sessions(
        rule, mild + [each.begun for each in standing.spirals if each.dissociated and not each.moderate]
    )


def see_worse(rule: Rule, standing: Standing, checks: CheckRules) -> Seen | None:
    """Worse sessions in a row, each at most half of the one before."""
    row = worse_though_halved(checks, standing.history)
    return Seen(row[-1].begun) if len(row) >= rule.least else None


def see_score_from(rule: Rule, standing: Standing, checks: CheckRules) -> Seen | None:
    """The latest score reaches so much."""
    scores = scores_of(rule, standing)
    return Seen(scores[-1].at) if scores and scores[-1].value >= rule.least else None


def see_score_up(rule: Rule, standing: Standing, checks: CheckRules) -> Seen | None:
    """The latest score is so much above the lowest before it."""
    scores = scores_of(rule, standing)
    if len(scores) < 2:
        return None
    lowest = min(each.value for each in scores[:-1])
    return Seen(scores[-1].at) if scores[-1].value - lowest >= rule.least else None


def scores_of(rule: Rule, standing: Standing) -> list[Score]:
    """The scores of the rule's form, oldest first."""
    return sorted((each for each in standing.scores if each.form == rule.form), key=lambda each: each.at)


def see_cannot_stop(rule: Rule, standing: Standing, checks: CheckRules) -> Seen | None:
    """A session or a spiral whose shaking did not end."""
    both: tuple[Done | SpiralDone, ...] = (*standing.history.sessions, *standing.spirals)
    return see_sessions(rule, (each.begun for each in both if each.cannot_stop))


def see_outside(rule: Rule, standing: Standing, checks: CheckRules) -> Seen | None:
    """New shaking outside practice."""
    return Seen(standing.shaking_outside) if standing.shaking_outside else None


def see_distress(rule: Rule, standing: Standing, checks: CheckRules) -> Seen | None:
    """High or risen distress after a session or a spiral."""
    rated = [(each.begun, each.distress) for each in standing.history.sessions]
    rated += [(each.begun, (each.before, each.after)) for each in standing.spirals]
    return see_sessions(rule, [begun for begun, distress in rated if distress_after(checks, *distress)])


SEES: Mapping[Sees, See] = {
    "red-row": see_red,
    "rows": see_rows,
    "state-moderate": see_moderate,
    "dissociation-mild": see_mild,
    "worse-in-a-row": see_worse,
    "score-from": see_score_from,
    "score-up-by": see_score_up,
    "cannot-stop": see_cannot_stop,
    "shaking-outside": see_outside,
    "distress-after": see_distress,
}
