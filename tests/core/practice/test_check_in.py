"""A check-in keeps what was said, in order, and refuses what cannot be meant."""

from datetime import date

import pytest

from tremula.core.failure import Refusal
from tremula.core.practice.check_in import Said, checked, needs_support, tidy_tags, told
from tremula.core.practice.measures import CheckIn, without_heart
from tremula.library.guidance import read_guidance
from tremula.library.places import find_content

TODAY = date(2026, 11, 22)
USUAL = ["tension", "anxiety", "pain", "sleep", "fatigue", "mood", "stomach", "headache"]


@pytest.fixture(scope="module")
def check_in() -> CheckIn:
    return read_guidance(find_content()).practice.check_in


def refused(check_in: CheckIn, said: Said, day: date = TODAY) -> str:
    with pytest.raises(Refusal) as refusal:
        checked(check_in, said, day, TODAY)
    return refusal.value.code


def test_the_usual_eight_come_first_and_the_rest_only_when_chosen(check_in: CheckIn) -> None:
    assert [each.id for each in check_in.asked([], "")] == USUAL
    more = [each.id for each in check_in.asked(["coordination", "hrv"], "Sleep through")][8:]
    assert more == ["coordination", "goal", "hrv-rmssd", "hrv-ln-rmssd", "hrv-sdnn", "hrv-app"]


def test_which_end_is_better_is_known_for_each_rating(check_in: CheckIn) -> None:
    better = {each.id for each in check_in.measures if each.rating and each.higher == "better"}
    assert {"sleep", "mood", "confidence", "goal"} <= better
    assert not better & {"tension", "anxiety", "pain", "fatigue", "stomach", "headache"}


def test_what_was_said_is_kept_in_the_order_of_the_questions(check_in: CheckIn) -> None:
    said = Said({"mood": 0, "tension": 10}, {"pulse": 61.5}, ["illness", "poor-night", "poor-night"])
    body = checked(check_in, said, TODAY, TODAY)
    assert list(body.ratings.items()) == [("tension", 10), ("mood", 0)]
    assert (body.values, body.contexts) == ({"pulse": 61.5}, ["poor-night", "illness"])
    assert (body.day, body.late) == ("2026-11-22", False)


def test_yesterday_is_late_and_other_days_are_refused(check_in: CheckIn) -> None:
    said = Said({"mood": 5})
    assert checked(check_in, said, date(2026, 11, 21), TODAY).late
    assert refused(check_in, said, date(2026, 11, 20)) == "day"
    assert refused(check_in, said, date(2026, 11, 23)) == "day"


@pytest.mark.parametrize(
    "said",
    [
        Said({"luck": 5}),
        Said({"pulse": 5}),
        Said(values={"mood": 5}),
        Said(values={"pulse": 24.9}),
        Said(values={"hrv-rmssd": 401}),
        Said({"mood": 5}, contexts=["garden"]),
    ],
)
def test_what_cannot_be_meant_is_refused(check_in: CheckIn, said: Said) -> None:
    assert refused(check_in, said) == "shape"


def test_nothing_at_all_is_refused_but_one_context_is_enough(check_in: CheckIn) -> None:
    assert refused(check_in, Said()) == "nothing-said"
    assert checked(check_in, Said(contexts=["alcohol"]), TODAY, TODAY).contexts == ["alcohol"]


def test_own_tags_are_told_after_what_content_knows(check_in: CheckIn) -> None:
    tags = tidy_tags(check_in, [" garden ", "Garden", "night  shift", "Alcohol", "poor-night", ""])
    assert tags == ["garden", "night shift"]
    body = checked(check_in, Said(contexts=["night shift", "therapy"]), TODAY, TODAY, tags)
    assert body.contexts == ["therapy", "night shift"]
    assert told(check_in, body) == [("The day", "Therapy, night shift")]


def test_a_day_is_told_in_words_without_a_total(check_in: CheckIn) -> None:
    body = checked(check_in, Said({"sleep": 3, "pain": 0}, {"hrv-rmssd": 41.5}), TODAY, TODAY)
    assert told(check_in, body) == [
        ("Pain", "0 of 10"),
        ("Sleep", "3 of 10"),
        ("Heart rate variability (RMSSD)", "41.5 ms"),
    ]


@pytest.mark.parametrize(
    ("ratings", "offered"),
    [
        ({}, False),
        ({"anxiety": 8, "mood": 2, "tension": 9}, False),
        ({"anxiety": 9}, True),
        ({"mood": 1}, True),
        ({"mood": 10}, False),
        ({"tension": 10}, True),
    ],
)
def test_a_hard_day_is_met_with_people_and_grounding(
    check_in: CheckIn, ratings: dict[str, int], offered: bool
) -> None:
    assert needs_support(check_in, ratings) is offered


def test_heart_rate_variability_can_be_hidden_and_the_pulse_stays(check_in: CheckIn) -> None:
    calm = without_heart(check_in)
    assert [each.id for each in calm.measures if not each.rating] == ["pulse"]
    assert "hrv" not in [group.id for group in calm.groups]
    assert [each.id for each in calm.asked(["hrv", "pulse"], "")] == [*USUAL, "pulse"]
