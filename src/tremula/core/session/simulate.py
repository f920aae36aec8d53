"""Invented sessions: a persona walks a timeline in no time. Same persona, seed and begin: the same session.

Nothing here is a person's data, and nothing is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct

from tremula.core.failure import Refusal
from tremula.core.session.chance import Chance
from tremula.core.session.machine import next_change, step
from tremula.core.session.record import Event, Walked, walked, write_events
from tremula.core.session.state import FINAL, LONG_GAP, IllegalEvent, Session
from tremula.core.session.timeline import Segment, Timeline

BEGUN = "2026-01-05T18:00:00.000+00:00"
DEVICE = "simulated"
MINUTE = 60_000


class Simulated(Struct, frozen=True):
    """A whole invented session, as `tremula simulate --json` prints it."""

    id: str
    persona: str
    seed: int
    begun: str
    ended: str
    end: str
    chapters: Sequence[Walked]
    events: Sequence[Event]


@dataclass(slots=True)
class _Play:
    """One session in the hands of a persona."""

    timeline: Timeline
    chance: Chance
    session: Session = field(default_factory=Session)
    told: list[tuple[str, int, Mapping[str, Any]]] = field(default_factory=list)
    visit: int = 0
    plan: int | None = None
    """The reading at which the persona does something next."""
    times: int = 0
    """How often it has done so."""

    @property
    def segment(self) -> Segment:
        return self.timeline.path(self.session.path)[self.session.index]

    def do(self, kind: str, at: int, by: str = "person", lost: int = 0) -> bool:
        """Apply and record an event; False when the machine refuses it."""
        try:
            self.session, effects = step(self.session, kind, at, self.timeline, lost)
        except IllegalEvent:
            return False
        happened = [(e.happened, e.at, {"by": "itself"}) for e in effects if e.happened]
        before = [each for each in happened if each[1] < self.session.at]
        self.told += before
        if kind != "tick":
            body = {"by": by, "lost": lost} if lost else {"by": by}
            self.told.append((kind, self.session.at, body))
        self.told += happened[len(before) :]
        return True


def simulate(timeline: Timeline, persona: str, seed: int, begun: str = BEGUN) -> Simulated:
    """Play the timeline with a persona of PERSONAS. Refusal("unknown-persona")."""
    if persona not in PERSONAS:
        raise Refusal("unknown-persona", f"There is no persona “{persona}”. Known: {' '.join(PERSONAS)}.")
    play = _Play(timeline, Chance(seed))
    play.do("start", 0)
    while play.session.state not in FINAL:
        live(play, persona)
    return told(play, persona, seed, datetime.fromisoformat(begun))


def live(play: _Play, persona: str) -> None:
    """Answer what is asked, let the persona do what it does, and let time pass to whatever comes first."""
    if play.session.visit != play.visit:
        play.visit = play.session.visit
        play.plan = None
        PERSONAS[persona](play)
    answer = answer_at(play) if persona != "silent" else None
    moments = [m for m in (next_change(play.session, play.timeline), play.plan, answer) if m is not None]
    now = max(min(moments), play.session.at)
    if answer is not None and answer <= now:
        play.do("fine", now)
    elif play.plan is not None and play.plan <= now:
        play.plan = None
        play.do("tick", now)
        DOES[persona](play, now)
    else:
        play.do("tick", now)


def answer_at(play: _Play) -> int | None:
    """When the pending question is answered: one to seven seconds after it was asked, within its window."""
    s, check_in = play.session, play.timeline.check_in
    if s.state != "asking" or s.deadline is None or check_in is None:
        return None
    waits = min(1_000 + (s.tremor * 7919) % 6_000, check_in.window - 1)
    return max(s.at, s.at + (s.deadline - s.tremor) - check_in.window + waits)


def told(play: _Play, persona: str, seed: int, begun: datetime) -> Simulated:
    """The session as it is kept and printed."""

    def wall(at: int) -> str:
        return (begun + timedelta(milliseconds=at)).isoformat(timespec="milliseconds")

    id = id_of(begun, persona, seed)
    events = write_events(id, DEVICE, None, [(kind, at, wall(at), body) for kind, at, body in play.told])
    chapters = walked(play.timeline, events)
    return Simulated(id, persona, seed, wall(0), wall(play.session.at), play.session.ending, chapters, events)


def id_of(begun: datetime, persona: str, seed: int) -> str:
    """A UUIDv7 whose random part follows from persona and seed."""
    chance = Chance(seed ^ int.from_bytes(persona.encode(), "big"))
    ms = int(begun.timestamp() * 1000)
    digits = (
        f"{ms:012x}7{chance.bits() >> 52:03x}{0x8000 | chance.bits() >> 50:04x}{chance.bits() >> 16:012x}"
    )
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))


# Personas: when a new step begins, each decides whether and when it does something in it; then it does it.


def in_this_step(play: _Play, one_in: int) -> None:
    """Once in so many steps, at a moment within it; never while settling."""
    s = play.session
    if s.state in ("running", "asking") and play.chance.happens(one_in):
        play.plan = s.at + play.chance.between(0, max(play.segment.length - s.position, 0))


def nothing(play: _Play) -> None:
    """Lets itself be led."""


def do_nothing(play: _Play, now: int) -> None:
    """Has no plan, so is never asked."""


def pause(play: _Play, now: int) -> None:
    """Pauses for some seconds, or, outside the tremor, now and then for some minutes."""
    check_in, tremor = play.timeline.check_in, play.segment.tremor
    long = not tremor and play.chance.happens(4)
    lasts = play.chance.between(2 * MINUTE, 8 * MINUTE) if long else play.chance.between(3_000, 50_000)
    if tremor and check_in and play.session.tremor + lasts >= check_in.cap:
        return
    if play.do("pause", now) and not play.do("resume", now + lasts):
        play.do("tick", now + lasts)


def skip(play: _Play, now: int) -> None:
    """Skips the step, now and then the exercise; sometimes goes back once."""
    kinds = ("skip-exercise",) if play.chance.happens(4) else ("skip",)
    if play.times < 2 and play.chance.happens(5):
        kinds = ("back",)
        play.times += 1
    if not play.do(kinds[0], now):
        play.do("tick", now)


def longer(play: _Play, now: int) -> None:
    """Wants a little more of it, as often as it may."""
    play.do("longer", now)
    if play.segment.stretch and play.session.stretched < play.segment.stretch.most:
        play.plan = now + play.chance.between(2_000, 10_000)


def plan_longer(play: _Play) -> None:
    """Near the end of every step that can be stretched."""
    if play.session.state == "running" and play.segment.stretch:
        left = play.segment.length - play.session.position
        play.plan = play.session.at + left - min(left, play.chance.between(500, 5_000))


def plan_stop(play: _Play) -> None:
    """Somewhere in the first three quarters of the nominal length, chosen at the begin."""
    if play.times == 0:
        play.times = play.chance.between(1, max(play.timeline.length * 3 // 4, 1))
    play.plan = play.times if play.session.state in ("running", "asking") else None


def stop(play: _Play, now: int) -> None:
    """Stops."""
    play.do("stop", now)


def plan_sleep(play: _Play) -> None:
    """About one step in four, at most three times, never in the tremor."""
    if play.times < 3 and not play.segment.tremor:
        in_this_step(play, 4)


def sleep(play: _Play, now: int) -> None:
    """The computer sleeps: mostly for minutes, once in eight times for longer than a session can wait."""
    play.times += 1
    far = play.chance.happens(8)
    lost = play.chance.between(LONG_GAP, 3 * LONG_GAP) if far else play.chance.between(4_000, 20 * MINUTE)
    play.do("gap", now + lost, "device", lost)
    if play.session.state == "paused":
        play.do("resume", play.session.at + play.chance.between(1_000, 20_000))


PERSONAS: Mapping[str, Callable[[_Play], None]] = {
    "steady": nothing,
    "pauses": lambda play: in_this_step(play, 5),
    "skips": lambda play: in_this_step(play, 3),
    "longer": plan_longer,
    "stops": plan_stop,
    "silent": nothing,
    "sleeps": plan_sleep,
}
DOES: Mapping[str, Callable[[_Play, int], None]] = {
    "steady": do_nothing,
    "pauses": pause,
    "skips": skip,
    "longer": longer,
    "stops": stop,
    "silent": do_nothing,
    "sleeps": sleep,
}
