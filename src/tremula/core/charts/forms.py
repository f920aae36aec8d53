"""Questionnaires over time: scores with their bands, and changes in the words of core/questionnaire.

What was filled in too early, or in another version, is left out of the line and told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from tremula.core.charts.chart import Chart, Course, chart
from tremula.core.charts.series import Measure
from tremula.core.charts.span import Counts, Span
from tremula.core.charts.words import number, times
from tremula.core.questionnaire.change import baseline
from tremula.core.questionnaire.form import Form, Scale
from tremula.core.questionnaire.report import Entry, changes, known
from tremula.core.questionnaire.scoring import Result, evaluate

Results = Sequence[tuple[date, Result]]


class Filled(Struct, frozen=True):
    """A form and every time it was filled in, oldest first."""

    form: Form
    entries: Sequence[Entry]


class FormCharts(Struct, frozen=True):
    """One form: the chart of the scale that has all its questions, if there is one, and those of parts."""

    title: str
    credit: str
    whole: Chart | None
    parts: tuple[Chart, ...]
    left_out: str


class When(Struct, frozen=True):
    """The time that is shown, how many sessions its parts had, and the day of the first of all."""

    span: Span
    counts: Counts
    first_session: date | None


def form_charts(filled: Sequence[Filled], when: When) -> list[FormCharts]:
    """The forms that were filled in in this time."""
    told = (form_chart(each.form, each.entries, when) for each in filled)
    return [each for each in told if each is not None]


def form_chart(form: Form, entries: Sequence[Entry], when: When) -> FormCharts | None:
    """One form; None where nothing of it can be drawn in this time."""
    version = next((each.version for each in reversed(entries) if when.span.has(each.day)), None)
    fit = [each for each in entries if each.version == version and not each.early]
    results = [(each.day, evaluate(form, known(form, each.answers))) for each in needed(fit, when)]
    charts = {scale.id: scale_chart(form, scale, results, when) for scale in form.scales}
    whole = charts.pop(form.scales[0].id) if has_all(form) else None
    parts = tuple(each for each in charts.values() if each is not None)
    if whole is None and not parts:
        return None
    return FormCharts(form.title, form.licence.credit, whole, parts, left_out(entries, version, when))


def has_all(form: Form) -> bool:
    """Whether the first scale has every question of the others."""
    return all(set(scale.items) <= set(form.scales[0].items) for scale in form.scales)


def needed(fit: Sequence[Entry], when: When) -> list[Entry]:
    """Those of this time, the last one before it, and what a beginning is made of."""
    before = [each for each in fit if each.day < when.span.first]
    first = when.first_session
    beginning = [each for each in before[:-1] if first and each.day <= first]
    return [*beginning, *before[-1:], *(each for each in fit if when.span.has(each.day))]


def left_out(entries: Sequence[Entry], version: str | None, when: When) -> str:
    """How often something was left out."""
    inside = [each for each in entries if when.span.has(each.day)]
    count = sum(each.early or each.version != version for each in inside)
    if not count:
        return ""
    return f"Left out {times(count)}: filled in too early to look back on new days, or in another version."


def scale_chart(form: Form, scale: Scale, results: Results, when: When) -> Chart | None:
    """One scale: its scores, its bands as lines, and around the beginning what is too small to tell."""
    scores = {day: value for day, result in results if (value := result.score(scale.id).value) is not None}
    inside = [(day, value) for day, value in scores.items() if when.span.has(day)]
    if not inside:
        return None
    title = form.title if has_all(form) and scale is form.scales[0] else scale.label
    return chart(
        Course(
            measure=Measure(f"{form.id}-{scale.id}", title, scale.low, scale.high),
            values=inside,
            span=when.span,
            sessions=when.counts,
            sentence=last_score(scale, *inside[-1], len(inside)),
            reach=2 * form.every_days,
            stripe=stripe(scale, scores, when),
            lines=tuple(band.low for band in scale.bands[1:]),
            more=more(scale, results, when),
        )
    )


def last_score(scale: Scale, day: date, value: float, count: int) -> str:
    """The newest score and its band."""
    band = next((each for each in scale.bands if each.low <= value <= each.high), None)
    name = f", in the band that its authors call “{band.label}”" if band else ""
    filled = f"Filled in {times(count)}. " if count > 1 else ""
    return f"{filled}On {day.day} {day:%B}: {number(value)} of {number(scale.high)}{name}."


def more(scale: Scale, results: Results, when: When) -> tuple[str, ...]:
    """Which end is which, the bands, and what changed."""
    end = "More points mean more trouble." if scale.higher == "worse" else "More points mean more of it."
    bands = "; ".join(f"{number(b.low)} to {number(b.high)} {b.label}" for b in scale.bands)
    told = [end, *([f"The lines part the bands: {bands}."] if bands else [])]
    scored = [each for each in results if each[1].score(scale.id).value is not None]
    day, now = scored[-1]
    return (" ".join(told), *changes(scale, now, day, scored[:-1], when.first_session))


def stripe(scale: Scale, scores: Mapping[date, float], when: When) -> tuple[float, float] | None:
    """Around where one began: changes that are too small to tell from chance."""
    if scale.reliable is None:
        return None
    start = baseline(list(scores.items()), when.first_session) if when.first_session else None
    value = start.value if start else next(iter(scores.values()))
    return max(scale.low, value - scale.reliable.low), min(scale.high, value + scale.reliable.low)
