"""What a person wants to be reminded of, what is due today, the calendar's secret path. It pushes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from hmac import compare_digest

import msgspec
from msgspec import Struct

from tremula.actions.check_ins import was_told
from tremula.actions.due import Due
from tremula.actions.ports import Tx
from tremula.core.failure import Refusal
from tremula.core.practice.schedule import Errand, Later, Schedule, Today, checked, fitting, put_off
from tremula.core.questionnaire.change import next_day
from tremula.core.questionnaire.form import Form

SCHEDULE, UNTIL, FEED, SEED = "schedule", "schedule.until", "schedule.feed", "schedule.seed"
QUESTIONNAIRE = "questionnaire"
CHECK_MINUTES, RATING_MINUTES = 0.4, 0.5


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
    """Chosen questionnaires whose time has come, those that have waited longest first, then the shorter."""
    last = last_days(tx)
    due = [
        Errand(form.id, form.title, form.minutes, f"/questionnaires/{form.id}", since)
        for id in schedule.forms
        if (form := command.forms.get(id)) is not None
        and (since := next_day(form, last[id]) if id in last else date.min) <= command.now.date()
    ]
    return sorted(due, key=lambda each: (each.since, each.minutes))


def last_days(tx: Tx) -> dict[str, date]:
    """When each questionnaire was last filled in."""
    return {str(row.body["form"]): datetime.fromisoformat(row.at).date() for row in tx.answers(QUESTIONNAIRE)}
