"""Where a person stands: what was answered, practised and noted so far. It draws no conclusion."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from tremula.core.safety.checks import Check, Ended, History, Severity, State
from tremula.core.safety.screening import Clearance, Screening


class SpiralDone(Struct, frozen=True):
    """A guided spiral: the worry's size and the distress before and after, 0–10."""

    begun: datetime
    worry: int
    before: int
    after: int | None
    state: State | None = None
    """A state left early, as the person said or the session ended."""
    severity: Severity | None = None
    cannot_stop: bool = False
    ended: Ended = "finished"
    led: bool = True
    """Every step of the spiral itself was led, none passed over."""
    id: str = ""
    checks: tuple[Check, ...] = ()

    @property
    def dissociated(self) -> bool:
        return self.state == "dissociating"

    @property
    def moderate(self) -> bool:
        """Looking around did not end it within a minute."""
        return self.state is not None and self.severity == "moderate"


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
