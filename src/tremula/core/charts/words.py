"""A chart in one or two plain sentences. No word calls a number good or bad, or a difference an effect."""

from __future__ import annotations

from functools import lru_cache
from statistics import median

from msgspec import Struct

from tremula.core.charts.series import Values, middle_half, within
from tremula.core.charts.span import Span

FEW = 5
"""Fewer ratings than this in a half are not compared."""
STEP = 1.0
"""Middles no more than one step of the scale, or half of the usual spread, apart are told as alike."""


@lru_cache(4096)
def number(value: float) -> str:
    """“4”, “4.5”."""
    return f"{round(value, 1):g}"


def times(count: int) -> str:
    """“once”, “twice”, “19 times”."""
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


def daily(values: Values, span: Span) -> str:
    """On how many days something was rated, where the ratings lie, and the later half beside the earlier."""
    inside = within(values, span)
    if not inside:
        return "Not rated in this time."
    days = len({day for day, _ in inside})
    return courses(f"Rated on {days} of {span.days} {'day' if span.days == 1 else 'days'}.", inside)


def courses(counted: str, values: Values) -> str:
    """How often, where they lie, how the halves stand to each other."""
    if len(values) < FEW:
        return counted
    low, high = middle_half([value for _, value in values])
    return " ".join([counted, spread(number(low), number(high)), *halves(values, high - low)])


def spread(low: str, high: str) -> str:
    """Where the values lie."""
    if low == high:
        return f"At least half of them are {low}."
    return f"Half of them lie between {low} and {high}."


class Halves(Struct, frozen=True):
    """The middle (median) of the earlier and of the later half of a time."""

    before: float
    after: float
    alike: bool
    """No further apart than days are by themselves."""

    @property
    def way(self) -> str:
        """“higher”, “lower” or “alike”: how the later half stands to the earlier."""
        if self.alike:
            return "alike"
        return "higher" if self.after > self.before else "lower"


def compare(values: Values, usual: float) -> Halves | None:
    """The earlier half of the time, from the first value to the last, beside the later; None for too few.

    `usual`: how far the quartiles lie apart.
    """
    if len(values) < 2 * FEW:
        return None
    parts = Span(values[0][0], values[-1][0]).halves()
    first, second = ([value for _, value in within(values, part)] for part in parts)
    if min(len(first), len(second)) < FEW:
        return None
    before, after = median(first), median(second)
    return Halves(before, after, alike=abs(after - before) <= max(STEP, usual / 2))


def halves(values: Values, usual: float) -> list[str]:
    """How the later half of the time stands to the earlier, in a sentence, where there is enough of both."""
    found = compare(values, usual)
    if found is None:
        return []
    before, after = number(found.before), number(found.after)
    if found.alike:
        both = before if before == after else f"{before} and {after}"
        return [f"The earlier and the later half of the time are much alike ({both})."]
    told = f"In the later half of the time the middle is {found.way} ({after}) than in the earlier"
    return [f"{told} ({before})."]
