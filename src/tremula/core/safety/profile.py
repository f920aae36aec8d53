"""What a screening makes of a person: grade, ladder, body fit, caps. It knows no answers and no history."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from tremula.core.exercise.fit import Fit

Grade = Literal["green", "amber", "red"]
Ladder = Literal["usual", "sensitive", "complex"]
Company = Literal["alone", "accompanied", "nobody"]
"""Alone (or with somebody), only with a provider in the room, or not at all."""
Words = Annotated[str, Meta(min_length=1, max_length=600)]

GRADES: tuple[Grade, ...] = ("green", "amber", "red")
LADDERS: tuple[Ladder, ...] = ("usual", "sensitive", "complex")
"""From the freest to the most careful."""


class Reason(Struct, frozen=True):
    """One plain sentence (or two) for something decided, with the stable id of the rule behind it."""

    id: str
    words: str


class Caps(Struct, frozen=True):
    """What no choice, rule or gate ever passes for this person; times in ms, the angle in degrees."""

    tremor: int
    """Tremor in a session."""
    wall_total: int
    """All sits at the wall of a session together; 0 when the wall sit is left out."""
    wall_once: int
    """One sit at the wall."""
    knee_angle: int
    """The least angle of the knee at the wall: 120 is high, 135 very high, 90 would be a chair."""
    heart_readings: bool = True
    """Whether heart rate variability may be shown at all."""


class Profile(Struct, frozen=True):
    """All that dose, gates and compiling need to know about a person's health."""

    grade: Grade
    ladder: Ladder
    fit: Fit
    caps: Caps
    company: Company
    before: tuple[Reason, ...] = ()
    """Said before each session, for example to check one's sugar."""
    comparable: bool = True
    """False: tremor before and after a change (of medicine, say) is never compared."""
    mental_health: bool = False
    """The guided spiral then needs a therapist or provider in the room."""
