"""What holds whatever a person does on whatever timeline."""

from typing import Any

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from timelines import doings, timelines

from tremula.core.session.machine import next_change, step
from tremula.core.session.record import replay, walked, write_events
from tremula.core.session.state import FINAL, TRANSITIONS, WALKING, Effect, IllegalEvent, Session
from tremula.core.session.timeline import Timeline

Doing = tuple[str, int, int]
Walk = list[tuple[Session, Doing, Session, tuple[Effect, ...]]]
calm = settings(max_examples=150, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
given_walk = given(raw=timelines(), events=doings())


def walk(raw: dict[str, Any], events: list[Doing]) -> tuple[Timeline, Walk]:
    timeline, session, steps = msgspec.convert(raw, Timeline), Session(), []
    for kind, at, lost in events:
        try:
            after, effects = step(session, kind, at, timeline, lost)
        except IllegalEvent:
            continue
        steps.append((session, (kind, at, lost), after, effects))
        session = after
    return timeline, steps


def sessions(steps: Walk) -> list[Session]:
    return [Session(), *(after for _, _, after, _ in steps)]


def segment(timeline: Timeline, session: Session) -> Any:
    return timeline.path(session.path)[session.index]


@calm
@given_walk
def test_time_and_tremor_never_run_backwards(raw: dict[str, Any], events: list[Doing]) -> None:
    for before, _, after, _ in walk(raw, events)[1]:
        assert after.at >= before.at
        assert after.tremor >= before.tremor


@calm
@given(raw=timelines(), events=doings(), first=st.integers(0, 40_000), more=st.integers(0, 40_000))
def test_two_ticks_are_one(raw: dict[str, Any], events: list[Doing], first: int, more: int) -> None:
    timeline, steps = walk(raw, events)
    for session in sessions(steps):
        at = session.at + first
        halfway, early = step(session, "tick", at, timeline)
        end, late = step(halfway, "tick", at + more, timeline)
        assert (end, early + late) == step(session, "tick", at + more, timeline)


@calm
@given_walk
def test_stop_leads_to_the_settling_of_the_posture_from_every_state(
    raw: dict[str, Any], events: list[Doing]
) -> None:
    timeline, steps = walk(raw, events)
    for each in sessions(steps):
        session, _ = step(each, "tick", each.at, timeline)
        stopped, _ = step(each, "stop", each.at, timeline)
        assert stopped.state == "settling"
        if session.state != "settling":
            assert stopped.path == f"settle/{segment(timeline, session).posture}"
            assert (stopped.index, stopped.position) == (0, 0)
        ended, _ = step(stopped, "tick", stopped.at + 1_000_000, timeline)
        assert ended.state == (session.ending or "stopped")


@calm
@given_walk
def test_silence_settles_within_two_windows_of_the_first_question(
    raw: dict[str, Any], events: list[Doing]
) -> None:
    timeline, steps = walk(raw, events)
    assert timeline.check_in
    for session in sessions(steps):
        if session.state == "asking":
            assert session.deadline is not None
            rest = session.deadline - session.tremor + (1 - session.misses) * timeline.check_in.window
            later, _ = step(session, "tick", session.at + max(rest, 0), timeline)
            assert later.state in ("settling", *FINAL) or not segment(timeline, later).tremor


@calm
@given_walk
def test_nobody_shakes_beyond_the_cap(raw: dict[str, Any], events: list[Doing]) -> None:
    timeline, steps = walk(raw, events)
    assert timeline.check_in
    lost = 0
    for _, (kind, _, gap), after, _ in steps:
        lost += gap if kind == "gap" else 0
        assert after.tremor <= timeline.check_in.cap + lost
        if after.state in ("running", "asking", "paused") and segment(timeline, after).tremor:
            assert after.tremor < timeline.check_in.cap


@calm
@given_walk
def test_no_effort_lasts_beyond_its_cap(raw: dict[str, Any], events: list[Doing]) -> None:
    timeline, steps = walk(raw, events)
    if timeline.effort_cap is not None:
        assert all(session.effort <= timeline.effort_cap for session in sessions(steps))


@calm
@given_walk
def test_a_question_is_pending_exactly_while_asking_and_only_in_the_tremor(
    raw: dict[str, Any], events: list[Doing]
) -> None:
    timeline, steps = walk(raw, events)
    for session in sessions(steps):
        assert (session.deadline is not None) == (session.state == "asking")
        assert session.state != "asking" or segment(timeline, session).tremor
        assert session.misses == 0 or session.state == "asking"


@calm
@given_walk
def test_the_table_says_the_truth(raw: dict[str, Any], events: list[Doing]) -> None:
    for before, (kind, _, _), after, _ in walk(raw, events)[1]:
        reached = {after for state in ticking(before.state) for after in TRANSITIONS[state].get(kind, ())}
        allowed = (
            {state for each in reached for state in ticking(each)} if kind in ("tick", "gap") else reached
        )
        assert after.state in allowed, (before.state, kind, after.state)


def ticking(state: str) -> set[str]:
    """The states that time alone can lead to."""
    found, new = set[str](), {state}
    while new:
        found |= new
        new = {after for each in new for after in TRANSITIONS[each]["tick"]} - found
    return found


@calm
@given_walk
def test_skipping_never_passes_what_must_be_kept(raw: dict[str, Any], events: list[Doing]) -> None:
    timeline, steps = walk(raw, events)
    for before, (kind, at, _), after, _ in steps:
        if kind in ("skip", "skip-exercise"):
            ticked, _ = step(before, "tick", at, timeline)
            end = after.main_index if after.state != "finished" else len(timeline.segments)
            passed = timeline.segments[ticked.main_index : end]
            assert not any(each.keep for each in passed if not each.tremor)


@calm
@given_walk
def test_effects_come_in_order_and_none_lies_in_the_future(raw: dict[str, Any], events: list[Doing]) -> None:
    for before, _, after, effects in walk(raw, events)[1]:
        moments = [effect.at for effect in effects]
        assert moments == sorted(moments)
        assert all(before.at <= moment <= after.at for moment in moments)


@calm
@given_walk
def test_the_next_change_is_when_something_changes(raw: dict[str, Any], events: list[Doing]) -> None:
    timeline, steps = walk(raw, events)
    for session in sessions(steps):
        change = next_change(session, timeline)
        assert (change is not None) == (session.state in WALKING)
        if change is not None:
            early, _ = step(session, "tick", max(change - 1, session.at), timeline)
            if change > session.at:
                assert (early.state, early.visit) == (session.state, session.visit)


@calm
@given_walk
def test_a_record_without_ticks_gives_the_same_session_again(
    raw: dict[str, Any], events: list[Doing]
) -> None:
    timeline, steps = walk(raw, events)
    told = []
    for before, (kind, _, lost), after, effects in steps:
        mine = [] if kind == "tick" else [(kind, after.at, "", {"by": "person", "lost": max(lost, 0)})]
        itself = [(e.happened, e.at, "", {"by": "itself"}) for e in effects if e.happened]
        told += [*(e for e in itself if e[1] < after.at), *mine, *(e for e in itself if e[1] >= after.at)]
        assert before.at <= after.at
    written = write_events("s", "d", None, told)
    last = steps[-1][2] if steps else Session()
    again, _ = step(replay(timeline, written), "tick", last.at, timeline)
    last, _ = step(last, "tick", last.at, timeline)
    assert again == last
    told_chapters = walked(timeline, written)
    assert [chapter.id for chapter in told_chapters] == [chapter.id for chapter in timeline.chapters]
    if last.state == "ready":
        assert {chapter.state for chapter in told_chapters} == {"skipped"}
