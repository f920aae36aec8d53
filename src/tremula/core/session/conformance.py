"""Cases that every session machine must pass: decode one, play it, tell what differs. Opens no file itself.

A case is {"why", "timeline", "events", "expect"}: an event is [kind, at] or [kind, at, {"lost": ms}], and for
each there is one expectation: {"refused": part of the reason} or what then is true, as far as it matters.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct

from tremula.core.session.machine import step
from tremula.core.session.state import Effect, IllegalEvent, Session
from tremula.core.session.timeline import Timeline


class Lost(Struct, frozen=True, forbid_unknown_fields=True):
    """What belongs to a gap."""

    lost: int


class Expect(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What must be true after one event. A key that is left out is not looked at; cues are their texts."""

    refused: str | None = None
    state: str | None = None
    path: str | None = None
    segment: str | None = None
    position: int | None = None
    tremor: int | None = None
    cues: tuple[str, ...] | None = None
    happened: tuple[str, ...] | None = None


class Case(Struct, frozen=True, forbid_unknown_fields=True):
    """One case as its file says it; the timeline stands in it, or is named by `ref`."""

    why: str
    timeline: dict[str, Any]
    events: tuple[tuple[Any, ...], ...]
    expect: tuple[Expect, ...]


class Difference(Struct, frozen=True):
    """One place where the machine did something else: the event's number, what was expected, what is."""

    event: int
    what: str
    expected: Any
    got: Any


class Played(Struct, frozen=True):
    """A case that was played: what happened at each event, and where that differs from what was expected."""

    why: str
    happened: tuple[Expect, ...]
    differences: tuple[Difference, ...]


def decode_case(data: bytes) -> Case:
    """Read a case; raises msgspec.ValidationError or ValueError for one that is malformed."""
    case = msgspec.json.decode(data, type=Case)
    if len(case.events) != len(case.expect) or not case.events or not case.why:
        raise ValueError("a case has a why, at least one event, and one expectation for each")
    for event in case.events:
        msgspec.convert(event, tuple[str, int] if len(event) == 2 else tuple[str, int, Lost])
    if any(expect == Expect() for expect in case.expect):
        raise ValueError("an expectation that expects nothing cannot fail")
    return case


def play_case(case: Case, timelines: Mapping[str, Mapping[str, Any]]) -> Played:
    """Play a case; `timelines` holds, by name, those a case may refer to."""
    timeline = msgspec.convert(timeline_of(case, timelines), Timeline)
    refuse_unplayable(timeline)
    session, happened = Session(), []
    for kind, at, *more in case.events:
        lost = more[0]["lost"] if more else 0
        try:
            session, effects = step(session, kind, at, timeline, lost)
            happened.append(seen(session, effects, timeline))
        except IllegalEvent as refusal:
            happened.append(Expect(refused=str(refusal)))
    found = [d for n, pair in enumerate(zip(case.expect, happened, strict=True)) for d in compare(n, *pair)]
    return Played(case.why, tuple(happened), tuple(found))


def timeline_of(case: Case, timelines: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """The case's own timeline, or the one it names as "timelines/NAME.json"; KeyError(NAME) without one."""
    ref = case.timeline.get("ref")
    return timelines[ref.removeprefix("timelines/").removesuffix(".json")] if ref else case.timeline


def refuse_unplayable(timeline: Timeline) -> None:
    """ValueError for a timeline that has the shape of one, but no first step, or a way that leads nowhere."""
    if not timeline.segments:
        raise ValueError("its timeline has no segments")
    every = [*timeline.segments, *(segment for way in timeline.branches.values() for segment in way)]
    wanted = [f"settle/{segment.posture}" for segment in every] + [segment.easier for segment in every]
    for name in filter(None, wanted):
        if not timeline.branches.get(name):
            raise ValueError(f"its timeline has no branch {name!r}")
    if timeline.check_in is None and any(segment.tremor for segment in every):
        raise ValueError("its timeline has tremor, and no check_in")


def seen(session: Session, effects: tuple[Effect, ...], timeline: Timeline) -> Expect:
    """What can be expected of one event."""
    return Expect(
        state=session.state,
        path=session.path,
        segment=timeline.path(session.path)[session.index].id,
        position=session.position,
        tremor=session.tremor,
        cues=tuple(effect.cue.text for effect in effects if effect.cue),
        happened=tuple(effect.happened for effect in effects if effect.happened),
    )


def compare(number: int, expected: Expect, got: Expect) -> list[Difference]:
    """Where one event went otherwise than expected."""
    if (expected.refused is None) != (got.refused is None):
        return [Difference(number, "refused", expected.refused, got.refused)]
    if expected.refused is not None and got.refused is not None:
        same = expected.refused in got.refused
        return [] if same else [Difference(number, "refused", expected.refused, got.refused)]
    pairs = [(name, getattr(expected, name), getattr(got, name)) for name in Expect.__struct_fields__]
    return [Difference(number, *pair) for pair in pairs if pair[1] is not None and pair[1] != pair[2]]
