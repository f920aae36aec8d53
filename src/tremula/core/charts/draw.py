"""A line over days as SVG: marks, what joins them, sessions under it. Text stands beside it, on the page.

Its coordinates are stretched to the room there is; strokes and dots keep their size. Colours come from the
page's style sheet (static/css/charts.css), by class.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from msgspec import Struct

from tremula.core.charts.series import Point, runs
from tremula.core.charts.span import WIDE, Counts, Span, parting, periods
from tremula.core.svg import Node, written

TALL = 100
"""The height of the numbers; under it, sessions."""
UNDER = (106, 118)
"""Between which heights a session's mark stands."""
STEADY = {"vector-effect": "non-scaling-stroke"}
Y = Callable[[float], float]


class Plot(Struct, frozen=True):
    """What to draw. `reach`: days without a mark that a line may still cross; `label`: for who cannot see."""

    label: str
    span: Span
    low: float
    high: float
    points: Sequence[Point]
    sessions: Counts
    reach: int = 1
    stripe: tuple[float, float] | None = None
    """Between which values a difference means nothing."""
    lines: tuple[float, ...] = ()
    """Values at which a line lies across."""


def drawn(plot: Plot) -> str:
    """The SVG element as text."""
    frame = {
        "class": "chart-picture",
        "viewBox": f"0 0 {WIDE} 120",
        "preserveAspectRatio": "none",
        "role": "img",
        "aria-label": plot.label,
    }
    return "".join(written(Node("svg", frame, tuple(layers(plot)))))


def layers(plot: Plot) -> Iterator[Node]:
    """From the back to the front."""
    y = height(plot)
    if plot.stripe:
        top, bottom = y(plot.stripe[1]), y(plot.stripe[0])
        yield path("stripe", f"M0 {top}H{WIDE}V{bottom}H0Z")
    yield path("grid", "".join(f"M0 {y(value)}H{WIDE}" for value in (plot.low, *plot.lines, plot.high)))
    yield path("months", "".join(f"M{edge(plot.span, day)} 0V{TALL}" for day in parting(plot.span)))
    yield path("spread", "".join(spread_of(plot, y)))
    places = {point.part: f"{middle(plot.span, point.part)} {y(point.value)}" for point in plot.points}
    yield path("line", "".join(line(run, places) for run in runs(plot.points, plot.reach)))
    yield path("dots", "".join(f"M{place}h0.01" for place in places.values()))
    yield path("sessions", marks(plot.span, tuple(plot.sessions.items())))


def path(name: str, d: str) -> Node:
    """A path of a class; an empty one draws nothing and tells so."""
    return Node("path", {"class": f"chart-{name}", "d": d or "M0 0", **STEADY})


def height(plot: Plot) -> Y:
    """From a value to its height: the highest is at 0."""
    size = plot.high - plot.low or 1

    def y(value: float) -> float:
        inside = min(max(value, plot.low), plot.high)
        return round(TALL - (inside - plot.low) / size * TALL, 1)

    return y


def edge(span: Span, day: date) -> float:
    """Where a day begins."""
    return round((day - span.first).days / span.days * WIDE, 1)


@lru_cache(8192)
def middle(span: Span, part: Span) -> float:
    """Where the middle of some days lies."""
    return round((span.place(part.first) + span.place(part.last)) / 2, 1)


def line(run: Sequence[Point], places: Mapping[Span, str]) -> str:
    """What joins the points of a run; one alone has only its dot."""
    return f"M{'L'.join(places[point.part] for point in run)}" if len(run) > 1 else ""


def spread_of(plot: Plot, y: Y) -> Iterator[str]:
    """From the lowest to the highest value of each mark that stands for several."""
    for point in plot.points:
        if point.low < point.high:
            yield f"M{middle(plot.span, point.part)} {y(point.low)}V{y(point.high)}"


@lru_cache(8)
def marks(span: Span, sessions: tuple[tuple[date, int], ...]) -> str:
    """One mark for each day, week or month with sessions; the longer the more sessions it had.

    Every chart of a page has the same ones.
    """
    counts, top, long = dict(sessions), UNDER[0], UNDER[1] - UNDER[0]
    most = max(counts.values(), default=1)
    parts = [part for part in periods(span, span.grain) if counts.get(part.first)]
    return "".join(
        f"M{middle(span, part)} {top}V{round(top + long * counts[part.first] / most, 1)}" for part in parts
    )
