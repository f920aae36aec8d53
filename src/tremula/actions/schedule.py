"""What a person wants to be reminded of, what is due today, the calendar's secret path. It pushes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from hmac import compare_digest

import msgspec
from msgspec import Struct

from tremula.actions.check_ins import was_told
from tremula.actions.due import Due
from tremula.actions.ports import Tx
from tremula.actions.questionnaires import entries_by_form
from tremula.actions.read_sessions import list_begun
from tremula.core.failure import Refusal
from tremula.core.practice.schedule import Errand, Later, Schedule, Today, checked, fitting, put_off
from tremula.core.questionnaire.change import Told, again
from tremula.core.questionnaire.form import Form

SCHEDULE, UNTIL, FEED, SEED = "schedule", "schedule.until", "schedule.feed", "schedule.seed"
CHECK_MINUTES, RATING_MINUTES = 0.4, 0.5
SECOND_OFFER = timedelta(days=14)
"""So long a form that nobody asked to be reminded of is offered a second time, then no more."""


class Scheduling(Struct, frozen=True):
    """A new schedule, the rest that two sessions need, the forms there are, and a new secret text."""

    schedule: Schedule
    rest_hours: int
    forms: frozenset[str]
    seed: str


class PuttingOff(Struct, frozen=True):
    """Later, tomorrow, or now after all; and when that is said."""

    how: Later
    now: datetime


class DueToday(Struct, frozen=True):
    """What can be due: something about the last session, the check-in, forms by id; and the moment."""

    about_session: Due | None
    check_in_minutes: float
    forms: Mapping[str, Form]
    now: datetime


class Kept(Struct, frozen=True):
    """The schedule, until when all is put off, the calendar's path (empty for none), its secret text."""

    schedule: Schedule
    until: datetime | None
    feed: str
    seed: str


def read_schedule(tx: Tx, command: None = None) -> Kept:
    """As it was kept; at first nothing but the daily check-in."""
    kept = tx.settings()
    until = kept.get(UNTIL)
    return Kept(
        schedule=msgspec.convert(kept.get(SCHEDULE) or {}, Schedule),
        until=datetime.fromisoformat(until) if until else None,
        feed=kept.get(FEED) or "",
        seed=kept.get(SEED) or "",
    )


def keep_schedule(tx: Tx, command: Scheduling) -> None:
    """Refusals: "too-near", "shape" for a questionnaire that there is not."""
    schedule = checked(command.schedule, command.rest_hours)
    if unknown := set(schedule.forms) - command.forms:
        raise Refusal("shape", f"There is no questionnaire “{sorted(unknown)[0]}”.")
    tx.put_setting(SCHEDULE, msgspec.to_builtins(schedule))
    if not tx.setting(SEED):
        tx.put_setting(SEED, command.seed)


def put_it_off(tx: Tx, command: PuttingOff) -> None:
    """Show and remind of nothing until then."""
    until = put_off(command.now, command.how)
    tx.put_setting(UNTIL, until.isoformat(timespec="seconds") if until else "")


def open_feed(tx: Tx, token: str) -> None:
    """From now on the calendar has this path; the one before is gone."""
    tx.put_setting(FEED, token)


def close_feed(tx: Tx, command: None = None) -> None:
    """The calendar has no path any more."""
    tx.put_setting(FEED, "")


def is_feed(kept: Kept, token: str) -> bool:
    """Whether this is the calendar's path; it takes as long for a wrong one."""
    return bool(kept.feed) and compare_digest(kept.feed.encode(), token.encode())


def due_today(tx: Tx, command: DueToday) -> Today:
    """What fits into today's minutes; nothing while it is put off."""
    kept = read_schedule(tx)
    if kept.until is not None and command.now < kept.until:
        return Today((), until=kept.until)
    return fitting([*of_the_day(tx, kept.schedule, command), *of_forms(tx, kept.schedule, command)])


def of_the_day(tx: Tx, schedule: Schedule, command: DueToday) -> Iterator[Errand]:
    """What belongs to this day alone."""
    about, today = command.about_session, command.now.date()
    if about and about.check:
        yield Errand("check", "how you are since the session", CHECK_MINUTES, "/#check-title", today)
    if about and about.rating:
        yield Errand("after", "how the session was", RATING_MINUTES, f"/after/{about.session}", today)
    if schedule.daily and not was_told(tx, today):
        yield Errand("check-in", "the check-in", command.check_in_minutes, "/check-in", today)


def of_forms(tx: Tx, schedule: Schedule, command: DueToday) -> list[Errand]:
    """Questionnaires whose time has come, those that have waited longest first, then the shorter."""
    filled, today = told_of(tx), command.now.date()
    due = [
        errand(form, filled.get(form.id))
        for form in command.forms.values()
        if form.id in schedule.forms or begun_alone(form, filled.get(form.id), today)
    ]
    return sorted((each for each in due if each.since <= today), key=lambda each: (each.since, each.minutes))


def begun_alone(form: Form, told: Told | None, today: date) -> bool:
    """Whether a form that was not chosen is offered for some days: a second time, before any practice."""
    return told is not None and told.lone_start and today < again(form, told) + SECOND_OFFER


def errand(form: Form, told: Told | None) -> Errand:
    """One form: at once if it was never filled in, else when its time has come."""
    label = f"{form.title}, a second time before you begin" if told and told.lone_start else form.title
    since = again(form, told) if told else date.min
    return Errand(form.id, label, form.minutes, f"/questionnaires/{form.id}", since)


def told_of(tx: Tx) -> dict[str, Told]:
    """What was filled in so far, by form."""
    practised = bool(list_begun(tx))
    return {
        form: Told(sum(not each.early for each in entries), entries[-1].day, practised)
        for form, entries in entries_by_form(tx).items()
    }
