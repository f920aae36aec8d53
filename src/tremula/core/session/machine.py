"""The session machine: what every event does, and what then falls due.

Pure: every event brings its time, so the same events always give the same session. A JavaScript twin lives in
web/static/js/engine/; both pass every case in conformance/session/.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tremula.core.session.state import (
    AFRESH_AFTER,
    FINAL,
    LONG_GAP,
    PAUSE_IN_TREMOR,
    TRANSITIONS,
    WALKING,
    Effect,
    IllegalEvent,
    Session,
)
from tremula.core.session.timeline import MAIN, CheckIn, Segment, Timeline

Step = tuple[Session, tuple[Effect, ...]]


def step(session: Session, event: str, at: int, timeline: Timeline, lost: int = 0) -> Step:
    """Apply one event at clock reading `at` (ms since the begin); return the session and what falls due.

    `lost` belongs to a gap: the milliseconds before `at` in which nobody ticked. Time never runs backwards:
    an earlier reading counts as the last one. Raises IllegalEvent for what the table or the segment forbids.
    """
    if event not in TRANSITIONS[session.state]:
        raise IllegalEvent(session.state, event)
    walk = _Walk(session, timeline)
    if event == "gap":
        walk.gap(at, max(lost, 0))
    else:
        walk.advance(max(at, session.at))
        if event != "tick":
            walk.act(event)
    return walk.session, tuple(walk.effects)


def next_change(session: Session, timeline: Timeline) -> int | None:
    """The reading at which state or segment changes next when nobody acts; None while nothing can."""
    if session.state in WALKING:
        return session.at + _Walk(session, timeline).nearest_boundary()[0]
    return None


class _Walk:
    """One application of an event: the session so far, and the effects collected on the way."""

    def __init__(self, session: Session, timeline: Timeline) -> None:
        self.session = session
        self.timeline = timeline
        self.effects: list[Effect] = []

    @property
    def segment(self) -> Segment:
        return self.timeline.path(self.session.path)[self.session.index]

    @property
    def check_in(self) -> CheckIn:
        assert self.timeline.check_in is not None, "a timeline with tremor has check-ins"
        return self.timeline.check_in

    def set(self, **changes: object) -> None:
        self.session = replace(self.session, **changes)  # type: ignore[arg-type]

    # Time ------------------------------------------------------------------------------------------

    def advance(self, now: int) -> None:
        """Let time pass up to `now`, from one boundary to the next, in order."""
        while self.session.state in WALKING:
            passes, reached = self.nearest_boundary()
            if self.session.at + passes > now:
                self.pass_time(now - self.session.at)
                return
            self.pass_time(passes)
            reached()
        if self.session.state == "paused" and self.segment.tremor:
            self.wait_in_tremor(now)
        else:
            self.set(at=now)

    def nearest_boundary(self) -> tuple[int, Callable[[], None]]:
        """Milliseconds to what comes next, and what then happens. On a tie the safer one comes first."""
        s, segment = self.session, self.segment
        boundaries: list[tuple[int, Callable[[], None]]] = []
        if segment.tremor:
            boundaries.append((self.check_in.cap - s.tremor, self.reach_cap))
            if s.deadline is not None:
                boundaries.append((s.deadline - s.tremor, self.miss))
            elif s.ask_at is not None:
                boundaries.append((s.ask_at - s.tremor, self.ask))
        boundaries.append((segment.length - s.position, self.next_segment))
        if self.timeline.effort_cap is not None and segment.effort:
            boundaries.append((self.timeline.effort_cap - s.effort, self.leave_effort))
        passes, reached = min(boundaries, key=lambda boundary: boundary[0])
        return max(passes, 0), reached

    def pass_time(self, ms: int) -> None:
        s = self.session
        tremor = s.tremor + ms if self.segment.tremor else s.tremor
        effort = s.effort + ms if self.segment.effort else s.effort
        self.set(at=s.at + ms, position=s.position + ms, tremor=tremor, effort=effort)
        self.perform()

    def perform(self) -> None:
        """Collect the cues of this visit whose moment has come."""
        s, cues = self.session, self.segment.cues
        played = s.played
        while played < len(cues) and cues[played].at <= s.position:
            moment = s.at - (s.position - cues[played].at)
            self.effects.append(Effect(moment, cue=cues[played]))
            played += 1
        self.set(played=played)

    def wait_in_tremor(self, now: int) -> None:
        """A pause does not stop the shaking: its time counts, and it ends at the cap or after two minutes."""
        s = self.session
        most = max(min(s.paused_at + PAUSE_IN_TREMOR, s.at + self.check_in.cap - s.tremor), s.at)
        until = min(most, now)
        self.set(at=until, tremor=s.tremor + until - s.at)
        if most <= now:
            self.settle("silent")
            self.advance(now)

    # Moving through the segments --------------------------------------------------------------------

    def enter(self, path: str, index: int, position: int = 0, stretched: int = 0) -> None:
        """Begin a visit of a segment; past the end of a path, what follows that path."""
        if index >= len(self.timeline.path(path)):
            self.end_of(path)
            return
        segment, shaking = self.timeline.path(path)[index], self.segment.tremor
        if self.is_used_up(segment):
            self.enter(path, index + 1)
            return
        self.set(
            path=path,
            index=index,
            position=position,
            played=sum(cue.at < position for cue in segment.cues),
            stretched=stretched,
            visit=self.session.visit + 1,
        )
        if path == MAIN:
            self.set(main_index=index)
        self.begin_shaking(shaking) if segment.tremor else self.end_shaking(shaking)
        if self.session.state != "paused":
            self.perform()

    def is_used_up(self, segment: Segment) -> bool:
        """Whether a segment's time, that of the tremor or of an effort, is over for this session."""
        s, cap = self.session, self.timeline.effort_cap
        shaken = segment.tremor and s.tremor >= self.check_in.cap
        return shaken or (segment.effort and cap is not None and s.effort >= cap)

    def begin_shaking(self, shaking: bool) -> None:
        s = self.session
        if s.ask_at is None:
            self.set(ask_at=s.tremor + self.check_in.first)
        if s.state == "paused" and not shaking:
            self.set(paused_at=s.at)

    def end_shaking(self, shaking: bool) -> None:
        """Withdraw the questions. Out of a paused tremor it goes on at once: the legs' rest must be told."""
        self.answered()
        self.set(ask_at=None)
        if self.session.state == "paused" and shaking:
            self.set(state="running", afresh=False)

    def end_of(self, path: str) -> None:
        if path == MAIN:
            self.finish("finished", "finished")
        elif path.startswith("settle/"):
            self.finish("settled", self.session.ending)
        else:
            self.enter(MAIN, self.session.main_index + 1)

    def finish(self, happened: str, state: str) -> None:
        self.happen(happened)
        self.set(state=state, ending=state, ask_at=None, deadline=None, misses=0)

    def next_segment(self) -> None:
        s = self.session
        path = self.timeline.path(s.path)
        following = path[s.index + 1] if s.index + 1 < len(path) else None
        if s.misses and not (following and following.tremor):
            self.settle("silent")
        elif following and following.carries:
            self.enter(s.path, s.index + 1, position=s.carried, stretched=s.stretched)
        else:
            self.enter(s.path, s.index + 1)

    def reach_cap(self) -> None:
        if self.session.misses:
            self.settle("silent")
        else:
            self.leave_tremor()

    def leave_tremor(self) -> None:
        """Go to the first step after the shaking: the legs become flat."""
        following = self.session.main_index + 1
        segments = self.timeline.segments
        while following < len(segments) and segments[following].tremor:
            following += 1
        self.enter(MAIN, following)

    def leave_effort(self) -> None:
        """Go on after the effort, out of its easier way too."""
        following = self.session.main_index + 1
        segments = self.timeline.segments
        while following < len(segments) and segments[following].effort:
            following += 1
        self.enter(MAIN, following)

    def settle(self, ending: str) -> None:
        """Play the stop of the posture that the person is in."""
        posture = self.segment.posture
        self.happen("settling")
        self.set(state="settling", ending=ending, ask_at=None, deadline=None, misses=0)
        self.enter(f"settle/{posture}", 0)

    def happen(self, what: str) -> None:
        self.effects.append(Effect(self.session.at, happened=what))

    # Check-ins --------------------------------------------------------------------------------------

    def ask(self) -> None:
        s = self.session
        self.set(
            state="asking",
            deadline=s.tremor + self.check_in.window,
            ask_at=s.tremor + self.check_in.every,
        )
        self.happen("asked")
        self.effects.append(Effect(s.at, cue=self.check_in.question))

    def miss(self) -> None:
        self.happen("missed")
        self.set(misses=self.session.misses + 1)
        if self.session.misses >= 2:
            self.settle("silent")
            return
        assert self.session.deadline is not None
        self.set(deadline=self.session.deadline + self.check_in.window)
        self.effects.append(Effect(self.session.at, cue=self.check_in.again))

    def answered(self) -> None:
        state = "running" if self.session.state == "asking" else self.session.state
        self.set(state=state, deadline=None, misses=0)

    # What the person does ---------------------------------------------------------------------------

    def act(self, event: str) -> None:
        """Do what the person asked; anything the person does answers a pending question."""
        if event not in TRANSITIONS[self.session.state]:
            raise IllegalEvent(self.session.state, event)
        if self.session.state == "asking":
            self.answered()
        getattr(self, "on_" + event.replace("-", "_"))()

    def on_start(self) -> None:
        self.set(state="running")
        self.enter(MAIN, 0)

    def on_pause(self) -> None:
        self.set(state="paused", paused_at=self.session.at)

    def on_resume(self) -> None:
        away = self.session.at - self.session.paused_at
        if away >= LONG_GAP:
            self.settle("stopped")
            return
        self.set(state="running")
        if self.session.ask_at is not None:
            self.set(ask_at=max(self.session.ask_at, self.session.tremor + self.check_in.first))
        if self.segment.tremor or self.session.afresh or away >= AFRESH_AFTER:
            self.offer_again()
        else:
            self.perform()

    def offer_again(self) -> None:
        """Say "get ready", then begin the step once more."""
        s, ready = self.session, self.timeline.ready
        self.set(afresh=False)
        self.effects.append(Effect(s.at, cue=ready))
        self.enter(s.path, s.index, position=-ready.lasts)

    def on_back(self) -> None:
        """One step back; out of an easier way, back to its step; never back into what is used up."""
        s = self.session
        target = s.main_index if s.path != MAIN else max(s.index - 1, 0)
        if self.is_used_up(self.timeline.segments[target]):
            target = s.main_index
        self.enter(MAIN, target)

    def on_repeat(self) -> None:
        s = self.session
        self.enter(s.path, s.index)

    def on_skip(self) -> None:
        self.may_skip("skip")
        self.enter(MAIN, self.session.main_index + 1)

    def on_skip_exercise(self) -> None:
        self.may_skip("skip-exercise")
        if self.segment.tremor:
            self.leave_tremor()
            return
        segments, index = self.timeline.segments, self.session.main_index
        chapter = segments[index].chapter
        while index < len(segments) and segments[index].chapter == chapter:
            if segments[index].keep:
                break
            index += 1
        self.enter(MAIN, index)

    def may_skip(self, event: str) -> None:
        if self.timeline.segments[self.session.main_index].keep:
            raise IllegalEvent(self.session.state, event, "this step is never skipped")

    def on_longer(self) -> None:
        s, stretch = self.session, self.segment.stretch
        if stretch is None or s.stretched >= stretch.most:
            raise IllegalEvent(s.state, "longer", "this step cannot last longer")
        if s.position <= stretch.start:
            raise IllegalEvent(s.state, "longer", "there is nothing to do once more yet")
        position = max(stretch.start, s.position - stretch.by)
        played = sum(cue.at < position for cue in self.segment.cues)
        self.set(position=position, played=played, stretched=s.stretched + 1)
        self.perform()

    def on_enough(self) -> None:
        if self.segment.kind != "open":
            raise IllegalEvent(self.session.state, "enough", "this step ends by itself")
        if self.segment.tremor:
            self.leave_tremor()
        else:
            self.next_segment()

    def on_too_much(self) -> None:
        s, segment = self.session, self.segment
        if segment.tremor:
            self.leave_tremor()
        elif segment.easier:
            if s.path == MAIN or segment.carries:
                self.set(carried=max(s.position, 0))
            self.enter(segment.easier, 0, stretched=s.stretched)
        else:
            raise IllegalEvent(self.session.state, "too-much", "this step has no easier form")

    def on_fine(self) -> None:
        """An answer, whether asked for or not."""

    def on_stop(self) -> None:
        if self.session.state != "settling":
            self.settle(self.session.ending if self.session.state in FINAL else "stopped")

    def on_settled(self) -> None:
        self.finish("settled", self.session.ending)

    def on_left(self) -> None:
        state = self.session.ending if self.session.state == "settling" else "left"
        self.set(state=state, ending=state, ask_at=None, deadline=None, misses=0)

    # Gaps -------------------------------------------------------------------------------------------

    def gap(self, at: int, lost: int) -> None:
        """Nobody ticked for the last `lost` ms: the position stays, and no cue is caught up."""
        now = max(at, self.session.at + lost)
        self.advance(now - lost)
        state = self.session.state
        shaking_paused = state == "paused" and self.segment.tremor
        if state not in ("running", "asking") and not shaking_paused:
            self.set(at=now)
        elif self.segment.tremor:
            self.gap_in_tremor(now, lost)
        else:
            self.set(at=now, state="paused", paused_at=now - lost, afresh=True)

    def gap_in_tremor(self, now: int, lost: int) -> None:
        """The shaking went on; what is said because of that is said now, not in the past."""
        s = self.session
        self.set(at=now, tremor=s.tremor + lost)
        if s.state != "paused" and lost > self.check_in.window:
            self.settle("silent")
        else:
            self.advance(now)
