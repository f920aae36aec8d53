"""What may be chosen beside the plan's amounts: always less; more only where the plan has room."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from shipped import our_safety
from tremula.core.safety.checks import Check, Done, History
from tremula.core.safety.dose import Proposal, propose
from tremula.core.safety.offers import Offers, offers
from tremula.core.safety.rules import SafetyRules
from tremula.core.safety.screening import Answer, grade

BEGIN = datetime.fromisoformat("2026-01-05T18:00:00+01:00")
MINUTE = 60_000


@pytest.fixture(scope="module")
def rules() -> SafetyRules:
    return our_safety()


def proposal(rules: SafetyRules, wall: int, weeks: int, **answers: Answer) -> Proposal:
    """After two good sessions a week for so long, each with this sit at the wall."""
    healthy: dict[str, Answer] = {each.id: "no" for each in rules.screening.questions}
    given = {id.replace("_", "-"): answer for id, answer in answers.items()}
    profile = grade(rules.screening, healthy | {"reachable": "yes"} | given).profile
    sessions = tuple(good(BEGIN + timedelta(days=3.5 * n), n, wall) for n in range(2 * weeks))
    now = BEGIN + timedelta(days=3.5 * 2 * weeks)
    return propose(History(sessions), profile, rules.dose, rules.checks, now)


def good(begun: datetime, number: int, wall: int) -> Done:
    fine = Check("next-day", begun + timedelta(days=1), frozenset(("fine",)))
    return Done(f"s{number}", begun, 5 * MINUTE, wall_allowed=wall, checks=(fine,))


def made(rules: SafetyRules, **case: int) -> Offers:
    return offers(proposal(rules, case.get("wall", 45_000), case.get("weeks", 0)), rules.dose)


def test_less_of_both_is_always_there(rules: SafetyRules) -> None:
    first = made(rules)
    assert (first.tremor_less, first.wall_less) == ((0, 90_000), (0, 22_500))
    assert first.wall_long == ()


def test_the_method_s_three_to_five_minutes_open_at_the_top_of_the_way_up(rules: SafetyRules) -> None:
    top = offers(proposal(rules, 3 * MINUTE, 16), rules.dose)
    assert top.wall_long == (4 * MINUTE, 5 * MINUTE)


def test_they_stay_closed_to_an_amber_answer_and_before_the_top(rules: SafetyRules) -> None:
    assert offers(proposal(rules, 2 * MINUTE, 2), rules.dose).wall_long == ()
    amber = offers(proposal(rules, 3 * MINUTE, 16, pain="yes"), rules.dose)
    assert amber.wall_long == ()


def test_where_the_wall_is_left_out_nothing_is_offered_at_it(rules: SafetyRules) -> None:
    none = offers(proposal(rules, 0, 4, low_pressure="yes"), rules.dose)
    assert (none.wall_less, none.wall_more, none.wall_long) == ((), (), ())
