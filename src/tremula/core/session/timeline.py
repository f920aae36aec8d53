"""A timeline: what a session will do and when, as segments of cues at whole milliseconds.

It is compiled once, sent to the page as JSON and kept with the session. It knows no clock: a player does.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Side = Literal["left", "right"]
Posture = Literal["standing", "wall", "fold", "lying", "sitting"]
CueKind = Literal[
    "say",
    "show",
    "move",
    "hold",
    "breathe",
    "shake",
    "rest",
    "chime",
    "count",
    "ready",
    "ask",
    "tremor",
    "record",
]
Fact = Literal["sway", "raise", "bend", "shake", "breath", "sit", "hang", "lift", "rest", "narrow"]
Place = Literal["centre", "left", "right", "through"]
Sensor = Literal["accelerometer", "heart"]
MAIN = "main"


class Cue(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One thing to perform at one moment of its segment (ms from the segment's start)."""

    at: int
    kind: CueKind
    lasts: int = 0
    text: str = ""
    """What the voice says; empty when nothing is said."""
    caption: str = ""
    """What stands on the screen; never empty when `text` is not."""
    pose: str = ""
    """The pose to move to, over `lasts` for a move. Poses with a side are drawn for the left and mirrored."""
    side: Side | None = None
    repetition: int = 0
    of: int = 0
    inhale: int = 0
    """For a breath: the milliseconds of breathing in; the rest of `lasts` is breathing out."""
    fact: Fact | None = None
    place: Place | None = None
    cm: float = 0.0
    loud: bool = False
    sensor: Sensor | None = None
    """What a `record` attaches, for as long as the cue lasts; nothing is said or shown for it."""


class Stretch(Struct, frozen=True, forbid_unknown_fields=True):
    """How `longer` works in a segment: back by `by` ms, not before `start`, at most `most` times."""

    start: int
    by: int
    most: int


class Segment(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One step of the practice: the unit of back, skip and repeat."""

    id: str
    chapter: str
    title: str
    posture: Posture
    length: int
    cues: tuple[Cue, ...]
    kind: Literal["fixed", "stretchable", "open"] = "fixed"
    tags: tuple[str, ...] = ()
    stretch: Stretch | None = None
    easier: str = ""
    """The branch that `too-much` takes."""
    carries: bool = False
    """Entered from a branch's first segment, it goes on at the position where `too-much` came."""
    keep: bool = False
    """May not be skipped."""
    tremor: bool = False
    """Open shaking: check-ins are asked, silence settles, its time counts against the cap."""
    effort: bool = False
    """A sit at the wall: its time counts against the timeline's `effort_cap`, however often it is begun."""


class Chapter(Struct, frozen=True, forbid_unknown_fields=True):
    """An exercise, or a part around the exercises."""

    id: str
    title: str


class CheckIn(Struct, frozen=True, forbid_unknown_fields=True):
    """The questions of the tremor, in ms of tremor time, and the most tremor time of the session."""

    first: int
    every: int
    window: int
    cap: int
    question: Cue
    again: Cue


class Timeline(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A whole session. `branches` holds the settlings (`settle/lying`, …) and the easier ways."""

    dose: str
    chapters: tuple[Chapter, ...]
    segments: tuple[Segment, ...]
    branches: dict[str, tuple[Segment, ...]]
    ready: Cue
    """Said before a step that is offered again; the step begins after its `lasts`."""
    check_in: CheckIn | None = None
    notes: tuple[str, ...] = ()
    """Where safety changed the dose, in one sentence each."""
    effort_cap: int | None = None
    """The most of all efforts together, in ms, those begun anew included."""
    version: int = 1

    @property
    def length(self) -> int:
        """Milliseconds of the nominal path, on which nobody intervenes."""
        return sum(segment.length for segment in self.segments)

    def path(self, name: str) -> tuple[Segment, ...]:
        """The segments of the main path or of a branch."""
        return self.segments if name == MAIN else self.branches[name]
