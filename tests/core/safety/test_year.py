"""A simulated year keeps every cap, slows down who is worse, and is the same each time.

The year of the docs, with all personas, is recomputed by tests/docs.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import cache
from itertools import pairwise

import pytest
from stories_of import RULES

from tremula.core.safety.year import KINDS, Life, after_worse, median, year

FEW = tuple(replace(kind, number=6) for kind in KINDS)


@cache
def lives() -> list[Life]:
    return year(RULES, kinds=FEW)


def of(kind: str) -> list[Life]:
    return [life for life in lives() if life.kind == kind]


def test_there_are_a_thousand_personas_of_many_kinds() -> None:
    assert sum(kind.number for kind in KINDS) == 1000
    assert len({kind.id for kind in KINDS}) == len(KINDS) >= 10


def test_the_same_seed_gives_the_same_year() -> None:
    assert year(RULES, kinds=FEW[:1]) == of("steady")
    assert year(RULES, seed=1, kinds=FEW[:1]) != of("steady")


def test_nobody_is_above_a_cap() -> None:
    for life in lives():
        assert max(done.tremor_allowed for done in life.sessions) <= life.cap
        assert max(done.wall_allowed for done in life.sessions) <= life.wall_cap


def test_nobody_has_less_rest_than_the_rules_give() -> None:
    for life in lives():
        least = timedelta(hours=24 if life.kind == "wants-more" else 48)
        begun = [done.begun for done in life.sessions]
        assert all(later - earlier >= least for earlier, later in pairwise(begun))


def test_nobody_rises_after_a_worse_answer() -> None:
    plans, higher = after_worse(lives(), rows=1)
    assert plans > 100
    assert higher == 0


def test_who_is_always_worse_only_goes_down_and_ends_without_tremor() -> None:
    for life in of("always-worse"):
        tremors = [plan.amounts.tremor for plan in life.plans]
        assert tremors == sorted(tremors, reverse=True)
        assert tremors[-1] == 0
        assert life.pauses > 10


def test_who_never_answers_never_rises() -> None:
    for life in of("no-answers"):
        assert {plan.amounts.tremor for plan in life.plans} == {180_000}


@pytest.mark.parametrize(("kind", "week"), [("steady", 9), ("pressure", 9), ("sensitive", 9), ("complex", 5)])
def test_nobody_reaches_the_cap_before_its_week(kind: str, week: int) -> None:
    weeks = [life.weeks_to_cap for life in of(kind)]
    assert any(weeks)
    assert min(each for each in weeks if each) >= week


def test_who_wants_more_gets_no_more_than_the_cap_and_four_sessions_in_seven_days() -> None:
    for life in of("wants-more"):
        begun = [done.begun for done in life.sessions]
        assert max(sum(at - each < timedelta(days=7) for each in begun if each <= at) for at in begun) <= 4


def test_the_middle_of_those_that_have_a_number() -> None:
    assert median(of("steady"), lambda life: 3) == 3
    assert median(of("always-worse"), lambda life: life.weeks_to_cap) is None
