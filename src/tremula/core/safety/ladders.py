"""The rules of the dose as content says them: ladders, the way up of the wall sit, rest. It applies none."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from tremula.core.exercise.script import Id
from tremula.core.safety.profile import Ladder, Words

REASONS = (
    "first", "up", "wall-up", "same", "week", "twice-worse", "unanswered", "unsettled", "halved", "none",
    "still-none", "back", "anew", "top", "company", "nobody", "pause", "rest", "quota", "less", "more",
    "no-more", "no-wall",
)  # fmt: skip
"""The sentences that the plan says, by id."""


class Rung(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """A tremor time of a ladder and the first week of practice (from 1) in which it may come."""

    tremor: str
    week: Annotated[int, Meta(ge=1)]


class Quota(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """From this week on at most so many sessions in any seven days."""

    week: Annotated[int, Meta(ge=1)]
    sessions: Annotated[int, Meta(ge=1, le=7)]


class LadderRules(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """A ladder: where it begins, its rungs from the least, its cap."""

    start: str
    rungs: Annotated[tuple[Rung, ...], Meta(min_length=1)]
    cap: str
    stop: str
    """How long one stop of the butterfly is, until the most stops are not enough."""


class WallRules(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """The way up of the wall sit."""

    start: str
    least: str
    once_at_first: str
    total_at_first: str
    first_weeks: Annotated[int, Meta(ge=2)]
    step: str
    top: str
    full: str
    """The method's most, by the full-dose gate only."""


class Lengths(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """About how long things last, for the length of a session that is shown."""

    around: str
    """Arriving, practising the stop, settling, the shortest rest, and the words of the tremor exercise."""
    longer_rest: str
    exercise: str


class DoseRules(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """content/safety/dose.yaml."""

    rest_hours: Annotated[int, Meta(ge=48)]
    least_hours: Annotated[int, Meta(ge=24)]
    """Under this nothing overrides the rest."""
    override_from_week: Annotated[int, Meta(ge=1)]
    most_in_seven_days: Annotated[int, Meta(ge=1, le=7)]
    """Sessions in any seven days, with every override."""
    good_for_a_step: Annotated[int, Meta(ge=2)]
    bad_for_a_pause: Annotated[int, Meta(ge=1, le=2)]
    pause_days: Annotated[int, Meta(ge=7)]
    most_up: str
    least_tremor: str
    """Halved below this, the tremor is left out for a session."""
    back_after_days: Annotated[int, Meta(ge=1)]
    twice_worse_days: Annotated[int, Meta(ge=1)]
    """So long no step leads to an amount at which, or under which, two sessions left the person worse."""
    anew_after_days: Annotated[int, Meta(ge=1)]
    quotas: Annotated[tuple[Quota, ...], Meta(min_length=1)]
    ladders: dict[Ladder, LadderRules]
    most_stops: Annotated[int, Meta(ge=1)]
    longest_stop: str
    wall: WallRules
    exercises: tuple[Id, ...]
    tremor_exercise: Id
    wall_exercise: Id
    lengths: Lengths
    reasons: dict[Id, Words]
    """{from}, {to}, {hours}, {days}, {week} and {sessions} are put in."""
