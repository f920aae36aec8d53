"""The questions before the first session, and what follows from the answers. It names no illness as found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from tremula.core.exercise.script import Id
from tremula.core.safety.profile import BodyNeed, Grade, Ladder, Profile, Words

Answer = Literal["yes", "no", "unsure"]
LiftedBy = Literal["nobody", "doctor", "provider", "doctor-and-provider"]
"""What makes practice possible in a RED row: a doctor's recorded agreement, a provider present, both."""
Page = Literal["start", "health", "mind", "body"]


class Question(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A plain question, answered yes, no or (mostly) not sure."""

    id: Id
    page: Page
    ask: Words
    help: Words | None = None
    """One more sentence for whoever wonders what is meant."""
    unsure: Literal["yes", "no", "never"] = "yes"
    """What "not sure" is treated as: the careful answer; "never": there is no such button."""
    after: Id | None = None
    """Asked only after a yes (or a not sure treated as yes) to this question."""


class Effects(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """How a row adapts practice, also when a doctor has cleared it or a provider carries it."""

    ladder: Ladder = "usual"
    needs: tuple[BodyNeed, ...] = ()
    bar: tuple[str, ...] = ()
    leave_out: tuple[Id, ...] = ()
    tremor: str | None = None
    wall_total: str | None = None
    wall_once: str | None = None
    knee_angle: str | None = None
    hide_heart: bool = False
    before: tuple[Id, ...] = ()
    incomparable: bool = False
    mental_health: bool = False


class Row(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A line of the table: it applies when all of `when` are yes and none of `unless`."""

    id: Id
    title: Words
    when: Annotated[tuple[Id, ...], Meta(min_length=1)]
    grade: Literal["red", "amber", "fit"]
    """`fit` adapts the exercises and leaves the grade as it is."""
    reason: Words
    source: Words
    unless: tuple[Id, ...] = ()
    lifted_by: LiftedBy = "nobody"
    crisis: bool = False
    ask: tuple[Id, ...] = ()
    """Whom to ask, from `people`."""
    effects: Effects = Effects()


class Usual(Struct, frozen=True, forbid_unknown_fields=True):
    """The caps of a person without any row."""

    tremor: str
    wall_total: str
    wall_once: str
    knee_angle: str


class ScreeningRules(Struct, frozen=True, forbid_unknown_fields=True):
    """content/safety/screening.yaml."""

    again_after_days: int
    questions: tuple[Question, ...]
    rows: tuple[Row, ...]
    people: dict[Id, Words]
    before: dict[Id, Words]
    caps: Usual
    ladder_caps: dict[Ladder, str]
    open: dict[Id, Words]
    """What stays open whatever the answers: id → in words."""
    unsure: Words
    """Added to a reason that stands on a "not sure"."""
    lifted: Words
    """Added to the reason of a row that a doctor has cleared."""


class Clearance(Struct, frozen=True):
    """A professional's agreement as the person noted it: for which row, who, of which kind, which day."""

    row: str
    who: str
    kind: Literal["doctor", "provider", "therapist"]
    on: date


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
    raise NotImplementedError


def grade(
    rules: ScreeningRules, answers: Mapping[str, Answer], clearances: Sequence[Clearance] = ()
) -> Screening:
    """Grade the answers. Whatever is not answered counts as not sure.

    Refusals: unknown-question, unknown-answer (also "unsure" where there is no such button).
    """
    raise NotImplementedError
