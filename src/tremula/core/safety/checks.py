"""How one is before a session and in the days after, and what it was in the end. It scores nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

from tremula.core.exercise.script import Id
from tremula.core.safety.profile import Reason, Words
from tremula.core.safety.screening import Answer

When = Literal["evening", "next-day", "second-day"]
State = Literal["freezing", "flooding", "dissociating"]
Severity = Literal["mild", "moderate"]
Ended = Literal["finished", "stopped", "silence", "left"]
Outcome = Literal["good", "worse", "unsettled", "open"]
"""`unsettled` is neither good nor worse (a mild state, silence); `open`: the next day is not answered."""


class Check(Struct, frozen=True):
    """The 20-second check: when it was asked about, when answered, and the signs (ids of checks.yaml)."""

    when: When
    at: datetime
    signs: frozenset[str]


class Done(Struct, frozen=True):
    """A session that got as far as the exercises, however it ended; times of day aware, spans in ms."""

    id: str
    begun: datetime
    tremor_allowed: int
    """The cap it was compiled with; 0 where the tremor was left out. How much it shook counts for nothing."""
    wall_allowed: int = 0
    """The longest sit it was compiled with; 0 where the wall sit was left out."""
    ended: Ended = "finished"
    accompanied: bool = False
    state: State | None = None
    """A state left early, as the person said or the session ended."""
    severity: Severity | None = None
    cannot_stop: bool = False
    """The shaking did not end within ten minutes of lying flat, sitting up and walking."""
    checks: tuple[Check, ...] = ()
    tremor: int = 0
    """How long it was led, for the record; no rule reads it."""


class Sign(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Something one may tick in the check."""

    id: Id
    label: Words
    worse: bool
    expected_in_the_evening: bool = False
    """Alone, on the same evening, it says nothing (tired legs make tired)."""


class NotToday(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A reason to skip today."""

    id: Id
    ask: Words
    reason: Words
    unsure: Literal["yes", "no", "never"] = "yes"
    crisis: bool = False


class Arrivals(Struct, frozen=True, forbid_unknown_fields=True):
    """From which rating (0–10) on arriving something gentler is offered, and how it is said."""

    ground_from: Annotated[int, Meta(ge=1, le=10)]
    less_from: Annotated[int, Meta(ge=1, le=10)]
    ground: Words
    less: Words
    go: Words


class CheckRules(Struct, frozen=True, forbid_unknown_fields=True):
    """content/safety/checks.yaml."""

    signs: tuple[Sign, ...]
    good_within_days: Annotated[int, Meta(ge=1, le=14)]
    """A good answer counts only so many days after the session; a bad one always."""
    not_today: tuple[NotToday, ...]
    arrival: Arrivals


class SkipToday(Struct, frozen=True):
    """Whether to skip today, why, and whether crisis help comes first."""

    skip: bool
    reasons: tuple[Reason, ...] = ()
    crisis: bool = False


class Arrival(Struct, frozen=True):
    """What the ratings on arriving suggest. The person decides."""

    advice: Literal["go", "less", "ground"]
    words: str


def skip_today(rules: CheckRules, answers: Mapping[str, Answer]) -> SkipToday:
    """What the skip-today check says; an unanswered question counts as not sure. Refusal unknown-question."""
    raise NotImplementedError


def arrival(rules: CheckRules, distress: int, tension: int, tiredness: int) -> Arrival:
    """What the three ratings (0–10) suggest. Refusal rating-out-of-range."""
    raise NotImplementedError


def is_worse(rules: CheckRules, when: When, signs: Collection[str]) -> bool:
    """The after-check rule for one answer. Refusal unknown-sign."""
    raise NotImplementedError


def outcome(rules: CheckRules, done: Done) -> Outcome:
    """What a session was, from how it ended and the answers so far."""
    raise NotImplementedError
