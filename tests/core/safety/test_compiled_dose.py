"""What the plan allows is what the session holds: tremor, stops and wall sit on the compiled timeline."""

from __future__ import annotations

import pytest
from stories_of import HEALTHY, MINUTE, RULES

from shipped import our_library
from tremula.core.exercise.compile import compile_timeline
from tremula.core.exercise.plan import around
from tremula.core.safety.dose import amounts_of, limits_of
from tremula.core.safety.screening import Answer, grade
from tremula.core.session.timeline import Timeline

LIBRARY = our_library()


def session(tremor: int, wall: int, week: int, **answers: Answer) -> Timeline:
    said = HEALTHY | {id.replace("_", "-"): answer for id, answer in answers.items()}
    profile = grade(RULES.screening, said).profile
    amounts = amounts_of(RULES.dose, profile, week, tremor, wall)
    ids = around(LIBRARY, ["wall-sit", "butterfly"], profile.fit)
    return compile_timeline(LIBRARY, ids, "default", limits_of(amounts), profile.fit)


def shaking(timeline: Timeline) -> list[int]:
    return [segment.length for segment in timeline.segments if segment.tremor]


def sits(timeline: Timeline) -> list[int]:
    return [cue.lasts for segment in timeline.segments for cue in segment.cues if cue.fact == "sit"]


@pytest.mark.parametrize(
    ("minutes", "stops", "seconds"), [(3, 3, 60), (5, 5, 60), (8, 6, 80), (10, 6, 100), (12, 6, 120)]
)
def test_the_tremor_grows_with_the_plan(minutes: int, stops: int, seconds: int) -> None:
    timeline = session(minutes * MINUTE, 45_000, 9)
    assert shaking(timeline) == [seconds * 1000] * stops
    assert timeline.check_in
    assert timeline.check_in.cap == minutes * MINUTE


def test_fifteen_minutes_are_six_stops_of_two_minutes_that_may_last_longer() -> None:
    timeline = session(15 * MINUTE, 45_000, 9)
    assert shaking(timeline) == [120_000] * 6
    assert timeline.check_in
    assert timeline.check_in.cap == 15 * MINUTE


def test_the_sensitive_begin_with_one_short_stop() -> None:
    assert shaking(session(30_000, 45_000, 1, mood="yes")) == [30_000]


@pytest.mark.parametrize("seconds", [45, 75, 180, 300])
def test_the_wall_sit_grows_with_the_plan(seconds: int) -> None:
    assert sits(session(3 * MINUTE, seconds * 1000, 9)) == [seconds * 1000]


def test_with_treated_pressure_there_is_no_wall_sit() -> None:
    assert sits(session(3 * MINUTE, 300_000, 9, high_pressure="yes", pressure_steady="yes")) == []
