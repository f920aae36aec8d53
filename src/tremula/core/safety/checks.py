"""How one is before a session and in the days after, and what it was in the end. It scores nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Annotated, Literal, Protocol

from msgspec import Meta, Struct

from tremula.core.exercise.script import Id
from tremula.core.failure import Refusal
from tremula.core.safety.profile import Ladder, Reason, Words
from tremula.core.safety.screening import Answer

When = Literal["evening", "next-day", "second-day"]
State = Literal["freezing", "flooding", "dissociating"]
Severity = Literal["mild", "moderate"]
Ended = Literal["finished", "stopped", "silence", "left"]
A_NIGHT = timedelta(hours=6)
"""How one is the next day nobody knows sooner after a session."""
Outcome = Literal["good", "worse", "unsettled", "open"]
"""`unsettled` is neither good nor worse (a mild state, silence, high distress); `open`: no answer yet."""


class Check(Struct, frozen=True):
    """The 20-second check: when it was asked about, when answered, and the signs (ids of checks.yaml)."""

    when: When
    at: datetime
    signs: frozenset[str]


class Kept(Protocol):
    """What a session and a spiral tell alike when it is asked whether they were too much."""

    @property
    def begun(self) -> datetime: ...
    @property
    def state(self) -> State | None: ...
    @property
    def severity(self) -> Severity | None: ...
    @property
    def cannot_stop(self) -> bool: ...
    @property
    def checks(self) -> tuple[Check, ...]: ...


class Done(Struct, frozen=True):
    """A session that got as far as the exercises, however it ended; times of day aware, spans in ms."""

    id: str
    begun: datetime
    tremor_allowed: int
    """The cap it was compiled with; 0 where the tremor was left out. How much it shook counts for nothing."""
    ladder: Ladder | None = None
    """The ladder it was planned on; None: not known, then it counts as the one of today."""
    wall_allowed: int = 0
    """The longest sit it was compiled with; 0 where the wall sit was left out."""
    ended: Ended = "finished"
    accompanied: bool = False
    state: State | None = None
    """A state left early, as the person said or the session ended."""
    severity: Severity | None = None
    """None: not told; then it halves like a moderate one, and practice alone waits until it is told."""
    cannot_stop: bool = False
    """The shaking did not end within ten minutes of lying flat, sitting up and walking."""
    distress: tuple[int | None, int | None] = (None, None)
    """Before and after, 0–10, where they were rated."""
    checks: tuple[Check, ...] = ()
    tremor: int = 0
    """How long it was led, for the record; no rule reads it."""


class History(Struct, frozen=True):
    """The sessions so far; only those that got as far as the exercises."""

    sessions: tuple[Done, ...] = ()


class Sign(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, rename="kebab"):
    """Something one may tick in the check."""

    id: Id
    label: Words
    worse: bool
    expected_in_the_evening: bool = False
    """Alone, on the same evening, it says nothing (tired legs make tired)."""


class NotToday(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True, rename="kebab"):
    """A reason to skip today."""

    id: Id
    ask: Words
    reason: Words
    unsure: Literal["yes", "no", "never"] = "yes"
    crisis: bool = False


class Arrivals(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """From which rating (0–10) on arriving something gentler is offered, and how it is said."""

    ground_from: Annotated[int, Meta(ge=1, le=10)]
    less_from: Annotated[int, Meta(ge=1, le=10)]
    ground: Words
    less: Words
    go: Words


class Afterwards(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """From which distress (0–10) after a session on, or after what rise, support comes first."""

    high_from: Annotated[int, Meta(ge=1, le=10)]
    rise: Annotated[int, Meta(ge=1, le=10)]
    high: Words
    risen: Words


class CheckRules(Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """content/safety/checks.yaml."""

    signs: tuple[Sign, ...]
    good_within_days: Annotated[int, Meta(ge=1, le=14)]
    """A good answer counts only so many days after the session; a bad one always."""
    not_today: tuple[NotToday, ...]
    arrival: Arrivals
    afterwards: Afterwards


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
    known = {question.id for question in rules.not_today}
    for id in answers:
        if id not in known:
            raise Refusal("unknown-question", f"There is no question “{id[:40]}”. Load the page again.")
    against = [each for each in rules.not_today if speaks_against(each, answers.get(each.id, "unsure"))]
    reasons = tuple(Reason(each.id, each.reason) for each in against)
    return SkipToday(bool(against), reasons, crisis=any(each.crisis for each in against))


def speaks_against(question: NotToday, answer: Answer) -> bool:
    """Whether this answer, or the careful one for not sure, is a yes."""
    return answer == "yes" or (answer == "unsure" and question.unsure != "no")


def arrival(rules: CheckRules, distress: int, tension: int, tiredness: int) -> Arrival:
    """What the three ratings (0–10) suggest. Refusal rating-out-of-range."""
    ratings = (distress, tension, tiredness)
    if not all(0 <= rating <= 10 for rating in ratings):
        raise Refusal("rating-out-of-range", "A rating is a whole number from 0 to 10.")
    if distress >= rules.arrival.ground_from:
        return Arrival("ground", rules.arrival.ground)
    if max(ratings) >= rules.arrival.less_from:
        return Arrival("less", rules.arrival.less)
    return Arrival("go", rules.arrival.go)


def distress_after(rules: CheckRules, before: int | None, after: int | None) -> str | None:
    """What is said about the distress after a session, support first; None where there is nothing to say."""
    if after is None:
        return None
    if after >= rules.afterwards.high_from:
        return rules.afterwards.high
    risen = before is not None and after - before >= rules.afterwards.rise
    return rules.afterwards.risen if risen else None


def is_worse(rules: CheckRules, when: When, signs: Collection[str]) -> bool:
    """The after-check rule for one answer: any worse sign, but not being tired alone on the same evening.

    Refusal unknown-sign.
    """
    known = {sign.id: sign for sign in rules.signs}
    for id in signs:
        if id not in known:
            raise Refusal("unknown-sign", f"There is no sign “{id[:40]}”. Load the page again.")
    worse = [known[id] for id in signs if known[id].worse]
    expected = when == "evening" and all(sign.expected_in_the_evening for sign in worse)
    return bool(worse) and not expected


def outcome(rules: CheckRules, done: Done) -> Outcome:
    """What a session was, from how it ended and the answers so far: a bad answer counts whenever it comes."""
    if known_worse(rules, done) is not None:
        return "worse"
    if done.state is not None or done.ended == "silence" or distress_after(rules, *done.distress):
        return "unsettled"
    return "good" if any(tells_good(rules, done, check) for check in done.checks) else "open"


def known_worse(rules: CheckRules, done: Kept) -> datetime | None:
    """Since when it is known that this session or spiral was too much: its begin, or an answer; else None."""
    if done.cannot_stop or (done.state is not None and done.severity != "mild"):
        return done.begun
    return worse_since(rules, done.checks)


def worse_since(rules: CheckRules, checks: Sequence[Check]) -> datetime | None:
    """When a bad answer first came; None without one."""
    return min((check.at for check in checks if is_worse(rules, check.when, check.signs)), default=None)


def tells_good(rules: CheckRules, done: Done, check: Check) -> bool:
    """Whether this answer, about the next day or the one after, came in time to be trusted as a good one."""
    in_time = A_NIGHT <= check.at - done.begun <= timedelta(days=rules.good_within_days)
    return in_time and check.when != "evening" and bool(check.signs)
