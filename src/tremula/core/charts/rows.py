"""Rows of marks over time: what days and weeks held. A row is broken where nothing was noted at all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from tremula.core.charts.chart import Table, Tick, ticks
from tremula.core.charts.draw import STEADY, middle
from tremula.core.charts.span import WIDE, Span, counted
from tremula.core.svg import Node, written

SIZES = (1, 2, 3)
"""How large a mark is: some, half, most."""
MOST_DOTS = 40
"""With more days or weeks than this, marks are upright bars, which need less room."""
FEW = 2
"""So many days of a week or month still make a small mark."""


class Row(Struct, frozen=True):
    """A name, and how much of it there was: days or weeks → size. `words`: the row in words."""

    name: str
    marks: Mapping[date, int]
    words: str


class Drawn(Struct, frozen=True):
    """A row as a page shows it."""

    name: str
    picture: str
    words: str


class Rows(Struct, frozen=True):
    """Rows under each other, with a title, a sentence and a table."""

    id: str
    title: str
    rows: tuple[Drawn, ...]
    ticks: tuple[Tick, ...]
    sentence: str
    table: Table


class Listing(Struct, frozen=True):
    """What to draw. `parts`: the days or weeks in order; `noted`: the first days of those with any note."""

    id: str
    title: str
    rows: Sequence[Row]
    span: Span
    parts: Sequence[Span]
    noted: Collection[date]
    sentence: str
    table: Table


def listed(listing: Listing) -> Rows:
    """The rows with their pictures."""
    base = "".join(base_of(listing))
    drawn = tuple(Drawn(row.name, picture(row, listing, base), row.words) for row in listing.rows)
    return Rows(listing.id, listing.title, drawn, ticks(listing.span), listing.sentence, listing.table)


def picture(row: Row, listing: Listing, base: str) -> str:
    """A row as SVG: a thin line where something was noted, a mark where there was some of it."""
    frame = {"class": "row-picture", "viewBox": f"0 0 {WIDE} 20", "preserveAspectRatio": "none"}
    frame |= {"role": "img", "aria-label": f"{row.name}: {row.words}"}
    layers = [Node("path", {"class": "row-base", "d": base or "M0 0", **STEADY})]
    dense = len(listing.parts) > MOST_DOTS
    for size in SIZES:
        places = [middle(listing.span, p) for p in listing.parts if row.marks.get(p.first) == size]
        d = "".join(f"M{x} {10 - 3 * size}v{6 * size}" if dense else f"M{x} 10h0.01" for x in places)
        name = "row-bar" if dense else f"row-mark row-mark-{size}"
        layers.append(Node("path", {"class": name, "d": d or "M0 0", **STEADY}))
    return "".join(written(Node("svg", frame, tuple(layers))))


def sized(days: Iterable[date], span: Span) -> dict[date, int]:
    """How large the marks of some days are: of a week or month with few of them, small."""
    some = 2 if span.grain == "day" else 1
    return {begin: some if count <= FEW else 2 for begin, count in counted(days, span).items()}


def small_mark(span: Span) -> str:
    """What a small mark is, where there are such."""
    return "" if span.grain == "day" else f" A small mark: on one or two days of that {span.grain}."


def base_of(listing: Listing) -> list[str]:
    """A thin line through every day or week in which something was noted."""
    half = WIDE / listing.span.days / 2
    return [
        f"M{round(listing.span.place(part.first) - half, 1)} 10"
        f"H{round(listing.span.place(part.last) + half, 1)}"
        for part in listing.parts
        if part.first in listing.noted
    ]
