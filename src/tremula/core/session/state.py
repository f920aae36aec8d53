"""What a session can be, what may happen to it, and what it then asks of a player. Data only, no rule."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tremula.core.session.timeline import MAIN, Cue

LONG_GAP = 30 * 60_000
"""Away for longer than this, a person is led through settling instead of going on."""
AFRESH_AFTER = 60_000
"""After a longer pause the step is offered again from its start."""
PAUSE_IN_TREMOR = 120_000
"""A pause during the tremor that lasts longer leads to settling: nobody is left shaking unasked."""

WALKING = ("running", "asking", "settling")
"""Where time moves the position."""
FINAL = ("finished", "stopped", "silent", "left")

# What may happen, and the states it may lead to by itself; what is not in this table is refused. Every event
# first lets the time up to it pass, as ticks do. docs/reference/session-states.md is drawn from it.
TRANSITIONS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "ready": {
        "start": ("running",),
        "tick": ("ready",),
        "gap": ("ready",),
        "stop": ("settling",),
        "left": ("left",),
    },
    "running": {
        "tick": ("running", "asking", "settling", "finished"),
        "pause": ("paused",),
        "back": ("running",),
        "skip": ("running", "finished"),
        "skip-exercise": ("running", "finished"),
        "repeat": ("running",),
        "longer": ("running",),
        "enough": ("running", "finished"),
        "too-much": ("running", "finished"),
        "fine": ("running",),
        "gap": ("running", "paused", "settling"),
        "stop": ("settling",),
        "left": ("left",),
    },
    "asking": {
        "tick": ("asking", "running", "settling", "finished"),
        "fine": ("running",),
        "pause": ("paused",),
        "back": ("running",),
        "skip": ("running", "finished"),
        "skip-exercise": ("running", "finished"),
        "repeat": ("running",),
        "longer": ("running",),
        "enough": ("running", "finished"),
        "too-much": ("running", "finished"),
        "gap": ("asking", "settling"),
        "stop": ("settling",),
        "left": ("left",),
    },
    "paused": {
        "tick": ("paused", "settling"),
        "resume": ("running", "settling"),
        "back": ("paused", "running"),
        "skip": ("paused", "running", "finished"),
        "skip-exercise": ("paused", "running", "finished"),
        "repeat": ("paused",),
        "gap": ("paused", "settling"),
        "stop": ("settling",),
        "left": ("left",),
    },
    "settling": {
        "tick": ("settling", *FINAL),
        "settled": FINAL,
        "gap": ("settling",),
        "stop": ("settling",),
        "left": FINAL,
    },
    **{state: {"tick": (state,), "gap": (state,), "stop": ("settling",)} for state in FINAL},
}


class IllegalEvent(Exception):
    """This event cannot happen in this state, or not in this segment."""

    def __init__(self, state: str, event: str, why: str = "") -> None:
        super().__init__(f"cannot {event} a session that is {state}" + (f": {why}" if why else ""))
        self.state = state
        self.event = event


@dataclass(frozen=True, slots=True)
class Session:
    """Where a person is, as of one reading of the clock. Times are whole ms; `at` counts from the begin.

    Position is (path, index, visit, position): a visit is one passage through a segment, and `played` counts
    the cues performed in it. A negative position is the "get ready" before a step that is offered again.
    """

    state: str = "ready"
    path: str = MAIN
    index: int = 0
    visit: int = 0
    position: int = 0
    at: int = 0
    played: int = 0
    stretched: int = 0
    main_index: int = 0
    carried: int = 0
    tremor: int = 0
    effort: int = 0
    ask_at: int | None = None
    deadline: int | None = None
    misses: int = 0
    paused_at: int = 0
    afresh: bool = False
    ending: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a player performs or a record keeps: a cue that is due, or something that happened by itself."""

    at: int
    cue: Cue | None = None
    happened: str = ""
