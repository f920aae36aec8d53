"""A simulated year of 1,000 invented personas under the dose plan. It is nobody's data.

Same seed, same year. Each persona practises when the plan allows it and it feels like it; it answers its way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from tremula.core.safety.checks import Check, Done
from tremula.core.safety.dose import Proposal, plan
from tremula.core.safety.level import Climb, Level, after, at_time
from tremula.core.safety.rules import SafetyRules
from tremula.core.safety.screening import Answer, grade
from tremula.core.session.chance import Chance

DAYS = 365
BEGIN = datetime(2026, 1, 5, 18, tzinfo=UTC)
MONTHS = 12
MINUTE = 60_000
SEED = 20260105


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of persona lives with the plan; chances in percent."""

    id: str
    about: str
    number: int
    answers: Mapping[str, Answer] = field(default_factory=dict)
    """Screening answers over those of somebody without any complaint."""
    keen: int = 60
    """Practises on a day on which the plan allows it."""
    worse: int = 5
    """Is worse after a session."""
    worse_from: int = 0
    """Is worse after every session with at least so many minutes of tremor; 0: no such limit."""
    replies: int = 100
    """Answers the next day's check."""
    late: tuple[int, int] = (0, 0)
    """Days by which an answer comes late, from and to."""
    away: int = 0
    """Begins a break of two to nine weeks on a day."""
    at_most: int = 15
    """Minutes of tremor that it never goes beyond, whatever is proposed."""
    wants_more: bool = False
    """Always asks for the most, and overrides the rest whenever that is open."""


PRESSURE: Mapping[str, Answer] = {"high-pressure": "yes", "pressure-steady": "yes"}
KINDS: tuple[Kind, ...] = (
    Kind("steady", "well after every session, answers every day", 80, worse=0),
    Kind("mostly-well", "now and then worse", 80, worse=10),
    Kind("wavering", "worse after about every third session", 80, worse=35),
    Kind("always-worse", "worse after every session", 80, worse=100),
    Kind("limit-of-six", "worse from 6 minutes of tremor on", 80, worse=3, worse_from=6),
    Kind("no-answers", "never answers how the next day was", 80, replies=0),
    Kind("half-answers", "answers every other time", 80, worse=10, replies=50),
    Kind("late-answers", "answers up to five days late", 80, worse=10, late=(0, 5)),
    Kind("long-breaks", "practises with long breaks", 80, keen=40, away=3),
    Kind("less-by-choice", "never goes beyond two minutes of tremor", 80, at_most=2),
    Kind("wants-more", "always asks for the most, and to begin earlier", 80, keen=100, wants_more=True),
    Kind("sensitive", "PTSD, sensitive ladder, now and then worse", 60, {"trauma": "yes"}, worse=10),
    Kind("complex", "only with a provider, once a week", 30, {"dissociation": "yes"}, keen=30, worse=10),
    Kind("pressure", "treated blood pressure, no wall sit", 30, PRESSURE, worse=5),
)  # fmt: skip


class Life(NamedTuple):
    """One persona's year."""

    kind: str
    sessions: tuple[Done, ...]
    plans: tuple[Proposal, ...]
    """What was proposed when each session began."""
    paused: frozenset[datetime]
    """The ends of the pauses of a week."""
    cap: int
    """The most tremor for this persona, in ms."""
    wall_cap: int

    @property
    def halvings(self) -> int:
        """Sessions whose plan had been halved."""
        return sum(each.step == "halved" for each in self.plans)

    @property
    def pauses(self) -> int:
        """Pauses of a week."""
        return len(self.paused)

    @property
    def weeks_to_cap(self) -> int | None:
        """The week in which the cap was first proposed; None: never."""
        weeks = (
            (done.begun - BEGIN).days // 7 + 1
            for done, each in zip(self.sessions, self.plans, strict=True)
            if each.amounts.tremor >= self.cap
        )
        return next(weeks, None)

    def tremor(self, month: int) -> float:
        """Minutes of tremor allowed a week, on average over a month (0–11)."""
        begin, end = month * DAYS // MONTHS, (month + 1) * DAYS // MONTHS
        held = [each for each in self.sessions if begin <= (each.begun - BEGIN).days < end]
        return sum(each.tremor_allowed for each in held) / MINUTE / ((end - begin) / 7)


def year(rules: SafetyRules, seed: int = SEED, kinds: Sequence[Kind] = KINDS) -> list[Life]:
    """All personas' years, kind by kind."""
    lives = []
    for kind in kinds:
        climb = climb_of(rules, kind)
        for number in range(kind.number):
            lives.append(Walk(climb, kind, Chance(seed + 1000 * kinds.index(kind) + number)).life())
    return lives


def climb_of(rules: SafetyRules, kind: Kind) -> Climb:
    """The rules for the screening of this kind."""
    alone = {id for row in rules.screening.rows if not row.when for id in row.unless}
    healthy: dict[str, Answer] = {
        each.id: "yes" if each.id in alone else "no" for each in rules.screening.questions
    }
    return Climb(rules.dose, rules.checks, grade(rules.screening, {**healthy, **kind.answers}).profile)


@dataclass(slots=True)
class Walk:
    """A persona on its way through the year."""

    climb: Climb
    kind: Kind
    chance: Chance
    sessions: list[Done] = field(default_factory=list)
    plans: list[Proposal] = field(default_factory=list)
    levels: list[Level] = field(default_factory=list)
    """After each session, as known now."""
    letters: list[tuple[datetime, int, Check]] = field(default_factory=list)
    """Answers on their way: when they come, to which session."""
    paused: set[datetime] = field(default_factory=set)
    wait: datetime | None = None
    """Until then the plan has said no, and nothing has come since."""
    back: int = 0
    """The day on which a break ends."""

    def life(self) -> Life:
        """Day by day."""
        for day in range(DAYS):
            now = BEGIN + timedelta(days=day, minutes=self.chance.between(-45, 45))
            self.read_letters(now)
            if day >= self.back and self.likely(self.kind.away):
                self.back = day + self.chance.between(14, 63)
            if day >= self.back and self.likely(self.kind.keen):
                self.practise(now)
        profile = self.climb.profile
        wall = min(profile.caps.wall_once, profile.caps.wall_total) if self.climb.walls else 0
        return Life(
            self.kind.id,
            tuple(self.sessions),
            tuple(self.plans),
            frozenset(self.paused),
            self.climb.cap,
            wall,
        )

    def likely(self, percent: int) -> bool:
        """Chance in percent."""
        return self.chance.between(1, 100) <= percent

    def read_letters(self, now: datetime) -> None:
        """Put the answers that have come to their sessions, and tell the levels from there on anew."""
        come = [letter for letter in self.letters if letter[0] <= now]
        self.letters = [letter for letter in self.letters if letter[0] > now]
        for _, place, check in come:
            done = self.sessions[place]
            self.sessions[place] = replaced(done, check)
        if come:
            self.retell(min(place for _, place, _ in come))

    def retell(self, place: int) -> None:
        """The levels from this session on."""
        del self.levels[place:]
        for done in self.sessions[place:]:
            level = self.levels[-1] if self.levels else self.climb.start()
            self.levels.append(after(self.climb, at_time(self.climb, level, done.begun), done))
        self.wait = None
        if pause := self.levels[-1].pause:
            self.paused.add(pause)

    def practise(self, now: datetime) -> None:
        """A session, when the plan allows one now."""
        if self.wait and self.wait > now and not self.kind.wants_more:
            return
        level = self.levels[-1] if self.levels else self.climb.start()
        proposal = plan(self.climb, level, [each.begun for each in self.sessions], now)
        self.wait = proposal.earliest
        if proposal.earliest > now and not self.overrides(proposal, now):
            return
        tremor = min(proposal.amounts.tremor, self.kind.at_most * MINUTE)
        if self.kind.wants_more:
            tremor = proposal.most.tremor
        wall = proposal.amounts.wall
        self.plans.append(proposal)
        self.sessions.append(Done(f"session-{len(self.sessions)}", now, tremor, wall_allowed=wall))
        self.retell(len(self.sessions) - 1)
        self.answer(len(self.sessions) - 1)

    def overrides(self, proposal: Proposal, now: datetime) -> bool:
        """Begins earlier where that is open: a day of rest at least, and not too often in seven days."""
        if not self.kind.wants_more:
            return False
        rules, begun = self.climb.rules, [each.begun for each in self.sessions]
        recent = [each for each in begun if now - each < timedelta(days=7)]
        rested = now - begun[-1] >= timedelta(hours=rules.least_hours)
        return proposal.overridable and rested and len(recent) < rules.most_in_seven_days

    def answer(self, place: int) -> None:
        """The next day's answer, on its way."""
        done = self.sessions[place]
        above = 0 < self.kind.worse_from * MINUTE <= done.tremor_allowed
        worse = above or self.likely(self.kind.worse)
        if not self.likely(self.kind.replies):
            return
        at = done.begun + timedelta(hours=15, days=self.chance.between(*self.kind.late))
        self.letters.append((at, place, Check("next-day", at, frozenset({"raw" if worse else "fine"}))))


def after_worse(lives: Sequence[Life], rows: int) -> tuple[int, int]:
    """Plans after so many worse sessions in a row, known when the plan was made; and how many held more."""
    plans = higher = 0
    for life in lives:
        for place in range(rows, len(life.sessions)):
            now = life.sessions[place].begun
            if all(was_worse(done, now) for done in life.sessions[place - rows : place]):
                plans += 1
                higher += life.plans[place].amounts.tremor > life.plans[place - 1].amounts.tremor
    return plans, higher


def was_worse(done: Done, now: datetime) -> bool:
    """Whether a worse next day had been told by then."""
    return any("raw" in check.signs and check.at <= now for check in done.checks)


def replaced(done: Done, check: Check) -> Done:
    """The session with its answer."""
    return Done(done.id, done.begun, done.tremor_allowed, wall_allowed=done.wall_allowed, checks=(check,))


def median(lives: Sequence[Life], number: Callable[[Life], float | None]) -> float | None:
    """The middle of those that have the number (the lower of two); None when fewer than half have it."""
    found = sorted(value for each in lives if (value := number(each)) is not None)
    return found[(len(found) - 1) // 2] if len(found) * 2 >= len(lives) and found else None
