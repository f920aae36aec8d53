"""What lies between two scores of one scale, and when a form may be asked again.

It never calls a change within the error of the measure an improvement. Two numbers alone never show what made
them differ: that is for single-case statistics.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from operator import itemgetter
from typing import Literal

from msgspec import Struct

from tremula.core.questionnaire.form import Form, Hook, Scale

Verdict = Literal["within-error", "better", "worse", "unknown"]
APART = 7
"""Days between two answers that may both stand for how it was before: less, and one remembers."""


class Change(Struct, frozen=True):
    """From one score to another; `points` as they are, so that a rise is positive."""

    points: float
    verdict: Verdict
    important: bool | None
    """Reaches what people call important; None where nobody has found out how much that is."""


class Baseline(Struct, frozen=True):
    """Where one began: the mean of two scores taken before the first session, else the only one."""

    value: float
    double: bool


def change(scale: Scale, before: float, after: float) -> Change:
    """Better needs the larger of the published thresholds, worse the smaller: doubt goes to caution.

    Without a published threshold the verdict is unknown, whatever the size.
    """
    points = round(after - before, 4)
    worse = (points > 0) == (scale.higher == "worse") and points != 0
    if scale.reliable is None:
        verdict: Verdict = "unknown"
    elif abs(points) < (scale.reliable.low if worse else scale.reliable.most):
        verdict = "within-error"
    else:
        verdict = "worse" if worse else "better"
    return Change(points, verdict, is_important(scale, points, worse=worse))


def is_important(scale: Scale, points: float, *, worse: bool) -> bool | None:
    """The same care for the smallest important difference."""
    if scale.important is None:
        return None
    return abs(points) >= (scale.important.low if worse else scale.important.most)


UNKNOWN = {
    None: ".",
    True: ": as much as people usually notice.",
    False: ": less than people usually notice.",
}
NOBODY = "Nobody has worked out how much of a change chance alone can make here."


def words(scale: Scale, told: Change) -> str:
    """One plain sentence."""
    size = spoken(abs(told.points))
    if told.points == 0:
        return "The same as before."
    way = "higher" if told.points > 0 else "lower"
    if told.verdict == "unknown":
        return f"{size} {way}{UNKNOWN[told.important]} {NOBODY}"
    if told.verdict == "within-error":
        return f"{size} {way}: too small to tell from chance."
    weight = ", and large enough that people usually notice it" if told.important else ""
    return f"{size} {way}: more than chance explains, to the {told.verdict} side{weight}."


def spoken(points: float) -> str:
    """“1 point”, “0.5 points”: to a tenth, as means have more digits than meaning."""
    told = rounded(points)
    if told == "0" and points:
        return "less than 0.1 points"
    return f"{told} {'point' if told == '1' else 'points'}"


def rounded(score: float) -> str:
    """To a tenth, without a tail of zeros."""
    return f"{round(score, 1):g}"


def baseline(scores: Sequence[tuple[date, float]], first_session: date | None) -> Baseline | None:
    """Of the scores before the first session, the last two that lie a week or more apart."""
    before = [
        each
        for each in sorted(scores, key=itemgetter(0))
        if first_session is None or each[0] <= first_session
    ]
    if not before:
        return None
    last_day, last = before[-1]
    earlier = [value for day, value in before if last_day - day >= timedelta(days=APART)]
    if not earlier:
        return Baseline(last, double=False)
    return Baseline((earlier[-1] + last) / 2, double=True)


def next_day(form: Form, last: date) -> date:
    """When the form is asked again by itself: in its rhythm, and never while it is too early for it."""
    return last + timedelta(days=max(form.every_days, form.recall_days or 0))


def second_day(form: Form, last: date) -> date:
    """When it is time for the second of the two that show how it was before any practice."""
    return last + timedelta(days=max(APART, form.recall_days or 0))


class Told(Struct, frozen=True):
    """How often a form was filled in so that it can be compared, when last, and whether practice began."""

    fit: int
    last: date
    practised: bool

    @property
    def lone_start(self) -> bool:
        """One score before the first session: a second one would make the beginning surer."""
        return self.fit == 1 and not self.practised


def again(form: Form, told: Told) -> date:
    """The day from which on it is offered again."""
    return second_day(form, told.last) if told.lone_start else next_day(form, told.last)


def too_early(form: Form, last: date | None, today: date) -> int:
    """Days until its answers would look back on new days only; 0: it may be asked now."""
    if last is None or form.recall_days is None:
        return 0
    return max(0, (last + timedelta(days=form.recall_days) - today).days)


def rises(form: Form, lowest: Mapping[str, float], now: Mapping[str, float]) -> list[Hook]:
    """The safety hooks that a rise above the lowest score before pulls. Both: scale → value."""
    return [
        hook
        for hook in form.hooks
        if hook.rise
        and hook.scale is not None
        and hook.scale in lowest
        and hook.scale in now
        and now[hook.scale] - lowest[hook.scale] >= hook.rise
    ]
