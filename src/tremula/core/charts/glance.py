"""What was rated, at a glance: what lies higher or lower in the later half. It calls none good or bad."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from tremula.core.charts.days import values_by_id
from tremula.core.charts.series import middle_half, within
from tremula.core.charts.span import Span
from tremula.core.charts.words import compare, number
from tremula.core.practice.check_in import DayBody
from tremula.core.practice.measures import CheckIn

HEADS = {"higher": "Higher lately", "lower": "Lower lately", "alike": "Much alike"}


class Line(Struct, frozen=True):
    """“Higher lately”, and what it holds for: “Tension (from 3 to 5)”."""

    head: str
    named: tuple[str, ...]


def glance(check_in: CheckIn, days: Sequence[tuple[date, DayBody]], span: Span) -> list[Line]:
    """The ratings by how their later half stands to the earlier one, as the charts' own sentences have it."""
    there: dict[str, list[str]] = defaultdict(list)
    values = values_by_id(days)
    for measure in check_in.measures:
        inside = within(values.get((measure.id, True), ()), span)
        if not inside:
            continue
        low, high = middle_half([value for _, value in inside])
        found = compare(inside, high - low)
        if found:
            told = f" (from {number(found.before)} to {number(found.after)})" if found.way != "alike" else ""
            there[found.way].append(measure.label + told)
    return [Line(head, tuple(there[way])) for way, head in HEADS.items() if way in there]
