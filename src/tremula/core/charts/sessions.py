"""What was rated around sessions, as charts: on arriving, afterwards. It says nothing about their cause."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from tremula.core.charts.chart import Chart, Course, Table, chart
from tremula.core.charts.rows import Listing, Row, Rows, listed, sized, small_mark
from tremula.core.charts.series import Measure, Values, within
from tremula.core.charts.span import Counts, Span, counted, named, periods
from tremula.core.charts.words import courses, times

MOST_ROWS = 120
WEEK = 7
"""So many days without a rating still lie within one course."""
AROUND = (
    Measure("before-distress", "Distress before", low_words="none", high_words="the most"),
    Measure("before-tension", "Tension before", low_words="loose", high_words="very tense"),
    Measure("before-tiredness", "Tiredness before", low_words="awake", high_words="very tired"),
    Measure("after-settled", "Settled afterwards", low_words="not at all", high_words="fully"),
    Measure("after-distress", "Distress afterwards", low_words="none", high_words="the most"),
)
"""Each id: before or after, and the field that was rated."""


class Around(Struct, frozen=True, gc=False):
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


class Checked(Struct, frozen=True, gc=False):
    """What was ticked on a day: in the evening of a session, or on the next days."""

    day: date
    signs: Sequence[str]


def afterwards(labels: Mapping[str, str], checks: Sequence[Checked], span: Span) -> Rows | None:
    """A row for each sign that was ticked; None without a check in this time. `labels`: sign → its words."""
    inside = [each for each in checks if span.has(each.day)]
    there = {sign for each in inside for sign in each.signs}
    if not there:
        return None
    return listed(
        Listing(
            id="afterwards",
            title="The evening and the days after",
            rows=[row(labels[sign], inside, sign, span) for sign in labels if sign in there],
            span=span,
            parts=list(periods(span, span.grain)),
            noted=counted((each.day for each in inside), span),
            sentence=f"You were asked, and answered, {times(len(inside))}.{small_mark(span)}",
            table=checks_table(labels, inside),
        )
    )


def row(label: str, inside: Sequence[Checked], sign: str, span: Span) -> Row:
    """When one sign was ticked."""
    days = [each.day for each in inside if sign in each.signs]
    return Row(label, sized(days, span), f"ticked {times(len(days))}")


def checks_table(labels: Mapping[str, str], inside: Sequence[Checked]) -> Table:
    """Each answer, of the newest ones."""
    newest = inside[-MOST_ROWS:]
    rows = [(named(Span(c.day, c.day)), ", ".join(labels[s] for s in c.signs if s in labels)) for c in newest]
    return Table(("Day", "What was ticked"), tuple(rows))
