"""Check-ins over time: a chart for each thing that was rated or typed, and what the days held."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from statistics import fmean, pstdev

from msgspec import Struct

from tremula.core.charts.chart import HEADS, Chart, Course, Table, chart
from tremula.core.charts.rows import Listing, Row, Rows, listed, sized, small_mark
from tremula.core.charts.series import Measure, Values, within
from tremula.core.charts.span import Counts, Span, begin_of, counted, cut, named, periods
from tremula.core.charts.words import daily, number, times
from tremula.core.practice.check_in import DayBody
from tremula.core.practice.measures import SESSION, CheckIn
from tremula.core.practice.measures import Measure as Asked

WEEK, LEAST_OF_SEVEN = 7, 3
USUAL_DAYS, LEAST_USUAL = 60, 14
"""What is usual for a heart: the days behind the last reading, and how many of them it takes."""
SMALLEST = 0.5
"""Standard deviations that are the smallest worthwhile change (safety.md, after the HRV literature)."""


class Look(Struct, frozen=True):
    """What there is to look at: check-ins in the order of their days, and how many sessions each part had."""

    check_in: CheckIn
    days: Sequence[tuple[date, DayBody]]
    span: Span
    counts: Counts
    goal: str = ""


def day_charts(look: Look) -> list[Chart]:
    """One chart for each measure that has a value in this time, in the order in which they are asked."""
    found, there = [], values_by_id(look.days)
    for asked in look.check_in.measures:
        values = there.get((asked.id, asked.rating), [])
        told = (heart if asked.heart else course)(asked, values, look)
        if told.values:
            found.append(chart(told))
    return found


def values_by_id(days: Sequence[tuple[date, DayBody]]) -> dict[tuple[str, bool], list[tuple[date, float]]]:
    """The values of each measure; True stands for a rating, False for a reading."""
    rated: dict[str, list[tuple[date, float]]] = defaultdict(list)
    typed: dict[str, list[tuple[date, float]]] = defaultdict(list)
    for day, said in days:
        for id, value in said.ratings.items():
            rated[id].append((day, value))
        for id, read in said.values.items():
            typed[id].append((day, read))
    return {(id, kind): each for kind, of in ((True, rated), (False, typed)) for id, each in of.items()}


def course(asked: Asked, values: Values, look: Look) -> Course:
    """A rating or a reading from day to day."""
    inside = within(values, look.span)
    more = (f"The goal now: “{look.goal}”.",) if asked.asked == "goal" and look.goal else ()
    return Course(measure_of(asked), inside, look.span, look.counts, daily(inside, look.span), more=more)


def measure_of(asked: Asked) -> Measure:
    """A rating has its own ends; a typed number gets them from its values."""
    if not asked.rating:
        return Measure(asked.id, asked.label, None, None, unit=asked.unit)
    return Measure(asked.id, asked.label, asked.low, asked.high, asked.low_words, asked.high_words)


def heart(asked: Asked, values: Values, look: Look) -> Course:
    """Heart rate variability: means of seven days, beside what is usual; a single day is never shown."""
    inside = within(sevens(values), look.span)
    usual = usual_of(within(values, look.span))
    counted = f"Typed on {len(within(values, look.span))} of {look.span.days} days."
    words = [counted, "Single days say nothing, so each mark is the mean of the seven days up to it."]
    if usual:
        words.append(
            "Inside the band it lies within what is usual for you "
            f"({number(usual[0])} to {number(usual[1])}: half a standard deviation around your mean)."
        )
    return Course(measure_of(asked), inside, look.span, look.counts, " ".join(words), stripe=usual)


def sevens(values: Values) -> list[tuple[date, float]]:
    """The mean of the seven days up to each day that has a value, where at least three have one."""
    found, near = [], deque[tuple[date, float]]()
    for day, value in values:
        near.append((day, value))
        while day - near[0][0] >= timedelta(days=WEEK):
            near.popleft()
        if len(near) >= LEAST_OF_SEVEN:
            found.append((day, round(fmean([each for _, each in near]), 2)))
    return found


def usual_of(values: Values) -> tuple[float, float] | None:
    """Mean ± half a standard deviation of the last sixty days; None for too few."""
    if not values:
        return None
    last = values[-1][0]
    near = [value for day, value in values if last - day < timedelta(days=USUAL_DAYS)]
    if len(near) < LEAST_USUAL:
        return None
    mean, half = fmean(near), SMALLEST * pstdev(near)
    return round(mean - half, 2), round(mean + half, 2)


def held(look: Look) -> Rows | None:
    """What the days held, apart from sessions, which every chart shows; None where nothing was noted."""
    inside = [(day, without_session(said)) for day, said in look.days if look.span.has(day)]
    there: dict[str, list[date]] = defaultdict(list)
    for day, tags in inside:
        for tag in dict.fromkeys(tags):
            there[tag].append(day)
    if not there:
        return None
    labels = {each.id: each.label for each in look.check_in.contexts}
    order = [*(tag for tag in labels if tag in there), *sorted(there.keys() - labels.keys())]
    return listed(
        Listing(
            id="held",
            title="What the days held",
            rows=[row(labels.get(tag, tag), there[tag], look.span) for tag in order],
            span=look.span,
            parts=list(periods(look.span, look.span.grain)),
            noted=counted((day for day, _ in inside), look.span),
            sentence=f"There is a check-in of {len(inside)} of {look.span.days} days.{small_mark(look.span)}",
            table=held_table(inside, labels, look.span),
        )
    )


def without_session(said: DayBody) -> list[str]:
    """What a day held besides."""
    return [tag for tag in said.contexts if tag != SESSION]


def row(name: str, days: Sequence[date], span: Span) -> Row:
    """The days, weeks or months that held something."""
    return Row(name, sized(days, span), f"noted {times(len(days))}")


def held_table(inside: Sequence[tuple[date, list[str]]], labels: Mapping[str, str], span: Span) -> Table:
    """Each day, week or month that held something, and on how many days where that is more than one."""
    rows = []
    for part in parts_of(inside, span):
        tags = Counter(tag for _, tags in part.inside for tag in tags)
        told = [labels.get(tag, tag) + (f", {times(n)}" if n > 1 else "") for tag, n in tags.items()]
        if told:
            rows.append((named(part.part), "; ".join(told)))
    return Table((HEADS[span.grain], "What it held"), tuple(rows))


class Part(Struct, frozen=True):
    """A day, week or month with what its days held."""

    part: Span
    inside: Sequence[tuple[date, list[str]]]


def parts_of(inside: Sequence[tuple[date, list[str]]], span: Span) -> list[Part]:
    """In order; those without a day are left out."""
    found: dict[date, list[tuple[date, list[str]]]] = {}
    for day, tags in inside:
        found.setdefault(begin_of(day, span.grain), []).append((day, tags))
    return [Part(cut(begin, span), days) for begin, days in found.items()]
