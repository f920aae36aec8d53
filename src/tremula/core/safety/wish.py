"""What somebody wants to begin, and the answer. It decides nothing."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

from tremula.core.safety.checks import SkipToday
from tremula.core.safety.profile import Reason


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
    tell: str | None = None
    """The session or spiral of which it must first be told how strong its state was."""
    earliest: datetime | None = None
