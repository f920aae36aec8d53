"""The dose plan: when, how long and how much the next session may be, and why. It never pushes.

A person's level is replayed from the history, session by session, so that a late answer changes it too.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from tremula.core.exercise.script import Id
from tremula.core.safety.checks import CheckRules, Done
from tremula.core.safety.profile import Ladder, Profile, Reason, Words

Step = Literal["first", "up", "same", "halved", "back", "none"]
"""`back`: a step down after a break; `none`: no tremor for now (halved below the least)."""


class Rung(Struct, frozen=True, forbid_unknown_fields=True):
    """A tremor time of a ladder and the first week of practice (from 1) in which it may come."""

    tremor: str
    week: Annotated[int, Meta(ge=1)]


class Quota(Struct, frozen=True, forbid_unknown_fields=True):
    """From this week on at most so many sessions in any seven days."""

    week: Annotated[int, Meta(ge=1)]
    sessions: Annotated[int, Meta(ge=1, le=7)]


class LadderRules(Struct, frozen=True, forbid_unknown_fields=True):
    """A ladder: where it begins, its rungs from the least, its cap."""

    start: str
    rungs: Annotated[tuple[Rung, ...], Meta(min_length=1)]
    cap: str
    stop: str
    """The longest one stop of the butterfly lasts until the cap needs longer ones."""


class WallRules(Struct, frozen=True, forbid_unknown_fields=True):
    """The way up of the wall sit."""

    start: str
    once_at_first: str
    total_at_first: str
    first_weeks: int
    step: str
    top: str
    full: str
    """The method's most, by the full-dose gate only."""


class DoseRules(Struct, frozen=True, forbid_unknown_fields=True):
    """content/safety/dose.yaml."""

    rest_hours: int
    least_hours: int
    """Under this nothing overrides the rest."""
    override_from_week: int
    good_for_a_step: int
    bad_for_a_pause: int
    pause_days: int
    most_up: str
    least_tremor: str
    """Halved below this, the tremor is left out for a session."""
    back_after_days: int
    anew_after_days: int
    quotas: tuple[Quota, ...]
    ladders: dict[Ladder, LadderRules]
    wall: WallRules
    exercises: tuple[Id, ...]
    tremor_exercise: Id
    wall_exercise: Id
    reasons: dict[Id, Words]
    """{from}, {to}, {hours} and {days} are put in."""


class History(Struct, frozen=True):
    """The sessions so far, oldest first; only those that got as far as the exercises."""

    sessions: tuple[Done, ...] = ()


class Amounts(Struct, frozen=True):
    """What the next session holds at most, ms and degrees; 0 ms: left out."""

    tremor: int
    stops: int
    """Stops of the butterfly."""
    stop: int
    """How long each of them is led."""
    wall: int
    """One sit."""
    wall_total: int
    knee_angle: int


class Proposal(Struct, frozen=True):
    """The next session as the plan sees it. Less is always fine; more only within `most`."""

    earliest: datetime
    pause_until: datetime | None
    """Set while a week's pause runs."""
    amounts: Amounts
    most: Amounts
    """What the person may choose instead (see `more`); never above a cap, never more after worse."""
    exercises: tuple[str, ...]
    length: tuple[int, int]
    """About how long the whole session is, from and to, in ms."""
    step: Step
    ladder: Ladder
    week: int
    """Week of practice, from 1."""
    good: int
    """Good sessions in a row that count towards the next step."""
    reasons: tuple[Reason, ...]
    more: Reason
    """Why more is possible, or why not."""
    overridable: bool
    """Whether the person may begin before `earliest` after an explanation (never in a pause)."""
    full_dose: bool
    """Whether the method's full dose may be chosen now."""


def propose(
    history: History, profile: Profile, rules: DoseRules, checks: CheckRules, now: datetime
) -> Proposal:
    """The next session for this history. Sessions may come in any order; they are sorted by `begun`."""
    raise NotImplementedError


def good_sessions(history: History | Sequence[Done], checks: CheckRules) -> int:
    """How many sessions were good so far (for the spiral's gate)."""
    raise NotImplementedError
