"""A person's story as a case of conformance/safety tells it, as what the rules read. It decides nothing.

Times are days from a first evening (day 0).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

from tremula.core.safety.agreements import Screened, holding
from tremula.core.safety.checks import Check, Done, Ended, History, Severity, State, When, skip_today
from tremula.core.safety.profile import Ladder
from tremula.core.safety.rules import SafetyRules
from tremula.core.safety.screening import Answer, Clearance, Screening, ScreeningRules, grade
from tremula.core.safety.standing import Score, SpiralDone, Standing
from tremula.core.safety.wish import Wish
from tremula.core.units import span

BEGIN = datetime(2026, 1, 5, 18, tzinfo=UTC)
DAYS: dict[When, float] = {"evening": 0.1, "next-day": 0.6, "second-day": 1.6}
Why = Annotated[str, Meta(min_length=10)]
Days = float


class Shut(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab", omit_defaults=True):
    """Keys are those of the content files; what is not there has its default."""


class AnsweredCheck(Shut, frozen=True):
    """A check: what was ticked, and how many days after the session, where that is not the usual time."""

    when: When
    signs: tuple[str, ...]
    after: Days | None = None


class Session(Shut, frozen=True):
    """A session; `was` stands for the usual answers: good, worse (raw the next day), or none."""

    day: Days
    was: Literal["good", "worse", "unanswered"] = "good"
    tremor: str = "3 min"
    wall: str = "45 s"
    checks: tuple[AnsweredCheck, ...] | None = None
    ended: Ended = "finished"
    state: State | None = None
    severity: Severity | None = None
    cannot_stop: bool = False
    distress: tuple[int | None, int | None] = (None, None)
    ladder: Ladder | None = None
    shook: str = "0 s"


class Agreed(Shut, frozen=True):
    """A professional's agreement."""

    row: str
    kind: Literal["doctor", "provider", "therapist"] = "doctor"
    who: str = "Dr. Weber"
    day: Days = 0


class Before(Shut, frozen=True):
    """All questions answered at an earlier time; `answers` stand as in the case."""

    day: Days
    answers: dict[str, str] = {}


class Spiral(Shut, frozen=True):
    """A guided spiral."""

    day: Days
    worry: int = 3
    before: int = 3
    after: int | None = 3
    state: State | None = None
    severity: Severity | None = None
    cannot_stop: bool = False
    ended: Ended = "finished"
    led: bool = True
    checks: tuple[AnsweredCheck, ...] = ()


class Scored(Shut, frozen=True):
    """A questionnaire's result."""

    form: Literal["pcl-5", "phq-9-item-9", "doctor-first"]
    value: int
    day: Days


class Wanted(Shut, frozen=True):
    """A wish; spans as content writes them, the skip-today answers over a no to all."""

    kind: Literal["session", "spiral"] = "session"
    accompanied: bool = False
    override_rest: bool = False
    today: dict[str, Answer] | None = None
    tremor: str | None = None
    wall: str | None = None
    full_dose: bool = False
    note_read: bool = False
    worry: int = 0
    eyes_closed: bool = False
    own_memory: bool = False


class Case(Shut, frozen=True, kw_only=True):
    """A story and what is expected of it. `answers` stand over those of somebody without any complaint."""

    why: Why
    ask: Literal[
        "grade", "questions", "outcome", "today", "arrival", "propose", "begin", "full-dose", "own-choice",
        "settling", "pointers",
    ]  # fmt: skip
    answers: dict[str, str] = {}
    unanswered: bool = False
    """Nothing but `answers` was answered."""
    clearances: tuple[Agreed, ...] = ()
    screened: Days | None = 0
    before: tuple[Before, ...] = ()
    """Screenings before the one of `screened`."""
    sessions: tuple[Session, ...] = ()
    spirals: tuple[Spiral, ...] = ()
    scores: tuple[Scored, ...] = ()
    shaking_outside: Days | None = None
    wish: Wanted = Wanted()
    ratings: tuple[int, ...] = ()
    now: Days = 0
    expect: Annotated[dict[str, Any], Meta(min_length=1)]


class Table(Struct, frozen=True, forbid_unknown_fields=True):
    """A file of cases."""

    about: Why
    cases: Annotated[tuple[Case, ...], Meta(min_length=1)]


def moment(day: Days) -> datetime:
    """The time of a day of the story."""
    return BEGIN + timedelta(days=day)


def day_of(at: datetime) -> Days:
    """The day of the story, to the minute."""
    return round((at - BEGIN) / timedelta(days=1), 3)


def answers_of(rules: ScreeningRules, case: Case) -> dict[str, Answer]:
    """Those of somebody without any complaint; over them the case's own."""
    return case.answers if case.unanswered else standing_answers(rules, case.answers)  # type: ignore[return-value]


def standing_answers(rules: ScreeningRules, given: Mapping[str, str]) -> dict[str, Answer]:
    """No to everything that would be a complaint, yes to what would be one if not; over it what is given."""
    alone = {id for row in rules.rows if not row.when for id in row.unless}
    healthy = {each.id: "yes" if each.id in alone else "no" for each in rules.questions}
    return healthy | dict(given)  # type: ignore[return-value]


def clearances_of(rules: ScreeningRules, case: Case) -> tuple[Clearance, ...]:
    """The agreements that still hold."""
    noted = [Clearance(each.row, each.who, each.kind, date_of(each.day)) for each in case.clearances]
    return holding(rules, noted, screenings_of(rules, case))


def screenings_of(rules: ScreeningRules, case: Case) -> list[Screened]:
    """Every time all questions were answered, oldest first."""
    before = [(moment(each.day), standing_answers(rules, each.answers)) for each in case.before]
    last = [] if case.screened is None else [(moment(case.screened), answers_of(rules, case))]
    return [*before, *last]


def date_of(day: Days) -> date:
    """The date of a day of the story."""
    return moment(day).date()


def screening_of(rules: SafetyRules, case: Case) -> Screening:
    """The case's answers, graded."""
    return grade(rules.screening, answers_of(rules.screening, case), clearances_of(rules.screening, case))


def done_of(session: Session, place: int) -> Done:
    """A session with its answers."""
    return Done(
        id=f"session-{place}",
        begun=moment(session.day),
        tremor_allowed=span(session.tremor),
        wall_allowed=span(session.wall),
        ended=session.ended,
        state=session.state,
        severity=session.severity,
        cannot_stop=session.cannot_stop,
        distress=session.distress,
        checks=tuple(check_of(session, each) for each in answered(session)),
        ladder=session.ladder,
        tremor=span(session.shook),
    )


def answered(session: Session) -> tuple[AnsweredCheck, ...]:
    """The checks as told, or the usual ones."""
    if session.checks is not None:
        return session.checks
    if session.was == "unanswered":
        return ()
    return (AnsweredCheck("next-day", ("fine",) if session.was == "good" else ("raw",)),)


def spiral_of(spiral: Spiral, place: int) -> SpiralDone:
    """A spiral with its answers."""
    return SpiralDone(
        begun=moment(spiral.day),
        worry=spiral.worry,
        before=spiral.before,
        after=spiral.after,
        state=spiral.state,
        severity=spiral.severity,
        cannot_stop=spiral.cannot_stop,
        ended=spiral.ended,
        led=spiral.led,
        id=f"spiral-{place}",
        checks=tuple(check_of(spiral, each) for each in spiral.checks),
    )


def check_of(session: Session | Spiral, each: AnsweredCheck) -> Check:
    """One answer, at its time."""
    after = DAYS[each.when] if each.after is None else each.after
    return Check(each.when, moment(session.day + after), frozenset(each.signs))


def standing_of(rules: SafetyRules, case: Case) -> Standing:
    """Everything that is known of the person."""
    return Standing(
        screening=None if case.screened is None else screening_of(rules, case),
        screened=None if case.screened is None else moment(case.screened),
        history=history_of(case),
        spirals=tuple(spiral_of(each, place) for place, each in enumerate(case.spirals)),
        scores=tuple(Score(each.form, each.value, moment(each.day)) for each in case.scores),
        clearances=clearances_of(rules.screening, case),
        shaking_outside=None if case.shaking_outside is None else moment(case.shaking_outside),
    )


def history_of(case: Case) -> History:
    """The sessions of the case."""
    return History(tuple(done_of(each, place) for place, each in enumerate(case.sessions)))


def wish_of(rules: SafetyRules, wanted: Wanted) -> Wish:
    """The wish of the case."""
    calm: dict[str, Answer] = {each.id: "no" for each in rules.checks.not_today}
    return Wish(
        kind=wanted.kind,
        accompanied=wanted.accompanied,
        override_rest=wanted.override_rest,
        skip_today=None if wanted.today is None else skip_today(rules.checks, calm | wanted.today),
        tremor=span(wanted.tremor) if wanted.tremor else None,
        wall=span(wanted.wall) if wanted.wall else None,
        full_dose=wanted.full_dose,
        note_read=wanted.note_read,
        worry=wanted.worry,
        eyes_closed=wanted.eyes_closed,
        own_memory=wanted.own_memory,
    )
