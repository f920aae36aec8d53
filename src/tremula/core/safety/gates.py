"""What may begin now, and if not, why: screening, rest, pause, spiral, full dose. It plans no amounts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from tremula.core.exercise.script import Id
from tremula.core.safety.checks import CheckRules, SkipToday
from tremula.core.safety.dose import DoseRules
from tremula.core.safety.profile import Reason, Words
from tremula.core.safety.referral import ReferralRules
from tremula.core.safety.screening import ScreeningRules
from tremula.core.safety.standing import SpiralDone, Standing


class SpiralRules(Struct, frozen=True, forbid_unknown_fields=True):
    """The spiral's gate."""

    good_sessions: int
    hours_after_tremor: int
    hours_between: int
    worry_most: Annotated[int, Meta(ge=0, le=10)]
    mild_for_own_choice: int
    rise_to_settle: int
    most: str


class FullDoseRules(Struct, frozen=True, forbid_unknown_fields=True):
    """When the method's own wall sit and shaking may be chosen."""

    week: int
    good_in_a_row: int
    tremor: str
    wall: str


class GateRules(Struct, frozen=True, forbid_unknown_fields=True):
    """content/safety/gates.yaml."""

    spiral: SpiralRules
    full_dose: FullDoseRules
    reasons: dict[Id, Words]


class Wish(Struct, frozen=True):
    """What somebody wants to begin."""

    kind: Literal["session", "spiral"] = "session"
    accompanied: bool = False
    """A provider or therapist is in the room and has just been confirmed."""
    override_rest: bool = False
    """The person has read why rest matters and wants to begin all the same."""
    skip_today: SkipToday | None = None
    """The answers to the skip-today check; None: not asked yet."""
    tremor: int | None = None
    """ms, where the person chose another amount than proposed."""
    wall: int | None = None
    full_dose: bool = False
    note_read: bool = False
    """The note on blood pressure before the method's long wall sit."""
    worry: int = 0
    """Spiral: how large the worry is, 0–10."""
    eyes_closed: bool = False
    own_memory: bool = False


class Gate(Struct, frozen=True):
    """Open (no reasons) or closed, with every reason; what the person could do about it."""

    open: bool
    reasons: tuple[Reason, ...] = ()
    crisis: bool = False
    """Show crisis help before anything else."""
    overridable: bool = False
    """Only the rest stands in the way, and the person may override it."""
    screen_again: bool = False
    """The questions come first (8 weeks, or after a bad session)."""
    accompanied: bool = False
    """It would open with a provider in the room."""
    earliest: datetime | None = None


class SafetyRules(Struct, frozen=True):
    """All of content/safety (library/safety.py reads it)."""

    screening: ScreeningRules
    checks: CheckRules
    dose: DoseRules
    gates: GateRules
    referral: ReferralRules


def screening_due(standing: Standing, rules: SafetyRules, now: datetime) -> Reason | None:
    """Why the questions are asked (again) now; None when they need not be."""
    raise NotImplementedError


def may_begin(standing: Standing, wish: Wish, rules: SafetyRules, now: datetime) -> Gate:
    """Whether this may begin now."""
    raise NotImplementedError


def full_dose(standing: Standing, rules: SafetyRules, now: datetime) -> Gate:
    """Whether the method's full dose is open, and what is missing."""
    raise NotImplementedError


def spiral_choices(standing: Standing, rules: SafetyRules, now: datetime) -> Gate:
    """Whether eyes closed and a memory of one's own choice are open, and what is missing."""
    raise NotImplementedError


def spiral_ends_in_settling(rules: GateRules, before: int, after: int, dissociated: bool) -> bool:
    """After a spiral: +2 points of distress, or any sign of dissociation."""
    raise NotImplementedError


def mild_in_a_row(spirals: Sequence[SpiralDone], rules: GateRules) -> int:
    """Mild spirals without a rise since the last that was not so."""
    raise NotImplementedError
