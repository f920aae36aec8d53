"""How far a person has come, replayed session by session. One thing grows at a time.

It proposes nothing: dose.py turns a level into the next session.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from tremula.core.safety.checks import CheckRules, Done, History, Outcome, known_worse, outcome
from tremula.core.safety.ladders import DoseRules, LadderRules
from tremula.core.safety.profile import LADDERS, Profile
from tremula.core.units import span

Step = Literal["first", "up", "wall-up", "same", "halved", "back", "anew"]
"""`back`: a step down after a break; `anew`: from the beginning after a long one."""


class Level(Struct, frozen=True):
    """What the rules allow now (ms), how it came about, and what counts towards the next step."""

    tremor: int
    wall: int
    step: Step = "first"
    before: int = 0
    """The tremor before the last change."""
    wall_before: int = 0
    good: int = 0
    """Good sessions in a row at this tremor."""
    wall_good: int = 0
    bad: int = 0
    """Worse sessions in a row; only a good one ends the row."""
    bad_known: datetime | None = None
    pause: datetime | None = None
    first: datetime | None = None
    """When practice began, or began anew."""
    latest: datetime | None = None
    last: Outcome | None = None
    weeks: int = 1
    """The week of practice in which the next session would be."""
    away: int = 0
    """Days since the last session."""
    held: int = 0
    """The most tremor that a session had since practice began (anew)."""
    hurt: tuple[tuple[datetime, int], ...] = ()
    """When a session left the person worse, and at how much tremor."""

    def week(self, at: datetime) -> int:
        """The week of practice at this time, from 1."""
        return 1 if self.first is None else max(0, (at - self.first).days) // 7 + 1


def most_tremor(rules: DoseRules, profile: Profile) -> int:
    """The most tremor of all for this person, in ms."""
    return min(span(rules.ladders[profile.ladder].cap), profile.caps.tremor)


def has_wall_sit(rules: DoseRules, profile: Profile) -> bool:
    """Whether there is a wall sit at all."""
    out = rules.wall_exercise in profile.fit.leave_out
    return not out and min(profile.caps.wall_once, profile.caps.wall_total) > 0


@dataclass(frozen=True, slots=True)
class Climb:
    """The rules as they hold for one person."""

    rules: DoseRules
    checks: CheckRules
    profile: Profile

    @property
    def ladder(self) -> LadderRules:
        """The person's ladder."""
        return self.rules.ladders[self.profile.ladder]

    @property
    def cap(self) -> int:
        """The most tremor of all, in ms."""
        return most_tremor(self.rules, self.profile)

    @property
    def walls(self) -> bool:
        """Whether there is a wall sit at all."""
        return has_wall_sit(self.rules, self.profile)

    @property
    def wall_cap(self) -> int:
        """The longest sit that the steps lead to, in ms."""
        caps = self.profile.caps
        return min(span(self.rules.wall.top), caps.wall_once, caps.wall_total)

    def start(self) -> Level:
        """Before the first session."""
        return Level(min(span(self.ladder.start), self.cap), min(span(self.rules.wall.start), self.wall_cap))

    def above(self, tremor: int, week: int) -> int:
        """The next rung, when this week of practice allows it; else the same. Never more than `most_up`."""
        rung = next((each for each in self.ladder.rungs if span(each.tremor) > tremor), None)
        if rung is None or rung.week > week:
            return tremor
        return min(span(rung.tremor), tremor + span(self.rules.most_up), self.cap)

    def below(self, tremor: int) -> int:
        """The rung under this, but not under the start."""
        start = min(span(self.ladder.start), self.cap)
        lower = [span(each.tremor) for each in self.ladder.rungs if span(each.tremor) < tremor]
        return min(tremor, max(start, *lower)) if lower else tremor

    def week_of_next(self, tremor: int) -> int | None:
        """The week from which the next rung may come; None at the top."""
        if tremor >= self.cap:
            return None
        return next((each.week for each in self.ladder.rungs if span(each.tremor) > tremor), None)

    def wall_above(self, wall: int, week: int) -> int:
        """The wall sit a step longer, after the first weeks."""
        rules = self.rules.wall
        if week <= rules.first_weeks:
            return wall
        return max(wall, min(wall + span(rules.step), self.wall_cap))

    def wall_below(self, wall: int) -> int:
        """The wall sit a step shorter, but not under the least."""
        rules = self.rules.wall
        return min(wall, max(wall - span(rules.step), span(rules.least)))

    def quota(self, week: int) -> int:
        """How many sessions in seven days this week of practice has."""
        return [each.sessions for each in self.rules.quotas if each.week <= week][-1]


def replay(climb: Climb, history: History) -> Level:
    """The level after the last session, before the next one's time is known."""
    level = climb.start()
    for done in sorted(history.sessions, key=lambda done: done.begun):
        level = after(climb, at_time(climb, level, done.begun), done)
    return level


def at_time(climb: Climb, level: Level, at: datetime) -> Level:
    """What time and the row of good sessions make of a level when a session begins."""
    if level.latest is None:
        return level
    away = (at - level.latest).days
    level = replace(level, weeks=level.week(at), away=away, before=level.tremor, wall_before=level.wall)
    level = reached(climb, level)
    if away >= climb.rules.anew_after_days:
        start = climb.start()
        tremor, wall = min(level.tremor, start.tremor), min(level.wall, start.wall)
        return replace(
            level, tremor=tremor, wall=wall, step="anew", good=0, wall_good=0, first=at, weeks=1, held=0
        )
    if away >= climb.rules.back_after_days:
        tremor, wall = climb.below(level.tremor), climb.wall_below(level.wall)
        return replace(level, tremor=tremor, wall=wall, step="back", good=0, wall_good=0)
    if level.last == "worse":
        return replace(level, step="halved")
    return risen(climb, level)


def reached(climb: Climb, level: Level) -> Level:
    """Never more than a rung above the most that was really held, whatever else would allow it."""
    if not level.held:
        return level
    return replace(level, tremor=min(level.tremor, climb.above(level.held, level.weeks)))


def next_tremor(climb: Climb, level: Level) -> int:
    """The next rung, unless two sessions of late left the person worse at as much or less."""
    above = climb.above(level.tremor, level.weeks)
    return level.tremor if above > level.tremor and hurts(climb, level, above) else above


def hurts(climb: Climb, level: Level, tremor: int) -> bool:
    """Whether at least two sessions of the last weeks left the person worse at so much tremor, or at less."""
    days = timedelta(days=climb.rules.twice_worse_days)
    now = level.latest
    return sum(now is not None and now - at < days and was <= tremor for at, was in level.hurt) >= 2


def risen(climb: Climb, level: Level) -> Level:
    """A step up where two good sessions and the week allow one: the tremor first, else the wall sit."""
    enough = climb.rules.good_for_a_step
    tremor = next_tremor(climb, level) if level.good >= enough else level.tremor
    if tremor > level.tremor:
        return replace(level, tremor=tremor, step="up", good=0, wall_good=0)
    wall = climb.wall_above(level.wall, level.weeks) if level.wall_good >= enough else level.wall
    if climb.walls and wall > level.wall:
        return replace(level, wall=wall, step="wall-up", good=0, wall_good=0)
    return replace(level, step="same")


def after(climb: Climb, level: Level, done: Done) -> Level:
    """What a session makes of the level that it was held at."""
    said = outcome(climb.checks, done)
    held = max(level.held, done.tremor_allowed)
    level = replace(level, latest=done.begun, first=level.first or done.begun, last=said, held=held)
    if said == "worse":
        return worsened(climb, level, done)
    if said == "good":
        return confirmed(climb, level, done)
    return replace(level, good=0, wall_good=0)


def worsened(climb: Climb, level: Level, done: Done) -> Level:
    """Half of what it was, or none; the wall sit shorter; the second in a row brings a pause."""
    rules = climb.rules
    was = min(level.tremor, done.tremor_allowed) if done.tremor_allowed else level.tremor
    tremor = was // 2 if was // 2 >= span(rules.least_tremor) else 0
    wall = climb.wall_below(min(level.wall, done.wall_allowed or level.wall))
    known = max(filter(None, (known_worse(climb.checks, done), level.bad_known)))
    bad = level.bad + 1
    pause = known + timedelta(days=rules.pause_days) if bad >= rules.bad_for_a_pause else level.pause
    hurt = (*level.hurt, (done.begun, was)) if was else level.hurt
    level = replace(level, tremor=tremor, wall=wall, good=0, wall_good=0, hurt=hurt)
    return replace(level, bad=bad, bad_known=known, pause=pause)


def confirmed(climb: Climb, level: Level, done: Done) -> Level:
    """A good session counts at its level; a little more, chosen, becomes the level; less is no loss."""
    level = replace(level, bad=0, bad_known=None)
    if freer(done, climb.profile):
        return level
    if done.tremor_allowed > level.tremor:
        chosen = min(done.tremor_allowed, climb.above(level.tremor, level.weeks))
        level = replace(level, tremor=chosen, good=0)
    if done.tremor_allowed >= level.tremor:
        level = replace(level, good=level.good + 1)
    if done.wall_allowed > level.wall:
        chosen = min(done.wall_allowed, climb.wall_above(level.wall, level.weeks))
        level = replace(level, wall=chosen, wall_good=0)
    if done.wall_allowed >= level.wall:
        level = replace(level, wall_good=level.wall_good + 1)
    return level


def freer(done: Done, profile: Profile) -> bool:
    """Whether it was held on a freer ladder than the person is on now: then it leads to no step here."""
    return done.ladder is not None and LADDERS.index(done.ladder) < LADDERS.index(profile.ladder)


def outcomes(checks: CheckRules, history: History) -> list[tuple[Done, Outcome]]:
    """Every session with what it was, oldest first."""
    return [(each, outcome(checks, each)) for each in sorted(history.sessions, key=lambda d: d.begun)]


def good_in_a_row(checks: CheckRules, history: History) -> int:
    """Good sessions since the last that was not."""
    row = 0
    for _, said in outcomes(checks, history):
        row = row + 1 if said == "good" else 0
    return row


def good_sessions(checks: CheckRules, history: History) -> int:
    """How many sessions were good so far."""
    return sum(said == "good" for _, said in outcomes(checks, history))


def worse_though_halved(checks: CheckRules, history: History) -> list[Done]:
    """The longest row of worse sessions in which each had at most half of the one before."""
    longest: list[Done] = []
    row: list[Done] = []
    for done, said in outcomes(checks, history):
        smaller = bool(row) and done.tremor_allowed * 2 <= row[-1].tremor_allowed
        row = [] if said != "worse" else [*row, done] if smaller else [done]
        longest = row if len(row) >= len(longest) else longest
    return longest
