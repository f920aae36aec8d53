"""The shipped content in the session machine: stops from everywhere, the higher seat, silence."""

from __future__ import annotations

import pytest

from shipped import our_library
from tremula.core.exercise.compile import compile_timeline
from tremula.core.exercise.plan import beginner_limits, session_ids
from tremula.core.session.machine import step
from tremula.core.session.state import Session

LIBRARY = our_library()
TIMELINE = compile_timeline(LIBRARY, session_ids(LIBRARY), "default", beginner_limits())
IDS = [segment.id for segment in TIMELINE.segments]


def begin_of(id: str) -> int:
    return sum(segment.length for segment in TIMELINE.segments[: IDS.index(id)])


def at(moment: int) -> Session:
    """Everything answered, up to this moment."""
    session, _ = step(Session(), "start", 0, TIMELINE)
    for now in range(1000, moment + 1, 1000):
        session, _ = step(session, "tick", now, TIMELINE)
        if session.state == "asking":
            session, _ = step(session, "fine", now, TIMELINE)
    return session


@pytest.mark.parametrize("place", range(len(IDS)), ids=IDS)
def test_stop_leads_to_the_settling_of_the_posture_at_once(place: int) -> None:
    segment = TIMELINE.segments[place]
    moment = begin_of(segment.id) + 1000
    session, effects = step(at(moment), "stop", moment, TIMELINE)
    assert (session.state, session.path) == ("settling", f"settle/{segment.posture}")
    assert effects[-1].cue is not None
    assert effects[-1].cue.text
    assert effects[-1].at == moment


def test_too_much_at_the_wall_slides_up_and_goes_on_at_the_same_second() -> None:
    moment = begin_of("wall-sit/sit") + 20_000
    session, _ = step(at(moment), "too-much", moment, TIMELINE)
    up, higher = TIMELINE.branches["wall-sit/higher"]
    session, _ = step(session, "tick", moment + up.length, TIMELINE)
    assert (session.path, session.index, session.position) == ("wall-sit/higher", 1, 20_000)
    session, _ = step(session, "tick", moment + up.length + higher.length - 20_000, TIMELINE)
    assert TIMELINE.segments[session.index].id == "wall-sit/push-off"


def test_two_silences_in_the_tremor_settle_before_the_knees_are_told_to_come_closer() -> None:
    begin = begin_of("butterfly/stop-1")
    session = at(begin)
    said = []
    for now in range(begin + 1000, begin + 90_000, 1000):
        session, effects = step(session, "tick", now, TIMELINE)
        said += [(effect.at - begin, effect.cue) for effect in effects if effect.cue]
    assert (session.state, session.ending, session.path) == ("settling", "silent", "settle/lying")
    closer = [moment for moment, cue in said if "closer" in cue.text]
    assert closer == [1000]
    assert next(moment for moment, cue in said if cue.text == "Legs long and flat.") == 75_000
