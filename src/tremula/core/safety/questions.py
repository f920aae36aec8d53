"""The questions of the screening and its table as content says them. It grades nobody."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from tremula.core.exercise.fit import BodyNeed, Tag
from tremula.core.exercise.script import Id
from tremula.core.safety.profile import Ladder, Words

LiftedBy = Literal["nobody", "doctor", "provider", "doctor-and-provider"]
"""What makes practice possible in a RED row: a doctor's recorded agreement, a provider present, both."""
Professional = Literal["doctor", "therapist", "provider"]
"""Who can agree, as the person notes it."""
Page = Literal["start", "health", "mind", "body"]


class Question(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, rename="kebab"):
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


class Effects(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, rename="kebab"):
    """How a row adapts practice, also when a doctor has cleared it or a provider carries it."""

    ladder: Ladder = "usual"
    needs: tuple[BodyNeed, ...] = ()
    bar: tuple[Tag, ...] = ()
    leave_out: tuple[Id, ...] = ()
    tremor: str | None = None
    wall_total: str | None = None
    wall_once: str | None = None
    knee_angle: str | None = None
    hide_heart: bool = False
    before: tuple[Id, ...] = ()
    incomparable: bool = False
    mental_health: bool = False


class Row(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, rename="kebab"):
    """A line of the table: it applies when all of `when` are yes and none of `unless` is."""

    id: Id
    title: Words
    grade: Literal["red", "amber", "fit"]
    """`fit` adapts the exercises and leaves the grade as it is."""
    reason: Words
    source: Words
    when: tuple[Id, ...] = ()
    unless: tuple[Id, ...] = ()
    lifted_by: LiftedBy = "nobody"
    lifted_days: Annotated[int, Meta(ge=1)] | None = None
    """So many days an agreement holds, where the question is about the last days or weeks only."""
    crisis: bool = False
    ask: tuple[Id, ...] = ()
    """Whom to ask, from `people`."""
    effects: Effects = Effects()


class Usual(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The caps of a person without any row."""

    tremor: str
    wall_total: str
    wall_once: str
    knee_angle: str


class ScreeningRules(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """content/safety/screening.yaml."""

    again_after_days: Annotated[int, Meta(ge=1, le=56)]
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
