"""Values on days, gathered by day, week or month. What was not rated stays a gap: nothing is filled in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from statistics import quantiles

from msgspec import Struct

from tremula.core.charts.span import Span, periods

Values = Sequence[tuple[date, float]]
"""In the order of their days."""


class Measure(Struct, frozen=True):
    """What the numbers are: its name, its two ends with their words, and a unit if it has one."""

    id: str
    title: str
    low: float | None = 0
    """None: the ends come from the values."""
    high: float | None = 10
    low_words: str = ""
    high_words: str = ""
    unit: str = ""


class Point(Struct, frozen=True, gc=False):
    """One mark: the days it stands for, the middle (median), lowest and highest of their values."""

    part: Span
    value: float
    low: float
    high: float
    count: int


def within(values: Values, span: Span) -> Values:
    """The values of a span."""
    first = bisect_left(values, span.first, key=itemgetter(0))
    return values[first : bisect_right(values, span.last, lo=first, key=itemgetter(0))]


def gathered(values: Values, span: Span) -> list[Point]:
    """One point for each day, week or month of the span that has a value."""
    inside = within(values, span)
    if span.grain == "day":
        return [Point(part, *middle_of(each)) for part, each in by_day(inside)]
    days, numbers = [day for day, _ in inside], [value for _, value in inside]
    found, first = [], 0
    for part in periods(span, span.grain):
        after = bisect_right(days, part.last, lo=first)
        if after > first:
            found.append(Point(part, *middle_of(numbers[first:after])))
        first = after
    return found


def by_day(values: Values) -> Iterator[tuple[Span, list[float]]]:
    """Each day that has values, with all of them."""
    for day, each in groupby(values, key=itemgetter(0)):
        yield Span(day, day), [value for _, value in each]


def middle_of(values: list[float]) -> tuple[float, float, float, int]:
    """The median, lowest and highest of some values, and how many they are."""
    ordered = sorted(values)
    half, odd = divmod(len(ordered), 2)
    middle = ordered[half] if odd else (ordered[half - 1] + ordered[half]) / 2
    return middle, ordered[0], ordered[-1], len(ordered)


def runs(points: Sequence[Point], reach: int) -> list[list[Point]]:
    """Points that may be joined: not more than `reach` days lie from the end of one to the next."""
    found: list[list[Point]] = []
    for point in points:
        if found and (point.part.first - found[-1][-1].part.last).days <= reach:
            found[-1].append(point)
        else:
            found.append([point])
    return found


def middle_half(values: Sequence[float]) -> tuple[float, float]:
    """Between which two values the middle half lies (quartiles, ends included)."""
    if len(values) < 2:
        return values[0], values[0]
    low, _, high = quantiles(values, n=4, method="inclusive")
    return low, high


def ends(measure: Measure, values: Sequence[float]) -> tuple[float, float]:
    """The lowest and highest number of a chart's scale."""
    if measure.low is not None and measure.high is not None:
        return measure.low, measure.high
    low, high = min(values), max(values)
    room = max((high - low) / 4, 1.0)
    return max(0.0, float(int(low - room))), float(int(high + room) + 1)
