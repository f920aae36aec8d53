"""What no history, no answers and no wish can ever bring about: the promises of the safety rules."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import assume, event, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from stories_of import (
    HEALTHY,
    MINUTE,
    RULES,
    answers,
    calm_histories,
    histories,
    moments,
    screenings,
    standings,
    wishes,
)

from shipped import our_library
from tremula.core.exercise.compile import compile_timeline
from tremula.core.exercise.fit import barred_tags
from tremula.core.exercise.plan import around
from tremula.core.safety.checks import Check, Done, History, SkipToday, known_worse, outcome
from tremula.core.safety.dose import chosen, limits_of, propose
from tremula.core.safety.gates import Standing, Wish, may_begin
from tremula.core.safety.profile import GRADES
from tremula.core.safety.screening import Answer, Screening, grade
from tremula.core.safety.stories import BEGIN
from tremula.core.units import span

LIBRARY = our_library()
GREEN = grade(RULES.screening, HEALTHY)
AMBER = grade(RULES.screening, HEALTHY | {"mood": "yes"})
many = settings(max_examples=150, deadline=None)
some = settings(max_examples=60, deadline=None)


def plan(history: History, screening: Screening, now: datetime):
    return propose(history, screening.profile, RULES.dose, RULES.checks, now)


def latest(history: History) -> Done:
    return max(history.sessions, key=lambda done: done.begun)


@many
@given(histories(), screenings, moments, st.integers(0, 30 * MINUTE), st.integers(0, 9 * MINUTE))
def test_no_plan_and_no_choice_is_above_a_cap(
    history: History, screening: Screening, now: datetime, tremor: int, wall: int
) -> None:
    proposal, caps = plan(history, screening, now), screening.profile.caps
    own = chosen(proposal, screening.profile, RULES.dose, tremor=tremor, wall=wall)
    for amounts in (proposal.amounts, proposal.most, own):
        assert amounts.tremor <= caps.tremor <= 15 * MINUTE
        assert amounts.stops * amounts.stop <= amounts.tremor
        assert amounts.stop <= 2 * MINUTE
        assert amounts.wall <= min(caps.wall_once, caps.wall_total) <= 5 * MINUTE
        assert amounts.wall <= amounts.wall_total or not amounts.wall
        assert not amounts.wall or amounts.knee_angle >= 120
    assert own.tremor <= tremor


@many
@given(histories(), moments)
def test_never_two_steps_up(history: History, now: datetime) -> None:
    """Against the most that was ever held, and against the plan of the session before."""
    assume(history.sessions)
    held = max(done.tremor_allowed for done in history.sessions)
    start = span(RULES.dose.ladders["usual"].start)
    most = plan(history, GREEN, now).most.tremor
    assert most <= max(held + 2 * MINUTE, start)
    before = plan(History(), GREEN, BEGIN).amounts.tremor
    for place, done in enumerate(sorted(history.sessions, key=lambda each: each.begun)):
        until = History(tuple(sorted(history.sessions, key=lambda each: each.begun)[: place + 1]))
        after = plan(until, GREEN, done.begun + timedelta(days=2))
        assert after.amounts.tremor <= max(before + 2 * MINUTE, start)
        before = after.amounts.tremor


@many
@given(histories(), screenings, moments)
def test_never_a_step_up_after_worse(history: History, screening: Screening, now: datetime) -> None:
    assume(history.sessions)
    last = latest(history)
    assume(outcome(RULES.checks, last) == "worse")
    proposal = plan(history, screening, max(now, last.begun))
    assert proposal.step in ("halved", "back", "anew")
    assert proposal.most.tremor == proposal.amounts.tremor
    if last.tremor_allowed and proposal.step == "halved":
        assert proposal.amounts.tremor <= last.tremor_allowed / 2


@many
@given(histories(), moments)
def test_never_a_step_up_without_an_answer(history: History, now: datetime) -> None:
    assume(history.sessions)
    last = latest(history)
    assume(outcome(RULES.checks, last) in ("open", "unsettled"))
    proposal = plan(history, GREEN, max(now, last.begun))
    assert proposal.step in ("same", "back", "anew")
    assert proposal.most.tremor == proposal.amounts.tremor


@many
@given(calm_histories(), st.sampled_from([GREEN, AMBER]), wishes, st.floats(0, 4))
def test_never_under_48_hours_unless_overridden(
    history: History, screening: Screening, wish: Wish, later: float
) -> None:
    last = latest(history).begun
    now = last + timedelta(days=later)
    wish = replace(wish, kind="session", tremor=None, wall=None, full_dose=False)
    gate = may_begin(Standing(screening, now, history), wish, RULES, now)
    event(f"open: {gate.open}, under 48 h: {later < 2}")
    if gate.open and later < 2:
        assert wish.override_rest
        assert later >= 1
        assert screening is GREEN
    if later >= 7 or (later >= 2 and gate.open):
        assert all(now - each.begun >= timedelta(hours=48) for each in history.sessions)


@many
@given(standings, wishes, moments)
def test_a_red_never_yields_a_solo_session(standing: Standing, wish: Wish, now: datetime) -> None:
    gate = may_begin(standing, wish, RULES, now)
    if standing.screening is None or (standing.screening.grade == "red" and not wish.accompanied):
        assert not gate.open
    if standing.screening and not standing.screening.accompanied:
        assert not gate.open
        assert plan(standing.history, standing.screening, now).exercises == ()


@many
@given(answers, standings, wishes, moments, st.sampled_from(["yes", "unsure"]))
def test_an_acute_crisis_never_yields_any(
    given_answers: dict[str, Answer], standing: Standing, wish: Wish, now: datetime, said: Answer
) -> None:
    crisis = grade(RULES.screening, given_answers | {"crisis": said}, standing.clearances)
    assert crisis.crisis
    assert crisis.profile.company == "nobody"
    gate = may_begin(replace(standing, screening=crisis), wish, RULES, now)
    assert not gate.open
    assert gate.crisis
    today = replace(wish, skip_today=SkipToday(skip=True, crisis=True))
    assert not may_begin(standing, today, RULES, now).open


@many
@given(standings, wishes, moments)
def test_an_open_gate_holds_every_promise(standing: Standing, wish: Wish, now: datetime) -> None:
    gate = may_begin(standing, wish, RULES, now)
    assert gate.open == (not gate.reasons)
    if not gate.open:
        return
    assert standing.screened
    assert now - standing.screened < timedelta(days=56)
    assert not [
        done for done in standing.history.sessions
        if (known := known_worse(RULES.checks, done)) and known > standing.screened
    ]  # fmt: skip
    hard = [*standing.history.sessions, *standing.spirals]
    assert not [each for each in standing.spirals if each.begun > standing.screened and each.dissociated]
    for each in hard:
        agreed = [one for one in standing.clearances if one.who and one.on >= each.begun.date()]
        if each.state and each.severity != "mild" and not wish.accompanied:
            assert [one for one in agreed if one.row == "state-moderate"]
        if each.cannot_stop:
            assert [one for one in agreed if one.row == "cannot-stop"]
    if wish.kind == "session" and not wish.full_dose and standing.screening:
        most = plan(standing.history, standing.screening, now).most
        assert (wish.tremor or 0) <= most.tremor
        assert (wish.wall or 0) <= most.wall


def worse(done: Done) -> Done:
    return replace(done, checks=(Check("next-day", done.begun + timedelta(hours=15), frozenset({"raw"})),))


@many
@given(histories(), screenings, moments)
def test_nobody_with_only_bad_answers_ever_rises(
    history: History, screening: Screening, now: datetime
) -> None:
    sessions = tuple(worse(done) for done in sorted(history.sessions, key=lambda done: done.begun))
    before = plan(History(), screening, BEGIN).amounts
    for place in range(len(sessions)):
        after = plan(History(sessions[: place + 1]), screening, sessions[place].begun).amounts
        assert after.tremor <= before.tremor
        assert after.wall <= before.wall
        before = after


@many
@given(histories(), screenings, moments)
def test_a_worse_answer_to_the_last_session_never_brings_more(
    history: History, screening: Screening, now: datetime
) -> None:
    assume(history.sessions)
    last = latest(history)
    others = tuple(done for done in history.sessions if done is not last)
    at = max(now, last.begun)
    after = plan(History((*others, worse(last))), screening, at).amounts
    assert after.tremor <= plan(history, screening, at).amounts.tremor
    assert after.wall <= plan(history, screening, at).amounts.wall


@many
@given(histories(), screenings, moments, st.randoms(use_true_random=False))
def test_the_order_in_which_sessions_arrive_changes_nothing(history, screening, now, random) -> None:
    shuffled = list(history.sessions)
    random.shuffle(shuffled)
    assert plan(History(tuple(shuffled)), screening, now) == plan(history, screening, now)


@many
@given(answers)
def test_one_more_complaint_never_makes_anything_freer(given_answers: dict[str, Answer]) -> None:
    given_answers = given_answers | {"pressure-steady": "no"}
    before = grade(RULES.screening, given_answers)
    for question in RULES.screening.questions:
        if question.unsure == "no" or given_answers[question.id] != "no":
            continue
        after = grade(RULES.screening, given_answers | {question.id: "yes"})
        assert GRADES.index(after.grade) >= GRADES.index(before.grade)
        assert after.profile.caps.tremor <= before.profile.caps.tremor
        assert after.profile.caps.wall_total <= before.profile.caps.wall_total
        assert after.profile.caps.knee_angle >= before.profile.caps.knee_angle
        assert after.profile.fit.needs >= before.profile.fit.needs
        assert after.profile.fit.leave_out >= before.profile.fit.leave_out


@some
@given(screenings, histories(), moments)
def test_barred_postures_are_never_on_the_compiled_timeline(
    screening: Screening, history: History, now: datetime
) -> None:
    proposal = plan(history, screening, now)
    assume(proposal.exercises)
    fit, limits = screening.profile.fit, limits_of(proposal.amounts)
    timeline = compile_timeline(LIBRARY, around(LIBRARY, proposal.exercises, fit), "default", limits, fit)
    easier = (part for name, parts in timeline.branches.items() if "settle/" not in name for part in parts)
    carried = {tag for segment in (*timeline.segments, *easier) for tag in segment.tags}
    assert carried & (barred_tags(fit) | limits.barred) == set()
    chapters = {chapter.id for chapter in timeline.chapters}
    assert chapters & fit.leave_out == set()
    shaking = sum(segment.length for segment in timeline.segments if segment.tremor)
    assert shaking <= proposal.amounts.tremor
    sits = [cue.lasts for segment in timeline.segments for cue in segment.cues if cue.fact == "sit"]
    assert sum(sits) <= proposal.amounts.wall_total
    if timeline.check_in and shaking:
        assert timeline.check_in.cap <= proposal.amounts.tremor


@pytest.mark.parametrize("row", RULES.screening.rows, ids=lambda row: row.id)
def test_every_red_row_alone_closes_practice_alone(row) -> None:
    said: dict[str, Answer] = dict.fromkeys(row.when, "yes") | dict.fromkeys(row.unless, "no")
    screening = grade(RULES.screening, HEALTHY | said)
    assert screening.solo == (row.grade != "red")
    assert screening.open
    if row.grade != "fit":
        assert screening.who_to_ask
