"""Where a person stands: what was answered, practised and noted so far. It draws no conclusion."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from tremula.core.safety.checks import Check, History
from tremula.core.safety.screening import Clearance, Screening


class SpiralDone(Struct, frozen=True):
    """A guided spiral: the worry's size and the distress before and after, 0–10."""

    begun: datetime
    worry: int
    before: int
    after: int | None
    dissociated: bool = False
    moderate: bool = False
    """A state left early that looking around did not end within a minute."""
    id: str = ""
    checks: tuple[Check, ...] = ()


Scored = Literal["pcl-5", "phq-9-item-9", "doctor-first"]
"""PCL-5 total, PHQ-9 item 9 (0–3), or 1 where an answer asks for a doctor before the next practice."""


class Score(Struct, frozen=True):
    """A questionnaire's result that a rule reads."""

    form: Scored
    value: int
    at: datetime


class Standing(Struct, frozen=True):
    """Where a person stands: the last screening and when, clearances, sessions, spirals, scores."""

    screening: Screening | None
    screened: datetime | None
    history: History = History()
    spirals: tuple[SpiralDone, ...] = ()
    scores: tuple[Score, ...] = ()
    clearances: tuple[Clearance, ...] = ()
    shaking_outside: datetime | None = None
    """When new shaking outside practice was reported."""
