"""The record of a session: its events, their hashes, and what they tell when they are played again.

Nothing here knows where a record is kept, and nothing changes one. Its twin is static/js/engine/record.js.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any

import msgspec
from msgspec import Struct

from tremula.core.failure import Refusal
from tremula.core.session.machine import next_change, step
from tremula.core.session.state import TRANSITIONS, IllegalEvent, Session
from tremula.core.session.timeline import Timeline

SCHEMA = 1
INPUTS = frozenset(kind for row in TRANSITIONS.values() for kind in row) - {"tick"}
"""What a person or a device does. All other kinds, and what happened by itself, only tell the time."""
LARGEST = 2**53 - 1
"""The largest whole number that a browser counts exactly."""


class Event(Struct, frozen=True, omit_defaults=True):
    """One event of a session's record, as the device wrote it. `seq` counts 1, 2, 3 … per device."""

    device: str
    seq: int
    wall: str
    """RFC 3339; for reading only."""
    at: int
    """Milliseconds since the session began."""
    kind: str
    body: Mapping[str, Any]
    """`by` is person, device or itself; a gap has `lost` (ms)."""
    schema: int
    previous: str
    """The hash of the event before; empty for the first."""
    hash: str


def canonical(value: Any) -> str:
    """JSON that is the same in every language: sorted keys, no spaces; texts, whole numbers, no fractions.

    Refusal("shape") for what another language would write otherwise.
    """
    check(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def check(value: Any) -> None:
    """Refuse what has no single form."""
    if isinstance(value, float) or (isinstance(value, int) and abs(value) > LARGEST):
        raise Refusal("shape", "Numbers in a record are whole and below 2^53.")
    if isinstance(value, str) and any("\ud800" <= char <= "\udfff" for char in value):
        raise Refusal("shape", "A text in a record holds half a character.")
    if isinstance(value, Mapping):
        check([*value, *value.values()])
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for each in value:
            check(each)


def event_hash(session: str, event: Event) -> str:
    """SHA-256 (hex) of the event's canonical JSON, the session's id and the hash before it included."""
    content = {
        "session": session,
        "device": event.device,
        "seq": event.seq,
        "kind": event.kind,
        "at": event.at,
        "wall": event.wall,
        "body": event.body,
        "schema": event.schema,
        "previous": event.previous,
    }
    return sha256(canonical(content).encode()).hexdigest()


def broken_links(session: str, events: Sequence[Event]) -> list[tuple[str, int]]:
    """(device, seq) of every event whose hash is not its own, or whose `previous` is not the one before."""
    broken, last = [], dict[str, Event]()
    for event in sorted(events, key=lambda event: (event.device, event.seq)):
        before = last.get(event.device)
        follows = event.previous == (before.hash if before else "")
        if not follows or event.hash != event_hash(session, event):
            broken.append((event.device, event.seq))
        last[event.device] = event
    return broken


# Playing a record again ------------------------------------------------------------------------------


def input_of(event: Event) -> tuple[str, int]:
    """The machine's event and its `lost`; what happened by itself is derived again: it counts as a tick."""
    if event.kind not in INPUTS or event.body.get("by") == "itself":
        return "tick", 0
    lost = event.body.get("lost", 0)
    return event.kind, min(max(lost, 0), LARGEST) if isinstance(lost, int) else 0


def apply(session: Session, event: Event, timeline: Timeline) -> Session:
    """The session after this event; one that could not happen changes nothing: a record is never refused."""
    kind, lost = input_of(event)
    try:
        return step(session, kind, event.at, timeline, lost)[0]
    except IllegalEvent:
        return session


def replay(timeline: Timeline, events: Sequence[Event]) -> Session:
    """The session that this record tells, as of its last event."""
    session = Session()
    for event in events:
        session = apply(session, event, timeline)
    return session


def end_of(timeline: Timeline, events: Sequence[Event]) -> str:
    """finished, stopped, silent, left; or open."""
    return replay(timeline, events).ending or "open"


def write_events(
    session: str, device: str, before: Event | None, told: Sequence[tuple[str, int, str, Mapping[str, Any]]]
) -> list[Event]:
    """Events for (kind, at, wall, body), numbered and chained after `before`."""
    written: list[Event] = []
    for kind, at, wall, body in told:
        event = Event(
            device=device,
            seq=before.seq + 1 if before else 1,
            wall=wall,
            at=at,
            kind=kind,
            body=body,
            schema=SCHEMA,
            previous=before.hash if before else "",
            hash="",
        )
        before = msgspec.structs.replace(event, hash=event_hash(session, event))
        written.append(before)
    return written


# What was walked through -----------------------------------------------------------------------------

WORKING = ("running", "asking", "paused")
PASSED_OVER = ("skip", "skip-exercise")


class Walked(Struct, frozen=True):
    """A chapter as it went: done, partly or skipped, and from when to when (ms since the begin)."""

    id: str
    title: str
    state: str
    begun: int | None = msgspec.field(name="from", default=None)
    ended: int | None = msgspec.field(name="to", default=None)


@dataclass(slots=True)
class _Way:
    """What is known so far: the steps that were done, and each chapter's first and last moment."""

    timeline: Timeline
    done: set[int] = field(default_factory=set)
    times: dict[str, tuple[int, int]] = field(default_factory=dict)

    def follow(self, before: Session, after: Session, *, passed_over: bool = False) -> None:
        """Note what one event, or the time up to one boundary, has done."""
        if before.state not in WORKING:
            self.note(after)
            return
        self.note(replace(before, at=after.at))
        if not passed_over:
            behind = after.main_index + (after.state == "finished")
            self.done.update(range(before.main_index, behind))
        self.note(after)

    def note(self, session: Session) -> None:
        """The chapter one is in lasts at least until now."""
        if session.state in WORKING:
            chapter = self.timeline.segments[session.main_index].chapter
            self.times[chapter] = (self.times.get(chapter, (session.at, 0))[0], session.at)

    def chapter(self, id: str, title: str) -> Walked:
        """Done when every step of it was; skipped when no time was spent in it."""
        mine = {n for n, segment in enumerate(self.timeline.segments) if segment.chapter == id}
        begun, ended = self.times.get(id, (0, 0))
        if mine <= self.done:
            return Walked(id, title, "done", begun, ended)
        if ended > begun:
            return Walked(id, title, "partly", begun, ended)
        return Walked(id, title, "skipped")


def walked(timeline: Timeline, events: Sequence[Event]) -> list[Walked]:
    """The chapters of this record, in their order."""
    way, session = _Way(timeline), Session()
    for event in events:
        kind, lost = input_of(event)
        session = tick_through(way, session, event.at - lost)
        after = apply(session, event, timeline)
        way.follow(session, after, passed_over=kind in PASSED_OVER)
        session = after
    return [way.chapter(chapter.id, chapter.title) for chapter in timeline.chapters]


def tick_through(way: _Way, session: Session, at: int) -> Session:
    """Let time pass boundary by boundary, so that the moment of each chapter is seen."""
    while session.at < at:
        change = next_change(session, way.timeline)
        now = at if change is None else min(change, at)
        after = step(session, "tick", now, way.timeline)[0]
        way.follow(session, after)
        session = after
    return session
