"""What a change between two scores means: never more than the measure can tell."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tremula.core.questionnaire.change import baseline, change, next_day, rises, too_early, words
from tremula.core.questionnaire.form import Threshold
from tremula.library.places import find_content
from tremula.library.questionnaires import read_forms

FORMS = read_forms(find_content(None))
PCL = FORMS["pcl-5"].scale("total")
PHQ = FORMS["phq-9"].scale("total")


@pytest.mark.parametrize(
    ("before", "after", "verdict", "important"),
    [
        (40, 40, "within-error", False),
        (40, 30, "within-error", False),
        (40, 25, "within-error", True),  # 15 down: reliable in one study, not in the other
        (40, 22, "better", True),
        (20, 34, "within-error", True),
        (20, 35, "worse", True),  # 15 up is enough for caution
    ],
)
def test_where_studies_differ_better_needs_more_than_worse(
    before: float, after: float, verdict: str, important: bool
) -> None:
    told = change(PCL, before, after)
    assert (told.verdict, told.important) == (verdict, important)


@given(st.floats(0, 80), st.floats(0, 80))
def test_no_change_within_the_error_is_called_better_or_worse(before: float, after: float) -> None:
    told = change(PCL, before, after)
    said = words(PCL, told)
    if abs(after - before) < 15:
        assert told.verdict == "within-error"
        assert "better" not in said and "worse" not in said and "improve" not in said


def test_a_scale_on_which_higher_is_better_is_read_the_other_way_round() -> None:
    scale = FORMS["rand-36-energy-wellbeing"].scale("energy-fatigue")
    assert change(scale, 40, 46).verdict == "unknown"
    assert change(scale, 40, 46).important is True
    assert change(scale, 40, 36).important is True  # 4 down passes the smaller threshold
    assert change(scale, 40, 44).important is False


def test_without_a_published_threshold_nothing_is_claimed() -> None:
    told = change(FORMS["k6"].scale("total"), 20, 2)
    assert (told.verdict, told.important) == ("unknown", None)
    assert "Nobody has worked out" in words(FORMS["k6"].scale("total"), told)


def test_one_point_is_not_points() -> None:
    assert words(PHQ, change(PHQ, 10, 9)).startswith("1 point lower")


DAY = date(2026, 3, 1)


def test_two_scores_a_week_apart_make_a_double_baseline() -> None:
    scores = [(date(2026, 2, 20), 14.0), (date(2026, 3, 1), 10.0), (date(2026, 3, 20), 2.0)]
    told = baseline(scores, first_session=DAY)
    assert told is not None
    assert (told.value, told.double) == (12.0, True)


def test_two_scores_on_following_days_are_one_baseline() -> None:
    told = baseline([(date(2026, 2, 27), 14.0), (date(2026, 3, 1), 10.0)], first_session=DAY)
    assert told is not None
    assert (told.value, told.double) == (10.0, False)


def test_what_came_after_the_first_session_is_no_baseline() -> None:
    assert baseline([(date(2026, 3, 2), 10.0)], first_session=DAY) is None


def test_a_form_that_looks_back_two_weeks_is_too_early_after_one() -> None:
    phq = FORMS["phq-9"]
    assert too_early(phq, DAY, date(2026, 3, 8)) == 7
    assert too_early(phq, DAY, date(2026, 3, 15)) == 0
    assert too_early(phq, None, DAY) == 0
    assert next_day(phq, DAY) == date(2026, 3, 15)
    assert too_early(FORMS["maia-2"], DAY, DAY) == 0  # asks how one is in general


def test_a_rise_by_ten_since_the_first_score_leads_to_a_pause() -> None:
    pcl = FORMS["pcl-5"]
    assert [hook.id for hook in rises(pcl, {"total": 20}, {"total": 30})] == ["rise"]
    assert rises(pcl, {"total": 20}, {"total": 29}) == []
    assert rises(pcl, {}, {"total": 80}) == []


def test_a_single_threshold_holds_for_both_directions() -> None:
    assert Threshold(5, "a study").most == 5


def test_means_are_told_to_a_tenth() -> None:
    peg = FORMS["peg"].scale("total")
    assert words(peg, change(peg, 5.165, 4.67)).startswith("0.5 points lower")
    assert words(peg, change(peg, 5, 5.02)).startswith("less than 0.1 points higher")


def test_what_people_notice_is_told_where_chance_is_not_known() -> None:
    peg = FORMS["peg"].scale("total")
    assert words(peg, change(peg, 5, 3)).startswith(
        "2 points lower: as much as people usually notice. Nobody"
    )
    assert words(peg, change(peg, 5, 4)).startswith("1 point lower: less than people usually notice. Nobody")
    assert words(peg, change(peg, 4, 5)).startswith(
        "1 point higher: as much as people usually notice. Nobody"
    )
