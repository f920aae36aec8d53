"""What was rated around sessions, as charts: on arriving, afterwards. It says nothing about their cause."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from tremula.core.charts.chart import Chart, Course, chart
from tremula.core.charts.series import Measure, Values, within
from tremula.core.charts.span import Counts, Span
from tremula.core.charts.words import courses

WEEK = 7
"""So many days without a rating still lie within one course."""
AROUND = (
    Measure("before-distress", "Distress before", low_words="none", high_words="the most"),
    Measure("before-tension", "Tension before", low_words="loose", high_words="very tense"),
    Measure("before-tiredness", "Tiredness before", low_words="awake", high_words="very tired"),
    Measure("after-settled", "Settled afterwards", low_words="not at all", high_words="fully"),
    Measure("after-distress", "Distress after a spiral", low_words="none", high_words="the most"),
)
"""Each id: before or after, and the field that was rated."""


class Around(Struct, frozen=True):
    """What was rated around one session: measure → number."""

    day: date
    ratings: dict[str, int]


def around_charts(sessions: Sequence[Around], span: Span, counts: Counts) -> list[Chart]:
    """One chart for each measure that was rated at all in this time."""
    found = []
    for measure in AROUND:
        values = [(each.day, each.ratings[measure.id]) for each in sessions if measure.id in each.ratings]
        if inside := within(values, span):
            found.append(chart(course(measure, inside, span, counts)))
    return found


def course(measure: Measure, values: Values, span: Span, counts: Counts) -> Course:
    """The course of one measure over sessions."""
    asked = f"Rated at {len(values)} of {sum(counts.values())} sessions."
    return Course(measure, values, span, counts, courses(asked, values), reach=WEEK)
