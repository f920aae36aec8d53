"""A session in a terminal: the machine driven by a clock, every event kept before the next. No sound."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from tremula.core.session.machine import step
from tremula.core.session.state import FINAL, Effect, IllegalEvent, Session
from tremula.core.session.timeline import Segment, Timeline

Told = tuple[str, int, str, dict[str, Any]]
"""An event to record: kind, at, wall, body."""
SETTLING = "You are being led to the end. Press q to leave at once."
NOT_NOW = {
    "longer": "This step cannot last longer now.",
    "enough": "This step ends by itself. Press n for the next one.",
    "too-much": "This step has no easier form. Press n for the next one, or s to stop.",
    "skip": "This step is never skipped.",
}
"""What is said where an event cannot be in a session that runs, by the event."""
GAP = 3_000
"""Milliseconds without a tick that count as a gap: the computer slept."""
KEYS = {
    " ": "pause",
    "p": "pause",
    "s": "stop",
    "\x1b": "stop",
    "n": "skip",
    "b": "back",
    "r": "repeat",
    "l": "longer",
    "e": "enough",
    "t": "too-much",
    "f": "fine",
    "q": "left",
}
HELP = (
    "p pause or go on · s stop · n next step · b back · r once more · l longer · "
    "e enough · t too much · f fine · q leave"
)


@dataclass(slots=True)
class Playing:
    """`now` reads ms since the begin, `stamp` the wall time; `keep` saves events, `show` tells them."""

    timeline: Timeline
    now: Callable[[], int]
    stamp: Callable[[], str]
    keep: Callable[[Sequence[Told]], None]
    show: Callable[[Effect], None]
    session: Session = field(default_factory=Session)

    @property
    def over(self) -> bool:
        return self.session.state in FINAL

    @property
    def segment(self) -> Segment:
        """The step one is in."""
        return self.timeline.path(self.session.path)[self.session.index]

    def tick(self) -> None:
        """Let time pass; after a long sleep nothing is caught up."""
        at = self.now()
        lost = at - self.session.at
        if self.session.state != "ready" and lost > GAP:
            self.apply("gap", at, {"by": "device", "lost": lost}, lost)
        else:
            self.apply("tick", at, None)

    def press(self, key: str) -> str:
        """Do what a key stands for; the words of a refusal, if any."""
        event = KEYS.get(key)
        if event is None:
            return ""
        if event == "pause" and self.session.state == "paused":
            event = "resume"
        return self.do(event)

    def do(self, event: str) -> str:
        """One event of the person; answers why it cannot be, or nothing."""
        self.tick()
        again = event == "stop" and self.session.state == "settling"
        try:
            self.apply(event, self.session.at, {"by": "person"})
        except IllegalEvent as refusal:
            return not_now(refusal)
        return SETTLING if again else ""

    def apply(self, event: str, at: int, body: dict[str, Any] | None, lost: int = 0) -> None:
        """One event on the machine, and its record. Ticks leave only what happened by itself."""
        self.session, effects = step(self.session, event, at, self.timeline, lost)
        wall = self.stamp()
        recorded = [(event, self.session.at, wall, body)] if body is not None else []
        recorded += [(each.happened, each.at, wall, {"by": "itself"}) for each in effects if each.happened]
        if recorded:
            self.keep(recorded)
        for effect in effects:
            self.show(effect)


def not_now(refusal: IllegalEvent) -> str:
    """Why a key does nothing, for people."""
    if refusal.state == "paused":
        return "The session is paused. Press p to go on, or s to stop."
    if refusal.state == "settling":
        return SETTLING
    return NOT_NOW.get(refusal.event, "That is not possible here.")
