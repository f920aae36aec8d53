"""Questionnaires over time: scores with their bands, and changes in the words of core/questionnaire.

What was filled in too early, or in another version, is left out of the line and told.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from tremula.core.charts.chart import Chart, Course, chart
from tremula.core.charts.series import Measure
from tremula.core.charts.span import Counts, Span
from tremula.core.charts.words import number, times
from tremula.core.questionnaire.change import baseline
from tremula.core.questionnaire.form import Form, Scale
from tremula.core.questionnaire.report import Entry, changes, known
from tremula.core.questionnaire.scoring import Key, Result, applicable, keys_of, scored

QUARTERS = 190
"""Days from the beginning of one quarter of a year to the end of the next."""
Results = Sequence[tuple[date, Result]]


class Filled(Struct, frozen=True):
    """A form and every time it was filled in, oldest first."""

    form: Form
    entries: Sequence[Entry]
    beginning: date | None = None
    """The last day that counts as before the first session, where that is another than its own."""


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
    told = (form_chart(each.form, each.entries, of_form(each, when)) for each in filled)
    return [each for each in told if each is not None]


def of_form(one: Filled, when: When) -> When:
    """The time with this form's own beginning."""
    return replace(when, first_session=one.beginning) if one.beginning else when


def form_chart(form: Form, entries: Sequence[Entry], when: When) -> FormCharts | None:
    """One form; None where nothing of it can be drawn in this time."""
    version = next((each.version for each in reversed(entries) if when.span.has(each.day)), None)
    fit = [each for each in entries if each.version == version and not each.early]
    keys = keys_of(form)
    results = [(each.day, result_of(form, keys, each)) for each in needed(fit, when)]
    count = sum(when.span.has(each.day) for each in fit)
    charts = {scale.id: scale_chart(Scored(form, scale, results, count), when) for scale in form.scales}
    whole = charts.pop(form.scales[0].id) if has_all(form) else None
    parts = tuple(each for each in charts.values() if each is not None)
    if whole is None and not parts:
        return None
    return FormCharts(form.title, form.licence.credit, whole, parts, left_out(entries, version, when))


def result_of(form: Form, keys: Sequence[Key], entry: Entry) -> Result:
    """The scores alone; what else an answered form says stands on its own page."""
    answers = applicable(form, known(form, entry.answers))
    return Result(tuple(scored(key, answers) for key in keys), {}, ())


def has_all(form: Form) -> bool:
    """Whether the first scale has every question of the others."""
    return all(set(scale.items) <= set(form.scales[0].items) for scale in form.scales)


def needed(fit: Sequence[Entry], when: When) -> list[Entry]:
    """Those of this time, the last one before it, and what a beginning is made of."""
    before = [each for each in fit if each.day < when.span.first]
    beginning = [each for each in before[:-1] if is_beginning(each, when)]
    return [*beginning, *before[-1:], *thinned([each for each in fit if when.span.has(each.day)], when)]


def thinned(inside: Sequence[Entry], when: When) -> list[Entry]:
    """Over years, the last of each quarter of a year, and what a beginning is made of."""
    if when.span.grain != "month":
        return list(inside)
    last = {(each.day.year, (each.day.month - 1) // 3): each.id for each in inside}
    kept = set(last.values())
    return [each for each in inside if each.id in kept or is_beginning(each, when)]


def is_beginning(entry: Entry, when: When) -> bool:
    """Whether it was filled in before there was any session."""
    return when.first_session is not None and entry.day <= when.first_session


def left_out(entries: Sequence[Entry], version: str | None, when: When) -> str:
    """How often something was left out, and why."""
    inside = [each for each in entries if when.span.has(each.day)]
    count = sum(each.early or each.version != version for each in inside)
    told = (
        ["Over so long a time, the last one of each quarter of a year is drawn."]
        if when.span.grain == "month"
        else []
    )
    if count:
        told.append(f"Left out {times(count)}: filled in too early, or in another version.")
    return " ".join(told)


class Scored(Struct, frozen=True):
    """One scale of a form with the results there are; `count`: how often it was filled in in this time."""

    form: Form
    scale: Scale
    results: Results
    count: int


def scale_chart(one: Scored, when: When) -> Chart | None:
    """One scale: its scores, its bands as lines, and around the beginning what is too small to tell."""
    form, scale = one.form, one.scale
    scores = [(day, v) for day, result in one.results if (v := result.score(scale.id).value) is not None]
    inside = [(day, value) for day, value in scores if when.span.has(day)]
    if not inside:
        return None
    title = form.title if has_all(form) and scale is form.scales[0] else scale.label
    return chart(
        Course(
            measure=Measure(f"{form.id}-{scale.id}", title, scale.low, scale.high),
            values=inside,
            span=when.span,
            sessions=when.counts,
            sentence=last_score(scale, *inside[-1], one.count),
            reach=max(2 * form.every_days, QUARTERS if when.span.grain == "month" else 0),
            stripe=stripe(scale, scores, when),
            lines=tuple(band.low for band in scale.bands[1:]),
            more=more(scale, one.results, when),
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


def stripe(scale: Scale, scores: Sequence[tuple[date, float]], when: When) -> tuple[float, float] | None:
    """Around where one began: changes that are too small to tell from chance."""
    if scale.reliable is None:
        return None
    start = baseline(scores, when.first_session) if when.first_session else None
    value = start.value if start else scores[0][1]
    return max(scale.low, value - scale.reliable.low), min(scale.high, value + scale.reliable.low)
