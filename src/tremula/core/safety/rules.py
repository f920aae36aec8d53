"""The rules of the gates as content says them, and all rules together. It applies none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta, Struct

from tremula.core.exercise.script import Id
from tremula.core.questionnaire.form import Form
from tremula.core.safety.checks import CheckRules
from tremula.core.safety.ladders import DoseRules
from tremula.core.safety.profile import Reason, Words
from tremula.core.safety.referral import ReferralRules
from tremula.core.safety.screening import ScreeningRules

REASONS = (
    "not-screened", "screen-again", "screen-clock", "screen-after-bad", "clock", "crisis", "red",
    "red-company", "closed", "not-today", "pause", "rest", "quota", "too-much-tremor", "too-much-wall",
    "note-first", "full-green", "full-week", "full-good", "full-tremor", "full-wall", "full-closed",
    "spiral-good", "spiral-after-tremor", "spiral-rest", "spiral-worry", "spiral-company", "own-green",
    "own-mild", "tell-first",
)  # fmt: skip
"""The sentences of closed gates, by id."""


class SpiralRules(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The spiral's gate."""

    good_sessions: Annotated[int, Meta(ge=4)]
    hours_after_tremor: Annotated[int, Meta(ge=1)]
    hours_between: Annotated[int, Meta(ge=1)]
    worry_most: Annotated[int, Meta(ge=0, le=3)]
    mild_for_own_choice: Annotated[int, Meta(ge=3)]
    rise_to_settle: Annotated[int, Meta(ge=1, le=2)]
    most: str


class FullDoseRules(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """When the method's own wall sit and shaking may be chosen."""

    week: Annotated[int, Meta(ge=9)]
    good_in_a_row: Annotated[int, Meta(ge=2)]
    tremor: str
    wall: str


class GateRules(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """content/safety/gates.yaml."""

    spiral: SpiralRules
    full_dose: FullDoseRules
    reasons: dict[Id, Words]


class SafetyRules(Struct, frozen=True):
    """All of content/safety (library/safety.py reads it)."""

    screening: ScreeningRules
    checks: CheckRules
    dose: DoseRules
    gates: GateRules
    referral: ReferralRules
    forms: Mapping[str, Form] = {}
    """The questionnaires of this content: rules read their scores."""


def said(rules: GateRules, id: str, values: Mapping[str, str] | None = None) -> Reason:
    """A reason with its numbers put in."""
    words = rules.reasons[id]
    for name, value in (values or {}).items():
        words = words.replace(f"{{{name}}}", value)
    return Reason(id, words)
