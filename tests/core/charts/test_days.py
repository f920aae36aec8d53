"""Charts of check-ins: in the order of the questions; heart rate variability never for a single day."""

from datetime import date, timedelta

from shipped import our_guidance
from tremula.core.charts.days import Look, day_charts, sevens
from tremula.core.charts.span import Span
from tremula.core.practice.check_in import DayBody
from tremula.core.practice.measures import without_heart

CHECK_IN = our_guidance().practice.check_in
FIRST = date(2026, 9, 1)
SPAN = Span(FIRST, FIRST + timedelta(days=27))


def day(number: int, values: dict[str, float] | None = None, **ratings: int) -> tuple[date, DayBody]:
    when = FIRST + timedelta(days=number)
    return when, DayBody(when.isoformat(), ratings, values or {}, (), late=False)


def test_only_what_was_rated_in_this_time_is_drawn_in_the_order_of_the_questions() -> None:
    days = [day(-3, headache=9), day(0, mood=5, tension=4), day(1, {"pulse": 62}, tension=3)]
    charts = day_charts(Look(CHECK_IN, days, SPAN, {}))
    assert [chart.id for chart in charts] == ["tension", "mood", "pulse"]
    assert charts[0].sentence == "Rated on 2 of 28 days."
    assert charts[2].about == "In beats a minute."


def test_the_goal_stands_in_the_persons_own_words() -> None:
    (chart,) = day_charts(Look(CHECK_IN, [day(0, goal=5)], SPAN, {}, "Walk to the lake"))
    assert chart.more == ("The goal now: “Walk to the lake”.",)


def test_a_heart_reading_is_a_mean_of_seven_days_of_which_three_were_read() -> None:
    values = [(FIRST + timedelta(days=n), float(v)) for n, v in ((0, 30), (1, 40), (3, 50), (9, 99))]
    assert sevens(values) == [(FIRST + timedelta(days=3), 40)]


def test_single_readings_are_not_drawn() -> None:
    assert day_charts(Look(CHECK_IN, [day(0, {"hrv-rmssd": 30})], SPAN, {})) == []


def test_the_band_of_a_heart_is_half_a_standard_deviation_of_ones_own_readings() -> None:
    days = [day(n, {"hrv-rmssd": 30 if n % 2 else 40}) for n in range(20)]
    (chart,) = day_charts(Look(CHECK_IN, days, SPAN, {}))
    assert "usual for you (32.5 to 37.5:" in chart.sentence
    assert "Single days say nothing" in chart.sentence


def test_whom_it_would_mislead_sees_no_heart_reading() -> None:
    days = [day(n, {"hrv-rmssd": 30, "pulse": 60}) for n in range(20)]
    charts = day_charts(Look(without_heart(CHECK_IN), days, SPAN, {}))
    assert [chart.id for chart in charts] == ["pulse"]
