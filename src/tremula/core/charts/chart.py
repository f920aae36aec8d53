"""A chart put together: title, scale, picture, sentence, table. Pages only lay it out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from msgspec import Struct

from tremula.core.charts.draw import Plot, drawn, edge
from tremula.core.charts.series import Measure, Point, Values, ends, gathered
from tremula.core.charts.span import DAY, MOST_MONTHS, WIDE, Counts, Span, named, parting, parts, short
from tremula.core.charts.words import number

MOST_TICKS = 4
HEADS = {"day": "Day", "week": "Week", "month": "Month"}


class Tick(Struct, frozen=True):
    """A word under a chart and where it begins, in percent of the width."""

    at: str
    words: str


class Table(Struct, frozen=True):
    """The numbers of a chart; the first cell of a row is its head."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Chart(Struct, frozen=True):
    """Everything that a page shows of it. `low` and `high` are the numbers at the ends of its scale."""

    id: str
    title: str
    about: str
    low: str
    high: str
    picture: str
    ticks: tuple[Tick, ...]
    sentence: str
    table: Table
    more: tuple[str, ...] = ()
    """Further sentences."""


class Course(Struct, frozen=True):
    """Values to draw. `reach`: days without one that the line may cross; `sessions`: how many."""

    measure: Measure
    values: Values
    span: Span
    sessions: Counts
    sentence: str
    reach: int = 1
    stripe: tuple[float, float] | None = None
    lines: tuple[float, ...] = ()
    more: tuple[str, ...] = ()


def chart(course: Course) -> Chart:
    """The chart of some values."""
    measure, span = course.measure, course.span
    points = gathered(course.values, span)
    low, high = ends(measure, [value for _, value in course.values])
    plot = Plot(
        label=f"Chart: {measure.title}. Its numbers stand in the table below.",
        span=span,
        low=low,
        high=high,
        points=points,
        reach=course.reach,
        sessions=course.sessions,
        stripe=course.stripe,
        lines=course.lines or ((low + high) / 2,),
    )
    return Chart(
        id=measure.id,
        title=measure.title,
        about=scale_words(measure, low, high),
        low=number(low),
        high=number(high),
        picture=drawn(plot),
        ticks=ticks(span),
        sentence=course.sentence,
        table=table(course, points),
        more=course.more,
    )


def scale_words(measure: Measure, low: float, high: float) -> str:
    """“0: not at all. 10: as much as I can imagine.”"""
    if measure.unit:
        return f"In {measure.unit}."
    if not measure.low_words:
        return ""
    return f"{number(low)}: {inside(measure.low_words)}. {number(high)}: {inside(measure.high_words)}."


def inside(words: str) -> str:
    """Words as they stand within a sentence."""
    return words[:1].lower() + words[1:]


def ticks(span: Span) -> tuple[Tick, ...]:
    """At most four: month names, years over a long time, days over a short one."""
    if span.days < 2:
        return (Tick("0%", short(span.first)),)
    begins = parting(span)
    if len(begins) < 2:
        step = max(7, -(-span.days // 3))
        days = [span.first + timedelta(days=n) for n in range(0, span.days, step)]
        return tuple(Tick(percent(span, day), short(day)) for day in days if room(span, day, 20))
    form = "%b" if span.days <= 31 * MOST_MONTHS else "%Y"
    step = -(-len(begins) // MOST_TICKS)
    return tuple(Tick(percent(span, day), f"{day:{form}}") for day in begins[::step] if room(span, day, 10))


def percent(span: Span, day: date) -> str:
    """Where a day begins, of the whole width."""
    return f"{edge(span, day) * 100 / WIDE:g}%"


def room(span: Span, day: date, least: float) -> bool:
    """Whether a word that begins here still has its percent of the width."""
    return edge(span, day) * 100 / WIDE <= 100 - least


def table(course: Course, points: Sequence[Point]) -> Table:
    """A row for each mark, and one for each gap between."""
    grain = course.span.grain
    many = any(point.count > 1 for point in points)
    heads = (HEADS[grain], "Middle", "Lowest to highest", "Ratings") if many else (HEADS[grain], "Rating")
    rows: list[tuple[str, ...]] = []
    for part, point in with_gaps(points, course.span, course.reach):
        cells = cells_of(point, many) if point else ("not rated", *[""] * (len(heads) - 2))
        held = course.sessions.get(part.first, 0) if point else sessions_in(part, course)
        rows.append((named(part), *cells, str(held or "")))
    return Table((*heads, "Sessions"), tuple(rows))


def cells_of(point: Point, many: bool) -> tuple[str, ...]:
    """The numbers of a row."""
    if not many:
        return (number(point.value),)
    reach = number(point.low) if point.low == point.high else f"{number(point.low)} to {number(point.high)}"
    return number(point.value), reach, str(point.count)


def sessions_in(part: Span, course: Course) -> int:
    """How many sessions the days of a gap had."""
    return sum(course.sessions.get(each.first, 0) for each in parts(part, course.span.grain))


def with_gaps(points: Sequence[Point], span: Span, reach: int) -> list[tuple[Span, Point | None]]:
    """Points in order, and between them what was left out for more days than a line crosses."""
    if not points:
        return [(span, None)]
    found: list[tuple[Span, Point | None]] = []
    if points[0].part.first > span.first:
        found.append((Span(span.first, points[0].part.first - DAY), None))
    for point, after in pairwise([*points, None]):
        assert point is not None
        found.append((point.part, point))
        if after and (after.part.first - point.part.last).days > reach:
            found.append((Span(point.part.last + DAY, after.part.first - DAY), None))
    if points[-1].part.last < span.last:
        found.append((Span(points[-1].part.last + DAY, span.last), None))
    return found
