"""The dose plan: when, how long and how much the next session may be, and why. It never pushes.

A person's level is replayed from the history (level.py), so that a late answer changes it too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from math import ceil

from msgspec import Struct

from tremula.core.exercise.script import Limits
from tremula.core.safety.checks import CheckRules, History
from tremula.core.safety.ladders import DoseRules
from tremula.core.safety.level import (
    Climb,
    Level,
    Step,
    at_time,
    has_wall_sit,
    hurts,
    most_tremor,
    next_tremor,
    replay,
)
from tremula.core.safety.pace import earliest
from tremula.core.safety.profile import Company, Ladder, Profile, Reason
from tremula.core.units import span, spoken_span

__all__ = ["Amounts", "History", "Proposal", "Step", "chosen", "limits_of", "propose"]


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
    company: Company


NOTHING = Amounts(tremor=0, stops=0, stop=0, wall=0, wall_total=0, knee_angle=0)


def propose(
    history: History, profile: Profile, rules: DoseRules, checks: CheckRules, now: datetime
) -> Proposal:
    """The next session for this history, in any order. Where nobody may practise, it holds nothing."""
    climb = Climb(rules, checks, profile)
    return plan(climb, replay(climb, history), sorted(done.begun for done in history.sessions), now)


def plan(climb: Climb, replayed: Level, begun: Sequence[datetime], now: datetime) -> Proposal:
    """The next session after these (oldest first), for the level that they led to."""
    rules, profile = climb.rules, climb.profile
    at = earliest(climb, replayed, begun, now)
    level = at_time(climb, replayed, at)
    amounts = amounts_of(rules, profile, level.weeks, level.tremor, level.wall)
    most = most_of(climb, level)
    if profile.company == "nobody":
        amounts = most = NOTHING
    return Proposal(
        earliest=at,
        pause_until=level.pause if level.pause and level.pause > now else None,
        amounts=amounts,
        most=most,
        exercises=exercises_of(climb, amounts),
        length=length_of(rules, amounts, len(exercises_of(climb, amounts))),
        step=level.step,
        ladder=profile.ladder,
        week=level.week(at),
        good=min(level.good, rules.good_for_a_step),
        reasons=(*reasons_of(climb, level, amounts), *waiting(climb, level, (now, at)), less(rules)),
        more=more_of(climb, amounts, most),
        overridable=may_override(climb, level, at),
        company=profile.company,
    )


def amounts_of(rules: DoseRules, profile: Profile, weeks: int, tremor: int, wall: int) -> Amounts:
    """These amounts, with the butterfly's stops that make them up, under every cap."""
    caps, ladder = profile.caps, rules.ladders[profile.ladder]
    tremor = min(tremor, most_tremor(rules, profile))
    stops = min(rules.most_stops, ceil(tremor / span(ladder.stop)))
    wall = min(wall, caps.wall_once, caps.wall_total) if has_wall_sit(rules, profile) else 0
    at_first = weeks <= rules.wall.first_weeks
    total = span(rules.wall.total_at_first) if at_first else max(span(rules.wall.total_at_first), wall)
    return Amounts(
        tremor=tremor,
        stops=stops,
        stop=min(tremor // stops, span(rules.longest_stop)) if stops else 0,
        wall=wall,
        wall_total=min(total, caps.wall_total) if wall else 0,
        knee_angle=caps.knee_angle if wall else 0,
    )


def most_of(climb: Climb, level: Level) -> Amounts:
    """What may be chosen instead: one step more at most, and only after a good session that brought none."""
    tremor, wall, rules = level.tremor, level.wall, climb.rules.wall
    if level.weeks <= rules.first_weeks and level.last != "worse":
        wall = max(wall, span(rules.once_at_first))
    if level.step == "same" and level.last == "good":
        tremor = next_tremor(climb, level)
        wall = climb.wall_above(wall, level.weeks)
    if level.wall >= span(rules.top) and climb.profile.grade == "green" and level.last != "worse":
        wall = span(rules.full)
    return amounts_of(climb.rules, climb.profile, level.weeks, tremor, wall)


def chosen(
    proposal: Proposal,
    profile: Profile,
    rules: DoseRules,
    *,
    tremor: int | None = None,
    wall: int | None = None,
) -> Amounts:
    """The amounts when the person chooses others (ms): less as asked, more up to the proposal's `most`."""
    asked = proposal.amounts.tremor if tremor is None else max(0, min(tremor, proposal.most.tremor))
    sit = proposal.amounts.wall if wall is None else max(0, min(wall, proposal.most.wall))
    return amounts_of(rules, profile, proposal.week, asked, sit)


def limits_of(amounts: Amounts) -> Limits:
    """What a session of these amounts is compiled with."""
    return Limits(
        wall_sit=amounts.wall,
        tremor=amounts.tremor,
        wall_total=amounts.wall_total,
        knee_angle=amounts.knee_angle,
        amounts={
            "wall-sit": {"sit": amounts.wall},
            "butterfly": {"shaking": amounts.tremor, "stop": amounts.stop, "stops": amounts.stops},
        },
    )


def exercises_of(climb: Climb, amounts: Amounts) -> tuple[str, ...]:
    """The exercises of the session, in order: none that is left out, no tremor and no wall sit of nothing."""
    rules, left_out = climb.rules, set(climb.profile.fit.leave_out)
    if climb.profile.company == "nobody":
        return ()
    if not amounts.tremor:
        left_out.add(rules.tremor_exercise)
    if not amounts.wall:
        left_out.add(rules.wall_exercise)
    return tuple(id for id in rules.exercises if id not in left_out)


def length_of(rules: DoseRules, amounts: Amounts, exercises: int) -> tuple[int, int]:
    """About how long the session is, with the shortest and the longest rest."""
    if not exercises:
        return 0, 0
    led = amounts.tremor + amounts.wall + exercises * span(rules.lengths.exercise)
    shortest = span(rules.lengths.around) + led
    return shortest, shortest + span(rules.lengths.longer_rest)


def may_override(climb: Climb, level: Level, at: datetime) -> bool:
    """The rest may be overridden on the usual path, alone, after the first weeks, when the last was fine."""
    profile = climb.profile
    calm = level.last == "good" and not (level.pause and level.pause >= at)
    own = profile.ladder == "usual" and profile.company == "alone"
    return calm and own and level.weeks >= climb.rules.override_from_week


def reasons_of(climb: Climb, level: Level, amounts: Amounts) -> Iterator[Reason]:
    """Each amount, in a sentence."""
    rules, profile = climb.rules, climb.profile
    if profile.company == "nobody":
        yield Reason("nobody", rules.reasons["nobody"])
        return
    values = {
        "from": spoken_span(level.before),
        "to": spoken_span(amounts.tremor),
        "days": str(level.away),
        "week": str(climb.week_of_next(amounts.tremor) or ""),
    }
    for id in reason_ids(climb, level, amounts):
        yield said(rules, id, values)
    if level.step == "wall-up":
        wall = {"from": spoken_span(level.wall_before), "to": spoken_span(amounts.wall)}
        yield said(rules, "wall-up", wall)
    if profile.company == "accompanied":
        yield said(rules, "company", {"to": spoken_span(climb.cap)})


def said(rules: DoseRules, id: str, values: dict[str, str]) -> Reason:
    """A reason with its numbers put in."""
    words = rules.reasons[id]
    for name, value in values.items():
        words = words.replace(f"{{{name}}}", value)
    return Reason(id, words)


def reason_ids(climb: Climb, level: Level, amounts: Amounts) -> Iterator[str]:
    """Why the shaking time is what it is."""
    if level.step == "halved":
        yield "halved" if amounts.tremor else "none"
    elif level.step in ("first", "up", "back", "anew"):
        yield level.step
    else:
        yield from same_ids(climb, level, amounts)
    if not amounts.wall:
        yield "no-wall"


def same_ids(climb: Climb, level: Level, amounts: Amounts) -> Iterator[str]:
    """Why it stays."""
    if level.last == "open":
        yield "unanswered"
    elif level.last == "unsettled":
        yield "unsettled"
    elif not amounts.tremor:
        yield "still-none"
    elif climb.week_of_next(amounts.tremor) is None:
        yield "top"
    elif hurts(climb, level, climb.above(amounts.tremor, level.weeks)):
        yield "twice-worse"
    elif level.good >= climb.rules.good_for_a_step:
        yield "week"
    else:
        yield "same"


def waiting(climb: Climb, level: Level, between: tuple[datetime, datetime]) -> Iterator[Reason]:
    """Why the next session is not now: a pause, the rest, or the number in seven days."""
    (now, at), rules = between, climb.rules
    if at <= now or level.latest is None or climb.profile.company == "nobody":
        return
    rest = level.latest + timedelta(hours=rules.rest_hours)
    id = "pause" if level.pause and level.pause >= at else "rest" if at <= rest else "quota"
    yield said(rules, id, {"hours": str(rules.rest_hours), "sessions": str(climb.quota(level.weeks))})


def less(rules: DoseRules) -> Reason:
    """Said with every proposal."""
    return Reason("less", rules.reasons["less"])


def more_of(climb: Climb, amounts: Amounts, most: Amounts) -> Reason:
    """Why more is possible, or why not."""
    id = "more" if most.tremor > amounts.tremor else "no-more"
    return said(climb.rules, id, {"to": spoken_span(most.tremor)})
