"""At a glance: what lies higher or lower lately, told as the charts tell it."""

from datetime import date, timedelta

from shipped import our_guidance
from tremula.core.charts.days import Look, day_charts
from tremula.core.charts.glance import glance
from tremula.core.charts.span import Span
from tremula.core.practice.check_in import DayBody

CHECK_IN = our_guidance().practice.check_in
FIRST = date(2026, 9, 1)
SPAN = Span(FIRST, FIRST + timedelta(days=27))


def days(count: int = 28) -> list[tuple[date, DayBody]]:
    """Tension rises from 3 to 6, mood falls from 7 to 4, pain stays."""
    dates = [FIRST + timedelta(days=n) for n in range(count)]
    late = [n >= count / 2 for n in range(count)]
    rated = [{"tension": 6 if each else 3, "mood": 4 if each else 7, "pain": 2} for each in late]
    return [
        (day, DayBody(day.isoformat(), ratings, {"pulse": 60 + n}, (), late=False))
        for n, (day, ratings) in enumerate(zip(dates, rated, strict=True))
    ]


def test_each_rating_stands_where_its_chart_says() -> None:
    lines = {line.head: line.named for line in glance(CHECK_IN, days(), SPAN)}
    assert lines == {
        "Higher lately": ("Tension (from 3 to 6)",),
        "Lower lately": ("Mood (from 7 to 4)",),
        "Much alike": ("Pain",),
    }
    told = {chart.title: chart.sentence for chart in day_charts(Look(CHECK_IN, days(), SPAN, {}))}
    assert "higher (6) than in the earlier (3)" in told["Tension"]
    assert "much alike" in told["Pain"]


def test_too_few_ratings_are_not_compared() -> None:
    assert glance(CHECK_IN, days(9), SPAN) == []


def test_only_the_time_that_is_shown_counts() -> None:
    assert [line.head for line in glance(CHECK_IN, days(), Span(FIRST, FIRST + timedelta(days=13)))] == [
        "Much alike"
    ]
