"""What a person wants to be reminded of, and what is due today: ten minutes at most, and it can wait."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Annotated, Literal

from msgspec import Meta, Struct

from tremula.core.failure import Refusal
from tremula.core.practice.measures import Id
from tremula.core.wording import Short, Strict

MOST_MINUTES = 10
"""What is asked of a day takes no longer, whatever is due."""
PAUSE = timedelta(hours=2)
"""“Later” is so much later."""
MORNING = time(6)
"""From when on a thing is shown again that was put off until tomorrow."""
Weekday = Annotated[int, Meta(ge=0, le=6)]
"""0 is Monday."""
HourText = Annotated[str, Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
HourOrNone = Annotated[str, Meta(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9])?$")]
Later = Literal["hours", "tomorrow", "now"]
Kind = Literal["practice", "check-in", "later"]
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class ScheduleWords(Strict, frozen=True):
    """content/practice/schedule.yaml: what others may see over a shoulder, so no word about health."""

    calendar: Short
    practice: Short
    check_in: Short
    later: Short


class Schedule(Struct, frozen=True, forbid_unknown_fields=True):
    """What is wanted. `days`: of practice, at `at`. `check_in`: when to be reminded of it, if ever."""

    days: Annotated[list[Weekday], Meta(max_length=7)] = []
    at: HourText = "18:30"
    check_in: HourOrNone = ""
    daily: bool = True
    """Whether the check-in is due each day."""
    forms: Annotated[list[Id], Meta(max_length=40)] = []
    """Questionnaires to be asked for in their rhythm."""
    notify: bool = False
    """A desktop notification, while a page is open."""


class Errand(Struct, frozen=True):
    """Something to do that takes `minutes`, at a place of ours; `since`: the day from which on it is due."""

    id: str
    label: str
    minutes: float
    where: str
    since: date


class Today(Struct, frozen=True):
    """What is due now, how many things wait for another day, and until when all was put off."""

    errands: tuple[Errand, ...]
    waiting: int = 0
    until: datetime | None = None

    @property
    def minutes(self) -> float:
        return sum(each.minutes for each in self.errands)


class Reminder(Struct, frozen=True):
    """The next moment at which to remind, and of what."""

    at: datetime
    kind: Kind


def checked(schedule: Schedule, rest_hours: int) -> Schedule:
    """In order. Refusal("too-near") for days with less rest between them than a body needs."""
    days = sorted(set(schedule.days))
    for day, gap in zip(days, gaps(days), strict=True):
        if gap * 24 < rest_hours:
            nearest = DAY_NAMES[(day + gap) % 7]
            words = f"{DAY_NAMES[day]} and {nearest} are too near."
            raise Refusal("too-near", f"{words} At least {rest_hours} hours lie between two sessions.")
    return Schedule(
        days,
        schedule.at,
        schedule.check_in,
        schedule.daily,
        list(dict.fromkeys(schedule.forms)),
        schedule.notify,
    )


def gaps(days: Sequence[int]) -> list[int]:
    """Days from each to the next one, around the week."""
    return [(after - day - 1) % 7 + 1 for day, after in zip(days, [*days[1:], *days[:1]], strict=True)]


def fitting(errands: Sequence[Errand], most: float = MOST_MINUTES) -> Today:
    """What has been due longest first, as far as the minutes reach; the rest waits for another day.

    What is of the day itself (a check, the check-in) stands in front and always fits.
    """
    taken: list[Errand] = []
    for errand in errands:
        if sum(each.minutes for each in taken) + errand.minutes <= most:
            taken.append(errand)
    return Today(tuple(taken), len(errands) - len(taken))


def put_off(now: datetime, how: Later) -> datetime | None:
    """Until when nothing is shown or reminded of; None: from now on again."""
    if how == "hours":
        return now + PAUSE
    return at_hour(now.date() + timedelta(days=1), MORNING, now) if how == "tomorrow" else None


class Standing(Struct, frozen=True):
    """What a reminder depends on besides the schedule.

    `earliest`: before it the plan has no practice; None: there is none. `until`: all is put off until then.
    `told`: the check-in of today is kept.
    """

    now: datetime
    earliest: datetime | None
    until: datetime | None = None
    told: bool = False


def next_reminder(schedule: Schedule, standing: Standing) -> Reminder | None:
    """The next one that is not put off, of the next eight days."""
    until = standing.until
    coming = [each for each in reminders(schedule, standing) if until is None or each.at >= until]
    if until is not None and until > standing.now:
        coming.append(Reminder(until, "later"))
    return min(coming, key=lambda each: each.at, default=None)


def reminders(schedule: Schedule, standing: Standing) -> Iterator[Reminder]:
    """Every one of the next eight days."""
    now, earliest = standing.now, standing.earliest
    for ahead in range(8):
        day = now.date() + timedelta(days=ahead)
        practice = at_hour(day, hour_of(schedule.at), now)
        if day.weekday() in schedule.days and earliest is not None and practice > max(now, earliest):
            yield Reminder(practice, "practice")
        wanted = schedule.check_in and not (standing.told and ahead == 0)
        if wanted and (check_in := at_hour(day, hour_of(schedule.check_in), now)) > now:
            yield Reminder(check_in, "check-in")


def hour_of(text: str) -> time:
    """“18:30” as a time."""
    return time.fromisoformat(text)


def at_hour(day: date, hour: time, now: datetime) -> datetime:
    """A moment of a day where the person is."""
    return datetime.combine(day, hour, now.tzinfo)
