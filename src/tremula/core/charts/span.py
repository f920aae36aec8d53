"""A stretch of days, cut into days, weeks or months, with places on a chart's line. It knows no today."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from msgspec import Struct

Grain = Literal["day", "week", "month"]
Counts = Mapping[date, int]
"""How many of something each day, week or month of a span has, by its first day within the span."""
MOST_DAYS, MOST_WEEKS = 100, 110
"""How many days, then weeks, a chart still shows one by one."""
MOST_MONTHS = 24
"""How many months are still parted by lines of their own."""
WIDE = 1000
"""The width of every chart's own coordinates; a page stretches them."""
DAY = timedelta(days=1)


class Span(Struct, frozen=True, gc=False):
    """From one day to another, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def grain(self) -> Grain:
        """What one mark of a chart stands for."""
        if self.days <= MOST_DAYS:
            return "day"
        return "week" if self.days <= 7 * MOST_WEEKS else "month"

    def has(self, day: date) -> bool:
        return self.first <= day <= self.last

    def place(self, day: date) -> float:
        """Where the middle of a day lies between 0 and WIDE."""
        return round(((day - self.first).days + 0.5) / self.days * WIDE, 1)

    def halves(self) -> tuple[Span, Span]:
        """The first and the second half; the middle day of an odd number belongs to the first."""
        middle = self.first + timedelta(days=(self.days - 1) // 2)
        return Span(self.first, middle), Span(min(middle + DAY, self.last), self.last)


@lru_cache(8192)
def begin_of(day: date, grain: Grain) -> date:
    """The first day of the week (Monday) or month of a day; of a day itself."""
    if grain == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if grain == "month" else day


def end_of(begin: date, grain: Grain) -> date:
    """The last day of a day, week or month that begins so."""
    if grain == "week":
        return begin + timedelta(days=6)
    return begin.replace(day=monthrange(begin.year, begin.month)[1]) if grain == "month" else begin


@lru_cache(64)
def periods(span: Span, grain: Grain) -> tuple[Span, ...]:
    """The days, weeks or months of a span in order; the outer ones are cut off by it."""
    return tuple(parts(span, grain))


def parts(span: Span, grain: Grain) -> Iterator[Span]:
    """The same, one by one."""
    begin = begin_of(span.first, grain)
    while begin <= span.last:
        end = end_of(begin, grain)
        yield Span(max(begin, span.first), min(end, span.last))
        begin = end + DAY


def cut(begin: date, span: Span) -> Span:
    """The day, week or month of a span's grain that begins so, cut off by the span."""
    return Span(max(begin, span.first), min(end_of(begin, span.grain), span.last))


def counted(days: Iterable[date], span: Span) -> Counts:
    """How many of these days lie in each period of the span."""
    ordered = sorted(days)
    place, found = bisect_left(ordered, span.first), {}
    for part in periods(span, span.grain):
        after = bisect_right(ordered, part.last, lo=place)
        if after > place:
            found[part.first] = after - place
        place = after
    return found


def months(span: Span) -> list[date]:
    """The first days of the months that begin within a span."""
    return [part.first for part in periods(span, "month") if part.first.day == 1]


def parting(span: Span) -> list[date]:
    """Where lines part a chart: at months, or at years where those were too many."""
    begins = months(span)
    return begins if len(begins) <= MOST_MONTHS else [day for day in begins if day.month == 1]


def told(day: date) -> str:
    """“3 November 2026”."""
    return f"{day.day} {day:%B} {day.year}"


def short(day: date) -> str:
    """“3 Nov”."""
    return f"{day.day} {day:%b}"


@lru_cache(8192)
def named(part: Span) -> str:
    """A day, or the days from one to another, as a table names it."""
    if part.first == part.last:
        return f"{part.first:%a} {short(part.first)} {part.first.year}"
    begin = (
        short(part.first) if part.first.year == part.last.year else f"{short(part.first)} {part.first.year}"
    )
    return f"{begin} to {short(part.last)} {part.last.year}"
