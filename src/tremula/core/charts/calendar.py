"""A calendar of sessions: months with days, over a long time years with months. It counts no streaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec import Struct

from tremula.core.charts.span import DAY, Span, begin_of, months, periods

MOST_MONTHS = 7
"""How many months are shown with their days."""


class Cell(Struct, frozen=True):
    """A day or a month: how many sessions; `inside`: within the time that is shown."""

    words: str
    sessions: int
    inside: bool = True


class Page(Struct, frozen=True):
    """A month with weeks as rows, or all years with months as columns; None stands for no day."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    names: tuple[str, ...] = ()
    """The heads of the rows, if they have some."""


class Calendar(Struct, frozen=True):
    """The pages and a sentence."""

    pages: tuple[Page, ...]
    sentence: str


WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = tuple(f"{date(2026, month, 1):%b}" for month in range(1, 13))


def calendar(days: Iterable[date], span: Span) -> Calendar:
    """The calendar of some days with sessions."""
    inside = [day for day in days if span.has(day)]
    begins = sorted({begin_of(span.first, "month"), *months(span)})
    short = len(begins) <= MOST_MONTHS
    pages = (
        tuple(month(begin, Counter(inside), span) for begin in begins) if short else (years(inside, span),)
    )
    return Calendar(pages, sentence(inside, span))


def month(first: date, counts: Counter[date], span: Span) -> Page:
    """A month with its weeks."""
    days: list[Cell | None] = [None] * first.weekday()
    day = first
    while day.month == first.month:
        days.append(Cell(str(day.day), counts[day], span.has(day)))
        day += DAY
    days += [None] * (-len(days) % 7)
    rows = tuple(tuple(days[place : place + 7]) for place in range(0, len(days), 7))
    return Page(f"{first:%B} {first.year}", WEEKDAYS, rows)


def years(inside: Sequence[date], span: Span) -> Page:
    """Years as rows, months as columns."""
    counts = Counter((day.year, day.month) for day in inside)
    names = [str(year) for year in range(span.first.year, span.last.year + 1)]
    rows = tuple(tuple(cell(int(year), n, counts, span) for n in range(1, 13)) for year in names)
    return Page("Sessions in each month", MONTHS, rows, tuple(names))


def cell(year: int, number: int, counts: Counter[tuple[int, int]], span: Span) -> Cell:
    """A month of a year."""
    first = date(year, number, 1)
    inside = first <= span.last and span.first <= (first + timedelta(days=31)).replace(day=1) - DAY
    count = counts[year, number]
    return Cell(str(count) if inside else "", count, inside)


def sentence(inside: Sequence[date], span: Span) -> str:
    """How many, and how they lie over the weeks."""
    if not inside:
        return "No session in this time."
    told = f"{len(inside)} {'session' if len(inside) == 1 else 'sessions'} in this time."
    weeks = Counter(begin_of(day, "week") for day in inside)
    all_of_them = [weeks[begin_of(part.first, "week")] for part in periods(span, "week")]
    if len(all_of_them) < 2:
        return told
    low, high = min(all_of_them), max(all_of_them)
    reach = str(high) if low == high else f"from {low or 'none'} to {high}"
    return f"{told} A week had {reach}."
