"""What an answered form says, beside what was answered before: scores, bands, changes in words.

It judges nobody, and compares only what may be compared: the same version, nothing filled in too early.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import get_args

from msgspec import Struct

from tremula.core.questionnaire.change import NOBODY, baseline, change, rises, rounded, words
from tremula.core.questionnaire.form import Form, Hook, Item, Leads, Pattern, Scale
from tremula.core.questionnaire.scoring import Result, Score, evaluate

URGENCY: tuple[Leads, ...] = get_args(Leads)


class Entry(Struct, frozen=True):
    """One time a form was filled in. `at` is wall time, RFC 3339 with offset."""

    id: str
    at: str
    version: str
    answers: Mapping[str, int]
    language: str = "en"
    early: bool = False
    """Its answers look back on days that were told about before."""
    of: str = ""
    """The day that it tells of, where that need not be the day of its moment."""

    @property
    def day(self) -> date:
        return date.fromisoformat(self.at[:10])

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)


def last_day_before(entries: Sequence[Entry], first_session: datetime | None) -> date | None:
    """The last day that counts as before the first session: its own, unless a form came later on it."""
    if first_session is None:
        return None
    day = first_session.date()
    after = any(one.day == day and one.moment > first_session for one in entries)
    return day - timedelta(days=1) if after else day


class ScaleReport(Struct, frozen=True):
    """One scale: its score, and sentences on what changed."""

    scale: Scale
    score: Score
    changes: tuple[str, ...] = ()

    @property
    def unjudged(self) -> bool:
        """It changed, and nobody has worked out how much of that chance alone can make."""
        return bool(self.changes) and self.scale.reliable is None


class Report(Struct, frozen=True):
    """Everything that one entry says."""

    entry: Entry
    scales: tuple[ScaleReport, ...]
    hooks: tuple[Hook, ...]
    """The most urgent first."""
    patterns: tuple[Pattern, ...]
    answered: tuple[tuple[Item, str], ...]
    """Each question with the words of its answer; “not answered” where there is none."""


def report(form: Form, entries: Sequence[Entry], first_session: date | None) -> Report:
    """About the last of these entries (at least one, oldest first)."""
    last = entries[-1]
    now = evaluate(form, known(form, last.answers))
    before = [] if last.early else comparable(form, last, entries[:-1])
    return Report(
        entry=last,
        scales=tuple(
            ScaleReport(scale, now.score(scale.id), changes(scale, now, last.day, before, first_session))
            for scale in form.scales
        ),
        hooks=pulled(form, now, entries),
        patterns=tuple(each for each in form.patterns if now.patterns[each.id]),
        answered=tuple((item, in_words(form, item, last.answers)) for item in form.items),
    )


Before = Sequence[tuple[date, Result]]


def comparable(form: Form, last: Entry, earlier: Sequence[Entry]) -> Before:
    """The earlier entries that its scores may be held against."""
    fit = [one for one in earlier if one.version == last.version and not one.early]
    return [(one.day, evaluate(form, known(form, one.answers))) for one in fit]


def known(form: Form, answers: Mapping[str, int]) -> dict[str, int]:
    """What the form, as it is today, still asks and offers."""
    items = {item.id: form.values(item) for item in form.items}
    return {id: value for id, value in answers.items() if value in items.get(id, ())}


def changes(
    scale: Scale, now: Result, today: date, before: Before, first_session: date | None
) -> tuple[str, ...]:
    """What changed since before the first session and since the last time; both may be one."""
    value = now.score(scale.id).value
    scores = [(day, score) for day, result in before if (score := result.score(scale.id).value) is not None]
    if value is None or not scores:
        return ()
    last_day, last = scores[-1]
    since_last = sentence(scale, f"on {written(last_day)}", last, value)
    start = baseline(scores, first_session) if first_session and today > first_session else None
    if start is None:
        return (since_last,)
    when = "before your first session"
    if start.double:
        when += " (the middle of two)"
    since_start = sentence(scale, when, start.value, value)
    only_one = last_day <= first_session if first_session else False
    return (since_start,) if only_one else (since_start, since_last)


def sentence(scale: Scale, when: str, then: float, now: float) -> str:
    """“It was 14 on 3 October 2026. Now it is 5 points lower: …”"""
    told = change(scale, then, now)
    said = words(scale, told) if told.points else "the same."
    if told.verdict == "unknown":
        said = said.removesuffix(f" {NOBODY}")
    return f"It was {rounded(then)} {when}. Now it is {said}"


def written(day: date) -> str:
    """“3 October 2026”."""
    return f"{day.day} {day:%B} {day.year}"


def pulled(form: Form, now: Result, entries: Sequence[Entry]) -> tuple[Hook, ...]:
    """The hooks of the answers, and of a rise above the lowest before in this version, early or not."""
    rising: list[Hook] = []
    if any(hook.rise for hook in form.hooks):
        same = [one for one in entries[:-1] if one.version == entries[-1].version]
        before = [values(evaluate(form, known(form, one.answers))) for one in same]
        lowest = {id: min(each[id] for each in before if id in each) for id in set().union(*before)}
        rising = rises(form, lowest, {score.scale: score.least for score in now.scores})
    found = [hook for hook in form.hooks if hook.id in now.hooks or hook in rising]
    return tuple(sorted(found, key=lambda hook: URGENCY.index(hook.leads)))


def values(result: Result) -> dict[str, float]:
    """Scale → value, where there is one."""
    return {score.scale: score.value for score in result.scores if score.value is not None}


def in_words(form: Form, item: Item, answers: Mapping[str, int]) -> str:
    """The answer as it stood to be chosen."""
    value = answers.get(item.id)
    if value is None:
        return "not answered"
    if item.span:
        return f"{value} ({item.span.low} {item.span.low_words}, {item.span.high} {item.span.high_words})"
    return next((one.text for one in item.options or form.options if one.value == value), str(value))
