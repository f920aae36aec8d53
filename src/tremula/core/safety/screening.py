"""The questions before the first session, and what follows from the answers. It names no illness as found."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Literal, get_args

from msgspec import Struct

from tremula.core.exercise.fit import Fit
from tremula.core.failure import Refusal
from tremula.core.safety.profile import (
    GRADES,
    LADDERS,
    Caps,
    Company,
    Grade,
    Ladder,
    Profile,
    Reason,
)
from tremula.core.safety.questions import Effects, LiftedBy, Professional, Question, Row, ScreeningRules
from tremula.core.units import amount, span

__all__ = [
    "Answer", "Clearance", "Finding", "Question", "Row", "Screening", "ScreeningRules", "asked", "grade",
]  # fmt: skip

Answer = Literal["yes", "no", "unsure"]


class Clearance(Struct, frozen=True):
    """A professional's agreement as the person noted it: for which row, who, of which kind, which day, when

    it was noted (None: not known).
    """

    row: str
    who: str
    kind: Professional
    on: date
    noted: datetime | None = None


class Finding(Struct, frozen=True):
    """A row that applies: its grade after clearance, why, whom to ask, and what could lift it."""

    row: str
    title: str
    grade: Literal["red", "amber", "fit"]
    words: str
    ask: tuple[str, ...]
    lifted_by: LiftedBy = "nobody"
    cleared: bool = False
    """RED in the table, and a doctor has agreed."""
    unsure: bool = False
    crisis: bool = False


class Screening(Struct, frozen=True):
    """What follows from the answers."""

    grade: Grade
    reasons: tuple[Finding, ...]
    """RED ones first, then AMBER, then those that only fit the exercises to the body."""
    who_to_ask: tuple[str, ...]
    profile: Profile
    solo: bool
    """May practise alone."""
    accompanied: bool
    """May practise with a provider who is present and confirmed each time (always so where `solo`)."""
    crisis: bool
    """Crisis help first; no session of any kind."""
    open: tuple[str, ...]
    """What stays open whatever the grade, in words."""
    unanswered: tuple[str, ...] = ()
    """Questions (ids) that are asked after these answers and have none; they were treated as not sure."""


def asked(rules: ScreeningRules, answers: Mapping[str, Answer]) -> tuple[Question, ...]:
    """The questions to ask after these answers, follow-ups behind what leads to them."""
    known = yeses(rules, answers)
    return tuple(question for question in rules.questions if is_asked(question, known))


def is_asked(question: Question, known: Collection[str]) -> bool:
    """Whether nothing leads to this question, or what leads to it is yes."""
    return question.after is None or question.after in known


def yeses(rules: ScreeningRules, answers: Mapping[str, Answer]) -> frozenset[str]:
    """The questions whose answer is yes, or careful as a yes. A follow-up not asked is no."""
    known: set[str] = set()
    for question in rules.questions:
        if is_asked(question, known) and effective(question, answers) == "yes":
            known.add(question.id)
    return frozenset(known)


def effective(question: Question, answers: Mapping[str, Answer]) -> Answer:
    """Yes or no: what was answered; for not sure, and for no answer, the careful one."""
    answer = answers.get(question.id, "unsure")
    careful: Answer = "no" if question.unsure == "no" else "yes"
    return careful if answer == "unsure" else answer


def refuse_unknown(rules: ScreeningRules, answers: Mapping[str, Answer]) -> None:
    """Refusals unknown-question and unknown-answer."""
    questions = {question.id: question for question in rules.questions}
    for id, answer in answers.items():
        if id not in questions:
            raise Refusal("unknown-question", f"There is no question “{id[:40]}”. Load the page again.")
        if answer not in get_args(Answer) or (answer == "unsure" and questions[id].unsure == "never"):
            raise Refusal("unknown-answer", f"“{answer[:20]}” is no answer to “{questions[id].ask}”")


def grade(
    rules: ScreeningRules, answers: Mapping[str, Answer], clearances: Sequence[Clearance] = ()
) -> Screening:
    """Grade the answers. Whatever is not answered counts as not sure.

    Refusals: unknown-question, unknown-answer (also "unsure" where there is no such button).
    """
    refuse_unknown(rules, answers)
    known = yeses(rules, answers)
    rows = [row for row in rules.rows if applies(row, known)]
    findings = sorted((finding(rules, row, answers, clearances) for row in rows), key=by_weight)
    company = company_of(findings)
    crisis = any(each.crisis for each in findings)
    profile = profile_of(rules, rows, findings, company)
    return Screening(
        grade=profile.grade,
        reasons=tuple(findings),
        who_to_ask=tuple(dict.fromkeys(whom for each in findings for whom in each.ask)),
        profile=profile,
        solo=company == "alone",
        accompanied=company != "nobody",
        crisis=crisis,
        open=tuple(rules.open.values()),
        unanswered=tuple(each.id for each in asked(rules, answers) if each.id not in answers),
    )


def applies(row: Row, known: Collection[str]) -> bool:
    """Whether all of `when` are yes and none of `unless` is."""
    return all(id in known for id in row.when) and not any(id in known for id in row.unless)


def finding(
    rules: ScreeningRules, row: Row, answers: Mapping[str, Answer], clearances: Sequence[Clearance]
) -> Finding:
    """A row that applies, in words, after what a doctor agreed to."""
    cleared = is_cleared(row, clearances)
    unsure = any(answers.get(id, "unsure") == "unsure" for id in (*row.when, *row.unless))
    words = [row.reason] + [rules.unsure] * unsure + [rules.lifted] * cleared
    opened = cleared and row.lifted_by == "doctor"
    return Finding(
        row=row.id,
        title=row.title,
        grade="amber" if opened else row.grade,
        words=" ".join(words),
        ask=tuple(rules.people[id] for id in row.ask),
        lifted_by=row.lifted_by,
        cleared=cleared,
        unsure=unsure,
        crisis=row.crisis,
    )


def is_cleared(row: Row, clearances: Sequence[Clearance]) -> bool:
    """Whether a doctor's agreement, with a name, is noted for a RED row that a doctor can clear."""
    if row.grade != "red" or row.lifted_by not in ("doctor", "doctor-and-provider"):
        return False
    return any(each.row == row.id and each.kind == "doctor" and each.who.strip() for each in clearances)


def by_weight(each: Finding) -> int:
    """RED first, crisis before all; the order of the table otherwise (sorting is stable)."""
    return -1 if each.crisis else ("red", "amber", "fit").index(each.grade)


def company_of(findings: Sequence[Finding]) -> Company:
    """Alone without a RED row; with a provider where every RED row can be carried so; else nobody."""
    reds = [each for each in findings if each.grade == "red"]
    if not reds:
        return "alone"
    return "accompanied" if all(map(carried, reds)) else "nobody"


def carried(each: Finding) -> bool:
    """Whether a provider in the room is enough for this RED row."""
    return each.lifted_by == "provider" or (each.lifted_by == "doctor-and-provider" and each.cleared)


def profile_of(
    rules: ScreeningRules, rows: Sequence[Row], findings: Sequence[Finding], company: Company
) -> Profile:
    """The most careful of everything that the rows ask for."""
    effects = [row.effects for row in rows]
    ladder: Ladder = max((each.ladder for each in effects), key=LADDERS.index, default="usual")
    grades: list[Grade] = [each.grade for each in findings if each.grade != "fit"]
    return Profile(
        grade=max(grades, key=GRADES.index, default="green"),
        ladder=ladder,
        fit=Fit(
            needs=frozenset(need for each in effects for need in each.needs),
            barred=frozenset(tag for each in effects for tag in each.bar),
            leave_out=frozenset(id for each in effects for id in each.leave_out),
        ),
        caps=caps_of(rules, effects, ladder),
        company=company,
        before=tuple(
            Reason(id, words)
            for id, words in rules.before.items()
            if any(id in each.before for each in effects)
        ),
        comparable=not any(each.incomparable for each in effects),
        mental_health=any(each.mental_health for each in effects),
    )


def caps_of(rules: ScreeningRules, effects: Sequence[Effects], ladder: Ladder) -> Caps:
    """The least of the caps of everybody, of the ladder and of the rows; of the angles the greatest."""
    tremors = [rules.caps.tremor, rules.ladder_caps[ladder], *(each.tremor for each in effects)]
    totals = [rules.caps.wall_total, *(each.wall_total for each in effects)]
    onces = [rules.caps.wall_once, *(each.wall_once for each in effects)]
    angles = [rules.caps.knee_angle, *(each.knee_angle for each in effects)]
    return Caps(
        tremor=least(tremors),
        wall_total=least(totals),
        wall_once=least(onces),
        knee_angle=max(amount(angle).whole for angle in angles if angle),
        heart_readings=not any(each.hide_heart for each in effects),
    )


def least(spans: Sequence[str | None]) -> int:
    """The shortest of these spans, in ms."""
    return min(span(each) for each in spans if each)
