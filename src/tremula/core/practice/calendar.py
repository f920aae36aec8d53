"""A schedule as a calendar (RFC 5545): times that repeat, wherever one is. It names no practice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

from msgspec import Struct

from tremula.core.practice.schedule import Schedule, ScheduleWords, hour_of

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WIDEST = 75
"""Octets of a line, after which it is folded (RFC 5545, 3.1)."""
PRACTICE_MINUTES, CHECK_IN_MINUTES = 60, 5
EMPTY = (
    *("BEGIN:VTIMEZONE", "TZID:UTC", "BEGIN:STANDARD", "DTSTART:19700101T000000"),
    *("TZOFFSETFROM:+0000", "TZOFFSETTO:+0000", "END:STANDARD", "END:VTIMEZONE"),
)
"""A calendar without entries still needs a part (RFC 5545, 3.4): one that shows nowhere."""
FRESH = "PT6H"
"""How often a calendar looks again."""


class Kept(Struct, frozen=True):
    """What a calendar is made of. `earliest`: before it there is no practice; None: there is none at all.

    `seed`: any secret text of this person; names of entries are made of it, and tell nothing.
    """

    schedule: Schedule
    words: ScheduleWords
    seed: str
    now: datetime
    earliest: datetime | None


def calendar(kept: Kept) -> str:
    """The whole file, lines ended and folded as the standard wants."""
    return "".join(f"{line}\r\n" for whole in lines(kept) for line in folded(whole))


def lines(kept: Kept) -> Iterator[str]:
    """Every line, unfolded."""
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//tremula//schedule//EN", "METHOD:PUBLISH")
    yield from (f"X-WR-CALNAME:{escaped(kept.words.calendar)}", f"NAME:{escaped(kept.words.calendar)}")
    yield from (f"REFRESH-INTERVAL;VALUE=DURATION:{FRESH}", f"X-PUBLISHED-TTL:{FRESH}")
    schedule = kept.schedule
    if schedule.days and kept.earliest is not None:
        first = first_day(schedule, max(kept.now, kept.earliest.astimezone(kept.now.tzinfo)))
        rule = f"FREQ=WEEKLY;BYDAY={','.join(DAYS[day] for day in schedule.days)}"
        yield from event(kept, kept.words.practice, at(first, schedule.at), rule, PRACTICE_MINUTES)
    if not schedule.days or kept.earliest is None:
        yield from EMPTY if not schedule.check_in else ()
    if schedule.check_in:
        begin = at(kept.now.date(), schedule.check_in)
        yield from event(kept, kept.words.check_in, begin, "FREQ=DAILY", CHECK_IN_MINUTES)
    yield "END:VCALENDAR"


def event(kept: Kept, title: str, begin: str, rule: str, minutes: int) -> Iterator[str]:
    """One entry that repeats, with a reminder at its begin."""
    name = sha256(f"{kept.seed} {rule.partition(';')[0]}".encode()).hexdigest()[:32]
    yield from ("BEGIN:VEVENT", f"UID:{name}@calendar.local")
    yield f"DTSTAMP:{kept.now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield from (f"DTSTART:{begin}", f"DURATION:PT{minutes}M", f"RRULE:{rule}")
    yield from (f"SUMMARY:{escaped(title)}", "CLASS:PRIVATE")
    yield from (
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{escaped(title)}",
        "TRIGGER:PT0M",
        "END:VALARM",
    )
    yield "END:VEVENT"


def first_day(schedule: Schedule, begin: datetime) -> date:
    """The first day of practice from a moment on."""
    days = (begin.date() + timedelta(days=ahead) for ahead in range(8))
    hour = hour_of(schedule.at)
    return next(
        day
        for day in days
        if day.weekday() in schedule.days
        and (day > begin.date() or hour >= begin.time().replace(second=0, microsecond=0))
    )


def at(day: date, hour: str) -> str:
    """A time that moves with the clock of whoever looks: “20261122T183000”."""
    return f"{day:%Y%m%d}T{hour.replace(':', '')}00"


def escaped(text: str) -> str:
    """A text as the standard writes it."""
    for plain in ("\\", ";", ","):
        text = text.replace(plain, f"\\{plain}")
    return text.replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets; no character is cut."""
    piece = ""
    for letter in line:
        if len((piece + letter).encode()) > WIDEST:
            yield piece
            piece = " "
        piece += letter
    yield piece
